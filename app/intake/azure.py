"""Azure Monitor's common alert schema."""

from collections.abc import Mapping
from typing import Any

from app.domain.signal import Signal
from app.intake import field
from app.intake.alertmanager import UNSAID
from app.intake.document import Invalid
from app.intake.field import Fields
from models.kinds import SignalAction, SignalSeverity

SEVERITIES = {
    "sev0": SignalSeverity.CRITICAL,
    "sev1": SignalSeverity.ERROR,
    "sev2": SignalSeverity.WARNING,
    "sev3": SignalSeverity.INFO,
    "sev4": SignalSeverity.INFO,
}
OTHER = "This is not the common alert schema: turn it on in the action group's webhook"
KEPT = ("signalType", "monitoringService", "monitorCondition", "alertTargetIDs", "alertRule",
        "configurationItems", "originAlertId")  # fmt: skip


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """One alert that fired or was resolved. Raises Invalid."""
    data = Fields(body).inner("data")
    said = data.inner("essentials")
    if not said.said:
        raise Invalid([OTHER])
    ident = said.needed("alertId", field.WHOLE)
    said.check()
    over = said.text("monitorCondition", field.WORD).lower() == "resolved"
    key, kept = field.dedup(ident)
    return [
        Signal(
            action=SignalAction.RESOLVE if over else SignalAction.TRIGGER,
            dedup_key=key,
            title=said.first(("alertRule", "description", "alertId"), field.TITLE),
            severity=SEVERITIES.get(said.text("severity", field.WORD).lower(), UNSAID),
            source=_target(said),
            body=said.text("description", field.BODY),
            occurred_at=said.at("resolvedDateTime") if over else said.at("firedDateTime"),
            cut=data.flags,
            details=_details(data, said) | kept,
        )
    ]


def _target(said: Fields) -> str:
    for name in ("configurationItems", "alertTargetIDs"):
        found = said.said.get(name)
        if isinstance(found, list) and found and (word := field.words(found[0])):
            return word.rsplit("/", 1)[-1][: field.SOURCE]
    return said.text("monitoringService", field.SOURCE)


def _details(data: Fields, said: Fields) -> dict[str, Any]:
    links = field.hrefs((said.said.get("investigationLink"), "Investigate"))
    kept = {name: said.said.get(name) for name in KEPT}
    more = {name: data.said.get(name) for name in ("alertContext", "customProperties")}
    return field.bare(kept | more | {"links": links})
