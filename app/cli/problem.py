"""`watchbill problem ...`: the causes behind incidents, and how to live with them meanwhile."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.cli.incident import category_of
from app.cli.incident_verb import ActingAs, AsJson, Number
from app.cli.incident_word import nothing, word
from app.cli.ticket import shown_ticket
from app.domain.moment import stamp
from app.errors import Refused
from app.operations import problem as operations
from app.operations import ticket
from app.operations.problem import Wanted
from app.operations.ticket import About
from app.queries import problem as queries
from app.queries.named import person_id, service_id
from app.queries.problem import ProblemDetail, ProblemRow
from app.queries.ticket import tracker_named
from app.store import Store
from models.kinds_learn import ProblemState

commands = typer.Typer(
    help="Problems behind incidents: list, show, create, change, link, unlink, behind, ticket.",
    no_args_is_help=True,
)
Ident = Annotated[str, typer.Argument(metavar="PROBLEM", help="Such as P3, or 3.")]
Cause = Annotated[str | None, typer.Option(help="What is known of it, in Markdown.")]
Way = Annotated[str | None, typer.Option(help="How to live with it meanwhile.")]
Service = Annotated[str | None, typer.Option(help="The service it is in; 'none' for none.")]
About_ = Annotated[str | None, typer.Option("--category", help="The category; 'none' for none.")]
Owner = Annotated[str | None, typer.Option(help="Who looks after it; 'none' for nobody.")]
State = Annotated[str | None, typer.Option(help="open, 'known error', fixed or closed.")]


@commands.command("list")
def list_(
    context: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help="Also fixed and closed ones.")] = False,
    as_json: AsJson = False,
) -> None:
    """List problems, those that hurt last first."""
    with desk.opened(context) as store:
        rows = queries.problems(store, ended=all_)
    if as_json:
        desk.say({"problems": [shown(each) for each in rows]})
        return
    head = ("problem", "state", "incidents", "service", "owner", "title")
    lines = (
        (r.shown, r.state.value, str(r.incidents), r.service or "-", r.owner or "-", r.title)
        for r in rows
    )
    for line in columns.table(head, lines, flexible=5):
        columns.say(line)


@commands.command()
def show(context: typer.Context, ident: Ident, as_json: AsJson = False) -> None:
    """Show one with its incidents."""
    with desk.opened(context) as store:
        found = queries.problem(store, number_of(ident))
    if as_json:
        desk.say(_whole(found))
        return
    for line in _lines(found):
        columns.say(line)


@commands.command()
def create(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="What is wrong underneath.")],
    incident: Annotated[list[int] | None, typer.Option(help="It is behind this one.")] = None,
    cause: Cause = None,
    workaround: Way = None,
    service: Service = None,
    category: About_ = None,
    owner: Owner = None,
    state: State = None,
    acting_as: ActingAs = None,
) -> None:
    """Begin one."""
    with desk.opened(context) as store:
        given = (cause, workaround, service, category, owner, state)
        said = _wanted(store, Wanted(title), *given)
        ident = operations.create(store, said, desk.somebody(store, acting_as), incident or ())
        columns.say(f"Problem P{ident} is begun.")


@commands.command()
def change(
    context: typer.Context,
    ident: Ident,
    title: Annotated[str | None, typer.Option(help="What is wrong underneath.")] = None,
    cause: Cause = None,
    workaround: Way = None,
    service: Service = None,
    category: About_ = None,
    owner: Owner = None,
    state: State = None,
    acting_as: ActingAs = None,
) -> None:
    """Write what is known of one, or move it to another state."""
    with desk.opened(context) as store:
        row = queries.problem(store, number_of(ident)).row
        before = Wanted(title or row.title, row.cause, row.workaround, row.service_id,
                        row.category, row.owner_id, row.state)  # fmt: skip
        said = _wanted(store, before, cause, workaround, service, category, owner, state)
        operations.change(store, row.id, said, desk.somebody(store, acting_as), row.version)
        columns.say(f"{row.shown} is changed.")


@commands.command()
def link(context: typer.Context, ident: Ident, number: Number, acting_as: ActingAs = None) -> None:
    """Say that it is behind an incident."""
    with desk.opened(context) as store:
        by = desk.somebody(store, acting_as)
        done = operations.link(store, number_of(ident), number, by)
        columns.say(f"P{number_of(ident)} {'is' if done else 'was already'} behind #{number}.")


@commands.command()
def unlink(context: typer.Context, number: Number, acting_as: ActingAs = None) -> None:
    """Say that no known problem is behind an incident."""
    with desk.opened(context) as store:
        done = operations.unlink(store, number, desk.somebody(store, acting_as))
        columns.say(f"#{number} is of no problem." if done else f"#{number} was of no problem.")


@commands.command()
def behind(context: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """Say which problem is, or may be, behind an incident, and how to live with it."""
    with desk.opened(context) as store:
        found = queries.behind(store, number)
    if as_json:
        said = [{"why": each.why, **shown(each.problem)} for each in found.suggested]
        desk.say({"incident": number, "problem": found.linked and shown(found.linked),
                  "suggested": said})  # fmt: skip
        return
    if found.linked is None and not found.suggested:
        columns.say(f"No known problem looks like #{number}.")
    for row, why in (
        [(found.linked, "linked")]
        if found.linked
        else [(each.problem, each.why) for each in found.suggested]
    ):
        columns.say(f"{row.shown} {row.title} ({row.state.value}; {why})")
        columns.say(f"    {row.workaround or 'No work-around is known.'}")


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
        about = About(problem=number_of(ident))
        ticket.want(store, place.id, about, desk.somebody(store, acting_as))
        columns.say(f"An engine makes a ticket in {place.name}.")


@commands.command()
def remove(context: typer.Context, ident: Ident, acting_as: ActingAs = None) -> None:
    """Take one out; its incidents stay."""
    with desk.opened(context) as store:
        operations.remove(store, number_of(ident), desk.somebody(store, acting_as))
        columns.say(f"P{number_of(ident)} is removed.")


def number_of(said: str) -> int:
    """Raises Refused."""
    digits = said.strip().lstrip("Pp")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        raise Refused(f"{said!r} is no problem; expected one such as P3.")
    return int(digits)


def shown(row: ProblemRow) -> dict[str, Any]:
    """As JSON."""
    return {
        "problem": row.id,
        "title": row.title,
        "state": row.state.value,
        "cause": row.cause,
        "workaround": row.workaround,
        "service": row.service,
        "category": row.category,
        "owner": row.owner,
        "incidents": row.incidents,
        "last_at": row.last_at and stamp(row.last_at),
        "fixed_at": row.fixed_at and stamp(row.fixed_at),
    }


def _wanted(
    store: Store,
    said: Wanted,
    cause: str | None,
    workaround: str | None,
    service: str | None,
    category: str | None,
    owner: str | None,
    state: str | None,
) -> Wanted:
    if cause is not None:
        said = replace(said, cause=cause)
    if workaround is not None:
        said = replace(said, workaround=workaround)
    if service is not None:
        said = replace(said, service=None if nothing(service) else service_id(store, service))
    if category is not None:
        said = replace(said, category=None if nothing(category) else category_of(store, category))
    if owner is not None:
        said = replace(said, owner=None if nothing(owner) else person_id(store, owner))
    return replace(said, state=word(ProblemState, state)) if state is not None else said


def _whole(found: ProblemDetail) -> dict[str, Any]:
    return shown(found.row) | {
        "numbers": [each.number for each in found.incidents],
        "tickets": [shown_ticket(each) for each in found.tickets],
    }


def _lines(found: ProblemDetail) -> Iterator[str]:
    row = found.row
    yield f"{row.shown} {row.title}"
    where = " · ".join(filter(None, [row.state.value, row.service, row.category, row.owner]))
    yield where
    yield f"\nCause: {row.cause or 'not known yet'}"
    yield f"Work-around: {row.workaround or 'none is known'}"
    yield f"\nIncidents ({row.incidents})"
    for each in found.incidents:
        yield f"#{each.number} {each.created_at:%Y-%m-%d} {each.title}"
    for ticket_ in found.tickets:
        yield f"Ticket {ticket_.shown}: {ticket_.sentence} {ticket_.url}".rstrip()
