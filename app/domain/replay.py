"""An incident as it stood at any moment: what was on record then, worked out from its events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from models.kinds import EventKind, Severity, Stage, Urgency
from models.kinds_together import TieKind


class Happened(Protocol):
    """What of an event is needed here."""

    @property
    def recorded_at(self) -> datetime: ...
    @property
    def kind(self) -> EventKind: ...
    @property
    def actor(self) -> str: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def data(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class State:
    """What was known; names are handles."""

    title: str
    severity: Severity
    urgency: Urgency
    stage: Stage = Stage.TRIAGE
    category: str | None = None
    service: str | None = None
    owner: str | None = None
    acknowledged: bool = False
    roles: tuple[tuple[str, str], ...] = ()
    alerts: int = 0
    notes: int = 0


FIELDS = ("title", "severity", "urgency", "category", "service")
READ = {"severity": Severity, "urgency": Urgency}


def standing(now: State, events: Sequence[Happened], at: datetime) -> State:
    """As it stood at `at` (aware UTC), both ends included. `now` is how it stands; what nobody ever
    changed was always so."""
    ordered = sorted(events, key=lambda event: event.recorded_at)
    state = _first(now, ordered)
    for event in ordered:
        if event.recorded_at > at:
            break
        state = _after(state, event)
    return state


def moments(events: Iterable[Happened]) -> list[datetime]:
    """When something was written down, each once, in order: where a slider may stop."""
    return sorted({event.recorded_at for event in events})


def _first(now: State, events: Sequence[Happened]) -> State:
    begun = replace(
        now, stage=Stage.TRIAGE, owner=None, acknowledged=False, roles=(), alerts=0, notes=0
    )
    for event in reversed(events):
        field = event.data.get("field")
        if event.kind is EventKind.FIELD and field in FIELDS:
            begun = replace(begun, **{field: _read(field, event.data.get("old"))})
    return begun


def _after(state: State, event: Happened) -> State:
    act = _ACTS.get(event.kind)
    return act(state, event) if act is not None else state


def _changed(state: State, event: Happened) -> State:
    field = event.data.get("field")
    if field not in FIELDS:
        return state
    return replace(state, **{field: _read(field, event.data.get("new"))})


def _acknowledged(state: State, event: Happened) -> State:
    if not event.data.get("took", True):
        return state
    stage = Stage.INVESTIGATING if state.stage is Stage.TRIAGE else state.stage
    owner = event.actor if event.person_id is not None else state.owner
    return replace(state, acknowledged=True, owner=owner, stage=stage)


def _given_back(state: State, _event: Happened) -> State:
    stage = Stage.TRIAGE if state.stage is Stage.INVESTIGATING else state.stage
    return replace(state, acknowledged=False, owner=None, stage=stage)


def _staged(state: State, event: Happened) -> State:
    return replace(state, stage=_stage(event.data.get("new"), state.stage))


def _resolved(state: State, _event: Happened) -> State:
    return replace(state, stage=Stage.RESOLVED)


def _reopened(state: State, event: Happened) -> State:
    owner = event.actor if event.person_id is not None else state.owner
    has = event.person_id is not None
    return replace(state, stage=Stage.INVESTIGATING, owner=owner, acknowledged=has)


def _part(state: State, event: Happened) -> State:
    role, old, new = (event.data.get(key) for key in ("role", "old", "new"))
    if role == "owner":
        return replace(state, owner=new)
    held = [each for each in state.roles if each != (role, old)]
    return replace(state, roles=(*held, (str(role), new)) if new else tuple(held))


def _tied(state: State, event: Happened) -> State:
    if event.data.get("kind") != TieKind.MERGED or event.data.get("back"):
        return state
    undone = event.data.get("undone")
    to = _stage(event.data.get("stage"), Stage.INVESTIGATING) if undone else Stage.MERGED
    return replace(state, stage=to)


def _alert(state: State, event: Happened) -> State:
    return replace(state, alerts=state.alerts + ("alert" in event.data))


def _heard(state: State, event: Happened) -> State:
    resolved = str(getattr(event, "text", "")).startswith("Alert resolved")
    return state if resolved else _alert(state, event)


def _note(state: State, _event: Happened) -> State:
    return replace(state, notes=state.notes + 1)


def _read(field: str, value: Any) -> Any:
    return READ[field](value) if field in READ and value is not None else value


def _stage(value: Any, otherwise: Stage) -> Stage:
    return Stage(value) if value in set(Stage) else otherwise


_ACTS = {
    EventKind.FIELD: _changed,
    EventKind.ACKNOWLEDGED: _acknowledged,
    EventKind.UNACKNOWLEDGED: _given_back,
    EventKind.STAGE: _staged,
    EventKind.RESOLVED: _resolved,
    EventKind.REOPENED: _reopened,
    EventKind.ROLE: _part,
    EventKind.TIE: _tied,
    EventKind.DECLARED: _alert,
    EventKind.ALERT: _heard,
    EventKind.NOTE: _note,
}
