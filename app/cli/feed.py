"""`watchbill feed`: the address by which a calendar program subscribes to shifts."""

import sys
from datetime import timedelta
from typing import Annotated, Any

import typer

from app import settings
from app.cli import columns, desk
from app.domain.moment import duration, spoken
from app.errors import Refused
from app.operations import feed as operations
from app.operations.feed import MOST_AHEAD, MOST_BACK, Wish, address, is_local, webcal
from app.queries.feed import Subscription
from app.store import Store
from app.vault import MISSING
from models.kinds import FeedKind

ONLY_HERE = (
    "This address is answered on this machine only. For phones and web calendars run "
    "`watchbill serve` where they can reach it, and set its address as WATCHBILL_URL or as `url` "
    "in the settings."
)


def feed(
    context: typer.Context,
    schedule: Annotated[str | None, typer.Option(help="All shifts of a schedule.")] = None,
    person: Annotated[str | None, typer.Option(help="The shifts of a person.")] = None,
    team: Annotated[str | None, typer.Option(help="All shifts of a team's schedules.")] = None,
    rotate: Annotated[
        bool, typer.Option("--rotate", help="Make another address; the old one ends at once.")
    ] = False,
    ahead: Annotated[
        int | None, typer.Option(min=1, max=MOST_AHEAD, help="Months that are shown ahead.")
    ] = None,
    back: Annotated[
        int | None, typer.Option(min=1, max=MOST_BACK, help="Months that are shown back.")
    ] = None,
    remind: Annotated[
        list[str] | None,
        typer.Option(help="Remind so long before a shift, such as 15m; may be repeated; 0 is at "
                     "its start, `none` is never."),
    ] = None,
    by: Annotated[str | None, typer.Option("--as", help="Whose subscription it is.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:  # fmt: skip
    """Say the address to subscribe to: of a schedule, a person or a team; else of yourself."""
    with desk.opened(context) as store:
        kind, name = _subject(schedule, person, team, by)
        wish = Wish(ahead, back, None if remind is None else _reminders(remind), rotate)
        actor = desk.somebody(store, by)
        found = operations.subscribe(store, kind, name, actor, wish)
        document = _document(store, found)
    if as_json:
        desk.say(document)
        return
    columns.say(document["url"])
    if sys.stdout.isatty():  # a script gets the address and nothing else
        columns.say(document["webcal"])
        columns.say(ONLY_HERE if document["only_here"] else "")


def _subject(
    schedule: str | None, person: str | None, team: str | None, by: str | None
) -> tuple[FeedKind, str]:
    named = [
        (kind, name)
        for kind, name in (
            (FeedKind.SCHEDULE, schedule), (FeedKind.PERSON, person), (FeedKind.TEAM, team),
        )
        if name is not None
    ]  # fmt: skip
    if len(named) > 1:
        raise typer.BadParameter("expected one of --schedule, --person and --team")
    me = by or settings.load().user
    if not named and not me:
        raise Refused(
            "Whose shifts? Expected --schedule, --person or --team; or say who you are with "
            "WATCHBILL_USER."
        )
    return named[0] if named else (FeedKind.PERSON, me)


def _reminders(said: list[str]) -> tuple[timedelta, ...]:
    if said == ["none"]:
        return ()
    try:
        return tuple(duration(each) for each in said)
    except ValueError as fault:
        raise Refused(f"{fault}, or `none`.") from fault


def _document(store: Store, found: Subscription) -> dict[str, Any]:
    if found.token is None:
        raise Refused(MISSING)
    url = address(store, settings.load().url, found.token)
    return {
        "kind": str(found.kind),
        "name": found.name,
        "url": url,
        "webcal": webcal(url),
        "only_here": is_local(url),
        "ahead": found.ahead,
        "back": found.back,
        "remind": [spoken(each) for each in found.reminders],
    }
