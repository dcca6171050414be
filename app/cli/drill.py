"""`watchbill drill`: game days on the real engine, and their score cards."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.domain.drill import Script
from app.domain.language import Language
from app.domain.moment import spoken, stamp
from app.errors import Refused
from app.operations import drill as operations
from app.queries.drill import DrillIncident, DrillRow, Mark, ScoreCard, drills, score
from app.queries.language import language
from app.queries.named import service_id
from app.workspace.drill import read_script, shipped

commands = typer.Typer(help="Drills: start, stop, list, score.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
ActingAs = Annotated[str | None, typer.Option("--as", help="Who does it.")]


@commands.command("start")
def start(
    context: typer.Context,
    script: Annotated[str, typer.Argument(help="A file, or one that is shipped: see `scripts`.")],
    service: Annotated[str, typer.Option(help="What breaks; its policy pages.")],
    by: ActingAs = None,
) -> None:
    """Begin a drill: only people who agreed to drills are paged, and everything says DRILL."""
    with desk.opened(context) as store:
        said = _script(script, language(store))
        on = service_id(store, service)
        ident = operations.start(store, said, on, desk.somebody(store, by))
        unwilling = score(store, ident).unwilling
    columns.say(f"Drill {ident} has begun: {said.name}, {len(said.steps)} steps.")
    if unwilling:
        columns.say(f"Not paged, for they have not agreed: {', '.join(unwilling)}.")


@commands.command("stop")
def stop(
    context: typer.Context,
    ident: Annotated[int, typer.Argument(metavar="DRILL")],
    by: ActingAs = None,
) -> None:
    """End a drill: what is open of it is resolved."""
    with desk.opened(context) as store:
        done = operations.stop(store, ident, desk.somebody(store, by))
    columns.say(f"Drill {ident} {'is' if done else 'was already'} over.")


@commands.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """List the drills there were, the latest first."""
    with desk.opened(context) as store:
        found = drills(store)
    if as_json:
        desk.say({"drills": [_head(each) for each in found]})
        return
    for each in found:
        state = "over" if each.ended_at else f"running, {each.to_come} steps to come"
        columns.say(f"{each.id}  {stamp(each.started_at)}  {each.name}  ({state})")
    if not found:
        columns.say("There was no drill yet.")


@commands.command("score")
def card(
    context: typer.Context,
    ident: Annotated[int, typer.Argument(metavar="DRILL")],
    as_json: AsJson = False,
) -> None:
    """Say what came of a drill: who answered, how long it took, what was missed."""
    with desk.opened(context) as store:
        found = score(store, ident)
    if as_json:
        desk.say(_document(found))
        return
    for line in _lines(found):
        columns.say(line)


@commands.command("scripts")
def scripts(context: typer.Context) -> None:
    """List the scripts that are shipped."""
    with desk.opened(context) as store:
        spoken_here = language(store)
    for name, said in shipped(spoken_here).items():
        columns.say(f"{name:<14} {said.name}: {said.about}")


def _script(script: str, of: Language) -> Script:
    if Path(script).is_file():
        return read_script(Path(script).read_bytes())
    inside = shipped(of).get(Path(script).name)
    if inside is None or Path(script).exists():
        raise Refused(f"There is no script {script}; `watchbill drill scripts` lists some.")
    return inside


def _lines(found: ScoreCard) -> Iterator[str]:
    yield f"DRILL {found.drill.id}: {found.drill.name}, begun by {found.drill.started_by}"
    yield f"{found.met} of {len(found.marks)} expectations met."
    for each in found.incidents:
        yield ""
        yield f"#{each.number} {each.title}"
        yield f"  paged: {', '.join(each.paged) or 'nobody'}"
        yield f"  acknowledged: {_when(each.acknowledged, each.acknowledged_by)}"
        yield f"  resolved: {_when(each.resolved, each.resolved_by)}"
        yield from (f"  {_mark(mark)}" for mark in each.marks)


def _when(took: timedelta | None, by: str) -> str:
    return "never" if took is None else f"after {_span(took)} by {by}"


def _span(took: timedelta) -> str:
    seconds = int(took.total_seconds())
    return spoken(timedelta(seconds=seconds)) if seconds else "0s"


def _mark(mark: Mark) -> str:
    sign = "met   " if mark.met else "MISSED"
    done = "never done" if mark.took is None else f"done after {_span(mark.took)}"
    return f"{sign}  {mark.deed.value} within {spoken(mark.within)}: {done}"


def _head(each: DrillRow) -> dict[str, Any]:
    return {
        "drill": each.id,
        "name": each.name,
        "started_by": each.started_by,
        "started_at": stamp(each.started_at),
        "ended_at": stamp(each.ended_at) if each.ended_at else None,
        "steps_to_come": each.to_come,
    }


def _document(found: ScoreCard) -> dict[str, Any]:
    return _head(found.drill) | {
        "expected": len(found.marks),
        "met": found.met,
        "unwilling": list(found.unwilling),
        "incidents": [_incident(each) for each in found.incidents],
    }


def _incident(each: DrillIncident) -> dict[str, Any]:
    return {
        "number": each.number,
        "title": each.title,
        "paged": list(each.paged),
        "acknowledged_s": each.acknowledged and each.acknowledged.total_seconds(),
        "acknowledged_by": each.acknowledged_by or None,
        "resolved_s": each.resolved and each.resolved.total_seconds(),
        "resolved_by": each.resolved_by or None,
        "marks": [
            {
                "deed": mark.deed.value,
                "within_s": mark.within.total_seconds(),
                "took_s": mark.took and mark.took.total_seconds(),
                "by": mark.by or None,
                "met": mark.met,
            }
            for mark in each.marks
        ],
    }
