"""A policy as a calm picture of its flow."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.policies.step import StepView
from ui.theme.space import XL, S
from ui.widgets.avatar import Face
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.pill import Tag
from ui.widgets.text import Line, Text
from ui.widgets.when import age_text

if TYPE_CHECKING:
    from app.queries.policy import PolicyRow


class PolicyCard(Card):
    """Levels from top to bottom, how long it all lasts, and the services that page by it."""

    def __init__(
        self, policy: "PolicyRow", faces: Mapping[str, Face], parent: QWidget | None = None
    ) -> None:
        super().__init__(policy.name, padding=XL - 4, gap=0, parent=parent)
        self.policy = policy
        self._build(faces)

    def _build(self, faces: Mapping[str, Face]) -> None:
        policy = self.policy
        self.section.set_hint(self._lasts())
        steps = [*policy.levels, *([policy.last_resort] if policy.last_resort else [])]
        for at, level in enumerate(steps):
            self.body.addWidget(StepView(level, faces, at == len(steps) - 1))
        if not steps:
            self.body.addWidget(Text(self.tr("It has no level: nobody is paged."), "error"))
        self.body.addSpacing(XL - S)
        self.body.addWidget(Line())
        self.body.addSpacing(S + 4)
        self.body.addWidget(self._used())
        self.body.addStretch(1)

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
