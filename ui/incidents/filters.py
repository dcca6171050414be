"""The title row of the incidents page: chips that say what the list shows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import OPEN_STAGES, Severity, Stage
from ui.incidents.reads import Wanted
from ui.incidents.word import stage_word
from ui.tables.kept import recall, remember
from ui.widgets.chip import ChipBar, MenuChip

if TYPE_CHECKING:
    from app.queries.incident_row import Counts

SPANS = (1, 7, 30, 90, 365)  # days
MENUS = ("severity", "service", "stage", "tag", "span")
KEPT = ("open", "mine", *MENUS)


class FilterChips(QWidget):
    """`changed` after any chip; `wanted(...)` is the wish without words and sort."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._me: int | None = None
        self._numbers: tuple[int, ...] | None = None
        self._build()

    def _build(self) -> None:
        self.bar = ChipBar()
        self.bar.setAccessibleName(self.tr("Filters"))
        self.bar.add("open", self.tr("Open"), on=True)
        self.bar.add("mine", self.tr("Mine"))
        self.bar.add("slice", "", icon_name="chart-column").hide()
        self.bar.add_menu("severity", self.tr("Severity"), [(s, str(s)) for s in Severity])
        self.bar.add_menu("service", self.tr("Service"))
        self.bar.add_menu("stage", self.tr("Stage"), [(s, stage_word(s)) for s in Stage])
        self.bar.add_menu("tag", self.tr("Tags")).hide()
        self.bar.add_menu("span", self.tr("Any time"), self._spans(), many=False)
        self.bar.chip("open").setToolTip(self.tr("What people still work on; off shows all"))
        self.bar.chip("mine").setToolTip(self.tr("What I have, or play a part in"))
        self.bar.changed.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar)
        recall(self.bar, "incidents", KEPT)

    def wanted(self) -> Wanted:
        """What the chips say."""
        days = self._menu("span").value()
        return Wanted(
            open=bool(self.bar.value("open")),
            mine=self._me if self.bar.value("mine") else None,
            severities=frozenset(Severity(str(s)) for s in self._menu("severity").value()),
            services=frozenset(int(str(s)) for s in self._menu("service").value()),
            stages=frozenset(Stage(str(s)) for s in self._menu("stage").value()),
            days=int(str(days[0])) if days else None,
            numbers=self._numbers,
            tags=frozenset(int(str(s)) for s in self._menu("tag").value()),
        )

    @property
    def narrowed(self) -> bool:
        """Whether more than "open" is asked for, so that there is something to clear."""
        return replace(self.wanted(), open=True) != Wanted()

    def show_slice(self, title: str, numbers: Sequence[int]) -> None:
        """Only these, whatever was chosen before: what stands behind a figure of another page."""
        self.bar.turn("open", False)
        self.bar.turn("mine", False)
        for key in MENUS:
            self._menu(key).set_value(())
        self._numbers = tuple(numbers)
        chip = self.bar.chip("slice")
        chip.setText(f"{title}  ✕")
        chip.setAccessibleName(self.tr("Only %1; press to show all").replace("%1", title))
        chip.setToolTip(chip.accessibleName())
        chip.setChecked(True)
        chip.show()
        self.changed.emit()

    def clear(self) -> None:
        """Back to what is open."""
        self._unslice()
        self.bar.turn("open", True)
        self.bar.turn("mine", False)
        for key in MENUS:
            self._menu(key).set_value(())
        self._remember()
        self.changed.emit()

    def show_over(self) -> None:
        """What is over as well: "open" goes off."""
        self.bar.turn("open", False)
        self._tell()

    def show_counts(self, counts: "Counts") -> None:
        """How many each would show."""
        self.bar.chip("open").setText(_counted(self.tr("Open"), counts.open))
        self.bar.chip("mine").setText(_counted(self.tr("Mine"), counts.mine))

    def show_services(self, services: Sequence[tuple[int, str]]) -> None:
        """What can be chosen under Service; what was remembered and is not among them is not."""
        self._choose("service", services)

    def show_tags(self, tags: Sequence[tuple[int, str]]) -> None:
        """What can be chosen under Tags; where no incident has any, there is no chip."""
        self.bar.chip("tag").setVisible(bool(tags))
        self._choose("tag", tags)

    def _choose(self, key: str, choices: Sequence[tuple[int, str]]) -> None:
        menu = self._menu(key)
        before = menu.value()
        menu.set_choices(choices)
        if menu.value() != before:
            self.changed.emit()

    def be(self, person: int | None) -> None:
        """Who "mine" means; nobody hides the chip."""
        self._me = person
        self.bar.chip("mine").setVisible(person is not None)

    def _unslice(self) -> None:
        self._numbers = None
        self.bar.chip("slice").hide()

    def _tell(self) -> None:
        if self._numbers is not None and not self.bar.value("slice"):
            self._unslice()
        chosen = self._menu("stage").value()
        if chosen and not set(chosen) & set(OPEN_STAGES):
            self.bar.turn("open", False)  # or the list would always be empty
        self._remember()
        self.changed.emit()

    def _remember(self) -> None:
        """For the next time; a slice of another page is not kept."""
        if self._numbers is None:
            remember(self.bar, "incidents", KEPT)

    def _menu(self, key: str) -> MenuChip:
        chip = self.bar.chip(key)
        assert isinstance(chip, MenuChip)
        return chip

    def _spans(self) -> list[tuple[int, str]]:
        words = {1: self.tr("Last 24 hours"), 365: self.tr("Last year")}
        return [(d, words.get(d) or self.tr("Last %n days", "", d)) for d in SPANS]


def _counted(word: str, count: int) -> str:
    return f"{word} {count}" if count else word
