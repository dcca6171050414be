"""`watchbill playbook`: what is there, and one at work in an incident, from a shell."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.domain.moment import spoken, stamp
from app.domain.playbook_text import read
from app.errors import Refused
from app.operations import errand
from app.operations import play as operations
from app.operations import playbook as editing
from app.queries.play import PlayRow, StepRow, plays
from app.queries.playbook import PlaybookRow, playbook, playbooks, suggested
from app.store import Store
from models.kinds import PlayKind, PlayState

commands = typer.Typer(help="Playbooks: list, show, save, start, step.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
ActingAs = Annotated[str | None, typer.Option("--as", help="Who does it.")]
Number = Annotated[int, typer.Argument(metavar="INCIDENT")]


@commands.command("list")
def list_(
    context: typer.Context,
    incident: Annotated[int | None, typer.Option(help="Only what fits this incident.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the playbooks, or those that fit an incident, the best first."""
    with desk.opened(context) as store:
        found = (
            [(each, "") for each in playbooks(store)]
            if incident is None
            else [(each.book, each.match.why) for each in suggested(store, incident)]
        )
    if as_json:
        desk.say({"playbooks": [_document(each, why) for each, why in found]})
        return
    for each, why in found:
        where = f"edition {each.number}" if each.number else "shipped"
        about = why or ", ".join(each.spec.categories) or "any category"
        columns.say(f"{each.name}  ({len(each.spec.steps)} steps, {where}; {about})")
    if not found:
        columns.say("No playbook fits.")


@commands.command("show")
def show(context: typer.Context, name: str, as_json: AsJson = False) -> None:
    """Show a playbook as it is written."""
    with desk.opened(context) as store, store.read() as session:
        found = playbook(session, name)
    if as_json:
        desk.say(_document(found, "") | {"text": found.text})
    else:
        typer.echo(found.text, nl=False)


@commands.command("save")
def save(context: typer.Context, file: Path, by: ActingAs = None) -> None:
    """Save a Markdown file as a playbook: a new one, or a new edition of that of its name."""
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(f"{file} is not UTF-8; expected a text file.") from fault
    spec, faults = read(text)
    if faults:
        raise Refused("\n".join(f"{file}: {each}" for each in faults))
    with desk.opened(context) as store:
        ident = next((each.id for each in playbooks(store) if each.name == spec.name), None)
        editing.save(store, text, desk.somebody(store, by), ident=ident)
    columns.say(f"Saved {spec.name}, {len(spec.steps)} steps.")


@commands.command("remove")
def remove(context: typer.Context, name: str, by: ActingAs = None) -> None:
    """Take a playbook out; a shipped one shows again as it was shipped."""
    with desk.opened(context) as store:
        with store.read() as session:
            found = playbook(session, name)
        if found.id is None:
            raise Refused("This one is shipped; save it with “Off: yes” to hide it.")
        editing.remove(store, found.id, desk.somebody(store, by))
    columns.say(f"Removed {found.name}.")


@commands.command("start")
def start(context: typer.Context, incident: Number, name: str, by: ActingAs = None) -> None:
    """Start a playbook in an incident."""
    with desk.opened(context) as store:
        operations.start(store, incident, name, desk.somebody(store, by))
        _say_plays(plays(store, incident)[-1:])


@commands.command("steps")
def steps(context: typer.Context, incident: Number, as_json: AsJson = False) -> None:
    """Show how far the playbooks of an incident are."""
    with desk.opened(context) as store:
        found = plays(store, incident)
    if as_json:
        desk.say({"plays": [_play(each) for each in found]})
    elif found:
        _say_plays(found)
    else:
        columns.say(f"No playbook was started in #{incident}.")


@commands.command("step")
def step(
    context: typer.Context,
    incident: Number,
    number: Annotated[int | None, typer.Argument(help="Else the one whose turn it is.")] = None,
    done: Annotated[str | None, typer.Option(help="It is done; what was found, or ''.")] = None,
    skip: Annotated[str | None, typer.Option(help="Leave it out; why, or ''.")] = None,
    answer: Annotated[str | None, typer.Option(help="The answer to a question.")] = None,
    approve: Annotated[bool, typer.Option(help="Run it here, after you have looked.")] = False,
    value: Annotated[list[str] | None, typer.Option(help="name=value it asks for.")] = None,
    yes: Annotated[bool, typer.Option(help="You have seen exactly what will be run.")] = False,
    by: ActingAs = None,
) -> None:
    """Act on a step of the playbook under way; without options, show it."""
    with desk.opened(context) as store:
        who, row = desk.somebody(store, by), _wanted(store, incident, number)
        if answer is not None:
            operations.decide(store, row.id, answer, who)
        elif skip is not None:
            operations.skip(store, row.id, who, skip)
        elif done is not None:
            operations.finish(store, row.id, who, done)
        elif approve:
            values = dict(_pair(each) for each in value or ())
            text = errand.prepare(store, row.id, values).text
            columns.say(text)
            if not yes and not typer.confirm("Run exactly this, here?"):
                raise Refused("Nothing was run.")
            ended = errand.carry_out(store, row.id, text, values, who)
            if not ended.good:
                raise Refused(ended.sentence)
            columns.say(ended.sentence)
        _say_plays(
            [each for each in plays(store, incident) if row.id in {s.id for s in each.steps}]
        )


def _wanted(store: Store, incident: int, number: int | None) -> StepRow:
    under_way = [each for each in plays(store, incident) if each.ended_at is None]
    if not under_way:
        raise Refused(f"No playbook is under way in #{incident}.")
    found = under_way[-1].steps
    row = next((s for s in found if s.current if number is None or s.number == number), None)
    row = row or next((s for s in found if s.number == number), None)
    if row is None:
        raise Refused(f"“{under_way[-1].name}” has the steps 1 to {len(found)}.")
    return row


def _pair(said: str) -> tuple[str, str]:
    name, equals, value = said.partition("=")
    if not equals:
        raise Refused(f"{said!r} is no value; expected name=value.")
    return name, value


def _say_plays(found: list[PlayRow]) -> None:
    for play in found:
        columns.say(f"{play.name}: {play.over} of {len(play.steps)} done")
        for each in play.steps:
            sign = {PlayState.DONE: "x", PlayState.SKIPPED: "-", PlayState.FAILED: "!"}
            mark = ">" if each.current and each.state is PlayState.OPEN else ""
            whose = f"  ({each.owner})" if each.owner else ""
            late = "  LATE" if each.late and not each.state.over else ""
            box = mark or sign.get(each.state, " ")
            kind = "" if each.spec.kind is PlayKind.DO else f"{each.spec.kind.value}: "
            columns.say(f"  [{box}] {each.number}. {kind}{each.spec.title}{whose}{late}")


def _document(each: PlaybookRow, why: str) -> dict[str, Any]:
    spec = each.spec
    return {
        "name": each.name,
        "edition": each.number,
        "shipped": each.id is None,
        "off": spec.off,
        "categories": list(spec.categories),
        "severities": list(spec.severities),
        "services": list(spec.services),
        "steps": [{"kind": step.kind, "title": step.title} for step in spec.steps],
    } | ({"fits": why} if why else {})


def _play(each: PlayRow) -> dict[str, Any]:
    return {
        "playbook": each.name,
        "edition": each.number,
        "started_at": stamp(each.started_at),
        "started_by": each.started_by,
        "ended_at": stamp(each.ended_at) if each.ended_at else None,
        "steps": [
            {
                "number": s.number,
                "kind": s.spec.kind,
                "title": s.spec.title,
                "state": s.state,
                "current": s.current,
                "owner": s.owner or None,
                "within": spoken(s.spec.within) if s.spec.within else None,
                "due_at": stamp(s.due_at) if s.due_at else None,
                "late": s.late,
                "ended_by": s.ended_by or None,
                "outcome": s.outcome,
            }
            for s in each.steps
        ],
    }
