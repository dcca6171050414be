"""`watchbill oncall`: who is on call, was or will be, from the one resolver."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from app.cli import desk
from app.domain.moment import stamp, zone
from app.queries.oncall import Final, document, finals, moments, people
from app.store import Store

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Zone = Annotated[str | None, typer.Option(help="IANA zone of the times given and shown.")]
HELP = "ISO 8601, with offset or as wall clock of --time-zone."


def oncall(
    context: typer.Context,
    schedule: Annotated[str | None, typer.Argument(help="One schedule; else all.")] = None,
    at: Annotated[str | None, typer.Option(help=f"An instant. {HELP}")] = None,
    begin: Annotated[str | None, typer.Option("--from", help=f"A window's begin. {HELP}")] = None,
    end: Annotated[str | None, typer.Option("--to", help="The window's end.")] = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Say who is on call: now, at an instant, or in a window."""
    if (begin is None) != (end is None) or (at is not None and begin is not None):
        raise typer.BadParameter("expected --at T, or --from T with --to T, or none of them")
    where = desk.local_zone(time_zone) if time_zone is not None else None
    with desk.opened(context) as store:
        if begin is not None and end is not None:
            found = finals(store, desk.window(begin, end, time_zone), schedule)
        else:
            found = moments(store, _moment(store, at, time_zone), schedule)
    if as_json:
        documents = [document(each) for each in found]
        desk.say(documents[0] if schedule is not None else {"schedules": documents})
        return
    for each in found:
        _tell(each, where or zone(each.time_zone))


def _moment(store: Store, at: str | None, time_zone: str | None) -> datetime:
    return desk.instant(at, time_zone) if at is not None else store.now()


def _tell(final: Final, where: ZoneInfo) -> None:
    for line in _lines(final, where):
        print(line)  # noqa: T201


def _lines(final: Final, where: ZoneInfo) -> Iterator[str]:
    if not final.window:
        yield f"{final.schedule}: {', '.join(people(final)) or 'nobody'}"
    else:
        yield f"{final.schedule}: {final.coverage:.1%} covered ({where.key})"
    spans = [(s.start, s.end, s.person, f"({s.source})") for s in final.shifts]
    spans += [(g.window.start, g.window.end, "nobody", _why(g.deliberate)) for g in final.gaps]
    for start, end, who, source in sorted(spans):
        yield f"  {_clock(start, where)} to {_clock(end, where)}  {who} {source}"


def _why(deliberate: bool) -> str:
    return "(on purpose)" if deliberate else "(gap)"


def _clock(at: datetime, where: ZoneInfo) -> str:
    try:
        here = at.astimezone(where)
    except OverflowError:  # at the ends of time
        return stamp(at)
    return f"{here:%a} {here.date()} {here:%H:%M %Z}"
