"""Boards for tests in few words: a team, rotations of it, and what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.domain.board import Away, Board, Holiday, Limits, Member
from app.domain.rota import PersonId, Resolved, Restriction, Shift
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, RotationSpec, ScheduleSpec
from models.kinds import OverrideKind, Unit
from tests.domain.rotas import utc, window

NAMES = ("ana", "ben", "cy", "dan", "eva", "fay", "gil", "hana", "ivo", "jo", "kim", "lea")
MADRID = "Europe/Madrid"
OFF = Limits(rest=utc("2026-01-01 00:00") - utc("2026-01-01 00:00"), nights_running=0,
             days_running=0, week_hours=0)  # fmt: skip


def member(ident: PersonId) -> Member:
    """Person 1 is Ana, and so on."""
    name = NAMES[ident - 1]
    return Member(ident, name, name.title(), time_zone=MADRID)


def rule(
    *people: str | tuple[str, ...],
    name: str = "weekly",
    start: str = "2026-01-05 09:00",
    unit: Unit = Unit.WEEK,
    every: int = 1,
    layer: int = 1,
    only: tuple[Restriction, ...] = (),
) -> RotationSpec:
    """A rotation of these handles; a tuple works together."""
    slots = tuple(each if isinstance(each, tuple) else (each,) for each in people)
    begin = datetime.fromisoformat(start)
    return RotationSpec(name, begin, unit, slots, every, layer, restrictions=only)


def cover(start: str, end: str, *people: str) -> OverrideSpec:
    """These alone."""
    return OverrideSpec(OverrideKind.COVER, utc(start), utc(end), people)


def schedule(*rotations: RotationSpec, zone: str = MADRID) -> ScheduleSpec:
    """A schedule of these rotations."""
    return ScheduleSpec("primary", zone, rotations=rotations)


def board(
    spec: ScheduleSpec,
    start: str,
    end: str,
    *,
    team: int = 5,
    now: str = "2026-01-01 00:00",
    away: tuple[Away, ...] = (),
    holidays: tuple[Holiday, ...] = (),
    limits: Limits = OFF,
    elsewhere: tuple[Shift, ...] = (),
) -> Board:
    """The past, if any, is as the rules give it."""
    people = tuple(map(member, range(1, team + 1)))
    whole = window(start, end)
    nothing = Resolved(Window(whole.start, whole.start), (), (), 1.0)
    bare = Board(1, 1, spec, whole, utc("1970-01-01 00:00"), people, nothing)
    past = Window(whole.start, min(max(utc(now), whole.start), whole.end))
    return replace(
        bare,
        now=utc(now),
        past=bare.resolved(spec, past),
        away=away,
        holidays=holidays,
        limits=limits,
        elsewhere=elsewhere,
    )


def away(person: PersonId, start: str, end: str, reason: str = "") -> Away:
    """Time off, in UTC."""
    return Away(person, window(start, end), reason)


def holiday(day: str, name: str = "Epiphany") -> Holiday:
    """A public holiday."""
    return Holiday(date.fromisoformat(day), name)
