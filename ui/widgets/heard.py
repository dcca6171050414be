"""Which role a screen reader tells of widgets that paint themselves: such a class says `heard_as`,
the name of one of `QAccessible.Role`, and is no nameless area any more."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_begun: list[bool] = []


def begin() -> None:
    """Once a program: from now on such widgets are heard as what they are."""
    if not _begun:
        _begun.append(True)
        QAccessible.installFactory(_heard)


def _heard(_kind: str, seen: QObject | None) -> QAccessibleInterface | None:
    role = getattr(seen, "heard_as", "")
    if not role or not isinstance(seen, QWidget):
        return None
    return QAccessibleWidget(seen, QAccessible.Role[role], "")
