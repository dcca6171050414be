"""One alert: its facts, what its first signal said, and every signal that was heard of it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.alerts import reads
from ui.alerts.columns import LOOKS, Words
from ui.bridge import Bridge
from ui.language.numbers import counted
from ui.tables.table import RowTable
from ui.tables.view import TableView
from ui.theme.space import L, M, S
from ui.widgets.button import Button
from ui.widgets.card import Facts, Heading, Panel
from ui.widgets.page import ScrollPage
from ui.widgets.picture import Picture
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import ElidedLabel, Text
from ui.widgets.when import exact_text

if TYPE_CHECKING:
    from app.queries.alert import AlertRow

MOST = 12  # details shown


FEW = 3  # signals that leave the room to what the alert says


class AlertDetail(Panel):
    """`opened` carries the number of its incident."""

    opened = Signal(int)

    def __init__(
        self, bridge: Bridge, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._bridge, self._words = bridge, Words(now)
        self.alert: AlertRow | None = None
        self._build()

    def _build(self) -> None:
        self._icon, self._title = Picture("triangle-alert"), Text(look="heading", wrap=True)
        self._title.setAccessibleName(self.tr("Alert"))
        self._go = Button("", "link", on_click=self._open)
        head = QVBoxLayout()
        head.setContentsMargins(L - 2, M, L - 2, M)
        head.setSpacing(S)
        first = QHBoxLayout()
        first.setSpacing(S)
        first.addWidget(self._icon)
        first.addWidget(self._title, 1)
        head.addLayout(first)
        head.addLayout(row(self._go, STRETCH))
        self.body.addLayout(head)
        self.add_line()
        self._facts = ScrollPage(padding=L - 2)
        self.body.addWidget(self._facts, 2)
        self.add_line()
        lead = Heading(self.tr("What was heard"), "strong")
        self._heard = ElidedLabel(look="small")
        self.body.addLayout(row(lead, self._heard, STRETCH, margins=(L - 2, S, L - 2, S)))
        self.table = RowTable(self._words.occurrences(), parent=self)
        self.log = TableView(self.table, "occurrences")
        self.log.setAccessibleName(self.tr("What was heard"))
        self.body.addWidget(self.log, 3)

    def show_alert(self, alert: "AlertRow") -> None:
        """An alert, or the same later."""
        if self.alert is None or alert.id != self.alert.id:
            self.table.show([])
        self.alert = alert
        self._icon.show_icon(*LOOKS[alert.state])
        self._title.setText(self._words.title(alert))
        self._go.setText(self.tr("Open incident #%1").replace("%1", str(alert.incident)))
        self._go.setVisible(alert.incident is not None)
        self._fill(alert)
        question = partial(reads.log, alert=alert.id)
        self._bridge.read(question, self._show_log, key=(id(self), "log"))

    def _fill(self, alert: "AlertRow") -> None:
        layout = self._facts.body
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        facts = Facts()
        for label, value in self._told(alert):
            facts.add(label, value)
        layout.addWidget(facts)
        layout.addStretch(1)

    def _told(self, alert: "AlertRow") -> list[tuple[str, str]]:
        told = [
            (self.tr("State"), self._words.state(alert)),
            (self.tr("Sender"), alert.integration),
            (self.tr("Sender says"), self._words.severity(alert.severity)),
            (self.tr("Source"), alert.source),
            (self.tr("Dedup key"), alert.dedup_key),
            (self.tr("Began"), exact_text(alert.started_at)),
            (self.tr("First heard"), exact_text(alert.first_at)),
            (self.tr("Last heard"), exact_text(alert.last_at)),
            (self.tr("Resolved"), exact_text(alert.resolved_at) if alert.resolved_at else ""),
        ]
        details = [(str(key), _plain(value)) for key, value in list(alert.details.items())[:MOST]]
        return [(label, value) for label, value in (*told, *details) if value]

    def _show_log(self, occurrences: list[Any]) -> None:
        self.table.show(occurrences)
        self.body.setStretchFactor(self._facts, 2 if len(occurrences) > FEW else 6)
        count = self.alert.count if self.alert is not None else 0
        words = self.tr("once") if count == 1 else self.tr("%1 times")
        words = words.replace("%1", counted(count))
        if len(occurrences) >= reads.LOG:
            words = self.tr("%1 times; the latest %2 are shown").replace("%1", counted(count))
            words = words.replace("%2", str(reads.LOG))
        self._heard.setText(words)

    def _open(self) -> None:
        if self.alert is not None and self.alert.incident is not None:
            self.opened.emit(self.alert.incident)


def _plain(value: Any) -> str:
    """One readable line of whatever a sender put there."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return str(value)[:2000]
