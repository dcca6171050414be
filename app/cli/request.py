"""`watchbill cover ...` and `watchbill swap ...`: what people ask of each other about shifts."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.domain.actor import Actor
from app.domain.moment import stamp
from app.domain.request_words import span_text
from app.errors import Refused
from app.operations import request as operations
from app.operations import request_answer, request_decision
from app.operations.request_case import Outcome
from app.queries.named import person_id, schedule_id
from app.queries.request import RequestRow, request_of, requests
from app.queries.touched import Touched, touched_shifts
from app.store import Store

cover = typer.Typer(help="Ask for cover of a shift, or answer.", no_args_is_help=True)
swap = typer.Typer(help="Offer one shift for another, or answer.", no_args_is_help=True)

WHEN = "ISO 8601, with offset or as wall clock of --time-zone."
Number = Annotated[int, typer.Argument(help="The request's number.")]
ActingAs = Annotated[str | None, typer.Option("--as", help="Who you are in the team.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Zone = Annotated[str | None, typer.Option(help="IANA zone of the times given and shown.")]
Name = Annotated[str, typer.Argument(help="The schedule.")]
Begin = Annotated[str, typer.Option("--from", help=f"Where the part begins. {WHEN}")]
End = Annotated[str, typer.Option("--to", help="Where it ends.")]
Of = Annotated[str | None, typer.Option(help="Whose shift it is; else yours.")]
Note = Annotated[str, typer.Option(help="A word on why.")]


@cover.command()
def ask(
    context: typer.Context,
    schedule: Name,
    begin: Begin,
    end: End,
    who: Annotated[list[str] | None, typer.Option(help="Whom to ask; else the team.")] = None,
    of: Of = None,
    note: Note = "",
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Ask people, or anyone of the team, to take a shift or a part of it."""
    with desk.opened(context) as store:
        by = desk.somebody(store, acting_as)
        number = operations.ask_cover(
            store,
            schedule_id(store, schedule),
            _whose(store, of, by),
            desk.window(begin, end, time_zone),
            [person_id(store, each) for each in who or ()],
            by,
            note=note,
        )
        _show(store, number, by, time_zone, as_json)


@cover.command()
def needed(
    context: typer.Context,
    of: Of = None,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """List the shifts of the next half year that lie in somebody's time off."""
    with desk.opened(context) as store:
        by = desk.somebody(store, acting_as)
        found = touched_shifts(store, _whose(store, of, by))
    if as_json:
        desk.say({"shifts": [_touched(each) for each in found]})
        return
    for each in found:
        asked = f"request {each.request} asks for it" if each.request else "nobody is asked yet"
        when = span_text(each.window, desk.local_zone(time_zone))
        columns.say(f"{each.schedule}  {when}  {each.reason or 'away'}: {asked}")
    if not found:
        columns.say("No shift lies in their time off.")


@swap.command()
def offer(
    context: typer.Context,
    schedule: Name,
    begin: Begin,
    end: End,
    other: Annotated[str, typer.Option("--with", help="Who has the other shift.")],
    their_begin: Annotated[str, typer.Option("--their-from", help="Where theirs begins.")],
    their_end: Annotated[str, typer.Option("--their-to", help="Where it ends.")],
    of: Of = None,
    note: Note = "",
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Offer a shift for one that somebody else has."""
    with desk.opened(context) as store:
        by = desk.member(store, acting_as)
        number = operations.offer_swap(
            store,
            schedule_id(store, schedule),
            _whose(store, of, by),
            desk.window(begin, end, time_zone),
            person_id(store, other),
            desk.window(their_begin, their_end, time_zone),
            by,
            note=note,
        )
        _show(store, number, by, time_zone, as_json)


def list_(
    context: typer.Context,
    ended: Annotated[bool, typer.Option("--ended", help="Those that ended.")] = False,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """List open requests; what waits for you comes first."""
    with desk.opened(context) as store:
        by = desk.somebody(store, acting_as)
        rows = requests(store, by.person, ended=ended)
    if as_json:
        desk.say({"requests": [_document(each) for each in rows]})
        return
    for each in rows:
        columns.say(_line(each, time_zone))
    if not rows:
        columns.say("There is no open request." if not ended else "No request ended yet.")


def accept(
    context: typer.Context, number: Number, acting_as: ActingAs = None, as_json: AsJson = False
) -> None:
    """Say yes: you take the shift."""
    _answer(context, number, acting_as, as_json, request_answer.accept)


def decline(
    context: typer.Context, number: Number, acting_as: ActingAs = None, as_json: AsJson = False
) -> None:
    """Say no."""
    _answer(context, number, acting_as, as_json, request_answer.decline)


def take_back(
    context: typer.Context, number: Number, acting_as: ActingAs = None, as_json: AsJson = False
) -> None:
    """You need it no more."""

    def act(store: Store, number: int, by: Actor) -> Outcome:
        operations.take_back(store, number, by)
        row = request_of(store, number, by.person)
        return Outcome(number, row.state, f"Request {number} is taken back.")

    _answer(context, number, acting_as, as_json, act)


def approve(
    context: typer.Context, number: Number, acting_as: ActingAs = None, as_json: AsJson = False
) -> None:
    """As a manager: yes to what two people agreed on."""
    _answer(context, number, acting_as, as_json, request_decision.approve)


def turn_down(
    context: typer.Context,
    number: Number,
    why: Note = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """As a manager: no."""

    def act(store: Store, number: int, by: Actor) -> Outcome:
        return request_decision.turn_down(store, number, by, why=why)

    _answer(context, number, acting_as, as_json, act)


def force(
    context: typer.Context,
    number: Number,
    who: Annotated[str | None, typer.Option(help="Who takes it.")] = None,
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """As a manager: put it into the rota without waiting for an answer."""

    def act(store: Store, number: int, by: Actor) -> Outcome:
        taker = person_id(store, who) if who is not None else None
        return request_decision.force(store, number, by, taker)

    _answer(context, number, acting_as, as_json, act)


for _commands in (cover, swap):
    _commands.command("list")(list_)
    _commands.command("take-back")(take_back)
    _commands.command("turn-down")(turn_down)
    for _verb in (accept, decline, approve, force):
        _commands.command()(_verb)


def _answer(
    context: typer.Context,
    number: int,
    acting_as: str | None,
    as_json: bool,
    act: Callable[[Store, int, Actor], Outcome],
) -> None:
    with desk.opened(context) as store:
        by = desk.member(store, acting_as)
        outcome = act(store, number, by)
        if as_json:
            desk.say(_document(request_of(store, number, by.person)))
        else:
            columns.say(outcome.sentence)


def _whose(store: Store, of: str | None, by: Actor) -> int:
    """Whose shifts are meant. Raises Refused."""
    if of is None and by.person is None:
        raise Refused(
            f"Whose shift is it? {by.name!r} is nobody of this team: say --of PERSON, or who you "
            "are with --as PERSON."
        )
    return by.person if of is None and by.person is not None else person_id(store, of or by.name)


def _show(store: Store, number: int, by: Actor, time_zone: str | None, as_json: bool) -> None:
    row = request_of(store, number, by.person)
    if as_json:
        desk.say(_document(row))
    else:
        columns.say(_line(row, time_zone))


def _line(row: RequestRow, time_zone: str | None) -> str:
    where = desk.local_zone(time_zone)
    mine = span_text(row.window, where)
    asked = "anyone" if row.anyone else ", ".join(who.name for who, _ in row.asked)
    what = f"asks {asked} to cover {row.schedule}, {mine}"
    if row.theirs is not None:
        what = f"offers {asked} a swap in {row.schedule}: {mine} for {span_text(row.theirs, where)}"
    waits = "  <- waits for you" if row.waits else ""
    return f"{row.id}  {row.state}  {row.holder.name} {what}{waits}"


def _touched(each: Touched) -> dict[str, Any]:
    return {
        "schedule": each.schedule,
        "start": stamp(each.window.start),
        "end": stamp(each.window.end),
        "reason": each.reason,
        "request": each.request,
    }


def _document(row: RequestRow) -> dict[str, Any]:
    return {
        "number": row.id,
        "kind": str(row.kind),
        "state": str(row.state),
        "schedule": row.schedule,
        "holder": row.holder.name,
        "start": stamp(row.window.start),
        "end": stamp(row.window.end),
        "their_start": stamp(row.theirs.start) if row.theirs else None,
        "their_end": stamp(row.theirs.end) if row.theirs else None,
        "asked": [{"person": who.name, "answer": str(answer)} for who, answer in row.asked],
        "anyone": row.anyone,
        "taker": row.taker.name if row.taker else None,
        "note": row.note,
        "asked_by": row.asked_by,
        "asked_at": stamp(row.asked_at),
        "expires_at": stamp(row.expires_at),
        "decided_by": row.decided_by or None,
        "forced": row.forced,
        "why": row.why,
        "may": [str(each) for each in row.acts],
    }
