"""The rota page on the drawing's rota, and a hand that drags on it, for tests and pictures."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.window import Window
from app.store import Store
from tests.desk import bridge_on
from ui.bridge import Bridge
from ui.schedules.hand.hand import Hand
from ui.schedules.hand.people import person_mime
from ui.schedules.mark import Mark, tr
from ui.schedules.page import SchedulesPage

MADRID = ZoneInfo("Europe/Madrid")
Keys = Qt.KeyboardModifier
NONE, LEFT = Keys.NoModifier, Qt.MouseButton.LeftButton


def at(said: str) -> datetime:
    """Wall clock of Madrid, November 2026: "26 09:00"."""
    day, clock = said.split()
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, int(day), hour, minute, tzinfo=MADRID).astimezone(UTC)


class Hands:
    """A page, and what a person does on it."""

    def __init__(self, page: SchedulesPage) -> None:
        self.page, self.grid = page, page.grid
        hand = page.findChild(Hand)
        assert hand is not None
        self.hand = hand
        self.heard: list[str] = []  # by whoever listens
        hand.desk.said.connect(self.heard.append)

    # where things are

    def spot(self, row: str, when: str) -> QPointF:
        """In a row, by its title, at a time."""
        place = self.row(row)
        top, below = self.grid.tops[place : place + 2]
        return QPointF(self.grid.sheet().x(at(when)), (top + below) / 2)

    def row(self, title: str) -> int:
        """Its place."""
        return next(n for n, row in enumerate(self.grid.rows) if row.title in (title, tr(title)))

    def bar(self, row: str, when: str) -> Mark:
        """The bar at a time."""
        marks = self.grid.rows[self.row(row)].marks
        return next(each for each in marks if each.start <= at(when) < each.end)

    def who(self, when: str, row: str = "Final") -> str:
        """Who is shown on call (nobody: empty)."""
        marks = self.grid.rows[self.row(row)].marks
        found = [each for each in marks if each.start <= at(when) < each.end]
        return ",".join(each.person for each in found)

    # mouse

    def mouse(self, kind: QEvent.Type, point: QPointF, keys: Keys = NONE) -> None:
        """One event of the left button."""
        button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else LEFT
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else LEFT
        there = QPointF(self.grid.mapToGlobal(point.toPoint()))
        event = QMouseEvent(kind, point, there, button, held, keys)
        QApplication.sendEvent(self.grid, event)

    def grab(self, start: QPointF, end: QPointF, keys: Keys = NONE, steps: int = 4) -> None:
        """Press, and pull; nothing is let go."""
        self.mouse(QEvent.Type.MouseButtonPress, start, NONE)
        for n in range(1, steps + 1):
            self.mouse(QEvent.Type.MouseMove, start + (end - start) * n / steps, keys)

    def drag(self, start: QPointF, end: QPointF, keys: Keys = NONE) -> None:
        """From one place to another, and let go."""
        self.grab(start, end, keys)
        self.mouse(QEvent.Type.MouseButtonRelease, end, keys)

    def bring(self, person: str, point: QPointF, keys: Keys = NONE, *, drop: bool = True) -> None:
        """Somebody from the list of people onto the grid: what the platform sends for it."""
        mime, copy = person_mime(person), Qt.DropAction.CopyAction
        spot = point.toPoint()
        QApplication.sendEvent(self.grid, QDragEnterEvent(spot, copy, mime, LEFT, keys))
        QApplication.sendEvent(self.grid, QDragMoveEvent(spot, copy, mime, LEFT, keys))
        if drop:
            QApplication.sendEvent(self.grid, QDropEvent(point, copy, mime, LEFT, keys))

    # keys

    def choose(self, row: str, when: str) -> None:
        """As the arrows do."""
        mark = self.bar(row, when)
        place = self.row(row)
        self.grid.choose(place, self.grid.rows[place].marks.index(mark))
        self.grid.setFocus()

    def press(self, key: Qt.Key, keys: Keys = NONE, target: QWidget | None = None) -> None:
        """One key."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self.key(kind, key, keys, target)

    def key(
        self, kind: QEvent.Type, key: Qt.Key, keys: Keys = NONE, target: QWidget | None = None
    ) -> None:
        """One event of a key."""
        QApplication.sendEvent(target or self.grid, QKeyEvent(kind, key, keys))

    # what came of it

    @property
    def steps(self) -> list[str]:
        """The words of the draft's steps."""
        draft = self.page.drafting.draft()
        return [] if draft is None else [each.words for each in draft.steps[: draft.at]]

    @property
    def overrides(self) -> list[tuple[str, Window, tuple[str, ...]]]:
        """Of the draft."""
        spec = self.page.drafting.drafted()
        assert spec is not None
        return [(e.kind, Window(e.start, e.end), e.people or e.out) for e in spec.overrides]


def opened(store: Store, qtbot: QtBot, width: int = 1170) -> tuple[Hands, Bridge]:
    """Ana's page with its answer. Close the bridge."""
    from app.queries.choice import people

    ident = next(each.id for each in people(store) if each.name == "ana")
    bridge = bridge_on(store, "ana", ident)
    page = SchedulesPage(bridge)
    qtbot.addWidget(page)
    page.resize(width, 780)
    page.show()
    qtbot.waitUntil(lambda: page.seen is not None)
    return Hands(page), bridge
