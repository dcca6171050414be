"""One time off: from, until, why; wall clock of the person's own zone."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from ui.language.times import clock, day_written
from ui.people.entries import Entry
from ui.theme import fonts
from ui.widgets.clock import EXAMPLE
from ui.widgets.field import LineField
from ui.widgets.moment import DateTimeField
from ui.widgets.text import ElidedLabel


class WallField(DateTimeField):
    """A wall-clock time without a zone: UTC only carries it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(UTC, parent)
        self.setPlaceholderText(day_written(EXAMPLE))

    def wall(self) -> datetime | None:
        """What is typed now, naive; None where it is no time."""
        if not self.text().strip():
            return None
        self._tidy()
        value = self.value()
        return value.replace(tzinfo=None) if value is not None and self.valid() else None

    def set_value(self, at: datetime | None) -> None:
        super().set_value(at)
        self.setToolTip("" if at is None else f"{at:%Y-%m-%d %H:%M}")
        self.setText("" if at is None else _short(at))


class AwayEntry(Entry):
    """Half-open: `until` is when they are back."""

    def __init__(
        self,
        start: datetime | None = None,
        end: datetime | None = None,
        reason: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._build()
        for field, at in ((self.start, start), (self.end, end)):
            field.set_value(at.replace(tzinfo=UTC) if at is not None else None)
        self.reason.setText(reason)

    def _build(self) -> None:
        self.cross.setToolTip(self.tr("Take this time off out"))
        self.cross.setAccessibleName(self.cross.toolTip())
        self.start, self.end = WallField(), WallField()
        self.reason = LineField(self.tr("holiday"))
        self.start.setAccessibleName(self.tr("Away from"))
        self.end.setAccessibleName(self.tr("Back at"))
        self.reason.setAccessibleName(self.tr("Why"))
        for field in (self.start, self.end):
            field.setMinimumWidth(round(fonts.em() * 5.5))
        for part, stretch in (
            (self.start, 3),
            (ElidedLabel(self.tr("until"), "muted"), 0),
            (self.end, 3),
            (self.reason, 2),
        ):
            self.line.addWidget(part, stretch)
        for typed in (self.start, self.end, self.reason):
            typed.textEdited.connect(self.changed)
        self.start.changed.connect(self.changed)
        self.end.changed.connect(self.changed)

    def wrong(self) -> str:
        """Why it cannot be saved; empty when it can."""
        if self.start.wall() is None or self.end.wall() is None:
            return self.tr("When from, and when back? A date such as 2026-12-21, or with a time.")
        return ""

    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not any(f.text().strip() for f in (self.start, self.end, self.reason))

    def begin(self) -> None:
        self.start.setFocus()


def _short(at: datetime) -> str:
    """Midnight goes without saying."""
    day = day_written(at.date())
    return f"{day} {clock(at)}" if at.hour or at.minute else day
