"""A policy as a calm picture of its flow."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.policies.step import StepView
from ui.policies.words import branch_text, notes
from ui.theme.space import XL, XS, M, S
from ui.widgets.avatar import Face
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.picture import Picture
from ui.widgets.pill import Tag
from ui.widgets.rows import row
from ui.widgets.text import Line, Text
from ui.widgets.when import age_text

if TYPE_CHECKING:
    from app.domain.workspace import BranchSpec
    from app.queries.policy import PolicyRow


class PolicyCard(Card):
    """Levels from top to bottom, how long it all lasts, and the services that page by it.
    `edit_wanted` carries the policy's id."""

    edit_wanted = Signal(int)

    def __init__(
        self, policy: "PolicyRow", faces: Mapping[str, Face], parent: QWidget | None = None
    ) -> None:
        super().__init__(policy.name, padding=XL - 4, gap=0, parent=parent)
        self.policy = policy
        self._build(faces)

    def _build(self, faces: Mapping[str, Face]) -> None:
        policy = self.policy
        self.section.set_hint(self._lasts())
        words = self.tr("Edit %1").replace("%1", policy.name)
        self.add_action(IconButton("pencil", words, on_click=self._edit))
        for branch in policy.spec.branches:
            self.body.addWidget(self._branch(branch))
        if policy.spec.branches:
            self.body.addSpacing(M)
        steps = [*policy.levels, *([policy.last_resort] if policy.last_resort else [])]
        for at, level in enumerate(steps):
            self.body.addWidget(StepView(level, faces, at == len(steps) - 1))
        if not steps:
            self.body.addWidget(Text(self.tr("It has no level: nobody is paged."), "error"))
        for note in notes(policy.spec):
            self.body.addSpacing(S)
            self.body.addWidget(Text(note, "small", wrap=True))
        self.body.addSpacing(XL - S)
        self.body.addWidget(Line())
        self.body.addSpacing(S + 4)
        self.body.addWidget(self._used())
        self.body.addStretch(1)

    def _branch(self, branch: "BranchSpec") -> QWidget:
        """An arrow off to another policy."""
        said = Text(branch_text(branch), "muted", wrap=True)
        line = QWidget()
        layout = row(Picture("git-branch", "muted"), said, Picture("arrow-right", "muted"),
                     Text(branch.policy, "strong"), gap=S, margins=(0, XS, 0, XS))  # fmt: skip
        layout.setStretch(1, 1)
        line.setLayout(layout)
        return line

    def _edit(self) -> None:
        self.edit_wanted.emit(self.policy.id)

    def _used(self) -> QWidget:
        used = QWidget()
        flow = FlowLayout(used, S, centred=True)
        services = self.policy.services
        lead = self.tr("Used by") if services else self.tr("No service pages by it yet.")
        flow.addWidget(Text(lead, "muted"))
        for name in services:
            flow.addWidget(Tag(name, "quiet_text"))
        return used

    def _lasts(self) -> str:
        rounds = self.policy.rounds
        words = self.tr("once") if rounds == 1 else self.tr("%1 rounds")
        lasts = self.tr("%1 in all").replace("%1", age_text(self.policy.lasts))
        return f"{words.replace('%1', str(rounds))} · {lasts}"
