"""Incidents over the API, looked at: lists, one whole, its timeline."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from app.domain.actor import Actor
from app.domain.window import Window
from app.errors import Refused
from app.queries import incident as queries
from app.queries import incident_detail, incident_json
from app.queries.incident_filter import By as Key
from app.queries.incident_filter import Filter, Sort
from app.queries.named import service_id
from app.queries.privacy import may_read
from app.queries.tag import tag_ids
from app.store import Store
from app.web.api_way import By, Missing
from app.web.api_word import PAGE, Limit, Offset, Zone, instant, page
from models.kinds import Severity, Stage, Urgency

Many = Annotated[list[str], Query()]
Words = Annotated[str, Query(max_length=200, description="In title, service or tag, or a number.")]
Order = Annotated[str, Query(description=f"A -KEY goes down: {', '.join(Key)}.")]
After = Annotated[int, Query(ge=0, le=2**63 - 1, description="Only entries of a higher id.")]


class Named:
    """The incident that an address names, if it is there for whoever asks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, number: Annotated[int, Path(description="Of it.")], by: By) -> int:
        """Raises Missing: a private one is not there for a token of nobody in the team."""
        if not may_read(self._store, number, by.person):
            raise Missing(f"There is no incident #{number}.")
        return number


def add(router: APIRouter, store: Store) -> None:
    """Hangs them in."""
    named = Depends(Named(store))

    @router.get("/incidents", summary="Incidents, newest first; open ones unless `all`")
    def list_incidents(
        by: By,
        everything: Annotated[bool, Query(alias="all", description="Not only open ones.")] = False,
        mine: bool = False,
        severity: Annotated[list[Severity], Query()] = [],  # noqa: B006 - FastAPI copies it
        urgency: Annotated[list[Urgency], Query()] = [],  # noqa: B006
        stage: Annotated[list[Stage], Query()] = [],  # noqa: B006
        category: Many = [],  # noqa: B006
        service: Many = [],  # noqa: B006
        tag: Many = [],  # noqa: B006
        search: Words = "",
        begin: Annotated[str, Query(alias="from", description="Created at or after.")] = "",
        end: Annotated[str, Query(alias="to", description="Created before.")] = "",
        time_zone: Zone = "UTC",
        sort: Order = "-number",
        limit: Limit = PAGE,
        offset: Offset = 0,
    ) -> dict[str, Any]:
        wanted = Filter(
            open=not everything and not stage,
            mine=_me(by) if mine else None,
            severities=frozenset(severity),
            urgencies=frozenset(urgency),
            stages=frozenset(stage),
            categories=frozenset(category),
            services=frozenset(service_id(store, each) for each in service),
            tags=tag_ids(store, tag),
            words=search,
            span=_span(begin, end, time_zone),
            private=None if by.person is not None else False,
        )
        ids = queries.incident_ids(store, wanted, _sort(sort), offset + limit + 1)
        chosen, beyond = page(ids, limit, offset)
        return incident_json.listed(queries.incident_rows(store, chosen)) | {"next": beyond}

    @router.get("/incidents/{number}", summary="The whole story of one incident")
    def show_incident(number: int = named) -> dict[str, Any]:
        detail = incident_detail.detail(store, number)
        return incident_json.shown(detail, incident_detail.timeline(store, number))

    @router.get("/incidents/{number}/events", summary="Its timeline")
    def list_events(number: int = named, after: After = 0) -> dict[str, Any]:
        found = incident_detail.timeline(store, number, after)
        return {"number": number, "timeline": [incident_json.event(each) for each in found]}


def _me(by: Actor) -> int:
    if by.person is None:
        raise Refused(f"{by.name}, whose token this is, is nobody of this team.", "mine")
    return by.person


def _sort(said: str) -> Sort:
    try:
        return Sort(Key(said.removeprefix("-")), down=said.startswith("-"))
    except ValueError:
        raise Refused(f"{said!r} is no order; there are: {', '.join(Key)}.", "sort") from None


def _span(since: str, until: str, time_zone: str) -> Window | None:
    if not since and not until:
        return None
    begin, end = since or "1970-01-01T00:00Z", until or "9999-01-01T00:00Z"
    return Window(instant(begin, time_zone), instant(end, time_zone))
