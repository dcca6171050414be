"""Rotas for tests in few words; times of schedules are walls, times of windows are UTC."""

from __future__ import annotations

from datetime import UTC, datetime, time

from app.domain.resolve import resolve
from app.domain.rota import Override, PersonId, Restriction, Rota, Rotation
from app.domain.window import Window
from models.kinds import OverrideKind, Turns, Unit

ANA, BEN, CY, DAN, EVA = 1, 2, 3, 4, 5
WEEKDAYS = (0, 1, 2, 3, 4)
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def utc(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=UTC)


def window(start: str, end: str) -> Window:
    return Window(utc(start), utc(end))


def daily(opens: str, closes: str, *days: int) -> Restriction:
    return Restriction(days, (None, time.fromisoformat(opens)), (None, time.fromisoformat(closes)))


def weekly(opens: str, closes: str) -> Restriction:
    """Of "fri 18:00" and "mon 08:00"."""
    ends = [said.split() for said in (opens, closes)]
    first, second = ((DAYS.index(day), time.fromisoformat(at)) for day, at in ends)
    return Restriction((), first, second)


def rotation(
    *slots: PersonId | tuple[PersonId, ...],
    name: str = "weekly",
    layer: int = 1,
    start: str = "2026-01-05 09:00",
    until: str | None = None,
    every: int = 1,
    unit: Unit = Unit.WEEK,
    turns: Turns = Turns.WORKED,
    only: tuple[Restriction, ...] = (),
) -> Rotation:
    people = tuple(slot if isinstance(slot, tuple) else (slot,) for slot in slots)
    end = until and datetime.fromisoformat(until)
    begin = datetime.fromisoformat(start)
    return Rotation(0, name, layer, begin, end or None, every, unit, turns, people, only)


def override(
    kind: OverrideKind,
    start: str,
    end: str,
    people: tuple[PersonId, ...] = (),
    out: tuple[PersonId, ...] = (),
) -> Override:
    return Override(0, kind, window(start, end), out, people)


def rota(
    *rotations: Rotation, zone: str = "Europe/Madrid", overrides: tuple[Override, ...] = ()
) -> Rota:
    return Rota(zone, rotations, overrides)


def shifts(of: Rota, start: str, end: str) -> list[tuple[str, str, PersonId, str]]:
    """The shifts of a window, their times written without seconds and zone."""
    found = resolve(of, window(start, end)).shifts
    return [(said(each.start), said(each.end), each.person, each.source) for each in found]


def gaps(of: Rota, start: str, end: str) -> list[tuple[str, str, bool]]:
    found = resolve(of, window(start, end)).gaps
    return [(said(each.window.start), said(each.window.end), each.deliberate) for each in found]


def said(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
