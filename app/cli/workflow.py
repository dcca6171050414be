"""`watchbill workflow`: what there is, what they did, and what they would do, from a shell. They
are written in the workspace file or on the desktop's Workflows page."""

from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from app.cli import columns, desk
from app.cli.incident_verb import Zone
from app.domain.moment import stamp
from app.domain.workflow import GROUPS, SHAPES, Trigger
from app.domain.workflow_fact import FIELDS, WORDS
from app.domain.workflow_rehearsal import Rehearsed
from app.domain.workflow_words import WHEN, sentences
from app.errors import Refused
from app.operations import workflow as operations
from app.operations import workflow_run
from app.queries.workflow import RunRow, WorkflowRow, runs, workflow, workflows
from app.queries.workflow_rehearsal import Rehearsal, rehearsal
from app.store import Store
from models.kinds import DeedState

commands = typer.Typer(
    help="Workflows: list, show, log, dry-run, enable, disable, start, stop, words.",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
ActingAs = Annotated[str | None, typer.Option("--as", help="Who does it.")]
Name = Annotated[str, typer.Argument(help="Its name, or as much of it as no other has.")]
SIGNS = {
    DeedState.DONE: "x",
    DeedState.FAILED: "!",
    DeedState.UNKNOWN: "?",
    DeedState.SKIPPED: "-",
    DeedState.DOING: ">",
}


@commands.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """List the workflows, those that come along included."""
    with desk.opened(context) as store:
        found = workflows(store)
    if as_json:
        desk.say({"workflows": [_document(each) for each in found]})
        return
    for each in found:
        state = "on " if each.spec.enabled else "off"
        tally = f"{each.runs} runs in 7 days" if each.number else "comes along"
        failed = f", {each.failed} went wrong" if each.failed else ""
        columns.say(f"[{state}] {each.name}  ({tally}{failed})")


@commands.command("show")
def show(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Show a workflow as sentences."""
    with desk.opened(context) as store:
        found = workflow(store, name)
    if as_json:
        desk.say(_document(found))
        return
    columns.say(f"{found.name} ({'on' if found.spec.enabled else 'off'})")
    for line in filter(None, [found.spec.about, *sentences(found.spec)]):
        columns.say(f"  {line}")


@commands.command("log")
def log(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Only of this one.")] = None,
    incident: Annotated[int | None, typer.Option(help="Only in this incident.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Also what was not run.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 50,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Show what workflows did, the latest first."""
    with desk.opened(context) as store:
        wanted = workflow(store, name).name if name else None
        found = runs(store, name=wanted, incident=incident, all_=all_, limit=limit)
    if as_json:
        desk.say({"runs": [_run(each) for each in found]})
        return
    zone = desk.local_zone(time_zone)
    for each in found:
        _say_run(each, zone)
    if not found:
        columns.say("Nothing was run.")


@commands.command("dry-run")
def dry_run(
    context: typer.Context,
    name: Name,
    incident: Annotated[int, typer.Argument(help="One that has been, or is open.")],
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Show what a workflow would have done in an incident; writes nothing."""
    with desk.opened(context) as store:
        found = rehearsal(store, workflow(store, name).spec, incident)
    if as_json:
        desk.say(_rehearsal(found))
        return
    zone = desk.local_zone(time_zone)
    columns.say(f"#{found.number} {found.title}: {found.events} events")
    for each in found.found:
        at = f"{each.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        columns.say(f"{at}  {each.cause}: {_verdict(each)}")
        for line in each.lines:
            more = f"  ({line.why})" if line.why else ""
            sign = "would" if line.done else "would not:"
            columns.say(f"  {line.at.astimezone(zone):%H:%M:%S}  {sign} {line.words}{more}")
    if not found.found:
        columns.say("Nothing in it would have set this off.")


@commands.command("enable")
def enable(context: typer.Context, name: Name, by: ActingAs = None) -> None:
    """Switch a workflow on."""
    _switch(context, name, by, on=True)


@commands.command("disable")
def disable(context: typer.Context, name: Name, by: ActingAs = None) -> None:
    """Switch a workflow off; what is under way ends before its next step."""
    _switch(context, name, by, on=False)


@commands.command("start")
def start(
    context: typer.Context,
    name: Name,
    incident: Annotated[int, typer.Argument(help="Where.")],
    by: ActingAs = None,
) -> None:
    """Set a workflow off by hand; an engine does the rest."""
    with desk.opened(context) as store:
        found = _stored(store, name)
        run = workflow_run.start_by_hand(store, found, incident, desk.somebody(store, by))
    columns.say(f"Started: run {run}.")


@commands.command("stop")
def stop(context: typer.Context, run: int, by: ActingAs = None) -> None:
    """End a run before its next step."""
    with desk.opened(context) as store:
        done = workflow_run.stop(store, run, desk.somebody(store, by))
    columns.say("Stopped." if done else "It was over already.")


@commands.command("remove")
def remove(context: typer.Context, name: Name, by: ActingAs = None) -> None:
    """Take a workflow out; its log stays."""
    with desk.opened(context) as store:
        found = _stored(store, name)
        operations.remove_workflow(store, found, desk.somebody(store, by))
    columns.say("Removed.")


@commands.command("words")
def words(as_json: AsJson = False) -> None:
    """List every trigger, field and action that a workflow can be made of."""
    if as_json:
        desk.say(
            {
                "triggers": {each.value: WHEN[each] for each in Trigger},
                "fields": {key: list(WORDS.get(key, [sort])) for key, sort in FIELDS.items()},
                "actions": {each.value: list(shape.takes) for each, shape in SHAPES.items()},
            }
        )
        return
    columns.say("when:")
    for each in Trigger:
        columns.say(f"  {each.value}: {WHEN[each]}")
    columns.say("if (field):")
    for key, sort in FIELDS.items():
        columns.say(f"  {key}: {', '.join(WORDS.get(key, [sort]))}")
    columns.say("then (do):")
    for title, actions in GROUPS:
        columns.say(f"  {title}")
        for action in actions:
            takes = ", ".join(SHAPES[action].takes)
            columns.say(f"    {action.value}{f': {takes}' if takes else ''}")


def _switch(context: typer.Context, name: str, by: str | None, *, on: bool) -> None:
    with desk.opened(context) as store:
        found = workflow(store, name).name
        done = operations.switch(store, found, on, desk.somebody(store, by))
    state = "on" if on else "off"
    columns.say(f"{found} is {state}{'' if done else ' already'}.")


def _stored(store: Store, name: str) -> int:
    found = workflow(store, name)
    if found.id is None:
        raise Refused(f"“{found.name}” comes along and is not yours yet; enable it first.")
    return found.id


def _say_run(run: RunRow, zone: ZoneInfo) -> None:
    at = f"{run.created_at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    outcome = f": {run.outcome}" if run.outcome else ""
    columns.say(f"{at}  run {run.id}  {run.name}  #{run.incident}  {run.cause}")
    columns.say(f"  {run.state.value}{outcome}")
    for each in run.deeds:
        said = f": {each.outcome}" if each.outcome else ""
        columns.say(f"  [{SIGNS[each.state]}] {each.words}{said}")


def _verdict(each: Rehearsed) -> str:
    if not each.runs:
        return f"would not run, {each.why}"
    return "would run" + (f", {each.why}" if each.why else "")


def _document(each: WorkflowRow) -> dict[str, Any]:
    return {
        "name": each.name,
        "enabled": each.spec.enabled,
        "edition": each.number,
        "shipped": each.id is None,
        "about": each.spec.about,
        "sentences": sentences(each.spec),
        "runs": each.runs,
        "failed": each.failed,
        "last_at": stamp(each.last_at) if each.last_at else None,
    }


def _run(run: RunRow) -> dict[str, Any]:
    return {
        "id": run.id,
        "workflow": run.name,
        "edition": run.edition,
        "incident": run.incident,
        "cause": run.cause,
        "state": run.state.value,
        "outcome": run.outcome,
        "created_at": stamp(run.created_at),
        "due_at": stamp(run.due_at) if run.due_at else None,
        "ended_at": stamp(run.ended_at) if run.ended_at else None,
        "steps": [
            {
                "step": each.position,
                "time": each.time,
                "words": each.words,
                "state": each.state.value,
                "outcome": each.outcome,
                "engine": each.engine,
                "started_at": stamp(each.started_at),
                "ended_at": stamp(each.ended_at) if each.ended_at else None,
            }
            for each in run.deeds
        ],
    }


def _rehearsal(found: Rehearsal) -> dict[str, Any]:
    return {
        "incident": found.number,
        "events": found.events,
        "runs": [
            {
                "at": stamp(each.at),
                "cause": each.cause.value,
                "would_run": each.runs,
                "why": each.why,
                "steps": [
                    {"at": stamp(line.at), "words": line.words, "would": line.done, "why": line.why}
                    for line in each.lines
                ],
            }
            for each in found.found
        ],
    }
