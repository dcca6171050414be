"""Says why no database is open, and offers what can be done: again, another one, or, where it is
from an older program, to bring it up to date."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.language.sentence import fault_words
from ui.shell.window import ShellWindow

if TYPE_CHECKING:
    from app.errors import OlderSchema
    from ui.shell.older import OlderSheet

AGAIN = 3000  # ms between two looks whether an older database was updated meanwhile


class Unopened(QObject):
    """`again_wanted` says whether an older database may be brought up to date."""

    again_wanted = Signal(bool)
    connect_wanted = Signal()
    restore_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, window: ShellWindow) -> None:
        super().__init__(window)
        self._window = window
        self._sheet: OlderSheet | None = None
        self._asking = self._update = False
        self._timer = QTimer(self, interval=AGAIN, singleShot=True)
        self._timer.timeout.connect(self._look)

    def tell(self, fault: Exception) -> str:
        """What is the matter; the sentence that says so."""
        from app.errors import Damaged, OlderSchema

        self._asking = False
        if isinstance(fault, OlderSchema):
            self._tell_older(fault)
            return fault_words(fault)
        self.settle()
        said = _said(fault)
        lead = self.tr("The database cannot be opened.")
        bar, new = self._window.bars.tell("open", lead, said, "alarm", closable=False)
        self._window.status.show_engine(self.tr("Not connected"), "alarm")
        if new:
            bar.add_action(self.tr("Try again"), self._again)
            if isinstance(fault, Damaged):
                bar.add_action(self.tr("Restore from a backup…"), self.restore_wanted.emit)
            bar.add_action(self.tr("Connect to another…"), self.connect_wanted.emit)
        return said

    def settle(self) -> None:
        """It is open, or something else is the matter."""
        self._timer.stop()
        self._asking = self._update = False
        self._window.bars.drop("open")
        if self._sheet is not None:
            self._sheet.leave()
            self._sheet.deleteLater()
            self._sheet = None

    def _tell_older(self, fault: "OlderSchema") -> None:
        """Also over a start that should have stayed in the tray: it would page nobody."""
        if self._update:
            self._ask()
            return
        self._timer.start()
        if self._sheet is not None:
            self._sheet.show_fault(fault)
            return
        from ui.shell.older import OlderSheet

        lead = self.tr("The database was not opened.")
        words = self.tr("It is from an older Watchbill.")
        bar, _ = self._window.bars.tell("open", lead, words, "warn", closable=False)
        self._window.status.show_engine(self.tr("Not connected"), "alarm")
        self._sheet = sheet = OlderSheet(self._window)
        sheet.update_wanted.connect(self._agree)
        sheet.show_fault(fault)
        bar.add_action(self.tr("Update it…"), sheet.open)
        bar.add_action(self.tr("Connect to another…"), self.connect_wanted.emit)
        bar.add_action(self.tr("Quit"), self.quit_wanted.emit)
        self._window.show()
        sheet.open()

    def _agree(self) -> None:
        """Never beside a look that is under way: both would open it."""
        self._update = True
        self._timer.stop()
        if not self._asking:
            self._ask()

    def _look(self) -> None:
        """Whether somebody else has updated it."""
        if not self._asking:
            self._ask()

    def _again(self) -> None:
        self._window.bars.drop("open")
        self._ask()

    def _ask(self) -> None:
        self._asking = True
        upgrade, self._update = self._update, False
        self.again_wanted.emit(upgrade)


def _said(fault: Exception) -> str:
    from app.errors import Fault

    if isinstance(fault, OSError) and fault.filename:
        return f"{fault.filename}: {fault.strerror}"
    return fault_words(fault) if isinstance(fault, Fault) else f"{type(fault).__name__}: {fault}"
