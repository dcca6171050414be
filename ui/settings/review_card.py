"""Templates of reviews: those that are shipped, and the team's own."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.keeper import FieldsKeeper
from ui.language.sentence import fault_words
from ui.settings import reads, writes
from ui.theme.space import XL, M
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.choices import Choice
from ui.widgets.field import TextField
from ui.widgets.picker import Picker
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.settings.reads import ReviewTexts


class ReviewCard(Card):
    """One template at a time, as text. `told` carries what was done, in words."""

    told = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("Templates of reviews"))
        self.setAccessibleName(self.tr("Templates of reviews"))
        self._bridge = bridge
        self._found: ReviewTexts | None = None
        self.add(Text(self.tr(
            "A review begins with the template that fits the incident's category and severity "
            "best. Change a shipped one, or write your own under another name."),
            "muted", wrap=True))  # fmt: skip
        self.which = Picker(self.tr("Which template?"))
        self.which.setAccessibleName(self.tr("Template"))
        self.which.chosen.connect(self._turn)
        self.text = TextField(self.tr("# Name, then category: and severity:, then ## sections"),
                              least=8, most=18)  # fmt: skip
        self.text.setAccessibleName(self.tr("Text of the template"))
        self.text.textChanged.connect(self._fit)
        self.note, self.error = Text(look="small", wrap=True), Text(look="error", wrap=True)
        self.error.hide()
        self.keep = Button(self.tr("Save template"), on_click=self.save)
        self.back = Button(self.tr("Remove ours"), "quiet", on_click=self.remove)
        for part in (self.which, self.text, self.note, self.error):
            self.add(part)
        self.add(row(STRETCH, self.back, self.keep))
        self.keeper = FieldsKeeper(
            bridge, "review template", self.section.body, self.text, owner=self
        )
        self._fit()

    def show_texts(self, found: "ReviewTexts") -> None:
        """As they are stored; what somebody is writing stays."""
        name, old = self._name() or found.first, self._found
        typed = self.text.toPlainText().strip()
        before = old.texts.get(name, "").strip() if old is not None else typed
        now, self._found = found.texts.get(name, "").strip(), found
        self.which.set_choices([
            Choice(each, each, self.tr("ours") if each in found.own else "") for each in found.texts
        ])  # fmt: skip
        self.which.set_value(name if name in found.texts else found.first)
        if old is None or typed in (before, now) or name not in found.texts:
            self._turn()
        elif now != before:
            words = self.tr("Somebody changed this template meanwhile. Save keeps yours.")
            self.error.setText(words)
            self.error.show()
        self._fit()

    def save(self) -> None:
        """What its button does."""
        act = partial(writes.save_review_template, text=self.text.toPlainText(),
                      by=self._bridge.actor(), seen=self._ours())  # fmt: skip
        self._bridge.write(act, self._saved, self._fail)

    def remove(self) -> None:
        """The shipped one of its name holds again."""
        name = self._name()
        act = partial(writes.remove_review_template, name=name, by=self._bridge.actor(),
                      seen=self._ours())  # fmt: skip
        self._bridge.write(act, self._removed, self._fail)

    def _ours(self) -> dict[str, str]:
        """The team's own texts as they were read."""
        found = self._found
        return {each: found.texts[each] for each in found.own} if found is not None else {}

    def _saved(self, name: str) -> None:
        self._done(name, self.tr("Saved %1").replace("%1", name))

    def _removed(self, _gone: bool) -> None:
        name = self._name()
        self._done(name, self.tr("Removed yours of %1").replace("%1", name))

    def _done(self, name: str, words: str) -> None:
        self.error.hide()
        self.keeper.forget()
        self._found = None
        self.which.set_choices([Choice(name, name)])
        self.which.set_value(name)
        self._bridge.read(reads.review_texts, self.show_texts, key=(id(self), "texts"))
        self.told.emit(words)

    def _name(self) -> str:
        found = self.which.value()
        return "" if found is None else str(found)

    def _turn(self, _value: object = None) -> None:
        if self._found is None:
            return
        name = self._name()
        self.keeper.end()
        self.text.setPlainText(self._found.texts.get(name, ""))
        self.keeper.begin(name)
        self.error.hide()
        self._fit()

    def _fit(self) -> None:
        name = self._name()
        known = self._found.texts.get(name, "") if self._found is not None else ""
        ours = self._found is not None and name in self._found.own
        self.keep.setEnabled(self.text.toPlainText().strip() not in ("", known.strip()))
        self.back.setVisible(ours)
        self.note.setText(
            self.tr("{summary}, {facts} and such are filled in when a review begins.")
        )

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused | Conflict):
            self.error.setText(fault_words(fault))
            self.error.show()
        else:
            self._bridge.failed.emit(fault)
