"""Verbs of `watchbill incident` about working together: accept, merge, split, snooze, ask for help,
talk."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs, AsJson, Number, Numbers, Reason, Zone, each
from app.domain.actor import Actor
from app.domain.moment import duration
from app.domain.workspace import TargetSpec
from app.errors import Refused
from app.operations import bridge, incident, responder, snooze, tie
from app.queries import choice
from app.queries.incident_form import incident_form
from app.store import Store
from models.kinds import TargetKind

Other = Annotated[int, typer.Argument(help="The other incident's number.")]


def accept(
    context: typer.Context,
    numbers: Numbers,
    reason: Reason = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """It is an incident indeed: out of triage."""

    def act(store: Store, number: int, by: Actor) -> str:
        done = incident.accept(store, number, by, reason)
        return f"#{number} is accepted." if done else f"#{number} was accepted already."

    each(context, numbers, acting_as, as_json, act)


def merge(
    context: typer.Context,
    number: Number,
    into: Annotated[int, typer.Argument(help="Where work goes on.")],
    reason: Reason = "",
    undo: Annotated[bool, typer.Option("--undo", help="Split it off again.")] = False,
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Merge an incident into another; its alerts go along, its timeline is read there."""

    def act(store: Store, number: int, by: Actor) -> str:
        if undo:
            return f"#{number} is split off from #{tie.unmerge(store, number, by)} again."
        tie.merge(store, number, into, by, reason)
        return f"#{number} is merged into #{into}."

    each(context, [number], acting_as, as_json, act)


def split(
    context: typer.Context,
    number: Number,
    title: Annotated[str, typer.Argument(help="What the other matter is.")],
    alert: Annotated[
        list[int] | None, typer.Option(help="An alert that goes along, by its id; repeatable.")
    ] = None,
    reason: Reason = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Split off a new incident; merging it back undoes that."""

    def act(store: Store, number: int, by: Actor) -> str:
        fresh = tie.split(store, number, title, by, alert or (), reason)
        return f"#{fresh} is split off from #{number}."

    each(context, [number], acting_as, as_json, act)


def relate(
    context: typer.Context,
    number: Number,
    other: Other,
    undo: Annotated[bool, typer.Option("--undo", help="Not any more.")] = False,
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Say that two incidents have to do with each other."""

    def act(store: Store, number: int, by: Actor) -> str:
        if undo:
            done = tie.untie(store, number, other, by)
            return (
                f"#{number} and #{other} are not tied any more." if done else "Nothing ties them."
            )
        done = tie.relate(store, number, other, by)
        return f"#{number} is related to #{other}." if done else "It was so already."

    each(context, [number], acting_as, as_json, act)


def place(
    context: typer.Context,
    number: Number,
    under: Annotated[int, typer.Argument(help="The larger incident.")],
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Make an incident a part of a larger one (`relate --undo` takes it back)."""

    def act(store: Store, number: int, by: Actor) -> str:
        done = tie.place(store, number, under, by)
        return f"#{number} is a part of #{under}." if done else "It was so already."

    each(context, [number], acting_as, as_json, act)


def sleep(
    context: typer.Context,
    numbers: Numbers,
    until: Annotated[str, typer.Option(help="When it comes back (ISO 8601).")] = "",
    length: Annotated[str, typer.Option("--for", help="Or for how long: 30m, 8h.")] = "",
    wake: Annotated[bool, typer.Option("--wake", help="End it now, without a page.")] = False,
    reason: Reason = "",
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Leave an incident alone until a time; then its policy pages anew."""
    if bool(until) + bool(length) + wake != 1:
        raise typer.BadParameter("say one of --until, --for, --wake")

    def act(store: Store, number: int, by: Actor) -> str:
        if wake:
            woken = snooze.wake(store, number, by)
            return f"#{number} is awake." if woken else f"#{number} was not snoozed."
        at = desk.instant(until, time_zone) if until else store.now() + _length(length)
        snooze.snooze(store, number, at, by, reason)
        return f"#{number} sleeps until {at.astimezone(desk.local_zone(time_zone)):%Y-%m-%d %H:%M}."

    each(context, numbers, acting_as, as_json, act)


def call(
    context: typer.Context,
    number: Number,
    targets: Annotated[
        list[str], typer.Argument(help="ben, person:ben, team:platform, schedule:primary.")
    ],
    words: Annotated[str, typer.Option("--for", help="What you need them for.")] = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Ask more people to help: they are paged at once, by their own rules."""

    def act(store: Store, number: int, by: Actor) -> str:
        asked = responder.request(store, number, [_target(said) for said in targets], by, words)
        names = {person.id: person.full_name or person.name for person in choice.people(store)}
        return f"Asked to help with #{number}: {', '.join(names[who] for who in asked)}."

    each(context, [number], acting_as, as_json, act)


def come(
    context: typer.Context,
    number: Number,
    decline: Annotated[bool, typer.Option("--decline", help="I cannot.")] = False,
    reason: Reason = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Answer a call for help."""

    def act(store: Store, number: int, by: Actor) -> str:
        asked = responder.answer(store, number, by, comes=not decline, why=reason)
        if not asked:
            return f"Nobody asked you to help with #{number}."
        return f"You do not help with #{number}." if decline else f"You help with #{number} now."

    each(context, [number], acting_as, as_json, act)


def talk(
    context: typer.Context,
    number: Number,
    link: Annotated[str, typer.Option(help="A room of your own; none takes it away.")] = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """Say where people talk about it; makes a room where there is none."""

    def act(store: Store, number: int, by: Actor) -> str:
        if link:
            said = "" if link == "none" else link
            incident.change(store, number, by, None, bridge=said)
            return f"People talk about #{number} at {said}." if said else "There is no room now."
        return bridge.open_room(store, number, by)

    each(context, [number], acting_as, as_json, act)


def tell_form(context: typer.Context, as_json: AsJson = False) -> None:
    """Say which categories, fields and reasons your team asks for."""
    with desk.opened(context) as store:
        form = incident_form(store)
    if as_json:
        desk.say(
            {
                "categories": [
                    {"name": str(one.name), "about": one.about} for one in form.categories
                ],
                "fields": [
                    {
                        "name": one.name,
                        "kind": one.kind.value,
                        "choices": list(one.choices),
                        "about": one.about,
                        "declare": one.declare,
                        "needed": one.needed,
                    }
                    for one in form.fields
                ],
                "bridge": form.responding.bridge,
                "why": list(form.responding.why),
            }
        )
        return
    for one in form.categories:
        columns.say(f"category  {one.name}" + (f" – {one.about}" if one.about else ""))
    for field in form.fields:
        more = f" ({', '.join(field.choices)})" if field.choices else ""
        columns.say(f"field     {field.name}: {field.kind.value}{more}")
    columns.say(f"talk at   {form.responding.bridge or 'nowhere'}")
    if form.responding.why:
        columns.say(f"why       asked for: {', '.join(form.responding.why)}")


def _target(said: str) -> TargetSpec:
    kind, colon, name = said.partition(":")
    if not colon:
        return TargetSpec(TargetKind.PERSON, said)
    if kind not in (TargetKind.PERSON, TargetKind.TEAM, TargetKind.SCHEDULE):
        raise Refused(f"{said!r} cannot be asked; expected person:, team: or schedule: and a name.")
    return TargetSpec(TargetKind(kind), name)


def _length(said: str) -> timedelta:
    try:
        return duration(said)
    except ValueError as fault:
        raise Refused(f"{fault}.") from fault


VERBS: dict[str, Callable[..., Any]] = {
    "accept": accept,
    "merge": merge,
    "split": split,
    "relate": relate,
    "part-of": place,
    "snooze": sleep,
    "call": call,
    "help-with": come,
    "talk": talk,
    "form": tell_form,
}
