"""`watchbill rota ...`: the versions of a schedule, looked at and brought back."""

from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from app.cli import columns, desk
from app.domain.actor import Actor
from app.domain.draft import Draft
from app.domain.effect import Effect
from app.domain.moment import stamp
from app.domain.request_words import span_text
from app.domain.workspace import Workspace
from app.errors import Refused
from app.operations.publish import Published, publish, restore
from app.queries.draft import Edition, editions, stored
from app.queries.named import schedule_id
from app.queries.publication import Exchange, Foretold, foretold
from app.store import Store

commands = typer.Typer(
    help="The rota: checks, fairness, fair fill, versions.", no_args_is_help=True
)

NOBODY = "nobody"
Name = Annotated[str, typer.Argument(help="The schedule.")]
Number = Annotated[int, typer.Argument(help="The version, as `rota history` counts them.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Zone = Annotated[str | None, typer.Option(help="IANA zone of the times shown.")]
ActingAs = Annotated[str | None, typer.Option("--as", help="Who you are in the team.")]


class When(StrEnum):
    """When a restored version takes effect."""

    NOW = "now"
    SHIFT = "after-shift"
    ROUND = "after-round"


EFFECTS = {When.NOW: Effect.NOW, When.SHIFT: Effect.AFTER_SHIFT, When.ROUND: Effect.AFTER_ROUND}


@commands.command()
def history(
    context: typer.Context, schedule: Name, time_zone: Zone = None, as_json: AsJson = False
) -> None:
    """List every version that was in force, the latest first."""
    with desk.opened(context) as store:
        found = editions(store, schedule_id(store, schedule))
    if as_json:
        desk.say({"schedule": schedule, "versions": [_version(each) for each in found]})
        return
    where = desk.local_zone(time_zone)
    rows = [(str(each.number), _when(each, where), each.actor or "-", each.words) for each in found]
    for line in columns.table(("", "when", "who", "what"), rows, flexible=3):
        columns.say(line)


@commands.command()
def show(context: typer.Context, schedule: Name, number: Number) -> None:
    """Print a version as the workspace file writes it."""
    from app.workspace.write import written

    with desk.opened(context) as store:
        found = editions(store, schedule_id(store, schedule))
    for each in found:
        if each.number == number:
            columns.say(written(Workspace(schedules=(each.spec,))).rstrip("\n"))
            return
    raise Refused(f"{schedule} has no version {number}.")


@commands.command(name="restore")
def bring_back(
    context: typer.Context,
    schedule: Name,
    number: Number,
    effect: Annotated[When, typer.Option(help="When it takes effect.")] = When.NOW,
    note: Annotated[str, typer.Option(help="A word on why, for those affected.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Make a schedule what it was in an earlier version; what has been stays."""
    with desk.opened(context) as store:
        ident, by = schedule_id(store, schedule), desk.somebody(store, acting_as)
        draft = _draft(store, ident, number, by)
        found = foretold(store, ident, draft, EFFECTS[effect])
        changes = draft.changed and not dry_run
        done = publish(store, ident, draft, EFFECTS[effect], by, note=note) if changes else None
    if as_json:
        desk.say(_document(schedule, number, found, done))
        return
    for line in _lines(found, done, desk.local_zone(time_zone)):
        columns.say(line)


def _draft(store: Store, ident: int, number: int, by: Actor) -> Draft:
    now, step = stored(store, ident), restore(store, ident, number, by)
    return Draft(now.spec, now.version).did(step.words, step.spec)


def _version(edition: Edition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "at": stamp(edition.at),
        "actor": edition.actor or None,
        "words": edition.words,
    }


def _document(
    schedule: str, number: int, found: Foretold, done: Published | None
) -> dict[str, Any]:
    return {
        "schedule": schedule,
        "restores": number,
        "version": done.edition if done else None,
        "changes": list(found.changes),
        "shifts": [_exchange(each) for each in found.exchanges],
        "told": done.told if done else 0,
    }


def _exchange(each: Exchange) -> dict[str, Any]:
    return {
        "start": stamp(each.window.start),
        "end": stamp(each.window.end),
        "lost": list(each.lost),
        "gained": list(each.gained),
    }


def _lines(found: Foretold, done: Published | None, where: ZoneInfo) -> list[str]:
    if not found.changes:
        return ["Nothing to change."]
    lines = [*found.changes]
    for each in found.exchanges:
        lost, gained = ", ".join(each.lost) or NOBODY, ", ".join(each.gained) or NOBODY
        lines.append(f"  {span_text(each.window, where)}  {lost} -> {gained}")
    if done is not None:
        lines.append(f"This is version {done.edition}; {done.told} told.")
    return lines


def _when(edition: Edition, where: ZoneInfo) -> str:
    return f"{edition.at.astimezone(where):%a %Y-%m-%d %H:%M}"
