"""The dry run as a picture: a row a person, time from left to right, a mark where somebody is
called, and in red what leads nowhere."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.policies.dry_axis import Axis
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import XS, L, M, S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.text import elided
from ui.widgets.when import age_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QEvent

    from app.queries.plan import Called, Plan

_Middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_Centre = Qt.AlignmentFlag.AlignCenter


class Band(NamedTuple):
    """A level's time: who is called in it has not answered yet. Level 0 is the last resort."""

    round: int
    level: int
    start: datetime
    end: datetime


class DryPicture(QWidget):
    """Its words stand in the accessible description too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._faces: Mapping[str, Face] = {}
        self._rows: list[str] = []
        self._bands: list[Band] = []
        self._beside: dict[int, int] = {}  # which of several at one instant a page is
        self.setAccessibleName(self.tr("Who would be called when"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_plan(self, plan: "Plan", faces: "Mapping[str, Face]") -> None:
        """`faces` by the names people use."""
        self._plan, self._faces = plan, faces
        self._rows = list(dict.fromkeys(page.shown for page in plan.pages))
        self._bands = list(self._banded(plan))
        self._beside = _beside(plan.pages)
        self.setAccessibleDescription("; ".join(map(self._told, plan.pages)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 26, round(self._head() + len(self._rows) * self._line() + L))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._plan is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis = self._axis()
        self._paint_bands(painter, axis)
        for at, name in enumerate(self._rows):
            self._paint_row(painter, name, self._head() + at * self._line())
        for at, page in enumerate(self._plan.pages):
            self._paint_call(painter, page, self._spot(at, axis))

    def event(self, event: "QEvent") -> bool:
        if isinstance(event, QHelpEvent):
            found = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._told(found) if found else "", self)
            return True
        return super().event(event)

    # where things are

    def _head(self) -> float:
        return fonts.em() * (3.2 if len(self._rounds()) < 2 else 4.6)

    def _line(self) -> float:
        return fonts.em() * 2.4

    def _left(self) -> float:
        return fonts.em() * 8.0

    def _mark(self) -> float:
        """Across; marks of one instant stand side by side."""
        return fonts.em() * 1.44

    def _rounds(self) -> list[int]:
        return sorted({band.round for band in self._bands if band.level})

    def _axis(self) -> Axis:
        assert self._plan is not None
        wide = dict.fromkeys((band.start for band in self._bands), self._mark() + 2.0)
        for at, page in enumerate(self._plan.pages):
            room = (1 + self._beside[at]) * (self._mark() + 1.0)
            wide[page.at] = max(wide.get(page.at, 0.0), room)
        if self._bands:
            wide.setdefault(self._bands[-1].end, 0.0)
        return Axis(wide, self._left(), self.width() - XS)

    def _turned(self, x: float) -> float:
        return self.width() - x if self.isRightToLeft() else x

    def _leading(self, x: float, top: float, wide: float, high: float) -> QRectF:
        """A box that is so far from where reading begins."""
        left = self.width() - x - wide if self.isRightToLeft() else x
        return QRectF(left, top, wide, high)

    def _spot(self, at: int, axis: Axis) -> QPointF:
        """The middle of a page's mark."""
        assert self._plan is not None
        page = self._plan.pages[at]
        y = self._head() + (self._rows.index(page.shown) + 0.5) * self._line()
        x = axis.x(page.at) + (0.5 + self._beside[at]) * (self._mark() + 1.0)
        return QPointF(self._turned(x), y)

    def _under(self, point: QPointF) -> "Called | None":
        if self._plan is None:
            return None
        axis = self._axis()
        for at, page in enumerate(self._plan.pages):
            if (self._spot(at, axis) - point).manhattanLength() < self._mark() * 0.7:
                return page
        return None

    def _banded(self, plan: "Plan") -> Iterable[Band]:
        """The levels in order, each until the next begins."""
        begun: list[tuple[tuple[int, int], datetime]] = []
        for page in plan.pages:
            place = (page.round, page.level)
            if place not in (each for each, _ in begun):
                begun.append((place, page.at))
        ends = [start for _, start in begun[1:]] + [plan.end_at]
        for (place, start), end in zip(begun, ends[: len(begun)], strict=True):
            yield Band(*place, start, max(start, end))

    def _place(self, round_: int, level: int) -> str:
        if not level:
            return self.tr("Last resort")
        said = self.tr("Level %1").replace("%1", str(level))
        again = self.tr("%1, round %2").replace("%1", said).replace("%2", str(round_))
        return again if round_ > 1 else said

    # painting

    def _paint_bands(self, painter: QPainter, axis: Axis) -> None:
        bottom = self._head() + len(self._rows) * self._line()
        room, rounds = -1.0, self._rounds()
        for at, band in enumerate(self._bands):
            x, end = self._turned(axis.x(band.start)), self._turned(axis.x(band.end))
            last = at + 1 == len(self._bands)
            if at % 2 == 0:
                far = (0.0 if self.isRightToLeft() else self.width()) if last else end
                shade = QRectF(QPointF(x, self._head()), QPointF(far, bottom)).normalized()
                painter.fillRect(shade, QColor(colour("sunken")))
            self._paint_badge(painter, band, x)
            room = self._paint_when(painter, band, axis.x(band.start), room)
            if len(rounds) > 1 and band.level and self._opens(at):
                self._paint_round(painter, band.round, x)

    def _opens(self, at: int) -> bool:
        """Whether a round begins with this band."""
        return at == 0 or self._bands[at - 1].round != self._bands[at].round

    def _paint_badge(self, painter: QPainter, band: Band, x: float) -> None:
        """Like the levels in the form beside it."""
        side = self._mark()
        box = QRectF(x if not self.isRightToLeft() else x - side, 0.5, side, side)
        box.translate(0, self._head() - fonts.em() * 3.2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_soft" if band.level else "warn_soft"))
        painter.drawEllipse(box)
        if not band.level:
            edge = side * 0.22
            paint_icon(painter, box.adjusted(edge, edge, -edge, -edge), "life-buoy", "warn_text")
            return
        painter.setPen(colour("accent_text"))
        painter.setFont(fonts.strong("small"))
        painter.drawText(box, _Centre, str(band.level))

    def _paint_when(self, painter: QPainter, band: Band, x: float, room: float) -> float:
        """Where there is room for it after `room`, from where reading begins; returns where the
        next one may begin. The last one is moved to end at the edge."""
        assert self._plan is not None
        after = band.start - self._plan.at
        when = self.tr("at once") if not after else f"+{age_text(after)}"
        painter.setFont(fonts.font("tiny"))
        painter.setPen(colour("muted"))
        wide = painter.fontMetrics().horizontalAdvance(when) + 2.0
        begin = max(0.0, min(x, self.width() - wide))
        if begin <= room:
            return room
        top = self._head() - fonts.em() * 1.6
        painter.drawText(self._leading(begin, top, wide, fonts.em() * 1.4), _Middle, when)
        return begin + wide + S

    def _paint_round(self, painter: QPainter, number: int, x: float) -> None:
        painter.setFont(fonts.font("tiny"))
        painter.setPen(colour("muted"))
        words = self.tr("Round %1").replace("%1", str(number))
        wide = painter.fontMetrics().horizontalAdvance(words) + 2.0
        left = x if not self.isRightToLeft() else x - wide
        painter.drawText(QRectF(left, 0, wide, fonts.em() * 1.2), _Middle, words)

    def _paint_row(self, painter: QPainter, name: str, top: float) -> None:
        side, middle = fonts.em() * 1.5, top + self._line() / 2
        face = self._faces.get(name)
        box = self._leading(0, middle - side / 2, side, side)
        if face is None:
            paint_icon(painter, box.adjusted(3, 3, -3, -3), "megaphone", "muted")
        else:
            paint_avatar(painter, box, face)
        painter.setFont(fonts.strong("small"))
        painter.setPen(colour("text"))
        room = self._left() - side - M
        words = elided(face.first if face else name, painter.fontMetrics(), round(room))
        painter.drawText(self._leading(side + S, top, room, self._line()), _Middle, words)
        painter.setPen(QPen(colour("line"), 1))
        ends = self._turned(self._left()), self._turned(self.width())
        painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))

    def _paint_call(self, painter: QPainter, page: "Called", spot: QPointF) -> None:
        size = self._mark() / 2
        face = self._faces.get(page.shown)
        painter.setPen(QPen(colour("surface"), 1))
        painter.setBrush(QColor(face.ink) if face else colour("quiet_text"))
        painter.drawEllipse(spot, size, size)
        inner = QRectF(spot.x() - size * 0.58, spot.y() - size * 0.58, size * 1.16, size * 1.16)
        icon = "megaphone" if face is None else "mail" if "mail" in page.contact else "bell"
        paint_icon(painter, inner, icon, "surface")

    def _told(self, page: "Called") -> str:
        assert self._plan is not None
        after = page.at - self._plan.at
        when = self.tr("at once") if not after else self.tr("after %1").replace(
            "%1", age_text(after))  # fmt: skip
        said = self.tr("%1 by %2, %3 (%4)").replace("%1", page.shown).replace("%2", page.contact)
        return said.replace("%3", when).replace("%4", self._place(page.round, page.level))


def _beside(pages: "Iterable[Called]") -> dict[int, int]:
    """For each page, by its place: how many of the same person stand before it at its instant."""
    seen: Counter[tuple[str, datetime]] = Counter()
    found = {}
    for at, page in enumerate(pages):
        found[at] = seen[page.shown, page.at]
        seen[page.shown, page.at] += 1
    return found
