"""Enter on both parts of the keyboard; with Ctrl it sends the whole form, from wherever the keys
are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_submit(event: QKeyEvent) -> bool:
    """Ctrl+Enter: for the form, never for the control that has the focus."""
    return event.key() in ENTERS and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
