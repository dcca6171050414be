"""The document of `watchbill metrics --json` and the flat rows of `--csv`: names, never ids; times
in UTC with `Z` and whole seconds, durations in seconds."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from app.domain.case import CLOCKS
from app.domain.duty import Duty
from app.domain.formula import FORMULAE
from app.domain.interruption import KINDS
from app.domain.metrics import Figure, Group, Volume
from app.domain.moment import stamp
from app.domain.recurrence import Recurrence
from app.domain.response import Response
from app.domain.statistic import summary
from app.domain.survival import Survival
from app.domain.uptime import Level
from app.queries.metrics import Found

Document = dict[str, Any]
WORST = 10  # incidents by customer impact
NO_CATEGORY = NO_SERVICE = "none"


def shown(found: Found, service: str | None, *, private: bool = False) -> Document:
    """{"from", "to", "time_zone", "service": the one asked for or null, "as_of",
    "incidents": those that count, "excluded": {"drills", "declined", "merged"}, "open",
    "mttd", "mtta", "mttm", "mttr": {"n", "mean_s", "median_s", "p90_s", "band_s": [low, high] of
    the median with 95 % confidence or null, "missing", "backward", "formula", "source"},
    "to_resolve": {"resolved", "open", "median_s", "p90_s", "band_s"} by Kaplan-Meier,
    "by_severity": {"SEV1": {"incidents", "open", "mttd", ...}}, "by_category", "by_service":
    {name: incidents, "none": ...}, "hour_of_week": seven lists from Monday with 24 numbers each,
    "recurrence": {"30", "90": {"known", "again", "unknown", "share": 0 to 1}},
    "impact": {"mean", "median", "p90", "worst": [{"number", "score": 0 to 100}]},
    "noise": {"alerts", "alerts_per_incident", "unacknowledged_incidents", "pages",
    "pages_unacknowledged", "pages_without_action", "healed_incidents", "flapping_incidents"},
    "interruptions": {"work", "off", "sleep", "by_service": {name: {"work", ...}},
    "by_person": {handle: {"work", ...}}},
    "on_call": {handle: {"hours", "weekday_h", "night_h", "weekend_h", "holiday_h", "nights",
    "weekends", "holidays"}},
    "response": {"by_level": {"1": {"paged", "answered", "median_s", "p90_s"}}, "by_person":
    {handle: ...}}, null where it is kept from whoever asks (`private`),
    "services": [{"service", "slo": per cent, "uptime": 0 to 1, "down_s", "outages", "budget_s",
    "budget_left_s", "kept", "unknown_impact"}], "formulae": {name: {"title", "formula", "words",
    "source"}}}. What is not known is null.
    """
    asked, of = found.asked, found.metrics
    return {
        "from": stamp(asked.window.start),
        "to": stamp(asked.window.end),
        "time_zone": asked.where.key,
        "service": service,
        "as_of": stamp(found.now),
        "incidents": of.all.incidents,
        "excluded": asdict(of.excluded),
        **{name: each for name, each in _group(of.all).items() if name != "incidents"},
        "by_severity": {each.value: _group(group) for each, group in of.by_severity.items()},
        **_volume(of.volume),
        "recurrence": {str(day): _recurrence(each) for day, each in found.recurrence.items()},
        "impact": _impact(found),
        "noise": _noise(found),
        "interruptions": _interruptions(found),
        "on_call": {_name(found, each.person): _duty(each) for each in found.duty},
        "response": None if private else _responses(found),
        "services": [_level(each) for each in found.levels],
        "formulae": {name: asdict(each) for name, each in FORMULAE.items()},
    }


def rows(document: Document) -> Iterator[tuple[str, Any]]:
    """(figure, value) of everything in the document, with dots between names: `mttr.median_s`,
    `services.api.uptime`, `hour_of_week.0.13`; what is not known is empty."""
    services = {each["service"]: each for each in document["services"]}
    figures = {name: each for name, each in document.items() if name != "formulae"}
    yield from _flat("", figures | {"services": services})


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


def _recurrence(of: Recurrence) -> Document:
    return {"known": of.known, "again": of.again, "unknown": of.unknown, "share": of.share}


def _impact(found: Found) -> Document:
    of = summary(found.impact)
    worst = np.argsort(-found.impact, kind="stable")[:WORST]
    numbers = found.cases.number
    return {
        "mean": of.mean,
        "median": of.median,
        "p90": of.p90,
        "worst": [
            {"number": int(numbers[at]), "score": round(float(found.impact[at]), 2)} for at in worst
        ],
    }


def _noise(found: Found) -> Document:
    of = found.metrics.noise
    return {
        "alerts": of.alerts,
        "alerts_per_incident": of.alerts_per_incident,
        "unacknowledged_incidents": of.unanswered,
        "pages": found.idle.pages,
        "pages_unacknowledged": found.unanswered,
        "pages_without_action": found.idle.idle,
        "healed_incidents": found.idle.healed,
        "flapping_incidents": found.idle.flapping,
    }


def _interruptions(found: Found) -> Document:
    of, cases = found.interruptions, found.cases
    names = [*cases.services, NO_SERVICE]
    rows = of.by_incident(cases.service, cases.number, len(cases.services))
    return {
        **{kind.value: n for kind, n in of.counts().items()},
        "by_service": {
            name: {kind.value: int(rows[at, place]) for at, kind in enumerate(KINDS)}
            for place, name in enumerate(names)
            if rows[:, place].any()
        },
        "by_person": {
            _name(found, who): {kind.value: n for kind, n in counts.items()}
            for who, counts in of.by_person().items()
        },
    }


def _duty(of: Duty) -> Document:
    hours = {f"{kind.value}_h": round(n, 4) for kind, n in of.hours.items()}
    counts = {"nights": of.nights, "weekends": of.weekends, "holidays": of.holidays}
    return {"hours": round(of.total, 4), **hours, **counts}


def _responses(found: Found) -> Document:
    of = found.responses
    return {
        "by_level": {str(level): _response(each) for level, each in of.levels.items()},
        "by_person": {_name(found, who): _response(each) for who, each in of.people.items()},
    }


def _response(of: Response) -> Document:
    times = {"median_s": of.seconds.median, "p90_s": of.seconds.p90}
    return {"paged": of.paged, "answered": of.answered, **times}


def _name(found: Found, person: int) -> str:
    known = found.people.get(person)
    return known.name if known else str(person)


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
