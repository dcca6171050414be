"""`watchbill followup ...`: what is still to be done after incidents."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs, AsJson, Number, Zone
from app.cli.incident_word import nothing, word
from app.cli.ticket import shown_ticket
from app.domain.followup import overdue
from app.domain.moment import stamp
from app.operations import followup as operations
from app.operations import task, ticket
from app.operations.followup import Wanted
from app.operations.ticket import About
from app.queries import followup as queries
from app.queries.followup import FollowupRow
from app.queries.named import person_id
from app.queries.ticket import tracker_named
from app.store import Store
from models.kinds import Severity
from models.kinds_learn import Priority, TaskKind, TaskState

commands = typer.Typer(
    help="Follow-ups: list, show, add, change, done, drop, keep, days, ticket, link.",
    no_args_is_help=True,
)
Ident = Annotated[int, typer.Argument(metavar="FOLLOW-UP", help="Its number in `list`.")]
Owner = Annotated[str | None, typer.Option(help="Whose it is; 'none' for nobody.")]
Due = Annotated[str | None, typer.Option(help="Until when (ISO 8601); 'none' for no day.")]
Ahead = Annotated[str | None, typer.Option("--priority", help="urgent, high, normal or low.")]
Text = Annotated[str | None, typer.Option(help="More about it, in Markdown.")]


@commands.command("list")
def list_(
    context: typer.Context,
    incident: Annotated[int | None, typer.Option(help="Of one incident.")] = None,
    owner: Annotated[str, typer.Option(help="Of one person.")] = "",
    late: Annotated[bool, typer.Option("--overdue", help="Only what is late.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Also what is over.")] = False,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """List follow-ups, what is late first."""
    with desk.opened(context) as store:
        now = store.now()
        if owner:
            person_id(store, owner)
        rows = [
            each
            for each in queries.followups(store, incident)
            if (all_ or not each.state.over)
            and (not owner or each.owner == owner)
            and (not late or overdue(each.state, each.due_at, now))
        ]
    if as_json:
        desk.say({"followups": [shown(each, now) for each in rows]})
        return
    for line in _table(rows, now, desk.local_zone(time_zone)):
        columns.say(line)


@commands.command()
def show(
    context: typer.Context, ident: Ident, time_zone: Zone = None, as_json: AsJson = False
) -> None:
    """Show one, with its tickets."""
    with desk.opened(context) as store:
        row, now = queries.followup(store, ident), store.now()
    if as_json:
        desk.say(shown(row, now))
        return
    for line in _whole(row, now, desk.local_zone(time_zone)):
        columns.say(line)


@commands.command()
def add(
    context: typer.Context,
    number: Number,
    title: Annotated[str, typer.Argument(help="What is to be done.")],
    owner: Owner = None,
    due: Due = None,
    priority: Ahead = None,
    text: Text = None,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
) -> None:
    """Add one to an incident; without --due its severity gives a day."""
    with desk.opened(context) as store:
        said = _wanted(store, Wanted(title), owner, due, priority, text, time_zone)
        ident = operations.add(store, number, said, desk.somebody(store, acting_as))
        columns.say(f"Follow-up {ident} is added to #{number}.")


@commands.command()
def change(
    context: typer.Context,
    ident: Ident,
    title: Annotated[str | None, typer.Option(help="What is to be done.")] = None,
    owner: Owner = None,
    due: Due = None,
    priority: Ahead = None,
    text: Text = None,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
) -> None:
    """Change what is said of one."""
    with desk.opened(context) as store:
        row = queries.followup(store, ident)
        before = Wanted(title or row.title, row.text, row.owner_id, row.due_at, row.priority)
        said = _wanted(store, before, owner, due, priority, text, time_zone)
        done = operations.change(store, ident, said, desk.somebody(store, acting_as), row.version)
        columns.say(f"Follow-up {ident} is {'changed' if done else 'as it was'}.")


@commands.command()
def move(
    context: typer.Context,
    ident: Ident,
    to: Annotated[str, typer.Argument(help="open, 'under way', done or dropped.")],
    acting_as: ActingAs = None,
) -> None:
    """Move one to another state."""
    _move(context, ident, word(TaskState, to), acting_as)


@commands.command()
def done(context: typer.Context, ident: Ident, acting_as: ActingAs = None) -> None:
    """It is done."""
    _move(context, ident, TaskState.DONE, acting_as)


@commands.command()
def drop(context: typer.Context, ident: Ident, acting_as: ActingAs = None) -> None:
    """It will not be done."""
    _move(context, ident, TaskState.DROPPED, acting_as)


@commands.command()
def keep(context: typer.Context, number: Number, acting_as: ActingAs = None) -> None:
    """Make every open task of an incident a follow-up."""
    with desk.opened(context) as store:
        count = operations.keep_all(store, number, desk.somebody(store, acting_as))
        columns.say(f"{count} {'task is' if count == 1 else 'tasks are'} kept as follow-ups.")


@commands.command()
def days(
    context: typer.Context,
    severity: Annotated[list[str] | None, typer.Argument(help="Such as sev1=3 sev2=10.")] = None,
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Say, or set, after how many days follow-ups are due by severity."""
    with desk.opened(context) as store:
        found = queries.sla(store)
        for each in severity or ():
            name, _, count = each.partition("=")
            if not count.isascii() or not count.isdigit() or len(count) > 5:
                raise typer.BadParameter(f"{each!r}; expected a severity and days such as sev1=3")
            found[word(Severity, name)] = int(count)
        if severity:
            operations.set_sla(store, found, desk.somebody(store, acting_as))
    if as_json:
        desk.say({each.value: count for each, count in found.items()})
        return
    for level, many in found.items():
        columns.say(f"{level.value}: {many} days")


@commands.command("ticket")
def make_ticket(
    context: typer.Context,
    ident: Ident,
    tracker: Annotated[str, typer.Option(help="Where; needed where there are several.")] = "",
    acting_as: ActingAs = None,
) -> None:
    """Have an engine make a ticket of it."""
    with desk.opened(context) as store:
        place = tracker_named(store, tracker)
        ticket.want(store, place.id, About(task=ident), desk.somebody(store, acting_as))
        columns.say(f"An engine makes a ticket in {place.name}.")


@commands.command()
def link(
    context: typer.Context,
    ident: Ident,
    address: Annotated[str, typer.Argument(help="The ticket's address.")],
    acting_as: ActingAs = None,
) -> None:
    """Follow a ticket that is there."""
    with desk.opened(context) as store:
        ticket.link(store, About(task=ident), address, desk.somebody(store, acting_as))
        columns.say("Linked; an engine looks how it stands.")


def shown(row: FollowupRow, now: datetime) -> dict[str, Any]:
    """As JSON."""
    return {
        "id": row.id,
        "kind": row.kind.value,
        "incident": row.number,
        "severity": row.severity.value,
        "title": row.title,
        "text": row.text,
        "state": row.state.value,
        "priority": row.priority.value,
        "owner": row.owner,
        "due_at": row.due_at and stamp(row.due_at),
        "overdue": overdue(row.state, row.due_at, now),
        "done_at": row.done_at and stamp(row.done_at),
        "tickets": [shown_ticket(each) for each in row.tickets],
    }


def _move(context: typer.Context, ident: int, to: TaskState, acting_as: str | None) -> None:
    with desk.opened(context) as store:
        changed = task.move(store, ident, to, desk.somebody(store, acting_as))
        columns.say(f"Follow-up {ident} {'is' if changed else 'was'} {to.value}"
                    f"{'' if changed else ' already'}.")  # fmt: skip


def _wanted(
    store: Store,
    said: Wanted,
    owner: str | None,
    due: str | None,
    priority: str | None,
    text: str | None,
    time_zone: str | None,
) -> Wanted:
    if owner is not None:
        said = replace(said, owner=None if nothing(owner) else person_id(store, owner))
    if due is not None:
        none = nothing(due)
        at = None if none else desk.instant(due, time_zone)
        said = replace(said, due_at=at, undated=none)
    if priority is not None:
        said = replace(said, priority=word(Priority, priority))
    return replace(said, text=text) if text is not None else said


def _table(rows: list[FollowupRow], now: datetime, zone: ZoneInfo) -> list[str]:
    head = ("id", "due", "state", "priority", "owner", "incident", "what")
    lines = (
        (
            str(r.id), _due(r, now, zone), r.state.value, r.priority.value, r.owner or "-",
            f"#{r.number}", ("(task) " if r.kind is TaskKind.TASK else "") + r.title,
        )
        for r in rows
    )  # fmt: skip
    return columns.table(head, lines, flexible=6)


def _due(row: FollowupRow, now: datetime, zone: ZoneInfo) -> str:
    day = f"{row.due_at.astimezone(zone):%Y-%m-%d}" if row.due_at else "-"
    return f"{day} late" if overdue(row.state, row.due_at, now) else day


def _whole(row: FollowupRow, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    yield f"{row.title}"
    yield (
        f"{row.state.value}, {row.priority.value}, due {_due(row, now, zone)}, "
        f"{row.owner or 'nobody has it'}, of #{row.number} {row.incident}"
    )
    yield from row.text.splitlines()
    for each in row.tickets:
        yield f"Ticket {each.shown}: {each.sentence} {each.url}".rstrip()
