"""Who could take a stretch of time: those who fit first, the least loaded of them first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.board import Board, Member
from app.domain.check import Check, Checker
from app.domain.load import Load, loads
from app.domain.moment import zone
from app.domain.rota import OVERRIDE, PersonId, Resolved, Shift
from app.domain.window import Window
from app.domain.workspace import ScheduleSpec


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with what they carry over the board's window without this; `reasons` is what would
    be found if they took it, `usual` says that a rotation of this schedule has them."""

    person: PersonId
    load: Load
    reasons: tuple[Check, ...]
    grave: bool
    usual: bool


def candidates(
    board: Board, spec: ScheduleSpec, window: Window, resolved: Resolved | None = None
) -> tuple[Candidate, ...]:
    """Everybody active who is not on call then already: nothing red first, then people of the
    rotations, then nothing amber, then fewest hours. `resolved` is the board's, if at hand."""
    found = resolved or board.resolved(spec)
    checker = Checker(board, spec=spec)
    carried = {each.person: each for each in loads(found.shifts, zone(spec.time_zone))}
    usual = {name for each in spec.rotations for slot in each.people for name in slot}
    listed = []
    for member in board.people:
        own = [each for each in found.shifts if each.person == member.id]
        if member.active and not _busy(own, window):
            load = carried.get(member.id) or Load(member.id, timedelta(), 0, 0)
            reasons = _reasons(checker, member.id, own, window)
            grave = any(each.grave for each in reasons)
            listed.append(
                (member, Candidate(member.id, load, reasons, grave, member.name in usual))
            )
    return tuple(candidate for _, candidate in sorted(listed, key=_rank))


def _busy(own: list[Shift], window: Window) -> bool:
    """On call for all of it."""
    return any(each.start <= window.start and window.end <= each.end for each in own)


def _reasons(
    checker: Checker, person: PersonId, own: list[Shift], window: Window
) -> tuple[Check, ...]:
    """What is found with the stretch and not without it."""
    before = set(checker.of(person, own))
    more = sorted([*own, Shift(window.start, window.end, person, OVERRIDE)], key=_start)
    return tuple(each for each in checker.of(person, more) if each not in before)


def _rank(each: tuple[Member, Candidate]) -> tuple[bool, bool, bool, timedelta, str]:
    member, found = each
    return found.grave, not found.usual, bool(found.reasons), found.load.length, member.name


def _start(shift: Shift) -> tuple[datetime, datetime]:
    return shift.start, shift.end
