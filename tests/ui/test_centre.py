"""The notifications centre: what I was told, unread until it is looked at, each leading on."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.queries.told import told
from app.store import Store, open_store
from models.kinds import NoticeKind
from models.notice import Message
from models.people import Person
from tests.night import Night
from ui.bridge import Bridge
from ui.shell.centre import Centre
from ui.shell.pages import Page
from ui.shell.window import ShellWindow
from ui.widgets.choices import CHOICE


class Visit(QWidget):
    """Writes down where it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    def visit(self, target: object) -> None:
        """Remember."""
        self.seen.append(target)


def say(store: Store, person: int, subject: str, kind: NoticeKind, times: int = 1) -> None:
    """A message, by so many contacts."""
    now = store.now()
    with store.write() as session:
        for at in range(times):
            session.add(Message(person_id=person, kind=kind, key=f"{subject} {at}", due_at=now,
                                subject=subject, body="Details", created_at=now))  # fmt: skip


def texts(centre: Centre) -> list[str]:
    assert centre._sheet is not None
    table = centre._sheet.list.table
    return [table.index(at).data(CHOICE).text for at in range(table.rowCount())]


def test_unread_is_counted_listed_and_leads_on(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    window.register([Page(key, key, "siren", Visit) for key in ("incidents", "rota")])
    window.show()
    centre = Centre(window, ana)
    say(night.store, night.people["ana"], "Ben asks for cover", NoticeKind.REQUEST, times=2)
    say(night.store, night.people["ben"], "Not for me", NoticeKind.ROTA)
    centre.ask()
    qtbot.waitUntil(lambda: len(centre.rows) == 1)
    assert window.status._notices.text() == "1 new notification"
    centre.open()
    assert texts(centre) == ["● Ben asks for cover · Details"]
    assert centre.unread == 0
    assert centre._sheet is not None
    centre._sheet.list.pick()
    page = window.stack.widget_of("rota")
    assert isinstance(page, Visit)
    assert page.seen == ["requests"]
    night.clock.forward(timedelta(minutes=1))
    say(night.store, night.people["ana"], "Your shift begins", NoticeKind.HAND_OFF)
    qtbot.waitUntil(lambda: centre.unread == 1)
    centre.open()
    assert texts(centre)[1] == "Ben asks for cover · Details"


def test_pages_and_messages_on_both_databases(database_url: str) -> None:
    store = open_store(database_url, durable=False)
    with store.write() as session:
        session.add(Person(name="ana"))
    say(store, 1, "Your shift begins", NoticeKind.HAND_OFF, times=3)
    assert [(row.title, row.incident) for row in told(store, 1)] == [("Your shift begins", None)]
    assert told(store, 2) == []
    store.close()


@pytest.mark.parametrize("kept", ["yesterday", "2026-01-01T00:00:00", ["a", "b"]])
def test_a_last_look_that_is_no_moment_never_was(
    night: Night, ana: Bridge, qtbot: QtBot, kept: object
) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    centre = Centre(window, ana)
    window.settings.setValue(centre._key(), kept)
    say(night.store, night.people["ana"], "Ben asks for cover", NoticeKind.REQUEST)
    centre.ask()
    qtbot.waitUntil(lambda: len(centre.rows) == 1)
    assert centre.unread == 1
