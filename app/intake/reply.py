"""Answers to senders: one shape for what was taken and for what was not."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import JSONResponse, Response

RETRY_AFTER = {"retry-after": "5"}  # seconds


def taken(message: str, **more: Any) -> Response:
    """202: it is on disk."""
    return JSONResponse({"status": "success", "message": message} | more, 202)


def pong(message: str, signals: int = 0) -> Response:
    """200: somebody tries whether anybody is here."""
    return JSONResponse({"status": "success", "message": message, "signals": signals})


def refused(
    code: int,
    status: str,
    message: str,
    errors: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """What is wrong, in sentences; without any, the message is the one."""
    body = {"status": status, "message": message, "errors": list(errors) or [message]}
    return JSONResponse(body, code, headers=dict(headers or {}))


def unavailable(sentence: str) -> Response:
    """503, never 429: Alertmanager would lose what it was told to send later."""
    return refused(503, "unavailable", sentence, headers=RETRY_AFTER)
