"""Changes an incident's fields, each with an event that keeps the old value and the new."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import incident as rules
from app.domain import incident_form as form_rules
from app.domain import tag as tag_rules
from app.domain.actor import Actor
from app.errors import Conflict, Refused
from app.operations.escalation_change import release
from app.operations.incident_answer import own_in, person
from app.operations.incident_custom import impact, own
from app.operations.incident_stage import ask_why, clocks_of, refuse, set_clocks, stand_in
from app.operations.inside import keep_inside
from app.operations.tag import put_in
from app.operations.timeline import held, record
from app.queries.incident_form import form_of
from app.store import Store
from models.base import Base
from models.incident import Affected, Event, Incident
from models.kinds import EventKind, Severity, Stage, Urgency
from models.service import Service

Row = TypeVar("Row", bound=Base)
Step = tuple[Any, Any]  # a field's value before and after, as the event keeps them

WORDS: dict[str, type[StrEnum]] = {
    "severity": Severity,
    "urgency": Urgency,
    "stage": Stage,
}
TEXTS = ("description", "impact")
CLOCKS = tuple(name for name in rules.CLOCK if name != "created_at")
ANSWERS = ("drill", "private")  # yes or no
MOVES = ("stage", "owner")  # these tell of themselves
IMPACT = ("customers", "regions", "bridge")
FIELDS = (
    "title", *TEXTS, *WORDS, "category", *ANSWERS, "service", "affected", "owner", *CLOCKS, *IMPACT,
    "custom", "tags",
)  # fmt: skip
THEIRS = "custom: "  # before the name of a field of the team's own, in events


def change(
    store: Store, number: int, by: Actor, seen_version: int | None, *, why: str = "", **fields: Any
) -> int:
    """Writes the named fields (`FIELDS`; services and the owner are ids, `custom` a mapping of the
    team's own fields to values, `tags` all of them), all or none, and returns the new version.
    `why` is the reason, where one is given. Raises Refused with the field ("why" where the team
    wants a reason), or Conflict when the incident is not as it was at `seen_version` (None:
    whatever it was)."""
    if unknown := fields.keys() - set(FIELDS):
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")
    with store.write() as session:
        incident, now = held(session, number), store.now()
        _check_version(session, incident, seen_version)
        change_in(session, incident, by, now, why, fields)
        session.flush()
        return incident.version


def change_in(
    session: Session,
    incident: Incident,
    by: Actor,
    now: datetime,
    why: str,
    fields: Mapping[str, Any],
) -> None:
    """`change` within a transaction that holds the incident."""
    reason = rules.storable(why).strip()
    refuse(rules.why_too_long(reason, "reason"), "why")
    _move(session, incident, fields, by, now, reason)
    steps = _steps(session, incident, fields, now)
    if "severity" in steps:
        ask_why(session, "severity", by, reason)
    if steps:
        incident.changed_at = now
    for field, (old, new) in steps.items():
        data = {"field": field, "old": old, "new": new} | ({"why": reason} if reason else {})
        text = _said(field, old, new) + (f": {reason}" if reason else "")
        record(session, incident, EventKind.FIELD, text, by, now, data=data)
    if incident.private or incident.drill:
        keep_inside(session, incident.id, now)
    if "urgency" in steps:
        release(session, incident, now)


def existing(session: Session, kind: type[Row], ident: int | None, field: str) -> Row | None:
    """The row that an id of a form means. Raises Refused with the field when it is gone."""
    if ident is None:
        return None
    found = session.get(kind, ident) if ident in rules.NUMBERS else None
    if found is None:
        raise Refused(f"This {kind.__tablename__} is not there any more.", field)
    return found


def _check_version(session: Session, incident: Incident, seen: int | None) -> None:
    if seen is None or incident.version == seen:
        return
    last = select(Event.actor).where(Event.incident_id == incident.id).order_by(Event.id.desc())
    who = session.scalar(last.limit(1)) or "Somebody"
    raise Conflict(f"{who} changed #{incident.id} meanwhile; it was read again.")


def _move(
    session: Session,
    incident: Incident,
    fields: Mapping[str, Any],
    by: Actor,
    now: datetime,
    why: str,
) -> None:
    if "owner" in fields:
        own_in(session, incident, person(session, fields["owner"]), by, now)
    if "stage" in fields:
        stand_in(session, incident, _word("stage", fields["stage"]), by, now, why)


def _steps(
    session: Session, incident: Incident, fields: Mapping[str, Any], now: datetime
) -> dict[str, Step]:
    done = {name: _write(session, incident, name, fields[name]) for name in fields}
    if "custom" in fields:
        told = own(session, incident, fields["custom"])
        done |= {f"{THEIRS}{name}": step for name, step in told.items()}
    clocks = {name: at for name, at in fields.items() if name in CLOCKS}
    if clocks:
        done |= _write_clocks(incident, clocks, now)
    return {field: step for field, step in done.items() if step is not None}


def _write(session: Session, incident: Incident, field: str, value: Any) -> Step | None:
    if field in CLOCKS or field in MOVES or field == "custom":
        return None  # done before, or all of them together later
    if field in IMPACT:
        return impact(incident, field, value)
    if field == "category":
        return _write_category(session, incident, value)
    if field == "service":
        return _write_service(session, incident, value)
    if field == "affected":
        return _write_affected(session, incident, value)
    if field == "tags":
        return put_in(session, incident, value)
    new = _proper(field, value)
    old = getattr(incident, field)
    if old == new:
        return None
    setattr(incident, field, new)
    return old, new


def _proper(field: str, value: Any) -> Any:
    if field in WORDS:
        return _word(field, value)
    if field in ANSWERS:
        return bool(value)
    if field == "title":
        title = rules.title_of(value)
        refuse(rules.why_no_title(title), "title")
        return title
    refuse(rules.why_too_long(value, field), field)
    return rules.storable(value).strip()


def category(session: Session, value: str | None, now: str | None = None) -> str | None:
    """One of the team's categories, or the one it is `now`. Raises Refused."""
    if value is None or value == now:
        return value
    known = [each.name for each in form_of(session).categories]
    found = [each for each in known if each.casefold() == str(value).casefold()]
    if not found:
        raise Refused(f"{value!r} is no category; there are: {', '.join(known)}.", "category")
    return found[0]


def _write_category(session: Session, incident: Incident, value: str | None) -> Step | None:
    old, new = incident.category, category(session, value, incident.category)
    if old == new:
        return None
    incident.category = new
    return old, new


def _word(field: str, value: Any) -> Any:
    try:
        return WORDS[field](value)
    except ValueError:
        known = ", ".join(WORDS[field])
        raise Refused(f"{value!r} is no {field}; there are: {known}.", field) from None


def _write_service(session: Session, incident: Incident, ident: int | None) -> Step | None:
    old = existing(session, Service, incident.service_id, "service")
    new = existing(session, Service, ident, "service")
    if old is new:
        return None
    incident.service_id = new.id if new else None
    return old.name if old else None, new.name if new else None


def _write_affected(session: Session, incident: Incident, ids: Iterable[int]) -> Step | None:
    wanted = {each: existing(session, Service, each, "affected") for each in dict.fromkeys(ids)}
    before = {row.service_id: session.get(Service, row.service_id) for row in incident.affected}
    if wanted.keys() == before.keys():
        return None
    kept = [row for row in incident.affected if row.service_id in wanted]
    fresh = [Affected(service_id=each) for each in wanted if each not in before]
    incident.affected = [*kept, *fresh]
    return _names(before), _names(wanted)


def _names(services: Mapping[int, Service | None]) -> list[str]:
    return sorted(each.name for each in services.values() if each)


def _write_clocks(
    incident: Incident, fields: Mapping[str, datetime | None], now: datetime
) -> dict[str, Step]:
    before = clocks_of(incident)
    after = rules.corrected(before, dict(fields))
    if after == before:
        return {}
    wrong = rules.why_not_clocks(after, incident.stage, now)
    if wrong:
        raise Refused(wrong[1], wrong[0])
    set_clocks(incident, after)
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in CLOCKS}
    return {name: (_iso(a), _iso(b)) for name, (a, b) in pairs.items() if a != b}


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def _said(field: str, old: Any, new: Any) -> str:
    name = rules.CLOCK.get(field, field.removeprefix(THEIRS))
    name = name if field.startswith(THEIRS) else name.capitalize()
    if field == "tags":
        return tag_rules.told(old, new)
    if field == "bridge":
        return f"Talk at {new}" if new else "There is no room to talk any more"
    if field in TEXTS:
        return f"{name} {'changed' if old and new else 'added' if new else 'removed'}"
    return f"{name} {_shown(field, old)} → {_shown(field, new)}"


def _shown(field: str, value: Any) -> str:
    if field in CLOCKS and value:
        return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M:%S} UTC"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return form_rules.shown_value(value) or "none"
