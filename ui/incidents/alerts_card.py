"""The alerts of an incident: what complains, how often, since when, and whether it still does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.kinds import AlertState
from ui.incidents.seat import Seat
from ui.theme.space import XS, S
from ui.widgets.card import Card
from ui.widgets.picture import Picture
from ui.widgets.rows import clear, column
from ui.widgets.text import Text
from ui.widgets.when import exact_text, moment_text

if TYPE_CHECKING:
    from app.queries.incident_row import AlertRow
    from ui.incidents.reads import Seen

MOST = 8


class AlertsCard(Card):
    """The latest ones; the rest is counted."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Alerts"))
        self.setAccessibleName(self.tr("Alerts"))
        self._seat = seat
        self._shown: tuple[AlertRow, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(S)
        self.add(self._rows)

    def show_seen(self, seen: "Seen") -> None:
        """Made anew only when something changed."""
        alerts = seen.detail.alerts
        self.setVisible(bool(alerts))
        if alerts == self._shown:
            return
        self._shown = alerts
        clear(self._rows)
        for alert in alerts[-MOST:][::-1]:
            self._rows.addLayout(self._row(alert))
        hidden = len(alerts) - MOST
        if hidden > 0:
            words = self.tr("and %1 more").replace("%1", str(hidden))
            self._rows.addWidget(Text(words, "small"))
        self.section.set_hint(self._summary(alerts))

    def _summary(self, alerts: "tuple[AlertRow, ...]") -> str:
        times = sum(alert.count for alert in alerts)
        return self.tr("heard %1 times").replace("%1", str(times)) if times > 1 else ""

    def _row(self, alert: "AlertRow") -> QHBoxLayout:
        over = alert.state is AlertState.RESOLVED
        icon, tint = ("circle-check", "good_text") if over else ("triangle-alert", "sev1_text")
        title = Text(alert.title, "muted" if over else "body", wrap=True, selectable=True)
        below = Text(self._told(alert), "small", wrap=True)
        below.setToolTip(f"{exact_text(alert.first_at)}\n{exact_text(alert.last_at)}")
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(Picture(icon, tint), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(column(title, below, gap=XS - 2), 1)
        return head

    def _told(self, alert: "AlertRow") -> str:
        """Prometheus · 12 times · 13:58 to 14:10."""
        now = self._seat.now()
        first, last = moment_text(alert.first_at, now), moment_text(alert.last_at, now)
        times = self.tr("%1 times").replace("%1", str(alert.count)) if alert.count > 1 else ""
        over = (
            self.tr("resolved %1").replace("%1", moment_text(alert.resolved_at, now))
            if (alert.resolved_at)
            else ""
        )
        span = first if first == last else f"{first} – {last}"
        return " · ".join(part for part in (alert.sender, times, span, over) if part)
