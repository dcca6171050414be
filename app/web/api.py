"""/api/v1: JSON for scripts, for whoever shows a bearer token. A router of each noun is hung into
`router`; `opened` is the check that all of them share."""

import csv
from io import StringIO
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from starlette.responses import JSONResponse, Response

from app.domain.moment import instant, zone
from app.domain.span import Span, window_of
from app.domain.window import Window
from app.errors import Refused, Unavailable
from app.intake import reply
from app.operations.token import holder
from app.queries.asked import Asked
from app.queries.named import service_id, team_id
from app.queries.privacy import private
from app.store import Store
from models.kinds import Severity

BASE = "/api/v1"
SCHEME = "bearer "
NO_TOKEN = "This needs a token: `watchbill api token NAME` makes one; send it as a bearer token."
Shown = Annotated[str, Header()]
Many = Annotated[list[str], Query()]


def router(store: Store) -> APIRouter:
    """Plain functions, so that they never hold up the event loop."""
    made = APIRouter(prefix=BASE)

    @made.get("/metrics", summary="The figures of the metrics page, as JSON or CSV")
    def metrics(
        begin: Annotated[str, Query(alias="from")] = "",
        end: Annotated[str, Query(alias="to")] = "",
        span: str = "30 days",
        time_zone: str = "UTC",
        service: str = "",
        team: Many = [],  # noqa: B006 - FastAPI copies it
        severity: Many = [],  # noqa: B006
        category: Many = [],  # noqa: B006
        maintenance: bool = True,
        form: Annotated[str, Query(alias="format")] = "json",
        authorization: Shown = "",
    ) -> Response:
        try:
            if (closed := opened(store, authorization)) is not None:
                return closed
            where = zone(time_zone)
            asked = Asked(
                _window(store, begin, end, span, time_zone),
                where,
                services=frozenset([service_id(store, service)] if service else []),
                teams=frozenset(team_id(store, each) for each in team),
                severities=frozenset(Severity(each) for each in severity),
                categories=frozenset(category),
                planned=maintenance,
            )
            document = _document(store, asked, service or None)
        except (Refused, ValueError) as fault:
            return reply.refused(400, "invalid", str(fault))
        except Unavailable as fault:
            return reply.unavailable(str(fault))
        return _csv(document) if form == "csv" else JSONResponse(document)

    return made


def opened(store: Store, authorization: str) -> Response | None:
    """None for whoever may come in, else the answer to them."""
    token = authorization[len(SCHEME) :].strip()
    if authorization[: len(SCHEME)].lower() == SCHEME and holder(store, token) is not None:
        return None
    return reply.refused(401, "unauthorized", NO_TOKEN, headers={"www-authenticate": "Bearer"})


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

    out = StringIO()
    lines = [("figure", "value"), *metrics_json.rows(document)]
    csv.writer(out, lineterminator="\n").writerows(lines)
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8")
