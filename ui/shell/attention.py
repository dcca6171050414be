"""Card, sound, notifications and tray as one: what draws attention while the window is away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMessageBox

from ui.bridge import Bridge
from ui.shell.alarm import Alarm
from ui.shell.alert_card import AlertCard
from ui.shell.asked import Asked
from ui.shell.calls import Calls
from ui.shell.notices import Notices
from ui.shell.tray import Tray

if TYPE_CHECKING:
    from ui.shell.window import ShellWindow

TOLD = "tray/told"
SOUND, CARD = "attention/sound", "attention/card"  # as the settings page writes them


class Attention(QObject):
    """Keeps the tray when the window is closed, says so once, and asks before the program ends.
    `quit_wanted` is emitted when it is to end for good."""

    open_incident = Signal(int)
    declare = Signal()
    raise_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, bridge: Bridge, window: "ShellWindow") -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self.calls = Calls(bridge, self)
        self.card = AlertCard(self.calls)
        self.alarm = Alarm(self.calls, parent=self)
        self.notices = Notices(self.calls, self)
        self.tray = Tray(self.calls, self)
        self.asked = Asked(bridge, self.tray, self)
        self.choose()
        self._leaving = False
        self._question: QMessageBox | None = None
        self._wire()

    def begin(self) -> None:
        """Into the tray; where there is one, the program outlives its window."""
        self.tray.show()

    def choose(self) -> None:
        """As the settings of this machine say: with card and sound, or without."""
        settings = self._window.settings
        self.alarm.wanted = bool(settings.value(SOUND, True, bool))
        self.card.wanted = bool(settings.value(CARD, True, bool))
        self.alarm.refresh()
        self.card.refresh()

    def be_somebody_else(self) -> None:
        """Another person sits here: other pages, another tray."""
        self.calls.ask()
        self.tray.ask()
        self.asked.be_somebody_else()

    def leave(self) -> None:
        """Everything away: the program ends."""
        self._leaving = True
        self.alarm.stop()
        self.notices.close()
        self.tray.close()
        self.card.close()

    def quit(self) -> None:
        """Says what stops, and asks."""
        if self._question is None:
            self._question = self._asked()
        self._question.open()
        self._question.raise_()
        self._question.activateWindow()

    def what_stops(self) -> str:
        """When this program ends."""
        stops = self.tr("This desktop no longer shows or sounds pages to you; messages by your "
                        "other contacts still come.")  # fmt: skip
        post = self._bridge.post
        if post is not None and post.engine is not None:
            stops = self.tr("The engine runs in this program. Unless another one runs, no signal "
                            "is taken in and nobody is paged until Watchbill is started "
                            "again.")  # fmt: skip
        return stops

    def _wire(self) -> None:
        for part in (self.card, self.notices, self.tray):
            part.open_incident.connect(self.open_incident)
        self.tray.declare.connect(self.declare)
        self.tray.raise_wanted.connect(self.raise_wanted)
        self.tray.quit_wanted.connect(self.quit)
        self.tray.quiet_changed.connect(self._hush)
        self.notices.balloon.connect(self.tray.tell)
        self.alarm.unheard.connect(self._say_unheard)
        self._window.closing.connect(self._closing)

    def _say_unheard(self) -> None:
        self._window.tell(
            self.tr(
                "Nothing here could play the sound. At most a beep is left, "
                "which is often silent: look at this machine's sound."
            )
        )

    def _hush(self, on: bool) -> None:
        self.alarm.quiet = on
        self.alarm.refresh()

    def _closing(self, event: QCloseEvent) -> None:
        if self._leaving:
            return
        if not self.tray.there:
            self._close(event)
            return
        event.ignore()
        self._window.hide()
        if not self._window.settings.value(TOLD, False, bool):
            self._window.settings.setValue(TOLD, True)
            self.tray.tell(
                self.tr("Watchbill keeps watch"),
                self.tr("Pages still reach you here. Quit from this icon's menu."),
            )

    def _close(self, event: QCloseEvent) -> None:
        """Without a tray the window is the program; where it pages the team, it asks first."""
        post = self._bridge.post
        if post is not None and post.engine is not None:
            event.ignore()
            self.quit()
        else:
            self._end()

    def _asked(self) -> QMessageBox:
        no_icon, title = QMessageBox.Icon.NoIcon, self.tr("Quit Watchbill?")
        made = QMessageBox(no_icon, title, f"{title}\n\n{self.what_stops()}")
        made.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        quit_, stay = self.tr("Quit"), self.tr("Stay")
        made.addButton(quit_, QMessageBox.ButtonRole.AcceptRole)
        keep = made.addButton(stay, QMessageBox.ButtonRole.RejectRole)
        made.setDefaultButton(keep)
        made.setEscapeButton(keep)
        made.accepted.connect(self._end)
        made.finished.connect(self._answered)
        return made

    def _answered(self, _result: int) -> None:
        if self._question is not None:
            self._question.deleteLater()
            self._question = None

    def _end(self) -> None:
        self.leave()
        self.quit_wanted.emit()
