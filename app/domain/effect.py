"""When a change of the rules takes effect: until then, covers keep on call whom the old rules give.

Overrides act at once, whatever is chosen; only what the rotations give is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.domain.board import rota_of
from app.domain.difference import rules_differ
from app.domain.keep import KEPT, kept_on_call, turned_apart
from app.domain.moment import at_wall
from app.domain.resolve import next_change, resolve, who
from app.domain.rota import OVERRIDE, PersonId, Rota, Rotation, Shift
from app.domain.stretch import Stretch, Wanted, imposed, stretches
from app.domain.window import Window
from app.domain.workspace import Handle, OverrideSpec, ScheduleSpec

YEAR = timedelta(days=366)
LONGEST = 10 * YEAR  # a round that takes longer is cut there


class Effect(StrEnum):
    """NOW keeps who is on call until this hand-off; AFTER_SHIFT lets every shift that runs now end
    first; AFTER_ROUND lets everybody of the changed rotations have their turn by the old rules."""

    NOW = "now"
    AFTER_SHIFT = "after this shift"
    AFTER_ROUND = "after a full round"


def effective(
    old: ScheduleSpec,
    new: ScheduleSpec,
    effect: Effect,
    now: datetime,
    idents: Mapping[Handle, PersonId],
) -> ScheduleSpec:
    """The new spec with the overrides that put its change of rules off; what it adds of overrides
    begins now at the earliest."""
    now = now.replace(microsecond=0)
    new = replace(new, overrides=tuple(_from_now(old, new, now)))
    if not rules_differ(old, new):
        return new
    before, after = rota_of(replace(old, overrides=new.overrides), idents), rota_of(new, idents)
    wanted = (
        _this_turn(before, after, now)
        if effect is Effect.NOW
        else _as_before(before, after, Window(now, _end(before, after, effect, now)))
    )
    names = {ident: name for name, ident in idents.items()}
    return replace(new, overrides=imposed(new.overrides, wanted, names))


def effective_at(
    old: ScheduleSpec,
    new: ScheduleSpec,
    effect: Effect,
    now: datetime,
    idents: Mapping[Handle, PersonId],
) -> datetime:
    """From when on the new rules alone count; now, where no rule changes."""
    if not rules_differ(old, new):
        return now
    now = now.replace(microsecond=0)
    before, after = rota_of(replace(old, overrides=new.overrides), idents), rota_of(new, idents)
    if effect is Effect.NOW:
        kept = kept_on_call(before, after, now, idents.values())
        return kept[1].end if kept else now
    return _end(before, after, effect, now)


def _from_now(old: ScheduleSpec, new: ScheduleSpec, now: datetime) -> Iterator[OverrideSpec]:
    """A draft may be older than its publication: of what has been, only what was stored stays."""
    for each in new.overrides:
        if each.start >= now or any(
            other.start <= each.start
            and min(each.end, now) <= other.end
            and each == replace(other, start=each.start, end=each.end)
            for other in old.overrides
        ):
            yield each
        elif each.end > now:
            yield replace(each, start=now)


def _this_turn(before: Rota, after: Rota, now: datetime) -> list[Wanted]:
    kept = kept_on_call(before, after, now, who(before, now))
    if kept is None:
        return []
    people, window = kept
    return [Wanted(each, people, KEPT) for each in stretches(after, [window])]


def _as_before(before: Rota, after: Rota, window: Window) -> list[Wanted]:
    """What the old rules give, for each stretch of both."""
    was = stretches(before, [window])
    cuts = [each.window for each in was]
    crews = {at.window.start: at for at in was}
    wanted, here = [], was[0] if was else None
    for each in stretches(after, cuts):
        here = crews.get(each.window.start, here)
        wanted.append(Wanted(each, _crew(here), KEPT))
    return wanted


def _crew(stretch: Stretch | None) -> tuple[PersonId, ...]:
    return stretch.crew if stretch else ()


def _end(before: Rota, after: Rota, effect: Effect, now: datetime) -> datetime:
    """When the last of the shifts that run now, or the last of the rounds, is over."""
    ends = [now, *_shift_ends(before, now)]
    if effect is Effect.AFTER_ROUND:
        same_zone = before.time_zone == after.time_zone
        stay = [replace(each, id=0) for each in after.rotations] if same_zone else []
        changed = [each for each in before.rotations if replace(each, id=0) not in stay]
        ends += [_round_end(each, before.time_zone, now) for each in changed]
    return max(ends)


def _shift_ends(rota: Rota, now: datetime) -> list[datetime]:
    """Where each shift that runs now ends, also one that is covered for a while: with its turn,
    even if the next is the same person's."""
    window = Window(now, now + YEAR)
    found = (resolve(each, window).shifts for each in (rota, replace(rota, overrides=())))
    running = [each for shifts in found for each in shifts if each.start == now]
    return [min(each.end, _turn_end(rota, each, now)) for each in running]


def _turn_end(rota: Rota, shift: Shift, now: datetime) -> datetime:
    if shift.source == OVERRIDE:
        return shift.end
    alone = tuple(each for each in rota.rotations if each.name == shift.source)
    apart = turned_apart(replace(rota, rotations=alone, overrides=()))
    return next_change(apart, now, YEAR) or shift.end


def _round_end(rotation: Rotation, zone: str, now: datetime) -> datetime:
    """When everybody of a rotation had the turn that comes next to them, this one included; now for
    one that has not begun."""
    where, turns = ZoneInfo(zone), len(rotation.people)
    if at_wall(rotation.start, where) > now:
        return now
    stop = now + LONGEST if rotation.until is None else at_wall(rotation.until, where)
    slots = tuple((-1 - place,) for place in range(2 * turns))
    apart = Rota(zone, (replace(rotation, people=slots),))
    reach = timedelta(days=31)
    while True:
        shifts = resolve(apart, Window(now, now + reach)).shifts
        first = shifts[0].person if shifts else 0
        beyond = [each for each in shifts if (first - each.person) % (2 * turns) >= turns]
        if beyond or now + reach >= min(stop, now + LONGEST):
            last = beyond[0].start if beyond else now + reach
            return max((each.end for each in shifts if each.end <= last), default=now)
        reach = min(reach * 4, LONGEST)
