"""The language of the team: in which the texts come along that nobody of the team wrote."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.choice import NAMES
from ui.language.sentence import fault_words
from ui.settings import writes
from ui.theme.space import XL, M
from ui.widgets.card import Card
from ui.widgets.field import Form
from ui.widgets.menu import DropDown
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.settings.reads import Spoken


class LanguageCard(Card):
    """What is chosen holds at once."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("Language of the team"))
        self.setAccessibleName(self.tr("Language of the team"))
        self._bridge = bridge
        self._found: Spoken | None = None
        self._build()

    def _build(self) -> None:
        self.choice = DropDown()
        self.choice.fill([(each.value, name) for each, name in NAMES.items()])
        self.choice.activated.connect(self._choose)
        self.form = Form()
        self.form.add("language", self.tr("Language"), self.choice, self.tr(
            "Playbooks, workflows, templates and drills come in it, and the public status page "
            "speaks it. What you wrote yourselves stays as it is."
        ))  # fmt: skip
        self.told = Text(look="good")
        self.told.hide()
        self.form.body.addWidget(self.told)
        self.add(self.form)

    def show_language(self, found: "Spoken") -> None:
        """As it is stored."""
        self._found = found
        self.choice.set_value(found.code)

    def _choose(self, _at: int) -> None:
        code, found = str(self.choice.value()), self._found
        if found is None or code == found.code:
            return
        by, was = self._bridge.actor(), found.stand.stamp
        act = partial(writes.set_language, code=code, by=by, was=was)
        self._bridge.write(act, self._saved, self._refused)

    def _saved(self, _stamp: str) -> None:
        self.form.show_errors({})
        self.told.setText(self.tr("Saved."))
        self.told.show()

    def _refused(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        self.told.hide()
        if self._found is not None:
            self.choice.set_value(self._found.code)
        if isinstance(fault, Conflict | Refused):
            self.form.show_errors({"language": fault_words(fault)})
        else:
            self._bridge.failed.emit(fault)
