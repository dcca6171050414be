"""When a change of the rules takes effect; each choice says what that means here."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ui.schedules.publish.words import moment, names
from ui.theme.space import XL, XS, S
from ui.widgets.rows import set_margins
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.effect import Effect
    from ui.schedules.publish.proposal import Proposal


class EffectChoice(QWidget):
    """`chosen` when another is."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        self._sentences: dict[str, Text] = {}
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        for key, words in (
            ("now", self.tr("Now")),
            ("after this shift", self.tr("After this shift")),
            ("after a full round", self.tr("After a full round")),
        ):
            button, sentence = QRadioButton(words), Text(look="small", wrap=True)
            set_margins(sentence, XL, 0, 0, S)
            self._group.addButton(button)
            self.buttons[key], self._sentences[key] = button, sentence
            button.clicked.connect(self._tell)
            layout.addWidget(button)
            layout.addWidget(sentence)
        self.buttons["now"].setChecked(True)
        self._always = Text(look="small", wrap=True)
        layout.addWidget(self._always)

    def value(self) -> "Effect":
        """The one that is chosen."""
        from app.domain.effect import Effect

        return next(Effect(key) for key, button in self.buttons.items() if button.isChecked())

    def show_proposal(self, proposal: "Proposal") -> None:
        """What each means; where no rule changes there is nothing to choose."""
        zone = ZoneInfo(proposal.draft.spec.time_zone)
        for key, button in self.buttons.items():
            button.setVisible(proposal.rules)
            self._sentences[key].setVisible(proposal.rules)
        if not proposal.rules:
            self.buttons["now"].setChecked(True)
        self._always.setVisible(not proposal.rules)
        self._always.setText(self.tr("No rotation changes, so everything counts at once."))
        for effect, outcome in proposal.outcomes.items():
            said = self._sentence(proposal, str(effect), moment(outcome.at, zone))
            if outcome.at <= proposal.board.now:
                said = self.tr("Nobody on call now is affected: the new rules count at once.")
            self._sentences[str(effect)].setText(said)
            self.buttons[str(effect)].setAccessibleDescription(said)

    def _sentence(self, proposal: "Proposal", effect: str, at: str) -> str:
        here = names(proposal.board, proposal.here)
        stays = self.tr("%1 stays on call until %2, then the new rules count.")
        stay = self.tr("%1 stay on call until %2, then the new rules count.")
        said = {
            "now": stays if len(proposal.here) == 1 else stay,
            "after this shift": self.tr(
                "The old rules count until %2, when every shift that runs now has ended."
            ),
            "after a full round": self.tr(
                "The old rules count until %2, when everybody has had their turn."
            ),
        }[effect]
        return said.replace("%1", here).replace("%2", at)

    def _tell(self) -> None:
        self.chosen.emit()
