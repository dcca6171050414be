"""What the API is told in words: instants, durations, windows, numbers of rows."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict

from app.domain import moment
from app.domain.window import Window
from app.errors import Refused

HELP = "ISO 8601 with zone or offset, or wall clock of `time_zone`."
PAGE = 100
MOST = 500  # rows of one answer

Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of one answer.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="Rows to pass over.")]
Zone = Annotated[str, Query(description="IANA zone of wall-clock times.")]


def _text(said: Any) -> Any:
    if isinstance(said, str):
        return said
    raise ValueError("expected ISO 8601 with a zone, such as 2026-03-28T22:00:00Z")


Instant = Annotated[AwareDatetime, BeforeValidator(_text)]


class Said(BaseModel):
    """A body; what is not known is refused, since a misspelt field would be lost without a word."""

    model_config = ConfigDict(extra="forbid")


def instant(said: str, time_zone: str) -> datetime:
    """A time of the address line. Raises Refused."""
    try:
        return moment.instant(said, moment.zone(time_zone))
    except ValueError as fault:
        raise Refused(str(fault)) from fault


def duration(said: str) -> timedelta:
    """`90s`, `5m`. Raises Refused."""
    try:
        return moment.duration(said)
    except ValueError as fault:
        raise Refused(str(fault)) from fault


def window(begin: str, end: str, time_zone: str) -> Window:
    """`from` and `to`, in whole seconds. Raises Refused, also where they are the wrong way."""
    start, stop = (instant(said, time_zone).replace(microsecond=0) for said in (begin, end))
    if stop < start:
        raise Refused("The window ends before it begins: `to` lies before `from`.")
    return Window(start, stop)


def page(rows: list[Any], limit: int, offset: int) -> tuple[list[Any], int | None]:
    """Of rows asked for one beyond the page: the page, and the offset of the next if there is
    one."""
    return rows[offset : offset + limit], offset + limit if len(rows) > offset + limit else None
