"""Repeating events as rotations: daily and weekly ones, several people's as one where they take
turns."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from app.calendars.event import Happening
from app.calendars.text import Component, Entry
from app.domain.rota import Restriction
from app.domain.workspace import Handle, RotationSpec
from models.kinds import Turns, Unit

DAY = timedelta(days=1)
UNITS = {"DAILY": (Unit.DAY, DAY), "WEEKLY": (Unit.WEEK, 7 * DAY)}
KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MIDNIGHT = time()


@dataclass(frozen=True)
class Series:
    """An event that repeats: its first happening, its last (None: it never ends), who it names."""

    entry: Entry
    first: Happening
    last: Happening | None
    people: tuple[Handle, ...]


def rotations(found: Sequence[Series]) -> tuple[tuple[RotationSpec, ...], list[Series]]:
    """What can be said of series as rotations of one layer, and the series that cannot."""
    single = [(each, _rotation(each)) for each in found]
    said = [rotation for _, rotation in single if rotation is not None]
    return tuple(_named(_taking_turns(said))), [each for each, said in single if said is None]


def _rotation(series: Series) -> RotationSpec | None:
    """One that gives a series alone: its people in one slot, nobody in the others."""
    rule = series.entry.event["RRULE"]
    unit, step = UNITS.get(str(rule["FREQ"][0]).upper(), (None, DAY))
    if unit is None or not {str(key).upper() for key in rule} <= KNOWN:
        return None
    interval = int((rule.get("INTERVAL") or [1])[0])
    days = _days(rule)
    start, length = series.first.wall_start, series.first.wall_end - series.first.wall_start
    until = series.last.wall_end if series.last is not None else None
    plain = not days or (unit is Unit.WEEK and days == (start.weekday(),))
    if plain and length % step == timedelta():
        every = length // step
        if every < 1 or interval % every:
            return None
        slots = (series.people, *((),) * (interval // every - 1))
        return RotationSpec("", start, unit, slots, every=every, until=until)
    restriction = _window(unit, days, plain, start, length)
    if restriction is None or (days and unit is Unit.DAY and interval > 1):
        return None
    return RotationSpec(
        "",
        start if plain or interval == 1 else _monday(start),
        unit,
        (series.people, *((),) * (interval - 1)),
        until=until,
        turns=Turns.CALENDAR,
        restrictions=(restriction,),
    )


def _window(
    unit: Unit, days: tuple[int, ...], plain: bool, start: datetime, length: timedelta
) -> Restriction | None:
    """The weekly hours of a series that does not fill its turn."""
    end = start + length
    if unit is Unit.WEEK and plain and DAY < length < 7 * DAY:
        return Restriction((), (start.weekday(), start.time()), (end.weekday(), end.time()))
    if length > DAY:
        return None
    on = days or ((start.weekday(),) if unit is Unit.WEEK else ())
    return Restriction(on, (None, start.time()), (None, end.time()))


def _taking_turns(single: Sequence[RotationSpec]) -> list[RotationSpec]:
    """Rotations that differ only in when they begin, as one in which their people follow each
    other."""
    groups: dict[object, list[RotationSpec]] = defaultdict(list)
    for each in single:
        endless = each.until is None
        shape = (each.unit, each.every, len(each.people), each.start.time(), endless)
        groups[(*shape, each.restrictions)].append(each)
    return [merged for group in groups.values() for merged in _merged(group)]


def _merged(group: Sequence[RotationSpec]) -> list[RotationSpec]:
    done: list[RotationSpec] = []
    for each in sorted(group, key=lambda one: one.start):
        for place, into in enumerate(done):
            joined = _joined(into, each)
            if joined is not None:
                done[place] = joined
                break
        else:
            done.append(each)
    return done


def _joined(into: RotationSpec, each: RotationSpec) -> RotationSpec | None:
    """The second's people in a free slot of the first; None where there is none at its time."""
    turn = into.every * (7 * DAY if into.unit is Unit.WEEK else DAY)
    place, rest = divmod(each.start - into.start, turn)
    if rest or place >= len(into.people) or into.people[place]:
        return None
    people = (*into.people[:place], each.people[0], *into.people[place + 1 :])
    both = [one for one in (into.until, each.until) if one is not None]
    return replace(into, people=people, until=max(both) if both else None)


def _named(found: Sequence[RotationSpec]) -> Iterable[RotationSpec]:
    words = {Unit.DAY: "daily", Unit.WEEK: "weekly"}
    seen: dict[str, int] = defaultdict(int)
    for each in found:
        name = words[each.unit]
        seen[name] += 1
        yield replace(each, name=name if seen[name] == 1 else f"{name} {seen[name]}")


def _days(rule: Component) -> tuple[int, ...]:
    """Weekdays of BYDAY; one such as 2MO is not ours to read."""
    said = [str(each).upper() for each in rule.get("BYDAY") or []]
    return tuple(sorted(DAYS.index(each) for each in said if each in DAYS)) if said else ()


def _monday(start: datetime) -> datetime:
    return datetime.combine((start - start.weekday() * DAY).date(), MIDNIGHT)
