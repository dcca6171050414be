"""What changed between two specs, in words for a list of changes; secrets are never said."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.limits import Limits
from app.domain.moment import spoken, stamp
from app.domain.workspace import OverrideSpec, PersonSpec, ScheduleSpec, ShadowSpec, Spec, TeamSpec
from models.kinds import OverrideKind

LAST = datetime.max.replace(tzinfo=UTC)
PLAIN = (str, int, float, timedelta, datetime, type(None))
SECRET = ("key", "address", "password")


@dataclass(frozen=True)
class Change:
    """`sign` is + (added), ~ (changed), - (removed) or ! (to be noted, nothing changed)."""

    sign: str
    kind: str
    name: str
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.sign} {self.kind} {self.name}" + (
            f": {'; '.join(self.details)}" if self.details else ""
        )


def person_in_order(spec: PersonSpec) -> PersonSpec:
    """Rules, reminders and time off in the order in which they are stored."""
    rules = sorted(spec.rules, key=lambda rule: rule.urgency)
    leads = tuple(sorted(set(spec.reminders), reverse=True))
    away = sorted(spec.time_off, key=lambda each: (each.start, each.end, each.reason))
    places = {each.name: place for place, each in enumerate(spec.contacts)}
    hours = sorted(
        (each for each in spec.hours if each.hours), key=lambda each: places.get(each.contact, -1)
    )
    return replace(
        spec,
        rules=tuple(rules),
        time_off=tuple(away),
        reminders=leads,
        hours=tuple(hours),
        wishes=tuple(dict.fromkeys(spec.wishes)),
    )


def team_in_order(spec: TeamSpec) -> TeamSpec:
    """Managers in the order of the members they also are, then the others."""
    first = (*spec.members, *spec.managers).index
    return replace(spec, managers=tuple(sorted(spec.managers, key=first)))


def schedule_in_seconds(spec: ScheduleSpec) -> ScheduleSpec:
    """Overrides and shadows in whole seconds, cut: that is how on-call time is counted and shown.
    Shadows in the order in which they are read."""
    cut = (
        replace(each, start=each.start.replace(microsecond=0), end=each.end.replace(microsecond=0))
        for each in spec.overrides
    )
    shadows = (
        replace(
            each,
            start=each.start.replace(microsecond=0),
            end=each.end and each.end.replace(microsecond=0),
        )
        for each in spec.shadows
    )
    return replace(spec, overrides=tuple(cut), shadows=tuple(sorted(shadows, key=shadow_order)))


def shadow_order(shadow: ShadowSpec) -> tuple[datetime, str, datetime]:
    """By start, then person, then end; those for good last."""
    return shadow.start, shadow.person, shadow.end or LAST


def details(old: Spec, new: Spec) -> tuple[str, ...]:
    """One phrase for each field that differs, one for each part that came, went or changed."""
    found: list[str] = []
    for each in fields(new):
        before, after = getattr(old, each.name), getattr(new, each.name)
        if before == after:
            continue
        if each.name == "overrides":
            found += _came_and_went(before, after, told) or ["order of overrides"]
        elif each.name == "shadows":
            found += _came_and_went(before, after, _shadow)
        elif each.name == "limits":
            found += _limits(before, after)
        elif each.name in ("rotations", "contacts"):
            found += _parts(each.name.removesuffix("s"), before, after)
        else:
            found.append(_field(each.name, before, after))
    return tuple(found)


def told(override: OverrideSpec) -> str:
    """An override in a few words: `cover ben 2026-02-03T17:00:00Z to 2026-02-04T08:00:00Z`."""
    out, people = " + ".join(override.out), " + ".join(override.people)
    who = {
        OverrideKind.REPLACE: out + " with " + people,
        OverrideKind.REMOVE: out,
    }.get(override.kind, people)
    return f"{override.kind} {who} {stamp(override.start)} to {stamp(override.end)}"


def rules_differ(old: ScheduleSpec, new: ScheduleSpec) -> bool:
    """Whether the rotations, or the zone they are read in, are others."""
    return (old.rotations, old.time_zone) != (new.rotations, new.time_zone)


def _came_and_went(old: Iterable[Any], new: Iterable[Any], say: Callable[[Any], str]) -> list[str]:
    left, came = list(old), []
    for each in new:
        if each in left:
            left.remove(each)
        else:
            came.append(f"+ {say(each)}")
    return [f"- {say(each)}" for each in left] + came


def _shadow(spec: ShadowSpec) -> str:
    end = "" if spec.end is None else f" to {stamp(spec.end)}"
    return f"shadow {spec.person} {stamp(spec.start)}{end}"


def _limits(old: Limits, new: Limits) -> list[str]:
    names = [each.name for each in fields(new)]
    return [
        _field(name.replace("_", " "), getattr(old, name), getattr(new, name))
        for name in names
        if getattr(old, name) != getattr(new, name)
    ]


def _parts(kind: str, old: Sequence[Any], new: Sequence[Any]) -> list[str]:
    before, after = {each.name: each for each in old}, {each.name: each for each in new}
    found = [f"- {kind} {name}" for name in before if name not in after]
    for name, each in after.items():
        if name not in before:
            found.append(f"+ {kind} {name}")
        elif each != before[name]:
            found.append(f"{kind} {name}: {_changed(before[name], each)}")
    return found or [f"order of {kind}s"]


def _changed(old: Any, new: Any) -> str:
    names = [f.name for f in fields(new)]
    return ", ".join(name for name in names if getattr(old, name) != getattr(new, name))


def _field(name: str, old: Any, new: Any) -> str:
    if name in SECRET or not (isinstance(old, PLAIN) and isinstance(new, PLAIN)):
        return name
    return f"{name} {_said(old)} -> {_said(new)}"


def _said(value: Any) -> str:
    if isinstance(value, timedelta):
        return spoken(value)
    return "none" if value is None or value == "" else str(value)
