"""Short words on something: chips with a cross, and a plus to a field that offers what is known."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.space import XS
from ui.widgets.button import Button
from ui.widgets.choices import Choice
from ui.widgets.flow import FlowLayout
from ui.widgets.multi import ChosenChip
from ui.widgets.picker import ChoicePopup
from ui.widgets.rows import clear, set_margins

LONGEST = 50  # characters


class TagPopup(ChoicePopup):
    """Type a word: what is known and fits comes first, then the word itself as a new one; a comma
    takes the word as it is typed, Backspace in the empty field takes the last one back. It stays
    open for the next."""

    taken = Signal(str)
    backed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[str, ...] = ()
        self.search.setPlaceholderText(self.tr("Type a tag"))
        self.search.setAccessibleName(self.tr("Tag"))
        self.search.setMaxLength(LONGEST)
        self._nothing.setText(self.tr("Type a word, then press Enter"))
        self.picked.connect(self._take)

    def ask(self, anchor: QWidget, known: Iterable[str]) -> None:
        """Open under `anchor`."""
        self.search.clear()
        self.show_known(known)
        self.search.show()
        self.open_below(anchor, fonts.em() * 14)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_known(self, known: Iterable[str]) -> None:
        """What can be chosen."""
        self._known = tuple(known)
        self._filter(self.search.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and self._typed(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _typed(self, event: QKeyEvent) -> bool:
        """A key that means more than its letter."""
        if event.text() == ",":
            self._give(self.search.text())
            return True
        back = event.key() == Qt.Key.Key_Backspace and not event.isAutoRepeat()
        if back and not self.search.text():
            self.backed.emit()
            return True
        return False

    def _filter(self, text: str) -> None:
        said = " ".join(text.split())
        self.list.table.show(list(self._offered(said)))
        self._fit()

    def _offered(self, said: str) -> Iterable[Choice]:
        small = said.casefold()
        begin = [each for each in self._known if each.casefold().startswith(small)]
        inside = [each for each in self._known if small in each.casefold() and each not in begin]
        fresh = small and small not in {each.casefold() for each in self._known}
        words = self.tr("New: %1").replace("%1", said)
        yield from (Choice(each, each, icon="tag") for each in begin)
        yield from [Choice(said, words, icon="plus")] if fresh else []
        yield from (Choice(each, each, icon="tag") for each in inside)

    def _take(self, choice: Choice) -> None:
        self._give(str(choice.key))

    def _give(self, said: str) -> None:
        name = " ".join(said.split())
        self.search.clear()
        if name:
            self.taken.emit(name)


class TagChips(QWidget):
    """`added` and `removed` carry a word that the user chose; what is shown changes by `set_value`
    alone, unless `by_itself`. `asked`: it opens, and what is known may be told now."""

    added = Signal(str)
    removed = Signal(str)
    changed = Signal()
    asked = Signal()

    def __init__(self, *, by_itself: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_itself = by_itself
        self._names: tuple[str, ...] = ()
        self._known: tuple[str, ...] = ()
        self._popup: TagPopup | None = None
        self._flow = FlowLayout(self, XS)
        set_margins(self._flow, XS, 0, 0, 0)
        self.plus = Button("", "link", icon_name="plus", on_click=self.open).give_way()
        self.plus.setAccessibleName(self.tr("Add a tag"))
        self.setFocusProxy(self.plus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow.addWidget(self.plus)
        self._fill(())

    def value(self) -> tuple[str, ...]:
        """In the order in which they are shown."""
        return self._names

    def set_value(self, names: Sequence[str]) -> None:
        """Without a signal; whoever stood on a chip stands on its neighbour after."""
        if tuple(names) != self._names:
            self._fill(tuple(names))

    def set_known(self, names: Iterable[str]) -> None:
        """What is offered while somebody types."""
        self._known = tuple(names)
        self._offer()

    def chips(self) -> list[ChosenChip]:
        """Those that are shown."""
        items = (self._flow.itemAt(at) for at in range(self._flow.count()))
        widgets = (each.widget() for each in items if each is not None)
        return [each for each in widgets if isinstance(each, ChosenChip)]

    def open(self) -> None:
        """As the plus does."""
        if self._popup is None:
            self._popup = TagPopup(self)
            self._popup.taken.connect(self._add)
            self._popup.backed.connect(self._drop_last)
        self._popup.ask(self.plus, self._left())
        self.asked.emit()

    def leave(self) -> None:
        """The field is closed: it was opened for something else."""
        if self._popup is not None:
            self._popup.close()

    @property
    def popup(self) -> TagPopup | None:
        """Where it is typed, once it was opened."""
        return self._popup

    def _left(self) -> list[str]:
        have = {each.casefold() for each in self._names}
        return [each for each in self._known if each.casefold() not in have]

    def _offer(self) -> None:
        if self._popup is not None:
            self._popup.show_known(self._left())

    def _add(self, name: str) -> None:
        known = {each.casefold(): each for each in self._known}
        name = known.get(name.casefold(), name)
        if name.casefold() in {each.casefold() for each in self._names}:
            return
        if self._by_itself:
            self._fill((*self._names, name))
        self.added.emit(name)
        self.changed.emit()

    def _drop(self) -> None:
        chip = self.sender()
        if isinstance(chip, ChosenChip):
            self._remove(str(chip.choice.key))

    def _drop_last(self) -> None:
        if self._names:
            self._remove(self._names[-1])

    def _remove(self, name: str) -> None:
        if self._by_itself:
            self._fill(tuple(each for each in self._names if each != name))
        self.removed.emit(name)
        self.changed.emit()

    def _fill(self, names: tuple[str, ...]) -> None:
        stood = next((at for at, chip in enumerate(self.chips()) if chip.hasFocus()), None)
        self._flow.removeWidget(self.plus)
        clear(self._flow)
        self._names = names
        for name in names:
            chip = ChosenChip(Choice(name, name))
            chip.setAccessibleName(self.tr("Remove the tag %1").replace("%1", name))
            chip.setToolTip(chip.accessibleName())
            chip.clicked.connect(self._drop)
            self._flow.addWidget(chip)
        self._flow.addWidget(self.plus)
        self.plus.setText("" if names else self.tr("Add"))
        self.setAccessibleDescription(", ".join(names) or self.tr("No tags"))
        self._stand(stood)
        self._offer()
        self.updateGeometry()

    def _stand(self, at: int | None) -> None:
        if at is not None:
            chips: list[QWidget] = [*self.chips(), self.plus]
            chip = chips[min(at, len(chips) - 1)]
            chip.show()  # or the layout would do it later, and what is hidden takes no focus
            chip.setFocus(Qt.FocusReason.OtherFocusReason)
