"""`watchbill ics`: shifts into an iCalendar file, and such files in, as time off or a schedule."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.domain.difference import told
from app.domain.moment import stamp
from app.domain.workspace import NOBODY, ScheduleSpec, TimeOffSpec
from app.errors import Refused
from app.operations import calendar as operations
from app.queries.named import person_id
from app.queries.touched import touched_shifts
from app.store import Store

commands = typer.Typer(help="iCalendar files.", no_args_is_help=True)
STREAM = Path("-")
TIME = "ISO 8601, with offset or as wall clock of --time-zone."
Zone = Annotated[str | None, typer.Option(help="IANA zone of the times given.")]
By = Annotated[str | None, typer.Option("--as", help="Who does it.")]


@commands.command("export")
def export(
    context: typer.Context,
    schedule: Annotated[str | None, typer.Argument(help="A schedule.")] = None,
    person: Annotated[str | None, typer.Option(help="Only the shifts of a person.")] = None,
    begin: Annotated[str | None, typer.Option("--from", help=f"A window's begin. {TIME}")] = None,
    end: Annotated[str | None, typer.Option("--to", help="The window's end.")] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where to; - is standard output.")
    ] = STREAM,
    time_zone: Zone = None,
) -> None:
    """Write the shifts of a schedule or a person as an iCalendar file."""
    if schedule is None and person is None:
        raise typer.BadParameter("expected a schedule or --person")
    if (begin is None) != (end is None):
        raise typer.BadParameter("expected --from T with --to T, or neither of them")
    window = desk.window(begin, end, time_zone) if begin is not None and end is not None else None
    with desk.opened(context) as store:
        data = operations.exported(store, schedule=schedule, person=person, window=window)
    if output == STREAM:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        _keep(output, data)


@commands.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The iCalendar file; - reads standard input.")],
    person: Annotated[str | None, typer.Option(help="Whose time off it is.")] = None,
    schedule: Annotated[
        str | None, typer.Option(help="The name of the schedule that it becomes.")
    ] = None,
    time_zone: Annotated[
        str | None, typer.Option(help="The schedule's IANA zone; else the one the file names.")
    ] = None,
    people: Annotated[
        list[str] | None,
        typer.Option(help="Who is meant by words of the file: 'WORDS=HANDLE', or =nobody to leave "
                     "them out; may be repeated."),
    ] = None,
    team: Annotated[str | None, typer.Option(help="The schedule's team.")] = None,
    over: Annotated[
        bool, typer.Option("--replace", help="A schedule of this name becomes what the file says.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be added, and add nothing.")
    ] = False,
    by: By = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:  # fmt: skip
    """Read an iCalendar file as the time off of a person, or as a schedule."""
    if (person is None) == (schedule is None):
        raise typer.BadParameter("expected --person or --schedule")
    data = sys.stdin.buffer.read() if file == STREAM else file.read_bytes()
    with desk.opened(context) as store:
        actor = desk.somebody(store, by)
        if person is not None:
            away = operations.away_preview(store, person, data)
            if not dry_run:
                away = operations.import_time_off(store, person, away, actor)
            _tell_away(person, away, as_json)
            if not as_json and not dry_run:
                _tell_touched(store, person)
            return
        found = operations.schedule_preview(
            store, schedule or "", data, zone=time_zone, people=_people(people or []), team=team,
            otherwise=desk.local_zone(None).key,
        )  # fmt: skip
        _refuse_another(store, found.spec, over)
        if not dry_run:
            operations.import_schedule(store, found.spec, actor, over=over)
    _tell_schedule(found, as_json)


def _people(said: Sequence[str]) -> dict[str, str]:
    found = {}
    for each in said:
        words, equals, handle = each.rpartition("=")
        if not equals or not words.strip() or not handle.strip():
            raise Refused(f"{each!r} names nobody; expected 'WORDS=HANDLE'.")
        found[words.strip()] = handle.strip()
    return found


def _refuse_another(store: Store, spec: ScheduleSpec, over: bool) -> None:
    if not over and operations.is_schedule(store, spec.name):
        raise Refused(
            f"There is already a schedule called {spec.name!r}; expected another name, or "
            "--replace."
        )


def _tell_away(person: str, away: Sequence[TimeOffSpec], as_json: bool) -> None:
    if as_json:
        listed = [
            {"start": each.start.isoformat(), "end": each.end.isoformat(), "reason": each.reason}
            for each in away
        ]
        desk.say({"person": person, "time_off": listed})
        return
    for each in away:
        columns.say(f"+ {person} away {each.start:%Y-%m-%d %H:%M} to {each.end:%Y-%m-%d %H:%M}"
                    f"{f'  {each.reason}' if each.reason else ''}")  # fmt: skip
    if not away:
        columns.say("nothing to add")


def _tell_touched(store: Store, person: str) -> None:
    count = len(touched_shifts(store, person_id(store, person)))
    if count:
        shifts = "1 shift lies" if count == 1 else f"{count} shifts lie"
        columns.say(f"{shifts} in this time off: `watchbill cover needed --of {person}`")


def _tell_schedule(found: operations.Imported, as_json: bool) -> None:
    spec = found.spec
    if as_json:
        desk.say(_document(found))
        return
    columns.say(f"+ schedule {spec.name} ({spec.time_zone})")
    for each in spec.rotations:
        slots = ", ".join(" and ".join(slot) or NOBODY for slot in each.people)
        columns.say(f"  rotation {each.name}: every {each.every} {each.unit} from "
                    f"{each.start:%Y-%m-%d %H:%M}: {slots}")  # fmt: skip
    for override in spec.overrides:
        columns.say(f"  {told(override)}")
    if found.until is not None:
        columns.say(f"  events that never end were written out until {stamp(found.until)}")


def _document(found: operations.Imported) -> dict[str, Any]:
    spec = found.spec
    return {
        "schedule": spec.name,
        "time_zone": spec.time_zone,
        "rotations": [
            {
                "name": each.name, "start": each.start.isoformat(), "every": each.every,
                "unit": str(each.unit), "people": [list(slot) for slot in each.people],
                "until": each.until.isoformat() if each.until else None,
            }
            for each in spec.rotations
        ],
        "overrides": [
            {
                "start": stamp(each.start), "end": stamp(each.end), "kind": str(each.kind),
                "people": list(each.people or each.out),
            }
            for each in spec.overrides
        ],
        "until": stamp(found.until) if found.until else None,
    }  # fmt: skip


def _keep(file: Path, data: bytes) -> None:
    """Whole or not at all."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(file)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise Refused(f"{file}: {fault.strerror}") from fault
