"""`watchbill readiness`: everybody, every contact, when it was last proven that a message comes."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from app.cli import columns, desk
from app.domain.moment import stamp
from app.operations.proof import ask
from app.queries.readiness import ContactReady, Ready, readiness

HEADINGS = ("person", "contact", "kind", "state", "proven", "last sent", "last failure")


def report(
    context: typer.Context,
    person: Annotated[str | None, typer.Option(help="Only this person.")] = None,
    test: Annotated[
        bool, typer.Option("--test", help="Send a test, with a link that proves that it came.")
    ] = False,
    time_zone: Annotated[str | None, typer.Option(help="IANA zone of the times shown.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Say who can be reached, the worst first; or send tests."""
    zone = desk.local_zone(time_zone)
    with desk.opened(context) as store:
        found = [each for each in readiness(store) if person in (None, each.name)]
        asked = [ask(store, each.contact) for each in found if test and each.contact]
    if as_json:
        desk.say({"contacts": [_document(each) for each in found], "tests": sum(asked)})
        return
    for line in columns.table(HEADINGS, [_line(each, zone) for each in found], 6):
        columns.say(line)
    columns.say(_sum(found))
    if test:
        columns.say(f"{sum(asked)} tests are on their way; an engine sends them.")


def _sum(found: list[ContactReady]) -> str:
    bad = sum(each.state in (Ready.NONE, Ready.FAILING) for each in found)
    proven = sum(each.state is Ready.PROVEN for each in found)
    return f"{proven} of {len(found)} proven in the last 30 days, {bad} cannot be reached."


def _line(each: ContactReady, zone: ZoneInfo) -> tuple[str, ...]:
    failure = f"{_day(each.failed_at, zone)} {each.failure}" if each.failed_at else ""
    days = _day(each.proven_at, zone), _day(each.sent_at, zone)
    return each.name, each.by or "-", each.scheme or "-", each.state.value, *days, failure


def _day(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else "never"


def _document(each: ContactReady) -> dict[str, Any]:
    return {
        "person": each.name,
        "contact": each.by or None,
        "kind": each.scheme or None,
        "state": each.state.value,
        "proven_at": stamp(each.proven_at) if each.proven_at else None,
        "sent_at": stamp(each.sent_at) if each.sent_at else None,
        "failed_at": stamp(each.failed_at) if each.failed_at else None,
        "failure": each.failure or None,
        "weekly": each.weekly,
    }
