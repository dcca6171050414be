"""Everything that is served over HTTP, put together."""

import logging
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.intake import reply
from app.intake.batch import Batch
from app.intake.http import LIMIT, Intake
from app.store import Store
from app.version import VERSION
from app.web import ack, ack_channel, api, feed, health, proof, status
from app.web.door import Door
from app.web.status_sites import StatusSites

log = logging.getLogger(__name__)

MOST_AT_ONCE = 2_000  # requests
SILENT: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def build(store: Store, batch: Batch, *, url: str) -> FastAPI:
    """The application. `url` is its address as people and senders reach it."""
    app = FastAPI(
        title="Watchbill",
        version=VERSION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": url}] if url else None,
        telemetry=SILENT,
    )
    intake = Intake(store, batch)
    app.include_router(health.router(store, intake))
    app.include_router(ack.router(store))
    app.include_router(ack_channel.router(store))
    app.include_router(proof.router(store))
    app.include_router(feed.router(store))
    app.include_router(api.router(store))
    app.state.status = StatusSites(store, url)
    app.include_router(status.router(store, app.state.status))
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _failed)
    app.add_middleware(Door, intake=intake, most=MOST_AT_ONCE)
    return app


async def _refused(_: Request, fault: Exception) -> Response:
    """404, 405 and what a route raised itself."""
    if not isinstance(fault, HTTPException):
        return await _failed(_, fault)
    status = HTTPStatus(fault.status_code).phrase.lower()
    sentence = SENTENCES.get(fault.status_code, str(fault.detail))
    return reply.refused(fault.status_code, status, sentence, headers=fault.headers)


async def _invalid(_: Request, fault: Exception) -> Response:
    if not isinstance(fault, RequestValidationError):
        return await _failed(_, fault)
    errors = [f"{'.'.join(map(str, each['loc']))}: {_said(each['msg'])}" for each in fault.errors()]
    return reply.refused(400, "invalid", "The request cannot be taken", errors)


def _said(message: str) -> str:
    """Without the words pydantic puts before ours."""
    return message.removeprefix("Value error, ")


async def _failed(_: Request, fault: Exception) -> Response:
    return reply.refused(500, "error", "Watchbill failed to answer this; it is in its log.")


SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    413: f"The body is larger than {LIMIT // 1024} KB.",
}
