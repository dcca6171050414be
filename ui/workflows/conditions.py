"""Conditions below each other: all of them, or any of them, must hold."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.condition import All, AnyOf, Comparison, Condition, During, Operator
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.menu import DropDown, Menu
from ui.widgets.pile import Pile
from ui.widgets.rows import STRETCH, row
from ui.workflows.condition_entry import FIRST, entry_of
from ui.workflows.offer import Offer


class ConditionsField(QWidget):
    """`value` None: no condition. What is half typed is left out."""

    changed = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """`words` of the button that adds the first."""
        super().__init__(parent)
        self._offer = Offer()
        self.joined = DropDown()
        self.joined.setAccessibleName(self.tr("Which of them must hold"))
        self.joined.fill([
            (All, self.tr("all of these hold")),
            (AnyOf, self.tr("any of these holds")),
        ])  # fmt: skip
        self.joined.currentIndexChanged.connect(self._tell)
        self.pile: Pile[QWidget] = Pile(S)
        self.add = Button(words, "quiet", icon_name="plus")
        menu = Menu()
        menu.add(self.tr("A field of the incident"), self._begin_test, "pencil")
        menu.add(self.tr("The hour of the week"), self._begin_hours, "clock")
        menu.add(self.tr("How often something happened"), partial(self._begin, FIRST), "activity")
        self.add.set_menu(menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        layout.addLayout(row(self.joined, STRETCH))
        layout.addLayout(self.pile)
        layout.addLayout(row(self.add, STRETCH))
        self._fit()

    def offer(self, offer: Offer) -> None:
        """What may be named from now on."""
        self._offer = offer

    def value(self) -> Condition | None:
        """As it stands."""
        found = [each.value() for each in self.pile.entries]  # type: ignore[attr-defined]
        parts = tuple(each for each in found if each is not None)
        if not parts:
            return None
        if len(parts) == 1:
            return parts[0]  # type: ignore[no-any-return]
        return AnyOf(parts) if self.joined.value() is AnyOf else All(parts)

    def set_value(self, condition: Condition | None) -> None:
        """Shown from now on, without a signal."""
        parts: tuple[Condition, ...] = ()
        if isinstance(condition, All | AnyOf):
            parts = condition.parts
        elif condition is not None:
            parts = (condition,)
        self.pile.show(self._entry(each) for each in parts)
        self.joined.blockSignals(True)
        self.joined.set_value(AnyOf if isinstance(condition, AnyOf) else All)
        self.joined.blockSignals(False)
        self._fit()

    def _begin_test(self) -> None:
        self._begin(Comparison("severity", Operator.IS, ()))

    def _begin_hours(self) -> None:
        from app.domain.restriction_text import end, restriction

        night = restriction(end("22:00"), end("07:00"))
        self._begin(During((night,), "UTC"))

    def _begin(self, condition: Condition) -> None:
        self.pile.put(self._entry(condition))
        self._tell()

    def _entry(self, condition: Condition) -> QWidget:
        entry = entry_of(condition, self._offer)
        entry.changed.connect(self._tell)  # type: ignore[attr-defined]
        entry.dropped.connect(partial(self._drop, entry))  # type: ignore[attr-defined]
        return entry

    def _drop(self, entry: QWidget) -> None:
        self.pile.drop(entry)
        self._tell()

    def _tell(self, _: object = None) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        self.joined.setVisible(len(self.pile.entries) > 1)
