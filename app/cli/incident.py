"""`watchbill incident ...`: declare, list, show and update; the shorter verbs are in
`incident_verb`."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from app.cli import (
    columns,
    desk,
    incident_say,
    incident_story,
    incident_tag,
    incident_together,
    incident_verb,
    incident_why,
)
from app.cli.incident_verb import ActingAs, AsJson, Number, Zone
from app.cli.incident_word import nothing, word, words
from app.domain.actor import Actor
from app.domain.window import Window
from app.errors import Refused
from app.operations import incident as operations
from app.operations import tie
from app.queries import incident as queries
from app.queries import incident_detail, incident_json
from app.queries.incident_filter import By, Filter, Sort
from app.queries.incident_form import incident_form
from app.queries.named import person_id, policy_id, service_id
from app.queries.tag import tag_ids
from app.store import Store
from models.kinds import Category, Role, Severity, Stage, Urgency

commands = typer.Typer(
    help="Incidents: declare, list, show, acknowledge, resolve, note, update, ...",
    no_args_is_help=True,
)

Said = Annotated[str | None, typer.Option()]
Many = Annotated[list[str] | None, typer.Option()]
SEVERITY = typer.Option(help="SEV1 (worst) to SEV4.")
URGENCY = typer.Option(help="high wakes people, low tells them.")
OWN = typer.Option(help="NAME=VALUE of a field of your team's own; repeatable.")
TAG = typer.Option(help="A word to find it by; repeatable.")
WORDS = "Words in title, service or tag (tag:eu), or a number."
BEGAN = typer.Option(help="When the impact began (ISO 8601).")


@commands.command()
def declare(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="What is wrong, in a few words.")],
    severity: Annotated[str, SEVERITY] = "SEV3",
    urgency: Annotated[str, URGENCY] = "high",
    category: Annotated[str, typer.Option(help="Such as performance.")] = "",
    service: Annotated[str, typer.Option(help="What is broken; its policy is used.")] = "",
    touches: Annotated[list[str] | None, typer.Option(help="Another service; repeatable.")] = None,
    policy: Annotated[str, typer.Option(help="Instead of the service's.")] = "",
    impact: Annotated[str, typer.Option(help="What customers notice.")] = "",
    description: Annotated[str, typer.Option()] = "",
    began: Annotated[str, BEGAN] = "",
    role: Annotated[list[str] | None, typer.Option(help="commander=ana; repeatable.")] = None,
    customers: Annotated[int | None, typer.Option(min=0, help="How many are hit.")] = None,
    region: Annotated[list[str] | None, typer.Option(help="Where; repeatable.")] = None,
    field: Annotated[list[str] | None, OWN] = None,
    tag: Annotated[list[str] | None, TAG] = None,
    part_of: Annotated[int | None, typer.Option(help="The larger incident's number.")] = None,
    drill: Annotated[bool, typer.Option("--drill", help="An exercise.")] = False,
    private: Annotated[bool, typer.Option("--private", help="Nothing leaves the house.")] = False,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Open an incident and have the right people paged; the title is enough."""
    with desk.opened(context) as store:
        said = operations.Declaration(
            title=title,
            description=description,
            category=category_of(store, category) if category else None,
            severity=word(Severity, severity),
            urgency=word(Urgency, urgency),
            service=service_id(store, service) if service else None,
            affected=tuple(service_id(store, each) for each in touches or ()),
            impact=impact,
            began=desk.instant(began, time_zone) if began else None,
            policy=policy_id(store, policy) if policy else None,
            roles=tuple(_part(store, each) for each in role or ()),
            drill=drill,
            private=private,
            customers=customers,
            regions=tuple(region or ()),
            custom=tuple(_own(field or ()).items()),
            tags=tuple(tag or ()),
        )
        by = desk.somebody(store, acting_as)
        if part_of is not None:
            number = tie.part(store, part_of, said, by)
        else:
            number = operations.declare(store, said, by)
        incident_verb.answer(store, [number], [f"#{number} is declared."], as_json)


@commands.command("list")
def list_(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Not only open ones.")] = False,
    mine: Annotated[bool, typer.Option("--mine", help="Mine, or with a role of mine.")] = False,
    severity: Many = None,
    urgency: Many = None,
    stage: Many = None,
    category: Many = None,
    service: Many = None,
    tag: Many = None,
    search: Annotated[str, typer.Option(help=WORDS)] = "",
    since: Annotated[str, typer.Option("--from", help="Created at or after (ISO 8601).")] = "",
    until: Annotated[str, typer.Option("--to", help="Created before.")] = "",
    sort: Annotated[str, typer.Option(help=f"-KEY goes down: {', '.join(By)}.")] = "-number",
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many.")] = None,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """List open incidents, newest first."""
    with desk.opened(context) as store:
        wanted = Filter(
            open=not everything and not stage,
            mine=_me(store, acting_as) if mine else None,
            severities=words(Severity, severity or ()),
            urgencies=words(Urgency, urgency or ()),
            stages=words(Stage, stage or ()),
            categories=_categories(store, category or ()),
            services=frozenset(service_id(store, each) for each in service or ()),
            tags=tag_ids(store, tag or ()),
            words=search,
            span=_span(since, until, time_zone),
        )
        order = Sort(word(By, sort.removeprefix("-")), down=sort.startswith("-"))
        rows = queries.incident_rows(store, queries.incident_ids(store, wanted, order, limit))
        if as_json:
            desk.say(incident_json.listed(rows))
            return
        _tell(_listed(rows, store, wanted.open))


@commands.command()
def show(
    context: typer.Context, number: Number, time_zone: Zone = None, as_json: AsJson = False
) -> None:
    """Tell the whole story of one incident."""
    from app.cli.incident_text import story

    with desk.opened(context) as store:
        detail = incident_detail.detail(store, number)
        events = incident_detail.timeline(store, number)
        if as_json:
            desk.say(incident_json.shown(detail, events))
            return
        _tell(story(detail, events, store.now(), desk.local_zone(time_zone)))


@commands.command()
def update(
    context: typer.Context,
    number: Number,
    title: Said = None,
    stage: Said = None,
    severity: Annotated[str | None, SEVERITY] = None,
    urgency: Annotated[str | None, URGENCY] = None,
    category: Said = None,
    service: Said = None,
    touches: Annotated[
        list[str] | None, typer.Option(help="All other services touched; repeatable.")
    ] = None,
    owner: Annotated[str | None, typer.Option(help="Who has it.")] = None,
    impact: Said = None,
    description: Said = None,
    customers: Annotated[str | None, typer.Option(help="How many are hit.")] = None,
    region: Annotated[list[str] | None, typer.Option(help="All of them; repeatable.")] = None,
    field: Annotated[list[str] | None, OWN] = None,
    tag: Annotated[list[str] | None, typer.Option(help="All of them; repeatable.")] = None,
    reason: Annotated[str, typer.Option(help="Why, for the timeline.")] = "",
    drill: Annotated[bool | None, typer.Option("--drill/--no-drill")] = None,
    private: Annotated[
        bool | None, typer.Option("--private/--no-private", help="Nothing leaves the house.")
    ] = None,
    say: Annotated[str | None, typer.Option(help="A status update; - reads stdin.")] = None,
    template: Annotated[str, typer.Option(help="Say what this template says.")] = "",
    public: Annotated[bool, typer.Option("--public", help="On the status page too.")] = False,
    to: Annotated[list[str] | None, typer.Option(help="A group to tell; repeatable.")] = None,
    component: Annotated[list[str] | None, typer.Option(help="Shop=partial; repeatable.")] = None,
    next_update: Annotated[str, typer.Option("--next", help="When the next comes: 30m.")] = "",
    public_title: Annotated[str, typer.Option(help="What the status page calls it.")] = "",
    preview: Annotated[bool, typer.Option("--preview", help="Only show what would leave.")] = False,
    began: Annotated[str | None, BEGAN] = None,
    detected: Said = None,
    acknowledged: Said = None,
    mitigated: Said = None,
    resolved: Said = None,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Change fields, all or none (`none` empties one that may be empty), or say how it stands."""
    said = {"title": title, "impact": impact, "description": description, "drill": drill}
    said["customers"] = None if customers is None else "" if nothing(customers) else customers
    said |= {"private": private}
    told = incident_say.Said(
        say, template, public, to or (), component or (), next_update, public_title, preview,
        stage, time_zone,
    )  # fmt: skip
    stage = None if told.anything else stage
    typed = {"stage": stage, "severity": severity, "urgency": urgency}
    clocks = {"impact_started_at": began, "detected_at": detected, "mitigated_at": mitigated}
    clocks |= {"acknowledged_at": acknowledged, "resolved_at": resolved}
    with desk.opened(context) as store:
        fields = _given(said) | {key: _word(key, text) for key, text in _given(typed).items()}
        fields |= {key: _instant(text, time_zone) for key, text in _given(clocks).items()}
        if service is not None:
            fields["service"] = None if nothing(service) else service_id(store, service)
        if category is not None:
            fields["category"] = None if nothing(category) else category_of(store, category)
        for key, several in _given({"regions": region, "tags": tag}).items():
            fields[key] = [each for each in several if not nothing(each)]
        if field:
            fields["custom"] = _own(field)
        if touches is not None:
            fields["affected"] = [service_id(store, s) for s in touches if not nothing(s)]
        if owner is not None:
            fields["owner"] = person_id(store, owner)
        if not fields and not told.anything:
            raise typer.BadParameter("say what to change, for example --severity SEV2")
        by = desk.somebody(store, acting_as)
        sentences = _updated(store, number, by, reason, fields, told)
        incident_verb.answer(store, [number], sentences, as_json)


def _updated(
    store: Store, number: int, by: Actor, why: str, fields: dict[str, Any], told: incident_say.Said
) -> list[str]:
    done = []
    if fields:
        operations.change(store, number, by, None, why=why, **fields)
        done.append(f"#{number} is changed.")
    if told.anything:
        done.append(incident_say.say(store, number, told, by))
    return done


def _given(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value is not None}


KINDS: dict[str, type[StrEnum]] = {"stage": Stage, "severity": Severity, "urgency": Urgency}


def _word(field: str, text: str) -> Any:
    return word(KINDS[field], text)


def _categories(store: Store, said: Iterable[str]) -> frozenset[str]:
    """Several, also in one with commas between."""
    return frozenset(category_of(store, each) for some in said for each in some.split(","))


def category_of(store: Store, said: str) -> str:
    """One of the team's, by its beginning; or by that of a shipped one's short name, such as
    pipeline."""
    known = [each.name for each in incident_form(store).categories]
    names = {each.name.casefold().replace("_", "-"): each.value for each in Category}
    names = {short: name for short, name in names.items() if name in known}
    names |= {name.casefold(): name for name in known}
    wanted = said.strip().casefold()
    if wanted in names:
        return names[wanted]
    found = {name for word, name in names.items() if wanted and word.startswith(wanted)}
    if len(found) == 1:
        return found.pop()
    raise Refused(f"{said!r} is no category; there are: {', '.join(known)}.", "category")


def _own(said: Iterable[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for each in said:
        name, equals, value = each.partition("=")
        if not equals or not name.strip():
            raise Refused(f"{each!r} is no field; expected NAME=VALUE.")
        found[name.strip()] = None if nothing(value) else value
    return found


def _instant(text: str, zone: str | None) -> datetime | None:
    return None if nothing(text) else desk.instant(text, zone)


def _part(store: Store, said: str) -> tuple[Role, int]:
    role, equals, name = said.partition("=")
    if not equals:
        raise Refused(f"{said!r} is no role; expected one such as commander=ana.")
    return word(Role, role), person_id(store, name.strip())


def _me(store: Store, acting_as: str | None) -> int:
    actor = desk.somebody(store, acting_as)
    if actor.person is None:
        raise Refused(f"{actor.name} is nobody of this team; say who you are with --as.")
    return actor.person


def _span(since: str, until: str, zone: str | None) -> Window | None:
    if not since and not until:
        return None
    return Window(
        desk.instant(since or "1970-01-01T00:00Z", zone),
        desk.instant(until or "9999-01-01T00:00Z", zone),
    )


def _listed(rows: list[Any], store: Store, only_open: bool) -> list[str]:
    from app.cli.incident_text import lines

    if rows:
        return lines(rows, store.now())
    return ["Nothing is open." if only_open else "There is no such incident."]


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        columns.say(line)


commands.command("why")(incident_why.tell)
VERBS = incident_verb.VERBS | incident_story.VERBS | incident_together.VERBS
for name, verb in VERBS.items():
    commands.command(name)(verb)
for name, (verb, settings) in incident_tag.VERBS.items():
    commands.command(name, context_settings=settings)(verb)
