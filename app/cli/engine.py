"""`watchbill engine`: the programs that page, how late they are, and their heartbeat."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.domain.moment import duration, spoken, stamp
from app.errors import Refused
from app.operations.heartbeat import set_heartbeat
from app.queries.engine import EngineRow, HeartbeatRow, engines, heartbeat
from app.queries.health import Pulse, pulse
from models.company import ALIVE

commands = typer.Typer(help="The programs that page.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
HEADINGS = ("machine", "kind", "version", "since", "last seen")


@commands.command("show")
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Say which engines live, what is late, and how the heartbeat is."""
    with desk.opened(context) as store:
        state, rows, beats, now = pulse(store), engines(store), heartbeat(store), store.now()
    if as_json:
        desk.say(_document(state, rows, beats, now))
        return
    alive = [row for row in rows if row.seen_at > now - ALIVE]
    columns.say(_verdict(state, now))
    if alive:
        for line in columns.table(HEADINGS, [_line(row, now) for row in alive], 0):
            columns.say(line)
    columns.say(_beats(beats, now))


@commands.command("heartbeat")
def beat(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="A web address (GET), or an Apprise address.")] = "",
    every: Annotated[str, typer.Option(help="How often, such as 60s.")] = "60s",
    off: Annotated[bool, typer.Option("--off", help="Nobody expects one any more.")] = False,
    inside: Annotated[
        bool, typer.Option("--inside", help="Allow an address inside the house.")
    ] = False,
    by: Annotated[str | None, typer.Option("--as", help="Who sets it.")] = None,
) -> None:
    """Let an address hear from us as long as paging works: it alarms when we fall silent."""
    if bool(url) is off:
        raise typer.BadParameter("expected an address, or --off")
    with desk.opened(context) as store:
        actor = desk.somebody(store, by)
        set_heartbeat(store, url, actor, every=_span(every), inside=inside)
    columns.say("Nobody expects a heartbeat any more." if off else f"It beats every {every}.")


def _span(said: str) -> timedelta:
    try:
        return duration(said)
    except ValueError as fault:
        raise Refused(str(fault), "every") from fault


def _verdict(state: Pulse, now: datetime) -> str:
    if state.newer:
        return "The database is newer than this program: it does not page. Please update it."
    if not state.engines:
        return "No engine runs: nobody is being paged. Start `watchbill serve`."
    late = state.late_steps + state.late_pages
    if late:
        return f"Paging is late: {late} steps or pages, the oldest by {spoken(state.lag(now))}."
    return f"Paging works: {state.engines} alive, nothing is late."


def _line(row: EngineRow, now: datetime) -> tuple[str, ...]:
    seen = f"{max(int((now - row.seen_at).total_seconds()), 0)} s ago"
    return row.name, row.kind, row.program, stamp(row.started_at), seen


def _beats(row: HeartbeatRow | None, now: datetime) -> str:
    if row is None:
        return "No heartbeat goes out: `watchbill engine heartbeat URL` sets one."
    where = f"A heartbeat goes out by {row.kind} every {spoken(row.every)}"
    if row.error:
        return f"{where}. The last one failed: {row.error}"
    if row.heard_at is None:
        return f"{where}. It was not sent yet."
    return f"{where}. It was heard {max(int((now - row.heard_at).total_seconds()), 0)} s ago."


def _document(
    state: Pulse, rows: list[EngineRow], beats: HeartbeatRow | None, now: datetime
) -> dict[str, Any]:
    return {
        "alive": state.engines,
        "lag_s": round(state.lag(now).total_seconds(), 3),
        "late_steps": state.late_steps,
        "late_pages": state.late_pages,
        "newer_database": state.newer,
        "engines": [
            {
                "machine": row.name,
                "kind": row.kind,
                "version": row.program,
                "started_at": stamp(row.started_at),
                "seen_at": stamp(row.seen_at),
                "alive": row.seen_at > now - ALIVE,
            }
            for row in rows
        ],
        "heartbeat": None
        if beats is None
        else {
            "kind": beats.kind,
            "every_s": beats.every.total_seconds(),
            "heard_at": stamp(beats.heard_at) if beats.heard_at else None,
            "error": beats.error or None,
        },
    }
