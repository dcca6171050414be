"""Tooltips say the keys: a button that does what an action with a key does is found by its words,
or by its property `act`, the key of the action."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QToolTip

from ui.shell.actions import Actions


class Tips:
    """Of the buttons of a window."""

    def __init__(self, acts: Actions) -> None:
        self._acts = acts

    def show(self, seen: QObject, event: QEvent) -> bool:
        """Answers a wish for a tooltip, where there is more to say than the button would."""
        if not isinstance(seen, QAbstractButton) or not isinstance(event, QHelpEvent):
            return False
        said = self.tip_of(seen)
        if said == seen.toolTip():
            return False
        QToolTip.showText(event.globalPos(), said, seen)
        return True

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


def _bare(words: str) -> str:
    return words.replace("&", "").rstrip("…. ").casefold()
