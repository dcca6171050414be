"""Calendar subscriptions over HTTP: who has the token sees the shifts, and fetches only what is
news."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated

from fastapi import APIRouter, Header
from starlette.responses import Response

from app.calendars.write import MEDIA_TYPE
from app.errors import Conflict, Unavailable
from app.intake import reply
from app.operations.feed import Fetched, fetched
from app.store import Store

LONGEST = 100  # characters of a token
HEADERS = {
    "cache-control": "private, no-cache",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
    "referrer-policy": "no-referrer",
}
UNKNOWN = "There is no calendar at this address; perhaps its owner has another one by now."
AWAY = "Watchbill cannot answer right now: its database cannot be reached."


def router(store: Store) -> APIRouter:
    """GET and HEAD; plain functions, so that they never hold up the event loop."""
    made = APIRouter(include_in_schema=False)

    @made.api_route("/feeds/{token}.ics", methods=["GET", "HEAD"])
    def feed(
        token: str,
        if_none_match: Annotated[str | None, Header()] = None,
        if_modified_since: Annotated[str | None, Header()] = None,
    ) -> Response:
        try:
            found = fetched(store, token) if len(token) <= LONGEST else None
        except (Unavailable, Conflict):
            return reply.refused(503, "unavailable", AWAY, headers={**HEADERS, "retry-after": "60"})
        if found is None:
            gone = {**HEADERS, "cache-control": "no-store"}
            return reply.refused(404, "not found", UNKNOWN, headers=gone)
        return _answer(found, if_none_match, if_modified_since)

    return made


def _answer(found: Fetched, none_match: str | None, since: str | None) -> Response:
    """RFC 9110 13.2.2: a tag decides, and a date only where no tag was sent."""
    changed_at = found.changed_at.astimezone(UTC).replace(microsecond=0)
    headers = {
        **HEADERS,
        "etag": f'"{found.tag}"',
        "last-modified": format_datetime(changed_at, usegmt=True),
    }
    known = (
        matches(none_match, found.tag) if none_match is not None else _unchanged(since, changed_at)
    )
    if known:
        return Response(status_code=304, headers=headers)
    return Response(found.body(), 200, headers, MEDIA_TYPE)


def matches(said: str, tag: str) -> bool:
    """Weakly, as conditional GET compares."""
    return "*" in _tags(said) or f'"{tag}"' in _tags(said)


def _tags(said: str) -> list[str]:
    return [each.strip().removeprefix("W/") for each in said.split(",")]


def _unchanged(said: str | None, changed_at: datetime) -> bool:
    try:
        since = parsedate_to_datetime(said) if said else None
    except (ValueError, OverflowError):
        return False  # a date that cannot be read is as good as none
    if since is None:
        return False
    return since.replace(tzinfo=since.tzinfo or UTC) >= changed_at
