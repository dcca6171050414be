"""Service levels: availability, whether the promise was kept, and a bar of the budget used."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.language.numbers import bare, counted, reached
from ui.language.sentence import worded
from ui.metrics.away import AwayCard, seen
from ui.metrics.words import lasting_text
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.space import XS, S
from ui.widgets.text import Text, edge_of, elided

if TYPE_CHECKING:
    from app.domain.uptime import Level

BAR = 7.0
NARROW = 30  # ems; below it the bar's words give way


class LevelRow(QAbstractButton):
    """One service; pressed, it leads to its incidents."""

    def __init__(self, level: "Level", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_level(level)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_level(self, level: "Level") -> None:
        """Another."""
        self.level = level
        said = self._spoken()
        if said != self.toolTip():
            self.setAccessibleName(said)
            self.setToolTip(said)
        self.update()

    @property
    def used(self) -> float | None:
        """The share of the budget that was used; above 1 it is overspent."""
        budget, left = self.level.budget_s, self.level.budget_left_s
        return None if not budget or left is None else 1 - left / budget

    @property
    def ink(self) -> str:
        """Good, amber when most of the budget went, or alarm."""
        if self.level.kept is None:
            return "muted"
        if not self.level.kept:
            return "alarm_text"
        return "warn_text" if (self.used or 0) > 0.8 else "good_text"

    def words(self) -> str:
        """At the end of the line."""
        unsaid = self.tr(" · %1 unsaid").replace("%1", str(self.level.unknown))
        return self._verdict() + (unsaid if self.level.unknown else "")

    def _verdict(self) -> str:
        if self.level.kept is None:
            return self.tr("no SLO")
        if self.level.kept:
            used = self.tr("%1 % of budget").replace("%1", counted(100 * (self.used or 0)))
            return used if self.used is not None else self.tr("no budget")
        over = lasting_text(-(self.level.budget_left_s or 0.0))
        return self.tr("over by %1").replace("%1", over)

    def _spoken(self) -> str:
        level = self.level
        parts = [f"{level.service}: {self.percent()}"]
        if level.slo is not None:
            verdict = self.tr("kept") if level.kept else self.tr("not kept")
            parts.append(f"SLO {bare(level.slo)} % {verdict}, {self.words()}")
        down = self.tr("down for %1 in %2 stretches").replace("%1", lasting_text(level.down_s))
        parts.append(down.replace("%2", str(level.outages)))
        if level.unknown:
            unsaid = self.tr("%1 incidents do not say when impact began")
            parts.append(unsaid.replace("%1", str(level.unknown)))
        return "\n".join(parts)

    def percent(self) -> str:
        """Availability, never rounded up: 99.8996 is not yet 99.900."""
        if self.level.uptime is None:
            return "–"
        return reached(self.level.uptime)

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 20, round(fonts.em() * 1.9))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(colour("focus"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(box, 6, 6)
        wide, em = box.width(), fonts.em()
        name, share = min(em * 8.0, wide * 0.22), em * 5.6
        at = self._cell(painter, 6, name, self.level.service, "text", fonts.strong())
        at = self._cell(painter, at, share, self._mark() + self.percent(), self.ink,
                        fonts.font(figures=True))  # fmt: skip
        at = self._cell(painter, at, em * 4.3, self._slo(), "muted", fonts.font("small"))
        told = em * 9.0 if wide > em * NARROW else 0.0
        self._paint_bar(painter, QRectF(at, 0, max(wide - at - told - S, 20), box.height()))
        if told:
            self._cell(painter, wide - told + S, told - S, self.words(), "muted",
                       fonts.font("small"))  # fmt: skip

    def _mark(self) -> str:
        """The verdict is never said by colour alone."""
        return {None: "", True: "✓ ", False: "✕ "}[self.level.kept]

    def _slo(self) -> str:
        return f"SLO {bare(self.level.slo)}" if self.level.slo is not None else ""

    def _cell(self, painter: QPainter, left: float, wide: float, words: str, ink: str,
              font: object) -> float:  # fmt: skip
        box = QRectF(left, 0, wide - XS, self.height())
        if self.isRightToLeft():
            box.moveLeft(self.width() - left - box.width())
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(colour(ink))
        told = elided(words, painter.fontMetrics(), round(box.width()))
        painter.drawText(box, edge_of(self.isRightToLeft()), told)
        return left + wide

    def _paint_bar(self, painter: QPainter, room: QRectF) -> None:
        track = QRectF(room.left(), room.center().y() - BAR / 2, room.width(), BAR)
        if self.isRightToLeft():
            track.moveLeft(self.width() - track.left() - track.width())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(track, BAR / 2, BAR / 2)
        if self.used is not None and self.used > 0:
            part = QRectF(track)
            part.setWidth(max(BAR, track.width() * min(self.used, 1.0)))
            if self.isRightToLeft():
                part.moveRight(track.right())
            tints = {"alarm_text": "alarm", "warn_text": "warn"}
            painter.setBrush(colour(tints.get(self.ink, "accent")))
            painter.drawRoundedRect(part, BAR / 2, BAR / 2)


class LevelCard(AwayCard):
    """`picked` carries the name of a service."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Service levels"), "uptime", parent)
        self.levels = ServiceLevels()
        self.levels.picked.connect(self.picked)
        self.add(self.levels)

    def show_levels(self, levels: "Sequence[Level]", hint: str) -> None:
        """Others; `hint` says over what."""
        from app.domain.formula import FORMULAE

        budget = FORMULAE["budget"]
        self.section.set_hint(hint)
        said = (worded(each) for each in (budget.title, budget.formula, budget.words))
        self.more = "{}: {}. {}".format(*said)
        self.levels.show_levels(levels)

    def numbers(self) -> str:
        """As CSV; empty while there is nothing."""
        from app.domain.sheet import sheet

        head = ("service", "slo", "uptime", "down_s", "outages", "budget_s",
                "budget_left_s", "kept", "unknown_impact")  # fmt: skip
        lines = [
            tuple("" if cell is None else cell for cell in (
                each.service, each.slo, each.uptime, each.down_s, each.outages, each.budget_s,
                each.budget_left_s, each.kept, each.unknown))
            for each in self.levels.levels
        ]  # fmt: skip
        return sheet([head, *lines]) if lines else ""

    def pictured(self) -> QImage:
        """As it is seen, without its buttons."""
        return seen(self.levels)


class ServiceLevels(QWidget):
    """`picked` carries the name of a service. The worst first."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[LevelRow] = []
        self.levels: tuple[Level, ...] = ()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._nothing = Text(self.tr("No service is in the catalogue yet."), "muted")
        self._nothing.hide()
        self._lines.addWidget(self._nothing)
        self._lines.addStretch(1)

    def show_levels(self, levels: "Sequence[Level]") -> None:
        """Others. What stands there says something else: to make it anew would take several times
        as long."""
        if tuple(levels) == self.levels and self.rows:
            return
        self.levels = tuple(levels)
        for at, level in enumerate(sorted(levels, key=_worst)):
            if at < len(self.rows):
                self.rows[at].show_level(level)
            else:
                self._add(level)
        for row in self.rows[len(levels) :]:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self.rows[len(levels) :]
        self._nothing.setVisible(not self.rows)

    def _add(self, level: "Level") -> None:
        row = LevelRow(level)
        row.clicked.connect(self._pick)
        self._lines.insertWidget(len(self.rows), row)
        self.rows.append(row)

    def _pick(self) -> None:
        row = self.sender()
        if isinstance(row, LevelRow):
            self.picked.emit(row.level.service)


def _worst(level: "Level") -> tuple[float, float, str]:
    budget, left = level.budget_s, level.budget_left_s
    used = 1 - left / budget if budget and left is not None else -1.0
    return -used, -level.down_s, level.service
