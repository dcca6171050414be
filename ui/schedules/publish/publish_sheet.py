"""Before a draft is published: shift by shift what changes, what the checks say, and from when."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.schedules.publish.check_lines import CheckLines
from ui.schedules.publish.diff_list import DiffList
from ui.schedules.publish.effect_choice import EffectChoice
from ui.schedules.publish.hours_lines import HoursLines
from ui.schedules.publish.words import names, told
from ui.theme import fonts
from ui.theme.space import L, M
from ui.widgets.button import Button
from ui.widgets.card import Panel, Section
from ui.widgets.field import TextField
from ui.widgets.page import ScrollPage
from ui.widgets.rows import set_margins
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.draft import Draft
    from ui.schedules.publish.proposal import Outcome, Proposal

NARROW = 48  # lines of text wide
MOST = 16_777_215  # Qt's word for no limit


class PublishSheet(Sheet):
    """`agreed` carries the draft, the effect and the note. As a preview it has no such button."""

    agreed = Signal(object, object, str)
    wanted = Signal()  # publish, from the preview

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, QCoreApplication.translate("PublishSheet", "Publish"), 60, tall=True)
        self.proposal: Proposal | None = None
        self._me = ""
        self._build_parts()

    def _build_parts(self) -> None:
        self.diff = DiffList()
        self.none = Text(self.tr("No shift of the next 90 days changes hands."), "muted", wrap=True)
        self.none.setContentsMargins(L, L, L, L)
        listed = Panel(self.none, self.diff)
        self.hours, self.checks = HoursLines(), CheckLines()
        self.effect = EffectChoice()
        self.note = TextField(self.tr("Why, for those who are told and for the record"), 2, 5)
        self.note.setAccessibleName(self.tr("Note"))
        self.affected = Text(look="body", wrap=True)
        side = self._side = ScrollPage(gap=L)
        self._sections = {}
        for key, words, part in (
            ("effect", self.tr("Takes effect"), self.effect),
            ("checks", self.tr("Checks"), self.checks),
            ("hours", self.tr("Hours in 90 days"), self.hours),
            ("told", self.tr("Told about it"), self.affected),
            ("note", self.tr("Note"), self.note),
        ):
            section = Section(words)
            section.add(part)
            self._sections[key] = section
            side.add(section)
        self.note_room = self._sections["note"].body
        set_margins(side.body, 0, 0, M, 0)
        side.body.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(M)
        left.addWidget(Text(self.tr("What changes hands, shift by shift"), "heading"))
        left.addWidget(listed, 1)
        both = self._both = QHBoxLayout()
        both.setSpacing(L)
        both.addLayout(left, 1)
        both.addWidget(side)
        self.body.addLayout(both)
        self.first = self.diff
        self._build_foot()
        self.effect.chosen.connect(self._show_outcome)

    def _build_foot(self) -> None:
        self.wrong = Text(look="error", wrap=True)
        self.cancel = Button(self.tr("Cancel"), on_click=self.leave)
        self.publish = Button(
            self.tr("Publish"), "primary", on_click=self.agree, tip=self.tr("Ctrl+Enter")
        )
        self.go_on = Button(self.tr("Publish…"), on_click=self.wanted.emit)
        self.foot.addWidget(self.wrong, 1)
        for each in (self.cancel, self.go_on, self.publish):
            self.foot.addWidget(each)

    def show_proposal(self, proposal: "Proposal", *, preview: bool, me: str = "") -> None:
        """Fill the sheet; the note and the choice stay when it is filled again. `me`, by handle,
        needs no telling."""
        self.proposal, self._me = proposal, me
        name = proposal.draft.spec.name
        said = self.tr("Preview of %1") if preview else self.tr("Publish %1")
        self.title.setText(said.replace("%1", name))
        self.setAccessibleName(self.title.text())
        self.effect.show_proposal(proposal)
        for each in (self.publish, self._sections["note"]):
            each.setVisible(not preview)
        self.go_on.setVisible(preview)
        self.cancel.setText(self.tr("Close") if preview else self.tr("Cancel"))
        self.complain("")
        self.publish.setEnabled(True)
        self._show_outcome()

    def refit(self) -> None:
        """One below the other where the window is narrow."""
        narrow = self.window().width() < fonts.em() * NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(way)
        self._both.setStretch(1, 1 if narrow else 0)
        self._side.setMinimumWidth(0 if narrow else round(fonts.em() * 20))
        self._side.setMaximumWidth(MOST if narrow else round(fonts.em() * 20))
        super().refit()

    def complain(self, sentence: str) -> None:
        """What stopped it; the sheet stays."""
        self.wrong.setText(sentence)
        self.publish.setEnabled(True)

    def agree(self) -> None:
        """Publish, as it stands."""
        if self.proposal is not None and self.publish.isEnabled():
            self.publish.setEnabled(False)
            self.agreed.emit(self.proposal.draft, self.effect.value(), self.note.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if QKeySequence(event.keyCombination()).toString() in ("Ctrl+Return", "Ctrl+Enter"):
            self.agree()
        else:
            super().keyPressEvent(event)

    def _show_outcome(self) -> None:
        proposal = self.proposal
        outcome = self.outcome()
        if proposal is None or outcome is None:
            return
        board, zone = proposal.board, ZoneInfo(outcome.spec.time_zone)
        self.diff.show_difference(board, outcome.difference, zone)
        self.diff.setVisible(bool(outcome.difference))
        self.none.setVisible(not outcome.difference)
        self.hours.show_difference(board, outcome.difference)
        self.checks.show_outcome(board, outcome)
        self.hint.setText(self._lead(proposal.draft))
        self.hint.setToolTip(told(board, outcome.difference, zone))
        self._tell_affected(proposal, outcome)

    def outcome(self) -> "Outcome | None":
        """Of the effect that is chosen."""
        if self.proposal is None:
            return None
        return self.proposal.outcomes.get(self.effect.value())

    def _lead(self, draft: "Draft") -> str:
        steps = [each.words for each in draft.steps[: draft.at]]
        said = "; ".join(steps[:3])
        if len(steps) > 3:
            said += self.tr("; and %1 more").replace("%1", str(len(steps) - 3))
        return said

    def _tell_affected(self, proposal: "Proposal", outcome: "Outcome") -> None:
        rows = outcome.difference.rows
        people = {each for row in rows for each in (*row.lost, *row.gained)}
        people -= {proposal.board.idents.get(self._me, 0)}
        ordered = sorted(people, key=lambda each: names(proposal.board, (each,)))
        listed = ", ".join(names(proposal.board, (each,)) for each in ordered)
        self.affected.setText(listed or self.tr("Nobody: no shift of anybody else changes hands."))
        self._sections["told"].setToolTip(self.tr("Everybody but you, by their own contacts."))
