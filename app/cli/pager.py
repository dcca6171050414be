"""`watchbill pager ...`: be on call from now on for a while, and give it back."""

from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.domain.moment import duration, stamp
from app.domain.request_words import at_text
from app.errors import Refused
from app.operations import pager as operations
from app.operations.pager import Pager
from app.queries.named import schedule_id
from app.queries.pager import taken

commands = typer.Typer(help="Take the pager for a while, or give it back.", no_args_is_help=True)

ActingAs = Annotated[str | None, typer.Option("--as", help="Who you are in the team.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Zone = Annotated[str | None, typer.Option(help="IANA zone of times shown.")]
Name = Annotated[str, typer.Argument(help="The schedule.")]


@commands.command()
def take(
    context: typer.Context,
    schedule: Name,
    length: Annotated[str, typer.Option("--for", help="30m to 8h.")] = "1h",
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Be alone on call from now on; the rota holds again afterwards."""
    try:
        wanted = duration(length)
    except ValueError as fault:
        raise Refused(str(fault)) from fault
    with desk.opened(context) as store:
        by = desk.member(store, acting_as)
        found = operations.take(store, schedule_id(store, schedule), wanted, by)
    assert found.until is not None, "it was taken for a while"
    until = at_text(found.until, desk.local_zone(time_zone))
    _say(schedule, found, f"You are on call for {schedule} until {until}.", as_json)


@commands.command()
def back(
    context: typer.Context, schedule: Name, acting_as: ActingAs = None, as_json: AsJson = False
) -> None:
    """Give it back: the rota holds again from now on."""
    with desk.opened(context) as store:
        by = desk.member(store, acting_as)
        found = operations.give_back(store, schedule_id(store, schedule), by)
    who = ", ".join(found.people) or "nobody"
    _say(schedule, found, f"On call for {schedule} now: {who}.", as_json)


@commands.command()
def status(
    context: typer.Context,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Say which pagers you took and still have."""
    with desk.opened(context) as store:
        by = desk.member(store, acting_as)
        assert by.person is not None, "a member is a person"
        found = taken(store, by.person)
    if as_json:
        listed = [{"schedule": each.schedule, "until": stamp(each.until)} for each in found]
        desk.say({"taken": listed})
        return
    where = desk.local_zone(time_zone)
    for each in found:
        columns.say(f"{each.schedule} until {at_text(each.until, where)}")
    if not found:
        columns.say("You took no pager.")


def _say(schedule: str, found: Pager, sentence: str, as_json: bool) -> None:
    if as_json:
        document: dict[str, Any] = {
            "schedule": schedule,
            "on_call": list(found.people),
            "until": stamp(found.until) if found.until else None,
            "still_paging": found.still,
        }
        desk.say(document)
        return
    columns.say(sentence)
    if found.still:
        count = "1 open incident goes" if found.still == 1 else f"{found.still} open incidents go"
        columns.say(f"{count} on paging whoever was paged for it.")
