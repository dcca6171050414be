"""A schedule as somebody plans it: the rules, the people, and what planning has to look out for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from app.domain.called import called
from app.domain.limits import Limits as Limits
from app.domain.resolve import resolve
from app.domain.rota import Gap, Override, PersonId, Resolved, Rota, Rotation, Shift
from app.domain.stitch import covered, stitched
from app.domain.window import Window
from app.domain.wish import Wish
from app.domain.workspace import Handle, OverrideSpec, RotationSpec, ScheduleSpec


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is, was or could be planned; `reachable`: has a contact; `colour` as in the
    person's row; `teams`: those that they are a member of, by name."""

    id: PersonId
    name: Handle
    full_name: str
    colour: int | None = None
    active: bool = True
    reachable: bool = True
    time_zone: str = "UTC"
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Away:
    """Time off as instants."""

    person: PersonId
    window: Window
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday where the schedule lives."""

    day: date
    name: str


@dataclass(frozen=True)
class Board:
    """What planning one schedule over a window needs, read at `now`. `past` is what was (or is
    taken to have been) until `now`, within the window; `elsewhere` are the shifts of the same
    people in other schedules."""

    schedule_id: int
    version: int
    stored: ScheduleSpec
    window: Window
    now: datetime
    people: tuple[Member, ...]
    past: Resolved
    away: tuple[Away, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    limits: Limits = field(default_factory=Limits)
    elsewhere: tuple[Shift, ...] = ()
    wishes: tuple[Wish, ...] = ()

    @cached_property
    def idents(self) -> Mapping[Handle, PersonId]:
        """By handle."""
        return {each.name: each.id for each in self.people}

    @cached_property
    def members(self) -> Mapping[PersonId, Member]:
        """By id."""
        return {each.id: each for each in self.people}

    @cached_property
    def called(self) -> Mapping[PersonId, str]:
        """Those whom their first names alone do not tell apart, by id."""
        return called((each.id, each.full_name) for each in self.people)

    def resolved(self, spec: ScheduleSpec, window: Window | None = None) -> Resolved:
        """The final schedule of a window within the board's: the past as it was, then by `spec`."""
        span = (window or self.window).meet(self.window)
        past, ahead = _parts(span, self.now)
        parts = [_cut(self.past, past)] if past else []
        parts += [resolve(rota_of(spec, self.idents), ahead)] if ahead or not past else []
        return stitched(span, parts)


def rota_of(spec: ScheduleSpec, idents: Mapping[Handle, PersonId]) -> Rota:
    """The rules of a spec for the resolver; an override's id is its place among the spec's, a
    rotation's likewise."""
    return Rota(
        spec.time_zone,
        tuple(_rotation(place, each, idents) for place, each in enumerate(spec.rotations)),
        tuple(_override(place, each, idents) for place, each in enumerate(spec.overrides)),
    )


def _rotation(place: int, spec: RotationSpec, idents: Mapping[Handle, PersonId]) -> Rotation:
    return Rotation(
        place,
        spec.name,
        spec.layer,
        spec.start,
        spec.until,
        spec.every,
        spec.unit,
        spec.turns,
        tuple(tuple(idents[name] for name in slot) for slot in spec.people),
        spec.restrictions,
    )


def _override(place: int, spec: OverrideSpec, idents: Mapping[Handle, PersonId]) -> Override:
    return Override(
        place,
        spec.kind,
        Window(spec.start, spec.end),
        tuple(idents[name] for name in spec.out),
        tuple(idents[name] for name in spec.people),
    )


def _parts(span: Window, now: datetime) -> tuple[Window, Window]:
    here = min(max(now, span.start), span.end)
    return Window(span.start, here), Window(here, span.end)


def _cut(found: Resolved, window: Window) -> Resolved:
    shifts = tuple(
        Shift(meet.start, meet.end, each.person, each.source)
        for each in found.shifts
        if (meet := Window(each.start, each.end).meet(window))
    )
    gaps = tuple(
        Gap(meet, each.deliberate) for each in found.gaps if (meet := each.window.meet(window))
    )
    return Resolved(window, shifts, gaps, covered(window, gaps))
