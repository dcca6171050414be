"""Enter on both parts of the keyboard; with Ctrl it sends the whole form, from wherever the keys
are."""

from PySide6.QtGui import QKeyEvent

ENTERS = (0x01000004, 0x01000005)  # Qt.Key's Key_Return and Key_Enter: see ui/widgets/early.py


def is_submit(event: QKeyEvent) -> bool:
    """Ctrl+Enter: for the form, never for the control that has the focus."""
    if event.key() not in ENTERS:
        return False
    from PySide6.QtCore import Qt

    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
