"""The columns of the alerts list and of an alert's log."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainter

from models.kinds import AlertState, SignalAction, SignalSeverity
from ui.language.numbers import counted
from ui.tables.cells import paint_words
from ui.tables.column import Column
from ui.theme import fonts
from ui.theme.icons import paint_icon
from ui.theme.space import S
from ui.widgets.when import exact_text, moment_text

LOOKS = {
    AlertState.OPEN: ("triangle-alert", "sev1_text"),
    AlertState.ACKNOWLEDGED: ("check", "accent_text"),
    AlertState.RESOLVED: ("circle-check", "good_text"),
}


class Words(QObject):
    """Titles and values in the user's language."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now

    def alerts(self) -> tuple[Column, ...]:
        """Of the list."""
        return (
            Column("state", self.tr("State"), self.state, width=10, paint=self._paint_state),
            Column("title", self.tr("Alert"), self.title, stretch=True, strong=True,
                   tip=self.title),
            Column("count", self.tr("Heard"), self._times, _count, width=7, end=True),
            Column("service", self.tr("Service"), lambda row: row.service, width=11),
            Column("incident", self.tr("Incident"), _incident, _number, width=8,
                   ink=_incident_ink),
            Column("sender", self.tr("Sender"), lambda row: row.integration, width=16,
                   hidden=True),
            Column("last", self.tr("Last heard"), self._last, lambda row: row.last_at, width=11,
                   tip=lambda row: exact_text(row.last_at)),
            Column("first", self.tr("First heard"), self._first, lambda row: row.first_at,
                   width=15, tip=lambda row: exact_text(row.first_at), hidden=True),
            Column("severity", self.tr("Sender says"), self._severity, width=12, hidden=True),
        )  # fmt: skip

    def occurrences(self) -> tuple[Column, ...]:
        """Of the log of one alert."""
        return (
            Column("at", self.tr("Received"), self._received, lambda row: row.received_at,
                   width=10, tip=lambda row: exact_text(row.received_at)),
            Column("action", self.tr("Asked for"), self._action, width=9),
            Column("said", self.tr("Said"), _said, stretch=True, tip=_said),
            Column("note", self.tr("Remark"), lambda row: row.note, width=18,
                   tip=lambda row: row.note, hidden=True),
        )  # fmt: skip

    def title(self, row: Any) -> str:
        """What it says; that of a drill says so first."""
        return self.tr("DRILL %1").replace("%1", row.title) if row.drill else str(row.title)

    def state(self, row: Any) -> str:
        """Open, Acknowledged or Resolved."""
        return {
            AlertState.OPEN: self.tr("Open", "an alert"),
            AlertState.ACKNOWLEDGED: self.tr("Acknowledged"),
            AlertState.RESOLVED: self.tr("Resolved"),
        }[row.state]

    def severity(self, severity: SignalSeverity) -> str:
        """The sender's word."""
        return {
            SignalSeverity.CRITICAL: self.tr("critical"),
            SignalSeverity.ERROR: self.tr("error"),
            SignalSeverity.WARNING: self.tr("warning"),
            SignalSeverity.INFO: self.tr("info"),
        }[severity]

    def _severity(self, row: Any) -> str:
        return self.severity(row.severity)

    def _times(self, row: Any) -> str:
        return self.tr("%1 ×").replace("%1", counted(row.count))

    def _last(self, row: Any) -> str:
        return moment_text(row.last_at, self._now())

    def _first(self, row: Any) -> str:
        return moment_text(row.first_at, self._now())

    def _received(self, row: Any) -> str:
        return moment_text(row.received_at, self._now())

    def _action(self, row: Any) -> str:
        return {
            SignalAction.TRIGGER: self.tr("trigger"),
            SignalAction.ACKNOWLEDGE: self.tr("acknowledge"),
            SignalAction.RESOLVE: self.tr("resolve"),
            SignalAction.NOTE: self.tr("note"),
            SignalAction.CHANGE: self.tr("change"),
        }[row.action]

    def _paint_state(self, painter: QPainter, box: QRectF, row: Any, backwards: bool) -> None:
        icon, tint = LOOKS[row.state]
        side = float(fonts.em())
        left = box.right() - side if backwards else box.left()
        paint_icon(painter, QRectF(left, box.center().y() - side / 2, side, side), icon, tint)
        words = box.adjusted(0, 0, -side - S, 0) if backwards else box.adjusted(side + S, 0, 0, 0)
        painter.setFont(fonts.font())
        quiet = row.state is AlertState.RESOLVED
        paint_words(painter, words, self.state(row), "muted" if quiet else "text", end=backwards)


def _count(row: Any) -> int:
    return int(row.count)


def _incident(row: Any) -> str:
    return f"#{row.incident}" if row.incident else "–"


def _incident_ink(row: Any) -> str:
    return "accent_text" if row.incident else "muted"


def _number(row: Any) -> int:
    return row.incident or 0


def _said(row: Any) -> str:
    return str(row.event.get("title") or "")
