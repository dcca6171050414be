"""Incidents over the API, acted on: declared, answered, changed, ended."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends, Response

from app.domain.actor import Actor
from app.errors import Refused
from app.operations import escalation, incident
from app.queries import incident_json
from app.queries.incident import incident_rows
from app.queries.named import person_id, policy_id, service_id
from app.store import Store
from app.web.api_incident import Named
from app.web.api_way import By
from app.web.api_word import Instant, Said
from models.kinds import Role, Severity, Stage, Urgency

MAY_BE_NULL = {
    "service", "category", "customers", "impact_started_at", "detected_at", "acknowledged_at",
    "mitigated_at", "resolved_at",
}  # fmt: skip


class Declared(Said):
    """What is wrong; the title is enough. Services, policy and people by handle."""

    title: str
    description: str = ""
    severity: Severity = Severity.SEV3
    urgency: Urgency = Urgency.HIGH
    category: str | None = None
    service: str | None = None
    affected: list[str] = []
    policy: str | None = None
    impact: str = ""
    impact_started_at: Instant | None = None
    roles: dict[Role, str] = {}
    customers: int | None = None
    regions: list[str] = []
    tags: list[str] = []
    fields: dict[str, Any] = {}
    drill: bool = False
    private: bool = False


class Changed(Said):
    """The fields to change, all or none; null empties what may be empty. With `version`, as read,
    it is refused (409) when somebody changed the incident since."""

    title: str | None = None
    description: str | None = None
    stage: Stage | None = None
    severity: Severity | None = None
    urgency: Urgency | None = None
    category: str | None = None
    service: str | None = None
    affected: list[str] | None = None
    owner: str | None = None
    impact: str | None = None
    customers: int | None = None
    regions: list[str] | None = None
    tags: list[str] | None = None
    fields: dict[str, Any] | None = None
    drill: bool | None = None
    private: bool | None = None
    impact_started_at: Instant | None = None
    detected_at: Instant | None = None
    acknowledged_at: Instant | None = None
    mitigated_at: Instant | None = None
    resolved_at: Instant | None = None
    reason: str = ""
    version: int | None = None


class Why(Said):
    """A word on why, for the timeline."""

    reason: str = ""


class Noted(Said):
    """Markdown; `at` is when it happened, if that was earlier."""

    text: str
    at: Instant | None = None


Act = Callable[[Store, int, Actor, str], object]
ACTS: dict[str, tuple[str, Act]] = {
    "ack": ("You have it: no more pages", lambda s, n, by, _: incident.acknowledge(s, n, by)),
    "unack": ("Give it back: the next level is paged", incident.unacknowledge),
    "accept": ("Take it out of triage: it is an incident", incident.accept),
    "resolve": ("It is over", incident.resolve),
    "reopen": ("It is not over after all", incident.reopen),
    "decline": ("It was no incident", incident.decline),
    "escalate": ("Page the next level now", lambda s, n, by, _: escalation.escalate_now(s, n, by)),
}  # fmt: skip


def add(router: APIRouter, store: Store) -> None:
    """Hangs them in."""
    named = Depends(Named(store))

    @router.post("/incidents", status_code=201, summary="Declare an incident; people are paged")
    def declare_incident(said: Declared, by: By, response: Response) -> dict[str, Any]:
        number = incident.declare(store, _declaration(store, said), by)
        response.headers["location"] = f"/api/v1/incidents/{number}"
        return _rows(store, number)

    @router.patch("/incidents/{number}", summary="Change fields of an incident")
    def change_incident(said: Changed, by: By, number: int = named) -> dict[str, Any]:
        fields = _fields(store, said)
        incident.change(store, number, by, said.version, why=said.reason, **fields)
        return _rows(store, number)

    @router.post("/incidents/{number}/notes", status_code=201, summary="Write into the timeline")
    def note_incident(said: Noted, by: By, number: int = named) -> dict[str, Any]:
        ident = incident.note(store, number, said.text, by, said.at)
        return _rows(store, number) | {"event": ident}

    for verb, (summary, act) in ACTS.items():
        _hang(router, store, verb, summary, act)


def _hang(router: APIRouter, store: Store, verb: str, summary: str, act: Act) -> None:
    named = Depends(Named(store))

    def acted(by: By, number: int = named, said: Why | None = None) -> dict[str, Any]:
        act(store, number, by, said.reason if said else "")
        return _rows(store, number)

    router.post(f"/incidents/{{number}}/{verb}", summary=summary, name=f"{verb}_incident")(acted)


def _rows(store: Store, number: int) -> dict[str, Any]:
    return incident_json.listed(incident_rows(store, [number]))


def _declaration(store: Store, said: Declared) -> incident.Declaration:
    return incident.Declaration(
        title=said.title,
        description=said.description,
        category=said.category,
        severity=said.severity,
        urgency=said.urgency,
        service=service_id(store, said.service) if said.service else None,
        affected=tuple(service_id(store, each) for each in said.affected),
        impact=said.impact,
        began=said.impact_started_at,
        policy=policy_id(store, said.policy) if said.policy else None,
        roles=tuple((role, person_id(store, name)) for role, name in said.roles.items()),
        drill=said.drill,
        private=said.private,
        customers=said.customers,
        regions=tuple(said.regions),
        tags=tuple(said.tags),
        custom=tuple(said.fields.items()),
    )


def _fields(store: Store, said: Changed) -> dict[str, Any]:
    """As the operation wants them: ids for handles."""
    given = said.model_dump(exclude_unset=True, exclude={"reason", "version"})
    for name, value in given.items():
        if value is None and name not in MAY_BE_NULL:
            raise Refused(f"{name} cannot be null.", name)
    if not given:
        raise Refused('Say what to change, for example {"severity": "SEV2"}.')
    if said.service is not None:
        given["service"] = service_id(store, said.service)
    if said.affected is not None:
        given["affected"] = [service_id(store, each) for each in said.affected]
    if said.owner is not None:
        given["owner"] = person_id(store, said.owner)
    if "fields" in given:
        given["custom"] = given.pop("fields")
    return given
