"""Conditions and hours of a policy in words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from models.kinds import Urgency
from ui.language.times import clock
from ui.widgets.when import age_text, day_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.rota import Restriction
    from app.domain.workspace import BranchSpec, PolicySpec


def branch_text(branch: "BranchSpec") -> str:
    """Low urgency, SEV3 or SEV4, on api, Mon – Fri 09:00 – 18:00."""
    urgency = {Urgency.HIGH: _tr("high urgency"), Urgency.LOW: _tr("low urgency"), None: ""}
    services = _tr("on %1").replace("%1", ", ".join(branch.services)) if branch.services else ""
    parts = [
        urgency[branch.urgency],
        _tr(" or ").join(branch.severity),
        services,
        hours_text(branch.hours),
    ]
    said = ", ".join(filter(None, parts)) or _tr("always")
    return said[0].upper() + said[1:]


def hours_text(windows: "Iterable[Restriction]") -> str:
    """Mon – Fri 09:00 – 18:00; empty where there are none."""
    return "; ".join(map(_window, windows))


def notes(policy: "PolicySpec") -> list[str]:
    """What else there is to know of a policy, one line each."""
    found = []
    if policy.low_hours:
        said = _tr("Low urgency waits for %1 (%2)").replace("%1", hours_text(policy.low_hours))
        found.append(said.replace("%2", policy.time_zone or "UTC"))
    if policy.remind:
        said = _tr("Pages again after %1 without news, although acknowledged")
        found.append(said.replace("%1", age_text(policy.remind)))
    return found


def _window(found: "Restriction") -> str:
    (first, opens), (last, closes) = found.opens, found.closes
    times = clock(opens), clock(closes)
    if first is not None and last is not None:
        return f"{day_name(first)} {times[0]} – {day_name(last)} {times[1]}"
    return f"{_days(found.days)} {times[0]} – {times[1]}"


def _days(listed: tuple[int, ...]) -> str:
    if not listed:
        return _tr("every day")
    if len(listed) > 2 and listed[-1] - listed[0] == len(listed) - 1:
        return f"{day_name(listed[0])} – {day_name(listed[-1])}"
    return " ".join(map(day_name, listed))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Policy", words)
