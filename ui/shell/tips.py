"""Tooltips say the keys: a button that does what an action with a key does is found by its words,
or by its property `act`, the key of the action. And they explain the words of the field."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QToolTip, QWidget

from ui.shell.actions import Actions
from ui.widgets.meaning import said_at, with_meaning


class Tips:
    """Of whatever stands in a window."""

    def __init__(self, acts: Actions) -> None:
        self._acts = acts

    def show(self, seen: QObject, event: QEvent) -> bool:
        """Answers a wish for a tooltip, where there is more to say than the widget would."""
        if not isinstance(seen, QWidget) or not isinstance(event, QHelpEvent):
            return False
        own = own_tip(seen, event.pos())
        said = self.tip_at(seen, event.pos())
        if said == own:
            return False
        QToolTip.showText(event.globalPos(), said, seen)
        return True

    def tip_at(self, widget: QWidget, place: QPoint) -> str:
        """Its own, the keys that do the same, and what its words mean."""
        tip = self.tip_of(widget) if isinstance(widget, QAbstractButton) else own_tip(widget, place)
        return with_meaning(tip, said_at(widget, place))

    def tip_of(self, button: QAbstractButton) -> str:
        """Its own tooltip, or its words, and the keys that do the same."""
        tip, keys = button.toolTip(), self._keys_of(button)
        if not keys or keys in tip:
            return tip
        return f"{tip or button.text() or button.accessibleName()} ({keys})"

    def _keys_of(self, button: QAbstractButton) -> str:
        words = {_bare(each) for each in (button.text(), button.accessibleName(), button.toolTip())}
        for act in self._acts.all():
            meant = button.property("act") == act.key or _bare(act.text) in words - {""}
            if act.keys and meant:
                return act.told_keys
        own = button.shortcut()
        return own.toString(QKeySequence.SequenceFormat.NativeText)


def own_tip(widget: QWidget, place: QPoint) -> str:
    """Of a widget, or of the cell of a list."""
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView) and widget is view.viewport():
        return str(view.indexAt(place).data(Qt.ItemDataRole.ToolTipRole) or "")
    return widget.toolTip()


def _bare(words: str) -> str:
    return words.replace("&", "").rstrip("…. ").casefold()
