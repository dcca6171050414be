"""Why a proposal is amber or red, in a few words each."""

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from models.kinds import CheckKind
from ui.schedules.hand.words import name_of, said
from ui.schedules.length import length_said
from ui.schedules.mark import tr

if TYPE_CHECKING:
    from app.domain.board import Board, Limits
    from app.domain.check import Check
    from app.domain.workspace import Handle, ScheduleSpec


class Reason(NamedTuple):
    """`grave`: red, else amber."""

    grave: bool
    words: str


def reason_of(check: "Check", board: "Board", limits: "Limits", about: "Handle" = "") -> Reason:
    """What is found, for whom unless it is the person that everything is `about`."""
    words = _FORMS[check.kind](check, limits)
    if check.person is not None:
        member = board.members.get(check.person)
        if member is not None and member.name != about:
            words = f"{name_of(board, member.name)}: {words}"
    return Reason(check.grave, words)


def limits_of(board: "Board", spec: "ScheduleSpec") -> "Limits":
    """Those that the checks measure by: the drafted ones, where they are others."""
    return spec.limits if spec.limits != board.stored.limits else board.limits


def hours_words(hours: float) -> str:
    """9 h, 9 h 30, 45 min."""
    return length_said(timedelta(hours=hours))


def _off(check: "Check", _limits: "Limits") -> str:
    return said(tr("off then: %1"), check.what) if check.what else tr("off then")


def _double(check: "Check", _limits: "Limits") -> str:
    return said(tr("double booked: %1 too"), check.what)


def _rest(check: "Check", limits: "Limits") -> str:
    least = hours_words(limits.rest.total_seconds() / 3600)
    if check.figure <= 0:
        return said(tr("no rest between two shifts (%1)"), least)
    return said(tr("%1 rest between two shifts (%2)"), hours_words(check.figure), least)


def _nights(check: "Check", limits: "Limits") -> str:
    return said(
        tr("%1 nights running (%2 at most)"), f"{check.figure:.0f}", str(limits.nights_running)
    )


def _days(check: "Check", limits: "Limits") -> str:
    return said(tr("%1 days running (%2 at most)"), f"{check.figure:.0f}", str(limits.days_running))


def _hours(check: "Check", limits: "Limits") -> str:
    most = hours_words(limits.week_hours)
    return said(tr("%1 in seven days (%2 at most)"), hours_words(check.figure), most)


def _holiday(check: "Check", _limits: "Limits") -> str:
    return said(tr("public holiday: %1"), check.what)


def _gap(check: "Check", _limits: "Limits") -> str:
    return said(tr("leaves a gap of %1"), hours_words(check.figure))


_FORMS = {
    CheckKind.GAP: _gap,
    CheckKind.TIME_OFF: _off,
    CheckKind.DOUBLE: _double,
    CheckKind.LEFT: lambda _check, _limits: tr("has left the team"),
    CheckKind.UNREACHABLE: lambda _check, _limits: tr("has no contact to be paged at"),
    CheckKind.REST: _rest,
    CheckKind.NIGHTS: _nights,
    CheckKind.DAYS: _days,
    CheckKind.HOURS: _hours,
    CheckKind.HOLIDAY: _holiday,
}
