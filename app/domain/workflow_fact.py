"""What a condition can ask of an incident: the fields with their kind, and how they stood earlier,
read backwards from the timeline."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from app.domain.condition import Facts, Value
from models.kinds import EventKind, Role, ServiceKind, Severity, Source, Stage, Urgency
from models.kinds_together import FieldKind


class Sort(StrEnum):
    """What a field holds, and so what it can be held against."""

    WORD = "word"
    TEXT = "text"
    NUMBER = "number"
    LENGTH = "length"
    YES = "yes or no"
    PERSON = "person"
    SERVICE = "service"
    TEAM = "team"
    CATEGORY = "category"
    TAG = "tag"


FIELDS: dict[str, Sort] = {
    "severity": Sort.WORD,
    "urgency": Sort.WORD,
    "category": Sort.CATEGORY,
    "stage": Sort.WORD,
    "title": Sort.TEXT,
    "description": Sort.TEXT,
    "impact": Sort.TEXT,
    "service": Sort.SERVICE,
    "service kind": Sort.WORD,
    "team": Sort.TEAM,
    "affected": Sort.SERVICE,
    "tags": Sort.TAG,
    "acknowledged": Sort.YES,
    "owner": Sort.PERSON,
    **{role.value: Sort.PERSON for role in Role},
    "drill": Sort.YES,
    "alerts": Sort.NUMBER,
    "open tasks": Sort.NUMBER,
    "playbook": Sort.YES,
    "age": Sort.LENGTH,
    "silence": Sort.LENGTH,
    "said": Sort.TEXT,
    "actor": Sort.TEXT,
    "source": Sort.WORD,
    "before": Sort.TEXT,
    "after": Sort.TEXT,
}
OWN = "field "  # before the name of a field of the team's own
OWN_SORTS = {FieldKind.NUMBER: Sort.NUMBER, FieldKind.PERSON: Sort.PERSON}
THEIRS = "custom: "  # the same in events
WORDS: dict[str, tuple[str, ...]] = {
    "severity": tuple(Severity),
    "urgency": tuple(Urgency),
    "stage": tuple(Stage),
    "service kind": tuple(ServiceKind),
    "source": tuple(Source),
}
OF_THE_EVENT = ("said", "actor", "source", "before", "after")
MACHINES = (Source.ENGINE, Source.SENDER)


class Happening(Protocol):
    """What of an event is needed here."""

    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> EventKind: ...
    @property
    def source(self) -> Source: ...
    @property
    def actor(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def data(self) -> dict[str, Any]: ...


def sort_of(field: str, own: Mapping[str, FieldKind]) -> Sort | None:
    """What a field holds; None for one that is unknown. `own` are the team's own, by name."""
    if not field.startswith(OWN):
        return FIELDS.get(field)
    kind = own.get(field.removeprefix(OWN))
    return OWN_SORTS.get(kind, Sort.TEXT) if kind is not None else None


def of_own(custom: Mapping[str, Any]) -> dict[str, Value]:
    """The team's own fields of an incident."""
    return {f"{OWN}{name}": _kept(value) for name, value in custom.items()}


def of_event(event: Happening) -> dict[str, Value]:
    """What the event that set it off says."""
    return {
        "said": event.text,
        "actor": event.actor,
        "source": event.source.value,
        "before": _plain(event.data.get("old")),
        "after": _plain(event.data.get("new")),
    }


def at_the_time(
    now: Facts,
    events: Iterable[Happening],
    at: datetime,
    created_at: datetime,
    last: Happening | None = None,
) -> dict[str, Value]:
    """How an incident stood right after `at`: today's facts with everything later taken back.
    `events` are all of its timeline, in order; after `last`, nothing of that instant counts."""
    facts = dict(now)
    listed = list(events)
    known = listed.index(last) if last in listed else len(listed)
    later = [each for n, each in enumerate(listed) if each.at > at or (each.at == at and n > known)]
    for event in reversed(later):
        facts |= _taken_back(event, facts)
    news = [e.at for e in listed if e.at <= at and e.source not in MACHINES]
    facts["age"] = max(0.0, (at - created_at).total_seconds())
    facts["silence"] = max(0.0, (at - max(news, default=created_at)).total_seconds())
    facts["alerts"] = float(sum(_alert(e) for e in listed if e.at <= at))
    return facts


def ends(data: Mapping[str, Any]) -> bool:
    """Whether an event's data tell that the incident ended by it."""
    old, new = data.get("old"), data.get("new")
    if old not in tuple(Stage) or new not in tuple(Stage):
        return False
    return Stage(str(old)).open and not Stage(str(new)).open


def _alert(event: Happening) -> bool:
    joined = event.kind is EventKind.ALERT and not event.data.get("over")
    return joined or (event.kind is EventKind.DECLARED and "alert" in event.data)


def _taken_back(event: Happening, facts: Mapping[str, Value]) -> dict[str, Value]:
    data = event.data
    match event.kind:
        case EventKind.FIELD:
            return _field_back(data)
        case EventKind.STAGE | EventKind.RESOLVED | EventKind.REOPENED:
            return {"stage": str(data.get("old") or Stage.TRIAGE.value)}
        case EventKind.ACKNOWLEDGED if data.get("took"):
            return {"acknowledged": False, "owner": None}
        case EventKind.UNACKNOWLEDGED:
            return {"acknowledged": True}
        case EventKind.ROLE if data.get("role") in FIELDS:
            return {data["role"]: _plain(data.get("old"))}
        case EventKind.PLAYBOOK if data.get("state") == "started":
            return {"playbook": False}
        case EventKind.TASK if data.get("state") in ("added", "done"):
            change = -1.0 if data["state"] == "added" else 1.0
            count = facts.get("open tasks")
            return {"open tasks": (count if isinstance(count, float) else 0.0) + change}
        case _:
            return {}


def _field_back(data: Mapping[str, Any]) -> dict[str, Value]:
    field = str(data.get("field"))
    if field.startswith(THEIRS):
        return {OWN + field.removeprefix(THEIRS): _kept(data.get("old"))}
    return {field: _plain(data.get("old"))} if field in FIELDS else {}


def _kept(value: Any) -> Value:
    """A number stays one, so that it can be held against another."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number else _plain(value)


def _plain(value: Any) -> Value:
    if isinstance(value, list | tuple):
        return tuple(str(each) for each in value)
    return None if value is None else value if isinstance(value, bool) else str(value)
