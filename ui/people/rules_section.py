"""The rules of a person in two groups: for what is urgent, and for what can wait."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.kinds import Urgency
from ui.people.entries import Entries
from ui.people.rule_entry import RuleEntry
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.workspace import RuleSpec

Named = list[tuple[int, str]]  # contacts: key, name


class RulesSection(Section):
    """Holds on to contacts by their keys; `offer` says which there are."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=S, parent=parent)
        self.set_title(self.tr("When a page comes"))
        self.setAccessibleName(self.title.text())
        self._contacts: Named = []
        self.groups: dict[Urgency, Entries[RuleEntry]] = {}
        self._adds: list[Button] = []
        for urgency, words in (
            (Urgency.HIGH, self.tr("High urgency")),
            (Urgency.LOW, self.tr("Low urgency")),
        ):
            self._build_group(urgency, words)

    def _build_group(self, urgency: Urgency, words: str) -> None:
        add = Button(self.tr("Add a rule"), "link", on_click=partial(self._add_typed, urgency))
        add.setAccessibleName(f"{add.text()}: {words}")
        self._adds.append(add)
        group: Entries[RuleEntry] = Entries(self.tr("No rule: every contact at once."))
        group.changed.connect(self.changed)
        self.groups[urgency] = group
        self.add(row(Text(words, "strong"), STRETCH, add))
        self.add(group)

    def show_rules(self, rules: "Sequence[RuleSpec]", contacts: Named) -> None:
        """Those that are stored."""
        for group in self.groups.values():
            group.clear()
        keys = {name: key for key, name in contacts}
        for rule in rules:
            self._add(rule.urgency, keys[rule.contact], rule.after)
        self.offer(contacts)

    def offer(self, contacts: Named) -> None:
        """What the contacts are called now; rules of one that is gone go with it."""
        self._contacts = contacts
        keys = {key for key, _ in contacts}
        for group in self.groups.values():
            before = group.blockSignals(True)  # until all of them fit again
            for entry in [each for each in group.all if each.wanted not in keys]:
                group.drop(entry)
            group.blockSignals(before)
            for entry in group.all:
                entry.offer([(key, name or "…") for key, name in contacts])
        for add in self._adds:
            add.setEnabled(bool(contacts))

    def rules(self) -> "tuple[RuleSpec, ...]":
        """What is typed; a delay that is none counts as none."""
        from app.domain.workspace import RuleSpec

        names = dict(self._contacts)
        return tuple(
            RuleSpec(urgency, names[entry.wanted], entry.after.value() or timedelta())
            for urgency, group in self.groups.items()
            for entry in group.all
        )

    def wrong(self) -> dict[str, str]:
        """Delays that are none."""
        sentence = self.tr("This is no delay; expected 0m, 5m or 1h.")
        return {
            f"rules.{urgency}.{place}.after": sentence
            for urgency, group in self.groups.items()
            for place, entry in enumerate(group.all)
            if entry.after.value() is None
        }

    def show_error(self, path: str, sentence: str) -> bool:
        """Whether there is such a rule."""
        _, urgency, place, _ = path.split(".")
        found = self.groups[Urgency(urgency)].all
        if not int(place) < len(found):
            return False
        found[int(place)].tell(sentence)
        return True

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        for group in self.groups.values():
            for entry in group.all:
                entry.tell("")

    def _add(self, urgency: Urgency, contact: int, after: timedelta) -> RuleEntry:
        return self.groups[urgency].add(RuleEntry(contact, after))

    def _add_typed(self, urgency: Urgency) -> None:
        """The next contact that this group does not use yet."""
        group = self.groups[urgency]
        used = {entry.wanted for entry in group.all}
        free = [key for key, _ in self._contacts if key not in used] or [self._contacts[0][0]]
        last = group.all[-1].after.value() if group.all else None
        after = (last or timedelta()) + timedelta(minutes=2) if group.all else timedelta()
        entry = self._add(urgency, free[0], after)
        self.offer(self._contacts)
        entry.begin()
        self.changed.emit()
