"""The settings page: nothing set, all set, refused, a drill before its start and while it runs."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from app.clock import SetClock
from app.notify.send import Outcome
from app.operations import drill, heartbeat, mailbox, pace, tracker
from app.operations.token import Token
from app.queries.channel import ChannelRow
from app.queries.tag import TagRow
from app.store import Store, open_store
from models.kinds import PageState
from models.kinds_learn import TrackerKind
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending
from tests.night import BEGIN, Night, drilled
from ui.bridge import Bridge
from ui.settings.channels_card import ChannelsCard, outcome_words
from ui.settings.page import SettingsPage
from ui.settings.tags_card import TagsCard
from ui.settings.tokens_card import TokensCard

Framed = TypeVar("Framed", bound=QWidget)
PING = "https://hc.example.org/ping/s3cret"
BOX = "imaps://watch%40example.org:s3cret@imap.example.org/Replies"


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the page."""
    yield "settings-empty", empty
    yield "settings-filled", filled
    yield "settings-narrow", partial(filled, (712, 900))
    yield "settings-forms", forms
    yield "settings-learning", learning
    yield "settings-reviews", reviews
    yield "settings-channels", channels
    yield "settings-channels-empty", partial(channels, begun=False)
    yield "settings-channels-form", channel_form
    yield "settings-tokens", tokens
    yield "settings-tags", tags
    yield "settings-drill-ready", ready
    yield "settings-drill-nobody", nobody
    yield "settings-drill-running", running


def on(bridge: Bridge, size: tuple[int, int] = SIZE) -> SettingsPage:
    """The page on a desktop."""
    made = SettingsPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: made.seen is not None)
    return made


def reviews() -> SettingsPage:
    """The templates, one of them changed."""
    made = filled()
    settled(lambda: bool(made.reviews.text.toPlainText()))
    made.reviews.text.setPlainText(
        made.reviews.text.toPlainText() + "\n## What we told customers\n"
    )
    made.visit("reviews")
    return made


def begun() -> Night:
    """The sample team on a database of its own."""
    forgetful()
    return Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'settings.db'}")


def at(night: Night, size: tuple[int, int] = SIZE) -> SettingsPage:
    """Ana's desktop."""
    return on(bridge_on(night.store, "ana", night.people["ana"]), size)


def empty() -> QWidget:
    """Nothing is set, and nobody is there."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}"
    return on(bridge_on(open_store(url, clock=SetClock(BEGIN), durable=False)))


def set_all(night: Night) -> None:
    """By Fay, and it works."""
    store: Store = night.store
    by = night.actor("fay")
    pace.set_pace(store, timedelta(seconds=90), by)
    heartbeat.set_heartbeat(store, PING, by)
    heartbeat.take_turn(store, timedelta(minutes=1))
    heartbeat.note(store, "")
    mailbox.set_mailbox(store, BOX, by)
    mailbox.take_turn(store, 15)
    night.clock.forward(timedelta(seconds=50))


def filled(size: tuple[int, int] = SIZE) -> SettingsPage:
    """All set, and a drill is over."""
    night = begun()
    drilled(night)
    drill.stop(night.store, 1, night.actor("fay"))
    night.wait(minutes=160)
    set_all(night)
    made = at(night, size)
    made.drills.past.itemAt(0).widget()._turn()  # type: ignore[union-attr]
    return made


def forms() -> QWidget:
    """Both forms, with what is wrong."""
    made = at(begun())
    made.paging.pace.setText("soon")
    made.paging.save_pace()
    made.paging.heartbeat.begin()
    made.paging.heartbeat.address.setText("ftp://example.org/x")
    made.paging.heartbeat.save_it()
    settled(lambda: bool(made.paging.heartbeat.form.fields["url"].error))
    made.replies.begin()
    made.replies.host.setText("imap.example.org")
    made.replies.user.setText("watch@example.org")
    made.replies.port.setText("many")
    made.replies.save_it()
    return made


def ready() -> QWidget:
    """Chosen, and not begun."""
    night = begun()
    drilled(night)
    drill.stop(night.store, 1, night.actor("fay"))
    made = at(night)
    made.drills.prepare()
    made.drills.setup.service.set_value(night.services["database"])
    made.drills.setup._ask()
    settled(lambda: made.drills.setup.called is not None)
    return made


def nobody() -> QWidget:
    """Whom it would page has not agreed."""
    night = begun()
    made = at(night)
    made.drills.prepare()
    made.drills.setup.service.set_value(night.services["database"])
    made.drills.setup._ask()
    settled(lambda: made.drills.setup.called is not None)
    return made


def running() -> QWidget:
    """Under way."""
    night = begun()
    drilled(night)
    return at(night)


def learning() -> QWidget:
    """Trackers and what comes after an incident, with both forms open."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'learning.db'}")
    jira = tracker.Wanted("platform", TrackerKind.JIRA, "https://jira.example.org", "OPS", "x")
    tracker.save(night.store, jira, night.actor("fay"))
    page = on(bridge_on(night.store, "fay", night.people["fay"]), (1170, 1500))
    settled(lambda: page.seen is not None)
    page.trackers.begin()
    page.learning.begin()
    settled(lambda: page.trackers.form.isVisible())
    return page


def channels(*, begun: bool = True) -> ChannelsCard:
    """Two rooms: one that a policy, a group and a workflow need, and one to be removed."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'channels.db'}")
    bridge = bridge_on(night.store, "fay", night.people["fay"])
    made = ChannelsCard(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    if begun:
        made.show_channels((
            ChannelRow(1, 1, "operations", "slack", (
                "policy Core systems (level 2)", "group managers", "workflow “Tell them” (step 1)",
            )),
            ChannelRow(2, 1, "office-wall", "ntfys", ()),
            ChannelRow(3, 1, "everyone", "mailtos", ("group everyone at headquarters",)),
        ))  # fmt: skip
        made.lines["operations"].tell(*outcome_words(Outcome(PageState.SENT)))
        made.lines["office-wall"]._ask()
        made.lines["everyone"].tell("mailtos: it was not accepted (timeout).", "error")
    return framed(made)


def channel_form() -> QWidget:
    """A channel is added, and its address is wrong."""
    made = channels(begun=False)
    made.begin()
    made.form.name.setText("operations")
    made.form.address.setText("slack:/")
    made.save_it()
    settled(lambda: bool(made.form.fields["address"].error))
    return framed(made)


def tokens() -> TokensCard:
    """Two there are, one of them to be revoked, and one that was just made."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'tokens.db'}")
    bridge = bridge_on(night.store, "fay", night.people["fay"])
    made = TokensCard(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.show_tokens((Token("deploy script", BEGIN, "fay"), Token("nightly report", BEGIN, "ana")))
    made.lines["deploy script"]._ask()
    made._show_made("wb_3q2Yp0c8mZ6wS1hJxT5uRk9dLfA7eNvB4gQiHoXyWzE")
    return framed(made)


def tags() -> TagsCard:
    """One is called otherwise, another about to go."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'tags.db'}")
    bridge = bridge_on(night.store, "fay", night.people["fay"])
    made = TagsCard(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    names = (("checkout", 61), ("chekout", 2), ("deploy", 1), ("nightly import", 1237))
    made.show_tags(tuple(TagRow(at, *each) for at, each in enumerate(names)))
    made.lines["chekout"]._type()
    made.lines["chekout"].name.setText("checkout")
    made.lines["deploy"]._ask()
    return framed(made)


def framed(made: Framed) -> Framed:
    """A card alone, as high as it wants to be."""
    made.resize(560, 300)
    made.show()
    settled(lambda: True)
    layout = made.layout()
    assert layout is not None
    made.resize(560, layout.totalHeightForWidth(560))
    return made
