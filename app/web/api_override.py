"""Covers and other overrides over the API: written into a schedule, and taken out."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from app.domain.workspace import OverrideSpec
from app.errors import Refused
from app.operations.rota import add_override, save_schedule
from app.queries.schedule import ScheduleRow, schedule_rows
from app.store import Store
from app.web.api_way import By, Missing
from app.web.api_word import Instant, Said, instant
from app.workspace.write import plain
from models.kinds import OverrideKind

Time = Annotated[str, Query(description="ISO 8601 with zone or offset.")]


class Written(Said):
    """`people` come (cover, add, replace), `out` go (replace, remove)."""

    start: Instant
    end: Instant
    kind: OverrideKind
    people: list[str] = []
    out: list[str] = []
    reason: str = ""


def add(router: APIRouter, store: Store) -> None:
    """Hangs them in."""
    path = "/schedules/{schedule}/overrides"

    @router.post(path, status_code=201, summary="Cover, replace, add or remove for a while")
    def add_to_schedule(schedule: str, said: Written, by: By) -> dict[str, Any]:
        row = _named(store, schedule)
        add_override(store, row.id, _spec(said), by)
        return plain(_named(store, schedule).spec)

    @router.delete(path, status_code=204, summary="Take the override of these times out")
    def remove_from_schedule(
        schedule: str, by: By, start: Time, end: Time, person: str | None = None
    ) -> Response:
        row = _named(store, schedule)
        begin, until = instant(start, "UTC"), instant(end, "UTC")
        gone = _meant(row.spec.overrides, begin, until, person)
        kept = tuple(each for each in row.spec.overrides if each is not gone)
        spec = replace(row.spec, overrides=kept)
        save_schedule(store, spec, by, ident=row.id, seen=row.version)
        return Response(status_code=204)


def _named(store: Store, name: str) -> ScheduleRow:
    found = next((each for each in schedule_rows(store) if each.spec.name == name), None)
    if found is None:
        raise Missing(f"There is no schedule called {name!r}.")
    return found


def _spec(said: Written) -> OverrideSpec:
    start, end = (each.astimezone(UTC).replace(microsecond=0) for each in (said.start, said.end))
    return OverrideSpec(said.kind, start, end, tuple(said.people), tuple(said.out), said.reason)


def _meant(
    overrides: tuple[OverrideSpec, ...], start: datetime, end: datetime, person: str | None
) -> OverrideSpec:
    found = [
        each
        for each in overrides
        if (each.start, each.end) == (start, end)
        and (person is None or person in (*each.people, *each.out))
    ]
    if not found:
        raise Missing("This schedule has no such override.")
    if len(found) > 1:
        raise Refused("Several overrides have these times; say `person`, too.", "person")
    return found[0]
