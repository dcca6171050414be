"""The dry run as a picture: a row a person, time from left to right, a mark where somebody is
called, and in red what leads nowhere."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

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


class Band(NamedTuple):
    """A level's time: who is called in it has not answered yet."""

    words: str
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
        self.setAccessibleName(self.tr("Who would be called when"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_plan(self, plan: "Plan", faces: "Mapping[str, Face]") -> None:
        """`faces` by the names people use."""
        self._plan, self._faces = plan, faces
        self._rows = list(dict.fromkeys(page.shown for page in plan.pages))
        self._bands = list(self._banded(plan))
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
        self._paint_bands(painter)
        for at, name in enumerate(self._rows):
            self._paint_row(painter, name, self._head() + at * self._line())
        for page in self._plan.pages:
            self._paint_call(painter, page)

    def event(self, event: "QEvent") -> bool:
        if isinstance(event, QHelpEvent):
            found = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._told(found) if found else "", self)
            return True
        return super().event(event)

    # where things are

    def _head(self) -> float:
        return fonts.em() * 3.4

    def _line(self) -> float:
        return fonts.em() * 2.4

    def _left(self) -> float:
        return fonts.em() * 8.0

    def _x(self, at: datetime) -> float:
        assert self._plan is not None
        begin = self._begin()
        whole = max(self._plan.end_at - begin, timedelta(minutes=1))
        wide = self.width() - self._left() - fonts.em() * 2
        x = self._left() + wide * min(1.0, max(0.0, (at - begin) / whole))
        return self.width() - x if self.isRightToLeft() else x

    def _begin(self) -> datetime:
        """Of the first call: what was held before it would squeeze all else."""
        assert self._plan is not None
        return self._plan.pages[0].at if self._plan.pages else self._plan.at

    def _spot(self, page: "Called") -> QPointF:
        y = self._head() + (self._rows.index(page.shown) + 0.5) * self._line()
        return QPointF(self._x(page.at), y)

    def _under(self, point: QPointF) -> "Called | None":
        pages = self._plan.pages if self._plan else ()
        near = [page for page in pages if (self._spot(page) - point).manhattanLength() < fonts.em()]
        return near[0] if near else None

    def _banded(self, plan: "Plan") -> Iterable[Band]:
        """The levels in order, each until the next begins."""
        begun: list[tuple[tuple[int, int], datetime]] = []
        for page in plan.pages:
            place = (page.round, page.level)
            if place not in (each for each, _ in begun):
                begun.append((place, page.at))
        ends = [start for _, start in begun[1:]] + [plan.end_at]
        for (place, start), end in zip(begun, ends[: len(begun)], strict=True):
            yield Band(self._place(*place), place[1], start, max(start, end))

    def _place(self, round_: int, level: int) -> str:
        if not level:
            return self.tr("Last resort")
        said = self.tr("Level %1").replace("%1", str(level))
        again = self.tr("%1, round %2").replace("%1", said).replace("%2", str(round_))
        return again if round_ > 1 else said

    # painting

    def _paint_bands(self, painter: QPainter) -> None:
        bottom = self._head() + len(self._rows) * self._line()
        room = -1.0
        for at, band in enumerate(self._bands):
            x, end = self._x(band.start), self._x(band.end)
            if at % 2 == 0:
                shade = QColor(colour("sunken"))
                painter.fillRect(QRectF(x, self._head(), end - x, bottom - self._head()), shade)
            painter.setPen(QPen(colour("line_strong"), 1))
            painter.drawLine(QPointF(x, self._head() - XS), QPointF(x, bottom))
            if x > room:
                room = self._paint_head(painter, band, x) + M
            else:
                self._paint_short(painter, band, x)

    def _paint_head(self, painter: QPainter, band: Band, x: float) -> float:
        assert self._plan is not None
        after = band.start - self._plan.at
        when = self.tr("at once") if not after else self.tr("after %1").replace(
            "%1", age_text(after))  # fmt: skip
        painter.setFont(fonts.strong("small"))
        metrics = painter.fontMetrics()
        wide = max(metrics.horizontalAdvance(band.words), metrics.horizontalAdvance(when)) + 2.0
        left = min(x, self.width() - wide)
        painter.setPen(colour("text" if band.words else "muted"))
        painter.drawText(QRectF(left, 0, wide, fonts.em() * 1.4), _Middle, band.words)
        painter.setFont(fonts.font("small"))
        painter.setPen(colour("muted"))
        painter.drawText(QRectF(left, fonts.em() * 1.3, wide, fonts.em() * 1.4), _Middle, when)
        return left + wide

    def _paint_short(self, painter: QPainter, band: Band, x: float) -> None:
        """Only its number, where the words have no room."""
        painter.setFont(fonts.strong("tiny"))
        painter.setPen(colour("muted"))
        box = QRectF(x + 3, self._head() - XS - fonts.em(), fonts.em() * 2, fonts.em())
        painter.drawText(box, _Middle, str(band.level or ""))

    def _paint_row(self, painter: QPainter, name: str, top: float) -> None:
        side, middle = fonts.em() * 1.5, top + self._line() / 2
        face = self._faces.get(name)
        box = QRectF(0, middle - side / 2, side, side)
        if face is None:
            paint_icon(painter, box.adjusted(3, 3, -3, -3), "megaphone", "muted")
        else:
            paint_avatar(painter, box, face)
        painter.setFont(fonts.strong("small"))
        painter.setPen(colour("text"))
        room = self._left() - side - M
        words = elided(face.first if face else name, painter.fontMetrics(), round(room))
        painter.drawText(QRectF(side + S, top, room, self._line()), _Middle, words)
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(self._left(), middle), QPointF(self.width(), middle))

    def _paint_call(self, painter: QPainter, page: "Called") -> None:
        spot, size = self._spot(page), fonts.em() * 0.72
        face = self._faces.get(page.shown)
        painter.setPen(QPen(colour("surface"), 2))
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
