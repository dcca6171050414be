"""The keys of a chosen bar, in the grid and in the list."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.schedules.hand.acts import Acts, Asked
from ui.schedules.hand.desk import held_of
from ui.schedules.hand.gesture import reassigned
from ui.schedules.hand.nudge import Nudge
from ui.schedules.mark import PERSON

Key = Qt.Key
Held = Qt.KeyboardModifier
ALONG = {Key.Key_Left: -1, Key.Key_Right: 1}
DOWN = {Key.Key_Up: -1, Key.Key_Down: 1}
ALT, SHIFT, CTRL = Held.AltModifier, Held.ShiftModifier, Held.ControlModifier
WAYS = {ALT: "move", ALT | SHIFT: "end", ALT | SHIFT | CTRL: "start"}


class Keys:
    """`asked` tells the chosen bar; `letters`: whether S, W and Ctrl+C are for bars (a list types
    and copies with them)."""

    def __init__(
        self, acts: Acts, nudge: Nudge, asked: Callable[[], Asked | None], letters: bool = True
    ) -> None:
        self._acts, self._nudge, self._asked, self._letters = acts, nudge, asked, letters

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a press is for bars, before any shortcut of the window has it."""
        held = _held(event)
        if event.key() in ALONG | DOWN and held & ALT:
            return True
        return event.key() in self._plain(held) or event.key() in _draft(held)

    def press(self, event: QKeyEvent) -> bool:
        """True where something was meant by it."""
        held = _held(event)
        if event.key() in _draft(held):
            drafting = self._acts.desk.drafting
            verbs = {
                "undo": drafting.undo,
                "redo": drafting.redo,
                "publish": self._acts.publish_wanted.emit,
            }
            verbs[_draft(held)[Key(event.key())]]()
            return True
        if not self.wants(event):
            return False
        asked = self._asked()
        if asked is None:
            return False
        if held & ALT:
            return self._shove(event, held, asked)
        self._plain(held)[Key(event.key())](asked)
        return True

    def _shove(self, event: QKeyEvent, held: Held, asked: Asked) -> bool:
        by = ALONG.get(Key(event.key()))
        if by is None:
            return self._hand_on(DOWN[Key(event.key())], asked)
        way = WAYS.get(held)
        if way is None:
            return False
        backwards = self._acts.desk.grid.isRightToLeft()
        self._nudge.press(asked, way, -by if backwards else by)
        return True

    def _hand_on(self, by: int, asked: Asked) -> bool:
        """In rows of people: to the person of the next row."""
        rows, desk = self._acts.desk.grid.rows, self._acts.desk
        held, ground = held_of(asked.mark), desk.ground(asked.mark.schedule)
        if asked.row.kind != PERSON or held is None or ground is None:
            return False
        here = desk.row_of(asked.row.schedule, PERSON, asked.row.person)
        there = (here or 0) + by
        if 0 <= there < len(rows) and rows[there].kind == PERSON:
            desk.apply(reassigned(ground, held, rows[there].person), ground)
        return True

    def _plain(self, held: Held) -> dict[Key, Callable[[Asked], None]]:
        acts = self._acts
        if held == CTRL:
            found: dict[Key, Callable[[Asked], None]] = {Key.Key_V: acts.paste}
            return found | ({Key.Key_C: acts.copy} if self._letters else {})
        if held != Held.NoModifier:
            return {}
        found = {Key.Key_Delete: acts.remove}
        if self._letters:
            found |= {
                Key.Key_Return: acts.open,
                Key.Key_Enter: acts.open,
                Key.Key_Backspace: acts.remove,
                Key.Key_S: acts.split,
                Key.Key_W: acts.swap,
                Key.Key_R: acts.reassign,
            }
        return found


def _draft(held: Held) -> dict[Key, str]:
    if held == CTRL:
        publish = dict.fromkeys((Key.Key_Return, Key.Key_Enter), "publish")
        return {Key.Key_Z: "undo", Key.Key_Y: "redo", **publish}
    return {Key.Key_Z: "redo"} if held == CTRL | SHIFT else {}


def _held(event: QKeyEvent) -> Held:
    return event.modifiers() & ~Held.KeypadModifier
