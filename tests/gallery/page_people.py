"""The people page: somebody open, somebody new, refused, a conflict, nobody yet; and the teams."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.clock import SetClock
from app.store import open_store
from models.people import Contact
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending
from tests.night import BEGIN, Night
from ui.people.editor import Editor
from ui.people.page import PeoplePage

NARROW = (700, 700)


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the page."""
    yield "people-open", opened
    yield "people-narrow", partial(opened, NARROW)
    yield "people-chosen-none", page
    yield "people-new", new
    yield "people-wishes", wishes
    yield "people-hours", hours
    yield "people-ways", ways
    yield "people-wrong", wrong
    yield "people-remove", remove
    yield "people-conflict", conflict
    yield "people-empty", empty
    yield "people-teams", team
    yield "people-readiness", ready


def page(size: tuple[int, int] = SIZE) -> PeoplePage:
    """The sample team."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'people.db'}")
    made = shown(PeoplePage(bridge_on(night.store, "ana", night.people["ana"])), size)
    settled(lambda: made.people.table.rowCount() > 0)
    return made


def shown(made: PeoplePage, size: tuple[int, int] = SIZE) -> PeoplePage:
    """On the screen, with its answers."""
    made._bridge.setParent(made)
    made.destroyed.connect(Ending(made._bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: not made._asking and not made._stale and bool(made._zones))
    return made


def ready() -> PeoplePage:
    """Some proven, some not, one failing."""
    made = page()
    store = made._bridge.post.store  # type: ignore[union-attr]
    with store.write() as session:
        contacts = session.query(Contact).order_by(Contact.id).all()
        for place, each in enumerate(contacts):
            if place % 4:
                each.proven_at = BEGIN - timedelta(days=place * 5 % 43, hours=place)
            if place % 7 == 2:
                each.failed_at = BEGIN - timedelta(minutes=20)
                each.failure, each.proven_at = "ntfy: 503, the service is overloaded.", None
    made.visit("readiness")
    settled(lambda: made.ready.table.rowCount() > 0)
    made.ready.view.choose_first()
    return made


def opened(size: tuple[int, int] = SIZE) -> PeoplePage:
    """Ana, with contacts, rules and time off."""
    made = page(size)
    made.people.view.choose_first()
    settled(lambda: editor(made)._base is not None)
    return made


def editor(made: PeoplePage) -> Editor:
    """The one that is seen."""
    found = made.people.editor or made.teams.editor
    assert found is not None
    return found


def new() -> PeoplePage:
    """An empty form."""
    made = page()
    made.people.add()
    return made


def wishes() -> PeoplePage:
    """What somebody would like of the rota."""
    made = opened()
    section = editor(made).form.wishes
    section.against.chip(4).click()
    section.against.chip(5).click()
    section.gladly.chip(0).click()
    section.add_days()
    section.dated.all[0].first.setText("2026-12-24")
    section.dated.all[0].last.setText("2026-12-31")
    QApplication.processEvents()
    for scroll in editor(made).findChildren(QScrollArea):
        if scroll.isAncestorOf(section):
            scroll.ensureWidgetVisible(section)
    return made


def hours() -> PeoplePage:
    """When a contact is used, unfolded, and a time that is none."""
    made = opened()
    first, second = editor(made).form.contacts.all[:2]
    first.when.click()
    first.hours._offer(9, 17, (0, 1, 2, 3, 4))
    second.hours._offer(8, 20, ())
    second.hours.lines[0].opens.setText("late")
    editor(made).save()
    QApplication.processEvents()
    return made


def ways() -> PeoplePage:
    """Contacts by what people know of them."""
    made = new()
    form = editor(made).form
    form.full_name.setText("Iris Berg")
    form.handle.setText("iris")
    form.email.setText("iris@example.org")
    for way in ("ntfy", "mail", ""):
        form._add_contact()
        form.contacts.all[-1].guide.pick.set_value(way)
    form.contacts.all[0].guide.fields()["topic"].setText("watchbill-iris-k7m2xq94ab")
    QApplication.processEvents()
    return made


def wrong() -> PeoplePage:
    """Everything that can be refused."""
    made = new()
    form = editor(made).form
    form.full_name.setText("Iris Öberg")
    form.handle.setText("Iris Ö")
    form.email.setText("iris")
    form._add_contact()
    form.contacts.all[0].name.setText("phone")
    form.contacts.all[0].address.setText("ntfyy://topic")
    form.add_away()
    form.away.all[0].start.setText("2026-12-21")
    form.away.all[0].end.setText("2026-12-20")
    editor(made).save()
    settled(lambda: bool(form.form.fields["email"].error))
    return made


def remove() -> PeoplePage:
    """Refused, with every place named."""
    made = opened()
    editor(made).ask_remove()
    editor(made)._do_remove()
    settled(lambda: not editor(made)._busy)
    return made


def conflict() -> PeoplePage:
    """Somebody was faster."""
    made = opened()
    editor(made)._tell_conflict()
    return made


def empty() -> PeoplePage:
    """Nobody yet."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}"
    store = open_store(url, clock=SetClock(BEGIN), durable=False)
    return shown(PeoplePage(bridge_on(store)))


def team() -> PeoplePage:
    """The second tab."""
    made = page()
    made.tabs.choose("team")
    made.teams.view.choose_first()
    settled(lambda: editor(made)._base is not None)
    return made
