"""The people of a rotation in their order: dragged, moved by keys, put together, taken out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.schedules.editor.turn_row import Slot, TurnRow
from ui.theme.space import XS
from ui.widgets.avatar import Face
from ui.widgets.button import Button
from ui.widgets.choices import Choice
from ui.widgets.picker import ChoicePopup
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.tab_order import put_before
from ui.widgets.text import Text

NOBODY = "nobody"


class TurnList(QWidget):
    """`changed` carries the slots once they are; `tried` an order while it is dragged, or None when
    the drag is given up."""

    changed = Signal(tuple)
    tried = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces: dict[str, Face] = {}
        self._active: tuple[str, ...] = ()
        self._before: tuple[Slot, ...] = ()
        self.rows: list[TurnRow] = []
        self._popup: ChoicePopup | None = None
        self._joining: int | None = None
        self._build()

    def _build(self) -> None:
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._empty = Text(self.tr("Nobody takes turns yet."), "muted")
        self.add = Button(self.tr("Add somebody"), "quiet", icon_name="plus", on_click=self.offer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addWidget(self._empty)
        layout.addLayout(self._lines)
        layout.addLayout(row(self.add, STRETCH))

    def set_people(self, faces: Mapping[str, Face], active: Sequence[str]) -> None:
        """Who can take turns; `faces` also knows those who left."""
        self._faces, self._active = dict(faces), tuple(active)

    def value(self) -> tuple[Slot, ...]:
        """The slots in order; an empty one is nobody on purpose."""
        return tuple(each.slot for each in self.rows)

    def set_value(self, slots: Sequence[Slot]) -> None:
        """Show others, without a signal; the focus stays at its place."""
        if tuple(slots) == self.value() and self.rows:
            return
        focus = next((at for at, each in enumerate(self.rows) if each.hasFocus()), None)
        clear(self._lines)
        self.rows = [self._row(slot) for slot in slots]
        for each in self.rows:
            self._lines.addWidget(each)
        self._number()
        if focus is not None and self.rows:
            self.rows[min(focus, len(self.rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self) -> None:
        """Open the list of people; it stays open while several are added."""
        self._joining = None
        choices = [self._choice(name) for name in self._active]
        nobody = Choice(NOBODY, self.tr("Nobody, on purpose"), icon="minus")
        self._open(self.add, [*choices, nobody])

    def _row(self, slot: Slot) -> TurnRow:
        made = TurnRow(slot, [self._faces.get(name, Face(name)) for name in slot])
        made.grabbed.connect(self._grab)
        made.pulled.connect(self._pull)
        made.let_go.connect(self._let_go)
        made.given_up.connect(self._give_up)
        made.stepped.connect(self._step)
        made.dropped.connect(self._drop)
        made.joined.connect(self._join)
        return made

    def _sent(self) -> TurnRow:
        found = self.sender()
        assert isinstance(found, TurnRow)
        return found

    # dragging

    def _grab(self) -> None:
        self._before = self.value()

    def _pull(self, y: float) -> None:
        row = self._sent()
        at = self.rows.index(row)
        line = max(1, row.height())
        to = min(len(self.rows) - 1, max(0, int((y - self.rows[0].y()) // line)))
        if to != at:
            self._put(row, to)
            self.tried.emit(self.value())

    def _let_go(self) -> None:
        if self.value() == self._before:
            self.tried.emit(None)
        else:
            self.changed.emit(self.value())

    def _give_up(self) -> None:
        self.set_value(self._before)
        self.tried.emit(None)

    def _put(self, row: TurnRow, to: int) -> None:
        self.rows.remove(row)
        self.rows.insert(to, row)
        self._lines.removeWidget(row)
        self._lines.insertWidget(to, row)
        self._number()

    # keys and buttons

    def _step(self, by: int, along: bool) -> None:
        row = self._sent()
        to = self.rows.index(row) + by
        if not 0 <= to < len(self.rows):
            return
        if along:
            self._put(row, to)
            self.changed.emit(self.value())
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.rows[to].setFocus(Qt.FocusReason.TabFocusReason)

    def _drop(self) -> None:
        gone = self._sent()
        self._change([each.slot for each in self.rows if each is not gone])

    def _join(self) -> None:
        row = self._sent()
        self._joining = self.rows.index(row)
        others = sorted({*self._active, *row.slot}, key=lambda name: self._title(name).lower())
        self._open(row.join, [self._choice(name, name in row.slot) for name in others])

    def _open(self, anchor: QWidget, choices: list[Choice]) -> None:
        if self._popup is None:
            self._popup = ChoicePopup(self)
            self._popup.picked.connect(self._pick)
        self._popup.offer(anchor, choices)

    def _pick(self, choice: Choice) -> None:
        name, slots = str(choice.key), [each.slot for each in self.rows]
        if self._joining is None:
            self._change([*slots, () if name == NOBODY else (name,)])
            return
        slot = slots[self._joining]
        without = tuple(each for each in slot if each != name)
        slots[self._joining] = without if len(without) < len(slot) else (*slot, name)
        if self._popup is not None:
            self._popup.close()
        if slots[self._joining]:
            self._change(slots)

    def _change(self, slots: Sequence[Slot]) -> None:
        self.set_value(slots)
        if not slots:
            self.rows = []
            self._number()
        self.changed.emit(self.value())

    # words

    def _choice(self, name: str, ticked: bool = False) -> Choice:
        face = self._faces.get(name, Face(name))
        return Choice(name, face.title, hint=face.name, face=face, ticked=ticked)

    def _title(self, name: str) -> str:
        return self._faces.get(name, Face(name)).title

    def _number(self) -> None:
        self._empty.setVisible(not self.rows)
        put_before(self.add, [part for row in self.rows for part in (row, row.join, row.cross)])
        for at, each in enumerate(self.rows):
            each.tell_place(at + 1, len(self.rows))
