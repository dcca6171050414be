"""The document of `watchbill metrics --json` and the flat rows of `--csv`: names, never ids; times
in UTC with `Z` and whole seconds, durations in seconds."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.case import CLOCKS
from app.domain.metrics import Figure, Group, Volume
from app.domain.moment import stamp
from app.domain.survival import Survival
from app.domain.uptime import Level
from app.queries.metrics import Found

Document = dict[str, Any]
NO_CATEGORY = NO_SERVICE = "none"


def shown(found: Found, service: str | None) -> Document:
    """{"from", "to", "time_zone", "service": the one asked for or null, "as_of",
    "incidents": those that count, "excluded": {"drills", "declined", "merged"}, "open",
    "mttd", "mtta", "mttm", "mttr": {"n", "mean_s", "median_s", "p90_s", "band_s": [low, high] of
    the median with 95 % confidence or null, "missing", "backward", "formula", "source"},
    "to_resolve": {"resolved", "open", "median_s", "p90_s", "band_s"} by Kaplan-Meier,
    "by_severity": {"SEV1": {"incidents", "open", "mttd", ...}}, "by_category", "by_service":
    {name: incidents, "none": ...}, "hour_of_week": seven lists from Monday with 24 numbers each,
    "noise": {"alerts", "alerts_per_incident", "unacknowledged_incidents", "pages",
    "pages_unacknowledged"}, "services": [{"service", "slo": per cent, "uptime": 0 to 1, "down_s",
    "outages", "budget_s", "budget_left_s", "kept", "unknown_impact"}]}. What is not known is null.
    """
    asked, of = found.asked, found.metrics
    return {
        "from": stamp(asked.window.start),
        "to": stamp(asked.window.end),
        "time_zone": asked.where.key,
        "service": service,
        "as_of": stamp(found.now),
        "incidents": of.all.incidents,
        "excluded": {
            "drills": of.excluded.drills,
            "declined": of.excluded.declined,
            "merged": of.excluded.merged,
        },
        **{name: each for name, each in _group(of.all).items() if name != "incidents"},
        "by_severity": {each.value: _group(group) for each, group in of.by_severity.items()},
        **_volume(of.volume),
        "noise": {
            "alerts": of.noise.alerts,
            "alerts_per_incident": of.noise.alerts_per_incident,
            "unacknowledged_incidents": of.noise.unanswered,
            "pages": found.pages.sent,
            "pages_unacknowledged": found.pages.unanswered,
        },
        "services": [_level(each) for each in found.levels],
    }


def rows(document: Document) -> Iterator[tuple[str, Any]]:
    """(figure, value) of everything in the document, with dots between names: `mttr.median_s`,
    `services.api.uptime`, `hour_of_week.0.13`; what is not known is empty."""
    services = {each["service"]: each for each in document["services"]}
    yield from _flat("", document | {"services": services})


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _flat(f"{name}.{key}".lstrip("."), each)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _flat(f"{name}.{place}", each)
    else:
        yield name, "" if value is None else value


def _group(group: Group) -> Document:
    return {
        "incidents": group.incidents,
        "open": group.open,
        **{
            clock.name: _figure(group.figures[clock.name])
            | {"formula": clock.formula, "source": clock.source}
            for clock in CLOCKS
        },
        "to_resolve": _survival(group.to_resolve),
    }


def _figure(figure: Figure) -> Document:
    of = figure.seconds
    return {
        "n": of.n,
        "mean_s": of.mean,
        "median_s": of.median,
        "p90_s": of.p90,
        "band_s": list(of.band) if of.band else None,
        "missing": figure.missing,
        "backward": figure.backward,
    }


def _survival(of: Survival) -> Document:
    return {
        "resolved": of.ended,
        "open": of.censored,
        "median_s": of.median,
        "p90_s": of.p90,
        "band_s": list(of.band) if of.band else None,
    }


def _volume(of: Volume) -> Document:
    return {
        "by_category": {str(each or NO_CATEGORY): n for each, n in of.categories.items()},
        "by_service": {each or NO_SERVICE: n for each, n in of.services.items()},
        "hour_of_week": [list(day) for day in of.hours],
    }


def _level(of: Level) -> Document:
    return {
        "service": of.service,
        "slo": of.slo,
        "uptime": of.uptime,
        "down_s": of.down_s,
        "outages": of.outages,
        "budget_s": of.budget_s,
        "budget_left_s": of.budget_left_s,
        "kept": of.kept,
        "unknown_impact": of.unknown,
    }
