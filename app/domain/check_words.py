"""A finding as one English sentence, for the command line and for messages; screens translate."""

from collections.abc import Callable, Mapping

from app.domain.board import Board
from app.domain.check import Check
from app.domain.limits import Limits
from models.kinds import CheckKind


def check_words(check: Check, board: Board) -> str:
    """With the person's name: `Ana Ruiz has 6 h of rest between two shifts, 11 h is the least.`"""
    words = _FORMS[check.kind](check, board.limits)
    if check.person is None:
        return f"{words}."
    member = board.members.get(check.person)
    name = (member.full_name or member.name) if member else "Somebody"
    return f"{name} {words}."


def _hours(hours: float) -> str:
    return f"{hours:.4g} h"


def _off(check: Check, _limits: Limits) -> str:
    why = f" ({check.what})" if check.what else ""
    return f"is on call for {_hours(check.figure)} of time off{why}"


def _double(check: Check, _limits: Limits) -> str:
    return f"is on call for {check.what} at the same time, for {_hours(check.figure)}"


def _rest(check: Check, limits: Limits) -> str:
    least = _hours(limits.rest.total_seconds() / 3600)
    return f"has {_hours(check.figure)} of rest between two shifts, {least} is the least"


def _nights(check: Check, limits: Limits) -> str:
    return f"is on call {check.figure:.0f} nights running, {limits.nights_running} is the most"


def _days(check: Check, limits: Limits) -> str:
    return f"is on call {check.figure:.0f} days running, {limits.days_running} is the most"


def _week(check: Check, limits: Limits) -> str:
    most = _hours(limits.week_hours)
    return f"is on call {_hours(check.figure)} in seven days, {most} is the most"


_FORMS: Mapping[CheckKind, Callable[[Check, Limits], str]] = {
    CheckKind.GAP: lambda check, _limits: f"Nobody is on call for {_hours(check.figure)}",
    CheckKind.TIME_OFF: _off,
    CheckKind.DOUBLE: _double,
    CheckKind.LEFT: lambda _check, _limits: "has left and is still planned",
    CheckKind.UNREACHABLE: lambda _check, _limits: "is on call and has no contact to be paged at",
    CheckKind.REST: _rest,
    CheckKind.NIGHTS: _nights,
    CheckKind.DAYS: _days,
    CheckKind.HOURS: _week,
    CheckKind.HOLIDAY: lambda check, _limits: f"is on call on a public holiday ({check.what})",
}
