"""Keeps the top bar's "on call now" true: read again when the rota changes or a shift ends."""

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer

from ui.bridge import Bridge
from ui.language.times import clock, dated
from ui.shell.topbar import Watch
from ui.shell.window import ShellWindow
from ui.theme.colours import chosen_colour
from ui.widgets.avatar import Face

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.rota import OnCall
    from app.store import Store

AGAIN = 60_000  # ms; a hand-off is never seen later than this
SOON = 6 * 86400  # seconds; later ends are told with their date


class _Held(NamedTuple):
    """One schedule now, and the faces of its people."""

    now: "OnCall"
    faces: dict[int, Face]


def held(store: "Store") -> list[_Held]:
    """Runs on a worker."""
    from app.queries.people import people
    from app.queries.rota import on_call_now

    rows = people(store, everyone=True)
    faces = {each.id: Face(each.name, each.full_name, chosen_colour(each.colour)) for each in rows}
    return [_Held(each, faces) for each in on_call_now(store)]


class OnCallNow(QObject):
    """Lives as long as the window it fills."""

    def __init__(self, window: ShellWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._timer = QTimer(self, interval=AGAIN)
        self._timer.timeout.connect(self.ask)
        bridge.opened.connect(self.begin)
        bridge.changed.connect(self._hear)

    def ask(self) -> None:
        """Reads it again."""
        if self._bridge.post is not None:
            self._bridge.read(held, self._show, key=self)

    def begin(self) -> None:
        """The database is there."""
        self._timer.start()
        self.ask()

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("schedule", "rotation", "override", "override_person", "person"):
            self.ask()

    def _show(self, rows: list[_Held]) -> None:
        self._window.show_watches([watch for row in rows for watch in _watches(row)])


def _watches(row: _Held) -> list[Watch]:
    make = partial(Watch, row.now.schedule, until=_until(row.now.until), key=row.now.schedule_id)
    faces = [row.faces.get(ident) or Face(name, "") for ident, name in row.now.people]
    return [make(face) for face in faces] or [make(None)]


def _until(at: datetime | None) -> str:
    if at is None:
        return ""
    here = at.astimezone()
    soon = (at - datetime.now(UTC)).total_seconds() < SOON
    return f"{dated(here, 'ddd' if soon else 'd MMM')} {clock(here)}"
