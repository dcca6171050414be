"""The menu bar that Alt (or F10) shows: filled from the actions, group by group."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget

from ui.shell.actions import Actions
from ui.widgets.menu import Menu


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> None:
    """One menu a group; what cannot be done now is grey."""
    bar.clear()
    for group, acts in actions.groups().items():
        menu = Menu(group, bar)
        for act in acts:
            entry = menu.add(act.text, actions.action(act.key).trigger, act.icon, act.told_keys)
            entry.setEnabled(actions.possible(act))
            entry.setToolTip(actions.why_not(act) or act.text)
        bar.addMenu(menu)


ENDING = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.WindowDeactivate,
)


class AltAlone(QObject):
    """Lives while Alt is down: tells if it is let go without any other key or click between, and
    not in the middle of a drag."""

    pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent):
            alone = event.key() == Qt.Key.Key_Alt
            dragging = QApplication.mouseButtons() != Qt.MouseButton.NoButton
            if alone and kind is QEvent.Type.KeyRelease and not dragging:
                self.pressed.emit()
            if not alone or kind is QEvent.Type.KeyRelease:
                self._end()
        elif kind in ENDING:
            self._end()
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.blockSignals(True)
        self.deleteLater()
