"""Settings of which a form says how they stood when it was opened: who is late changes nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.domain.actor import Actor
from app.domain.workspace import StakeholderSpec, TargetSpec
from app.errors import Conflict
from app.operations import assistant, bundle, heartbeat, mailbox, pace, status_sender
from app.operations.assistant import Assistant
from app.operations.seen import Stand, stand
from app.operations.stakeholder import save_stakeholder
from app.queries.status_spec import stakeholder_specs
from app.store import Store, setting
from models.kinds import Source, TargetKind
from tests.builders import person

ANA, BEN = (Actor(name, Source.DESKTOP) for name in ("ana", "ben"))
Put = Callable[[Store, int, Actor, str | None], str]


def paced(store: Store, which: int, by: Actor, was: str | None) -> str:
    return pace.set_pace(store, timedelta(minutes=which), by, was)


def boxed(store: Store, which: int, by: Actor, was: str | None) -> str:
    return mailbox.set_mailbox(store, f"imaps://ana:word@imap{which}.example.org/", by, was)


def unboxed(store: Store, which: int, by: Actor, was: str | None) -> str:
    return mailbox.set_mailbox(
        store, "imaps://ana:word@imap.example.org/" if which < 3 else "", by, was
    )


def sending(store: Store, which: int, by: Actor, was: str | None) -> str:
    address = f"mailto://127.0.0.1:{which}?from=a@example.org&mode=insecure"
    return status_sender.set_sender(store, address, by, was)


def beating(store: Store, which: int, by: Actor, was: str | None) -> str:
    return heartbeat.set_heartbeat(store, f"https://hc.example.org/{which}", by, was=was)


def helped(store: Store, which: int, by: Actor, was: str | None) -> str:
    return assistant.set_assistant(store, Assistant(f"https://m{which}.example.org", "m"), by, was)


@pytest.mark.parametrize(
    ("name", "put"),
    [
        (bundle.SETTING, paced),
        (mailbox.SETTING, boxed),
        (mailbox.SETTING, unboxed),
        (status_sender.SETTING, sending),
        (heartbeat.SETTING, beating),
        (assistant.SETTING, helped),
    ],
)
def test_who_is_late_changes_nothing(store: Store, name: str, put: Put) -> None:
    first = stand(store, name)
    assert first == Stand()
    put(store, 1, BEN, first.stamp)
    theirs = stand(store, name)
    assert theirs.by == "ben"
    stored = kept(store, name)
    with pytest.raises(Conflict, match="ben set this meanwhile"):
        put(store, 3, ANA, first.stamp)
    assert kept(store, name) == stored
    stamp = put(store, 3, ANA, theirs.stamp)
    mine = stand(store, name)
    assert mine.stamp == stamp
    assert mine.by == "ana"
    assert mine.stamp != theirs.stamp
    put(store, 2, BEN, None)  # who saw nothing, as the shell, is never late
    assert stand(store, name).by == "ben"


def kept(store: Store, name: str) -> dict[str, object]:
    """As it is stored."""
    with store.read() as session:
        return setting(session, name)


def test_a_group_is_changed_only_as_it_was_seen(store: Store) -> None:
    for each in (ANA, BEN):
        person(store, each.name)
    was, theirs, mine = (group(*names) for names in (["ana"], ["ben"], ["ana", "ben"]))
    ident = save_stakeholder(store, was, ANA)
    save_stakeholder(store, theirs, BEN, ident=ident, was=was)
    with pytest.raises(Conflict, match="this group meanwhile"):
        save_stakeholder(store, mine, ANA, ident=ident, was=was)
    assert save_stakeholder(store, theirs, ANA, ident=ident, was=was) == ident  # said alike
    save_stakeholder(store, mine, ANA, ident=ident, was=theirs)
    with store.read() as session:
        assert stakeholder_specs(session) == (mine,)


def group(*names: str) -> StakeholderSpec:
    """Of people."""
    return StakeholderSpec("board", tuple(TargetSpec(TargetKind.PERSON, each) for each in names))
