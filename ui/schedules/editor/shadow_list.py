"""Who learns by listening: told what those on call are told, for a while or for good."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.space import XS, M, S
from ui.widgets.avatar import Face
from ui.widgets.button import Button, IconButton
from ui.widgets.clock import DateField
from ui.widgets.picker import PersonPicker
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.tab_order import put_before
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.workspace import ScheduleSpec, ShadowSpec


class ShadowLine(QWidget):
    """Somebody, from a day, until the end of another (or for good)."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = PersonPicker(self.tr("Who"))
        self.person.setAccessibleName(self.tr("Shadow"))
        self.start, self.end = DateField(), DateField(self.tr("for good"))
        self.start.setAccessibleName(self.tr("From"))
        self.end.setAccessibleName(self.tr("Until"))
        self.cross = IconButton("x", self.tr("Take this shadow out"), on_click=self.dropped.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        who = row(self.person, self.cross, gap=XS)
        who.setStretch(0, 1)
        layout.addLayout(who)
        layout.addLayout(row(self.start, Text("–"), self.end, gap=XS))
        self.person.chosen.connect(self._tell)
        self.start.changed.connect(self.changed)
        self.end.changed.connect(self.changed)

    def value(self, zone: ZoneInfo) -> "ShadowSpec | None":
        """None while something is missing."""
        from app.domain.workspace import ShadowSpec

        who, start = self.person.value(), self.start.value()
        if who is None or start is None or not self.end.valid():
            return None
        end = self.end.value()
        return ShadowSpec(str(who), _instant(start, zone), _instant(end, zone) if end else None)

    def wrong(self) -> bool:
        """Whether a date makes no sense."""
        return self.start.value() is None or not self.end.valid()

    def _tell(self, _: object) -> None:
        self.changed.emit()


class ShadowList(QWidget):
    """The lines; `value` is None while one is not complete."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[ShadowLine] = []
        self._zone = ZoneInfo("UTC")
        self._people: list[tuple[str, Face]] = []
        self._nobody = Text(self.tr("Nobody."), "muted")
        self._room = QVBoxLayout()
        self._room.setSpacing(M)
        self.add = Button(self.tr("Add a shadow"), "quiet", icon_name="plus", on_click=self.begin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        layout.addWidget(self._nobody)
        layout.addLayout(self._room)
        layout.addLayout(row(self.add, STRETCH))

    def show_shadows(
        self, spec: "ScheduleSpec", faces: Mapping[str, Face], active: Sequence[str]
    ) -> None:
        """Without a signal; a line that is being filled in stays."""
        self._zone = ZoneInfo(spec.time_zone)
        self._people = [(name, faces[name]) for name in active]
        if self.lines and (self.value() is None or self.value() == spec.shadows):
            return
        clear(self._room)
        self.lines = []
        for each in spec.shadows:
            line = self._put()
            line.person.set_value(each.person)
            line.start.set_value(each.start.astimezone(self._zone).date())
            line.end.set_value(each.end.astimezone(self._zone).date() if each.end else None)
        self._nobody.setVisible(not self.lines)

    def value(self) -> "tuple[ShadowSpec, ...] | None":
        """By start."""
        found = [each.value(self._zone) for each in self.lines]
        if None in found:
            return None
        return tuple(sorted((each for each in found if each), key=lambda each: each.start))

    def wrong(self) -> dict[str, str]:
        """What is said below."""
        if any(each.wrong() for each in self.lines):
            return {"shadows": self.tr("Expected dates, such as 2026-11-23.")}
        return {}

    def begin(self) -> None:
        """One more line, from today."""
        line = self._put()
        line.start.set_value(datetime.now(self._zone).date())
        line.person.setFocus()
        self.changed.emit()

    def _put(self) -> ShadowLine:
        line = ShadowLine()
        line.person.set_people(self._people)
        self.lines.append(line)
        self._room.addWidget(line)
        line.changed.connect(self.changed)
        line.dropped.connect(self._drop)
        self._nobody.hide()
        parts = ((each.person, each.start, each.end, each.cross) for each in self.lines)
        put_before(self.add, [part for line_parts in parts for part in line_parts])
        return line

    def _drop(self) -> None:
        line = self.sender()
        assert isinstance(line, ShadowLine)
        self.lines.remove(line)
        self._room.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._nobody.setVisible(not self.lines)
        self.changed.emit()


def _instant(day: date, zone: ZoneInfo) -> datetime:
    from app.domain.moment import at_wall

    return at_wall(datetime.combine(day, time()), zone)
