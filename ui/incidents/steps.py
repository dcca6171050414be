"""What is likely to be done next with an incident: the one primary button of its page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from models.kinds import Stage
from models.kinds_together import TieKind

if TYPE_CHECKING:
    from app.queries.incident_row import IncidentDetail


@dataclass(frozen=True, slots=True)
class Step:
    """`key` is acknowledge, resolve, reopen, follow, or the stage to go to; `kind` is the
    button's."""

    key: str
    words: str
    tip: str
    kind: str = "primary"


def merged_into(detail: "IncidentDetail") -> int | None:
    """The incident in which work goes on."""
    ties = (each for each in detail.together.ties if each.kind is TieKind.MERGED)
    gone = detail.row.stage is Stage.MERGED
    return next((each.number for each in ties if not each.back), None) if gone else None


def next_step(detail: "IncidentDetail") -> Step:
    """First somebody has it, then it moves on stage by stage."""
    row, into = detail.row, merged_into(detail)
    if into is not None:
        words = _tr("Go to #%1").replace("%1", str(into))
        return Step("follow", words, _tr("It was merged; work goes on there"))
    if not row.stage.open:
        return Step("reopen", _tr("Reopen"), _tr("Work goes on"), "plain")
    if not row.acknowledged:
        return Step("acknowledge", _tr("Acknowledge"), _tr("I have it; stops the paging (A)"))
    if row.stage is Stage.MONITORING:
        return Step("resolve", _tr("Resolve…"), _tr("It is over (R)"))
    if row.stage is Stage.IDENTIFIED:
        tip = _tr("A remedy is in place; see whether it holds")
        return Step(Stage.MONITORING.value, _tr("Mark monitoring"), tip)
    return Step(Stage.IDENTIFIED.value, _tr("Mark identified"), _tr("The cause is known"))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
