"""The section `schedules` of the file: rotations, restrictions, overrides."""

from functools import partial
from zoneinfo import ZoneInfo

from app.calendars.country import countries, known_country
from app.domain.limits import USUAL, Limits
from app.domain.problem import hint, shown
from app.domain.workspace import NOBODY, OverrideSpec, RotationSpec, ScheduleSpec, ShadowSpec
from app.workspace.hours import restriction
from app.workspace.part import Fields, Part
from app.workspace.people import zone_or_utc
from app.workspace.scalar import NEVER, NEVER_UTC, instant, length, wall, whole, word
from models.kinds import OverrideKind, Turns, Unit

SCHEDULE = (
    "name",
    "team",
    "time_zone",
    "rotations",
    "overrides",
    "holidays",
    "limits",
    "shadows",
)
ROTATION = ("name", "layer", "start", "until", "shift", "people", "turns", "restrictions")
ACTIONS = tuple(OverrideKind)
LIMITS = ("rest", "nights_running", "days_running", "week_hours")
TIME = "a time such as 2026-01-05T09:00"
SHADOW = "a shadow: {person: ..., start: ...}"
OVERRIDE = "an override: {start: ..., end: ..., cover: ...}"
SLOT = "a person, a list of people, or nobody"


def schedule(part: Part) -> ScheduleSpec:
    """One schedule."""
    fields = part.fields("a schedule with a name", *SCHEDULE)
    named = fields.needed("time_zone", "an IANA time zone such as Europe/Madrid")
    zone_name = named.text("a time zone") if named else "UTC"
    zone = zone_or_utc(zone_name)
    return ScheduleSpec(
        name=fields.name(),
        time_zone=zone_name,
        team=fields.named("team", "a team's name"),
        rotations=fields.each("rotations", "rotations", partial(rotation, zone=zone)),
        overrides=fields.each("overrides", "overrides", partial(override, zone=zone)),
        holidays=_holidays(fields),
        limits=_limits(fields),
        shadows=fields.each("shadows", "shadows", partial(shadow, zone=zone)),
    )


def rotation(part: Part, zone: ZoneInfo) -> RotationSpec:
    """One rotation."""
    fields = part.fields("a rotation with a name", *ROTATION)
    start, until = fields.needed("start", TIME), fields.get("until")
    begins = start.value("time", partial(wall, zone=zone), None) if start else None
    ends = until.value("time", partial(wall, zone=zone), None) if until else None
    people = fields.needed("people", "a list of people")
    every, unit = _shift(fields)
    return RotationSpec(
        name=fields.name(),
        start=begins or NEVER[0],
        unit=unit,
        people=people.each("people", _slot) if people else (),
        every=every,
        layer=fields.value("layer", "layer", whole, 1),
        until=ends if begins else None,
        turns=fields.value("turns", "way of counting turns", partial(word, Turns), Turns.WORKED),
        restrictions=fields.each("restrictions", "restrictions", restriction),
    )


def override(part: Part, zone: ZoneInfo) -> OverrideSpec:
    """One override; its times are the zone's wall clock unless they have an offset."""
    fields = part.fields(OVERRIDE, "start", "end", *ACTIONS, "with", "reason")
    start, end = fields.span(partial(instant, zone=zone)) or NEVER_UTC
    kind = _action(part, fields)
    brings = "with" if kind is OverrideKind.REPLACE else str(kind)
    takes = kind in (OverrideKind.REPLACE, OverrideKind.REMOVE)
    return OverrideSpec(
        kind=kind,
        start=start,
        end=end,
        people=_people(fields, brings) if kind is not OverrideKind.REMOVE else (),
        out=_people(fields, str(kind)) if takes else (),
        reason=fields.text("reason"),
    )


def shadow(part: Part, zone: ZoneInfo) -> ShadowSpec:
    """One shadow; without an end it is for good."""
    fields = part.fields(SHADOW, "person", "start", "end")
    person, start = fields.needed("person", "a person"), fields.needed("start", TIME)
    read, end = partial(instant, zone=zone), fields.get("end")
    return ShadowSpec(
        person.text("a person") if person else "",
        start.value("time", read, NEVER_UTC[0]) if start else NEVER_UTC[0],
        end.value("time", read, None) if end else None,
    )


def _limits(schedule: Fields) -> Limits:
    part = schedule.get("limits")
    if part is None:
        return USUAL
    fields = part.fields("limits: {rest: 11h, nights_running: 5}", *LIMITS)
    return Limits(
        fields.value("rest", "duration", length, USUAL.rest),
        *(fields.value(each, "number", whole, getattr(USUAL, each)) for each in LIMITS[1:]),
    )


def _shift(fields: Fields) -> tuple[int, Unit]:
    part = fields.needed("shift", "{every: 1, unit: week}")
    if part is None:
        return 1, Unit.WEEK
    shift = part.fields("a shift: {every: 1, unit: week}", "every", "unit")
    unit = shift.needed("unit", "hour, day, week or month")
    read = unit.value("unit", partial(word, Unit), Unit.WEEK) if unit else Unit.WEEK
    return shift.value("every", "number of units", whole, 1), read


def _slot(part: Part) -> tuple[str, ...]:
    if part.node.items is None:
        name = part.text(SLOT)
        return () if name == NOBODY else (name,)
    if not part.node.items:
        part.complain(f"This slot is empty; expected {SLOT}.")
    return part.each("people", lambda item: item.text("a person"))


def _action(part: Part, fields: Fields) -> OverrideKind:
    """The one thing an override does."""
    found = [each for each in ACTIONS if fields.get(each)]
    if not found:
        part.lacks("add", "one of cover, replace, add or remove")
    for extra in found[1:]:
        also = fields.needed(extra, "")
        if also is not None:
            also.complain(f"'{extra}' and '{found[0]}' do not go together; expected one of them.")
    stray = fields.get("with")
    if stray is not None and found and OverrideKind.REPLACE not in found:
        stray.complain(f"'with' belongs to 'replace', not to '{found[0]}'.")
    return found[0] if found else OverrideKind.ADD


def _people(fields: Fields, key: str) -> tuple[str, ...]:
    part = fields.get(key)
    return () if part is None else part.one_or_each("people", lambda item: item.text("a person"))


def _holidays(fields: Fields) -> str | None:
    part = fields.get("holidays")
    if part is None:
        return None
    code = part.text("a country code")
    if code and not known_country(code):
        part.complain(
            f"{shown(code)} is no country whose holidays are known; expected a code such as ES"
            f"{hint(code, countries())}"
        )
    return code
