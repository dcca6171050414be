"""Where lines come and go, Tab still walks through them from top to bottom."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_before(anchor: QWidget, parts: Sequence[QWidget]) -> None:
    """Tab goes through the parts, in their order, just before it comes to the anchor."""
    before: QWidget | None = anchor.previousInFocusChain()
    while before is not anchor and before is not None and not _stays(before, parts):
        before = before.previousInFocusChain()
    if before is None or before is anchor:
        return
    for each in (*parts, anchor):
        QWidget.setTabOrder(before, each)
        before = each


def _stays(widget: QWidget, parts: Sequence[QWidget]) -> bool:
    """Qt heeds only an order of widgets that can have the focus."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget not in parts
