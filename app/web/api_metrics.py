"""The figures over the API: those of the metrics page."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from app.domain.moment import instant, zone
from app.domain.sheet import sheet
from app.domain.span import Span, window_of
from app.domain.window import Window
from app.errors import Refused
from app.intake import reply
from app.queries.asked import Asked
from app.queries.named import service_id, team_id
from app.queries.privacy import private
from app.queries.tag import tag_ids
from app.store import Store
from models.kinds import Severity

Many = Annotated[list[str], Query()]


def add(router: APIRouter, store: Store) -> None:
    """Hangs them in."""

    @router.get("/metrics", summary="The figures of the metrics page, as JSON or CSV")
    def show_metrics(
        begin: Annotated[str, Query(alias="from")] = "",
        end: Annotated[str, Query(alias="to")] = "",
        span: str = "30 days",
        time_zone: str = "UTC",
        service: str = "",
        team: Many = [],  # noqa: B006 - FastAPI copies it
        severity: Many = [],  # noqa: B006
        category: Many = [],  # noqa: B006
        tag: Many = [],  # noqa: B006
        maintenance: bool = True,
        form: Annotated[str, Query(alias="format")] = "json",
    ) -> Response:
        try:
            where = zone(time_zone)
            asked = Asked(
                _window(store, begin, end, span, time_zone),
                where,
                services=frozenset([service_id(store, service)] if service else []),
                teams=frozenset(team_id(store, each) for each in team),
                severities=frozenset(Severity(each) for each in severity),
                categories=frozenset(category),
                planned=maintenance,
                tags=tag_ids(store, tag),
            )
            document = _document(store, asked, service or None)
        except (Refused, ValueError) as fault:
            return reply.refused(400, "invalid", str(fault))
        return _csv(document) if form == "csv" else JSONResponse(document)


def _window(store: Store, begin: str, end: str, span: str, time_zone: str) -> Window:
    where, now = zone(time_zone), store.now()
    if not begin and not end:
        return window_of(Span(span), now, where)
    until = instant(end, where) if end else now
    if not begin:
        raise Refused("Say `from`, too.")
    window = Window(instant(begin, where).replace(microsecond=0), until.replace(microsecond=0))
    if window.end < window.start:
        raise Refused("The window ends before it begins: `to` lies before `from`.")
    return window


def _document(store: Store, asked: Asked, service: str | None) -> dict[str, Any]:
    """What it needs is loaded when somebody first asks (numpy)."""
    from app.queries import metrics_json
    from app.queries.metrics import figures

    return metrics_json.shown(figures(store, asked), service, private=private(store))


def _csv(document: dict[str, Any]) -> Response:
    from app.queries import metrics_json

    lines = [("figure", "value"), *metrics_json.rows(document)]
    return Response(sheet(lines), media_type="text/csv; charset=utf-8")
