"""What is set for this machine alone, in cards: look, pages to me, start, database, backups,
the configuration as a file."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.bridge import Bridge
from ui.settings import machine
from ui.settings.database_card import BackupCard, DatabaseCard
from ui.settings.machine_cards import AttentionCard, LookCard, StartCard
from ui.settings.release_card import ReleaseCard
from ui.settings.workspace_card import WorkspaceCard
from ui.theme import fonts
from ui.theme.motion import heed
from ui.theme.space import M
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, column

if TYPE_CHECKING:
    from ui.settings.machine import Machine

WIDE = 62  # ems from which two columns stand side by side


class MachinePane(ScrollPage):
    """Tells the shell what is wanted by its signals."""

    scheme_chosen = Signal(str)
    attention_changed = Signal()
    sound_wanted = Signal()
    connect_wanted = Signal()
    invite_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=M)
        self._bridge = bridge
        self.seen: Machine | None = None
        self.look, self.attention, self.start = LookCard(), AttentionCard(), StartCard(bridge)
        self.database, self.backups = DatabaseCard(bridge), BackupCard(bridge)
        self.releases, self.workspace = ReleaseCard(bridge), WorkspaceCard(bridge)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(M)
        first = column(self.look, self.attention, self.start, self.releases, STRETCH, gap=M)
        self._columns.addLayout(first, 1)
        second = column(self.database, self.backups, self.workspace, STRETCH, gap=M)
        self._columns.addLayout(second, 1)
        self.add(self._columns)
        self.body.addStretch(1)
        self.look.scheme_chosen.connect(self.scheme_chosen)
        self.look.motion_chosen.connect(self._move)
        self.attention.changed.connect(self.attention_changed)
        self.attention.heard.connect(self.sound_wanted)
        self.database.connect_wanted.connect(self.connect_wanted)
        self.database.invite_wanted.connect(self.invite_wanted)
        self.backups.restore_wanted.connect(self.restore_wanted)
        bridge.opened.connect(self.ask)

    def cards(self) -> dict[str, QWidget]:
        """By what they are visited with."""
        return {
            "look": self.look, "attention": self.attention, "start": self.start,
            "releases": self.releases, "database": self.database, "backups": self.backups,
            "workspace": self.workspace,
        }  # fmt: skip

    def ask(self) -> None:
        """Read, when it can be seen."""
        if self.isVisible() and self._bridge.post is not None:
            self._bridge.read(machine.machine, self._show, key=(id(self), "machine"))

    def _move(self) -> None:
        heed(QSettings(), self._bridge.run)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        wide = self.width() >= fonts.em() * WIDE
        self._columns.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _show(self, seen: "Machine") -> None:
        from datetime import UTC, datetime

        self.seen = seen
        self.start.show_machine(seen)
        self.releases.show_machine(seen)
        self.database.show_machine(seen)
        self.backups.show_machine(seen, datetime.now(UTC))
