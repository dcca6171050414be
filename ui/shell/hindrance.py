"""What stands in the way of a start before any database is asked for: the settings, or where they
and the data lie. A bar says so, for an empty window would say nothing."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app import settings
from app.errors import Refused
from ui.shell.window import ShellWindow


class Hindrance(QObject):
    """`gone` when somebody mended it, or wants it tried again."""

    gone = Signal()

    def __init__(self, window: ShellWindow, fault: Exception) -> None:
        """Also over a start that should have stayed in the tray: it would page nobody."""
        super().__init__(window)
        self._window = window
        self.said = _said(fault)
        lead = self.tr("The settings and data of this account cannot be read.")
        bar, _ = window.bars.tell("hindrance", lead, self.said, "alarm", closable=False)
        bar.add_action(self.tr("Try again"), self._leave)
        if isinstance(fault, Refused):
            bar.add_action(self.tr("Begin without this file"), self._set_aside)
        window.status.show_engine(self.tr("Not connected"), "alarm")
        window.acts_wanted.emit()  # that they are shut, too
        acts = [window.acts.action(act.key) for act in window.acts.all()]
        parts: list[QWidget | QAction] = [window.top, window.sidebar, window.status, *acts]
        self._shut = [each for each in parts if each.isEnabled()]
        self._open(False)  # there is nothing behind any page
        window.show()

    def _open(self, whole: bool) -> None:
        for each in self._shut:
            each.setEnabled(whole)

    def _set_aside(self) -> None:
        try:
            aside = settings.set_aside()
        except OSError as fault:
            self._window.bars.tell("aside", self.tr("Nothing was changed."), _said(fault), "warn")
            return
        lead = self.tr("These settings begin anew.")
        self._window.bars.tell("aside", lead, self.tr("The old ones: %1").replace("%1", str(aside)))
        self._leave()

    def _leave(self) -> None:
        self._window.bars.drop("hindrance")
        self._open(True)
        self.gone.emit()
        self.deleteLater()


def _said(fault: Exception) -> str:
    if isinstance(fault, OSError) and fault.filename:
        return f"{fault.filename}: {fault.strerror}"
    return str(fault)
