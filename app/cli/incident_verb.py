"""The short verbs of `watchbill incident`: ack, resolve, note and their like."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.cli.incident_word import word
from app.domain.actor import Actor
from app.errors import Refused
from app.operations import escalation, escalation_change, incident, role, task
from app.queries import incident_json
from app.queries.incident import incident_rows
from app.queries.named import person_id
from app.store import Store
from models.kinds import Role

Number = Annotated[int, typer.Argument(help="The incident's number.")]
Numbers = Annotated[list[int], typer.Argument(help="One or more numbers.")]
ActingAs = Annotated[str | None, typer.Option("--as", help="Who you are in the team.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Zone = Annotated[str | None, typer.Option(help="IANA zone of times; default: this machine's.")]
Reason = Annotated[str, typer.Option(help="A word on why.")]


def acknowledge(
    context: typer.Context, numbers: Numbers, acting_as: ActingAs = None, as_json: AsJson = False
) -> None:
    """Say that you have it: no more pages."""
    each(context, numbers, acting_as, as_json, lambda *a: incident.acknowledge(*a).sentence)


def give_back(
    context: typer.Context,
    numbers: Numbers,
    reason: Reason = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Give it back: nobody has it, and the next level is paged."""

    def act(store: Store, number: int, by: Actor) -> str:
        given = incident.unacknowledge(store, number, by, reason)
        return f"#{number} is given back." if given else f"Nobody had #{number}."

    each(context, numbers, acting_as, as_json, act)


def resolve(
    context: typer.Context,
    numbers: Numbers,
    note: Annotated[str, typer.Option(help="What it was.")] = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """It is over."""

    def act(store: Store, number: int, by: Actor) -> str:
        done = incident.resolve(store, number, by, note)
        return f"#{number} is resolved." if done else f"#{number} was resolved already."

    each(context, numbers, acting_as, as_json, act)


def reopen(
    context: typer.Context,
    numbers: Numbers,
    reason: Reason = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """It is not over after all; whoever of the team says so has it."""

    def act(store: Store, number: int, by: Actor) -> str:
        done = incident.reopen(store, number, by, reason)
        return f"#{number} is open again." if done else f"#{number} is open."

    each(context, numbers, acting_as, as_json, act)


def decline(
    context: typer.Context,
    numbers: Numbers,
    reason: Reason = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """It was no incident."""

    def act(store: Store, number: int, by: Actor) -> str:
        done = incident.decline(store, number, by, reason)
        return f"#{number} is declined." if done else f"#{number} was declined already."

    each(context, numbers, acting_as, as_json, act)


def escalate(
    context: typer.Context, numbers: Numbers, acting_as: ActingAs = None, as_json: AsJson = False
) -> None:
    """Page the next level now."""

    def act(store: Store, number: int, by: Actor) -> str:
        escalation.escalate_now(store, number, by)
        return f"#{number} goes to the next level."

    each(context, numbers, acting_as, as_json, act)


def hand(
    context: typer.Context,
    number: Number,
    person: Annotated[str, typer.Argument(help="By handle.")],
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Page one person at once instead of all others; the policy goes on when they do not answer."""

    def act(store: Store, number: int, by: Actor) -> str:
        escalation_change.hand_to(store, number, person_id(store, person), by)
        return f"#{number} is handed to {person}."

    each(context, [number], acting_as, as_json, act)


def policy(
    context: typer.Context, numbers: Numbers, acting_as: ActingAs = None, as_json: AsJson = False
) -> None:
    """Go on by the policy as it is now, not as it was when the incident began."""

    def act(store: Store, number: int, by: Actor) -> str:
        return (
            f"#{number} goes by {escalation_change.apply_policy(store, number, by)} as it is now."
        )

    each(context, numbers, acting_as, as_json, act)


def note(
    context: typer.Context,
    number: Number,
    text: Annotated[str, typer.Argument(help="Markdown; - reads standard input.")],
    at: Annotated[str, typer.Option(help="When it happened, if earlier (ISO 8601).")] = "",
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Write something into the timeline."""
    said = typer.get_text_stream("stdin").read() if text == "-" else text

    def act(store: Store, number: int, by: Actor) -> str:
        happened = desk.instant(at, time_zone) if at else None
        incident.note(store, number, said, by, happened)
        return f"Noted in #{number}."

    each(context, [number], acting_as, as_json, act)


def play(
    context: typer.Context,
    number: Number,
    part: Annotated[str, typer.Argument(help="commander, deputy, scribe, communications, expert.")],
    person: Annotated[str, typer.Argument(help="Who.")],
    release: Annotated[bool, typer.Option("--release", help="Not any more.")] = False,
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Give somebody a role, or take it away."""
    verb = role.release if release else role.assign
    kind = word(Role, part)

    def act(store: Store, number: int, by: Actor) -> str:
        done = verb(store, number, kind, person_id(store, person), by)
        state = "is no longer" if release else "is"
        return f"{person} {state} {kind.value}." if done else "It was so already."

    each(context, [number], acting_as, as_json, act)


def add_task(
    context: typer.Context,
    number: Number,
    title: Annotated[str, typer.Argument(help="What is to be done.")],
    owner: Annotated[str, typer.Option(help="Whose it is.")] = "",
    due: Annotated[str, typer.Option(help="Until when (ISO 8601).")] = "",
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Add something to be done."""

    def act(store: Store, number: int, by: Actor) -> str:
        whose = person_id(store, owner) if owner else None
        until = desk.instant(due, time_zone) if due else None
        ident = task.add(store, number, title, by, owner=whose, due_at=until)
        return f"Task {ident} is added to #{number}."

    each(context, [number], acting_as, as_json, act)


def finish_task(
    context: typer.Context,
    ident: Annotated[int, typer.Argument(metavar="TASK", help="Its number in `show`.")],
    undo: Annotated[bool, typer.Option("--undo", help="Not done after all.")] = False,
    acting_as: ActingAs = None,
) -> None:
    """Tick a task off."""
    with desk.opened(context) as store:
        verb = task.resume if undo else task.finish
        done = verb(store, ident, desk.somebody(store, acting_as))
        state = "open again" if undo else "done"
        columns.say(f"Task {ident} is {state}." if done else f"Task {ident} was {state} already.")


def answer(store: Store, numbers: Sequence[int], told: Iterable[str], as_json: bool) -> None:
    """What was done, as sentences, or as the incidents that came of it."""
    if as_json:
        desk.say(incident_json.listed(incident_rows(store, numbers)))
        return
    for sentence in told:
        columns.say(sentence)


def each(
    context: typer.Context,
    numbers: Sequence[int],
    acting_as: str | None,
    as_json: bool,
    act: Callable[[Store, int, Actor], str],
) -> None:
    """Does it to every number, also when one of them is refused, which is told at the end."""
    told, refused = [], []
    with desk.opened(context) as store:
        by = desk.somebody(store, acting_as)
        for number in dict.fromkeys(numbers):
            try:
                told.append(act(store, number, by))
            except Refused as fault:
                refused.append(str(fault))
        if told:
            answer(store, numbers, told, as_json)
    if refused:
        raise Refused("\n".join(refused))


VERBS: dict[str, Callable[..., Any]] = {
    "ack": acknowledge,
    "unack": give_back,
    "resolve": resolve,
    "reopen": reopen,
    "decline": decline,
    "escalate": escalate,
    "hand": hand,
    "policy": policy,
    "note": note,
    "role": play,
    "task": add_task,
    "done": finish_task,
}
