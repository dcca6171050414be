"""A schedule's spec as plain data for JSON, and back: how drafts and editions are stored."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from app.domain import restriction_text
from app.domain.draft import Draft, Step
from app.domain.limits import USUAL, Limits
from app.domain.workspace import Handle, OverrideSpec, RotationSpec, ScheduleSpec, ShadowSpec
from models.kinds import OverrideKind, Turns, Unit

Data = dict[str, Any]
Part = RotationSpec | OverrideSpec | ShadowSpec


def written(spec: ScheduleSpec) -> Data:
    """Plain data; `understood` gives the same spec again."""
    return {
        "name": spec.name,
        "time_zone": spec.time_zone,
        "team": spec.team,
        "holidays": spec.holidays,
        "limits": asdict(spec.limits) | {"rest": spec.limits.rest.total_seconds()},
        "rotations": [_rotation(each) for each in spec.rotations],
        "overrides": [_override(each) for each in spec.overrides],
        "shadows": [_shadow(each) for each in spec.shadows],
    }


def understood(data: Mapping[str, Any]) -> ScheduleSpec:
    """What `written` wrote. Raises ValueError or KeyError for anything else."""
    limits = data.get("limits") or asdict(USUAL) | {"rest": USUAL.rest.total_seconds()}
    return ScheduleSpec(
        name=data["name"],
        time_zone=data["time_zone"],
        team=data["team"],
        rotations=tuple(_as_rotation(each) for each in data["rotations"]),
        overrides=tuple(_as_override(each) for each in data["overrides"]),
        holidays=data["holidays"],
        limits=Limits(**{**limits, "rest": timedelta(seconds=limits["rest"])}),
        shadows=tuple(_as_shadow(each) for each in data["shadows"]),
    )


def draft_written(draft: Draft) -> Data:
    """A whole draft; parts that its steps share are written once."""
    places: dict[Part, int] = {}
    pool: list[Data] = []

    def placed(part: Part) -> int:
        place = places.setdefault(part, len(pool))
        if place == len(pool):
            pool.append(_part(part))
        return place

    def short(spec: ScheduleSpec) -> Data:
        shared = {name: [placed(part) for part in getattr(spec, name)] for name in PARTS}
        return written(replace(spec, rotations=(), overrides=(), shadows=())) | shared

    base = short(draft.base)
    steps = [{"words": each.words, "spec": short(each.spec)} for each in draft.steps]
    return {"seen": draft.seen, "at": draft.at, "base": base, "steps": steps, "parts": pool}


def draft_understood(data: Mapping[str, Any]) -> Draft:
    """What `draft_written` wrote."""
    pool = data["parts"]
    read = {name: cache(lambda place, name=name: PARTS[name](pool[place])) for name in PARTS}

    def whole(short: Data) -> ScheduleSpec:
        bare = understood(short | {name: [] for name in PARTS})
        parts: dict[str, Any] = {name: tuple(map(read[name], short[name])) for name in PARTS}
        return replace(bare, **parts)

    steps = tuple(Step(each["words"], whole(each["spec"])) for each in data["steps"])
    return Draft(whole(data["base"]), data["seen"], steps, data["at"])


def people_of(specs: Iterable[ScheduleSpec]) -> frozenset[Handle]:
    """Everybody whom specs name."""
    return frozenset(
        name
        for spec in specs
        for name in (
            *(each for rotation in spec.rotations for slot in rotation.people for each in slot),
            *(each for override in spec.overrides for each in (*override.people, *override.out)),
            *(shadow.person for shadow in spec.shadows),
        )
    )


def renamed(spec: ScheduleSpec, name: Callable[[Handle], Handle | None]) -> ScheduleSpec:
    """The same spec where people have other handles; those who have none any more are left out,
    and with them the overrides and shadows that were only about them."""

    def each(people: Iterable[Handle]) -> tuple[Handle, ...]:
        return tuple(found for person in people if (found := name(person)) is not None)

    rotations = (
        replace(rotation, people=tuple(map(each, rotation.people))) for rotation in spec.rotations
    )
    overrides = (
        replace(old, people=people, out=out)
        for old in spec.overrides
        if len(people := each(old.people)) >= bool(old.people)
        and len(out := each(old.out)) >= bool(old.out)
    )
    shadows = (
        replace(shadow, person=person)
        for shadow in spec.shadows
        if (person := name(shadow.person)) is not None
    )
    return replace(
        spec, rotations=tuple(rotations), overrides=tuple(overrides), shadows=tuple(shadows)
    )


def _rotation(spec: RotationSpec) -> Data:
    return {
        "name": spec.name,
        "layer": spec.layer,
        "start": spec.start.isoformat(),
        "until": _iso(spec.until),
        "every": spec.every,
        "unit": spec.unit.value,
        "turns": spec.turns.value,
        "people": [list(slot) for slot in spec.people],
        "restrictions": [restriction_text.written(each) for each in spec.restrictions],
    }


def _as_rotation(data: Data) -> RotationSpec:
    return RotationSpec(
        name=data["name"],
        start=datetime.fromisoformat(data["start"]),
        unit=Unit(data["unit"]),
        people=tuple(tuple(slot) for slot in data["people"]),
        every=data["every"],
        layer=data["layer"],
        until=_time(data["until"]),
        turns=Turns(data["turns"]),
        restrictions=tuple(restriction_text.understood(each) for each in data["restrictions"]),
    )


def _override(spec: OverrideSpec) -> Data:
    return {
        "kind": spec.kind.value,
        "start": spec.start.isoformat(),
        "end": spec.end.isoformat(),
        "people": list(spec.people),
        "out": list(spec.out),
        "reason": spec.reason,
    }


def _as_override(data: Data) -> OverrideSpec:
    return OverrideSpec(
        OverrideKind(data["kind"]),
        datetime.fromisoformat(data["start"]),
        datetime.fromisoformat(data["end"]),
        tuple(data["people"]),
        tuple(data["out"]),
        data["reason"],
    )


def _shadow(spec: ShadowSpec) -> Data:
    return {"person": spec.person, "start": spec.start.isoformat(), "end": _iso(spec.end)}


def _as_shadow(data: Data) -> ShadowSpec:
    start = datetime.fromisoformat(data["start"])
    return ShadowSpec(data["person"], start, _time(data["end"]))


def _part(part: Part) -> Data:
    if isinstance(part, RotationSpec):
        return _rotation(part)
    return _override(part) if isinstance(part, OverrideSpec) else _shadow(part)


PARTS: dict[str, Callable[[Data], Any]] = {  # what a draft's steps share
    "rotations": _as_rotation,
    "overrides": _as_override,
    "shadows": _as_shadow,
}


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _time(said: str | None) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)
