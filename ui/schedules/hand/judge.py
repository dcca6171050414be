"""What a proposal would bring: new findings, filled gaps, and hours that change hands.

Prepared once a drag; asked for every step of it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from app.domain.board import Board
from app.domain.check import Check, Checker
from app.domain.rota import PersonId, Resolved
from app.domain.rota_edit import SAME
from app.domain.workspace import ScheduleSpec
from models.kinds import CheckKind
from ui.schedules.hand.proposal import Proposal
from ui.schedules.hand.reason import Reason, hours_words, limits_of, reason_of
from ui.schedules.hand.words import name_of, said
from ui.schedules.mark import tr

Like = tuple[CheckKind, PersonId | None, str]
SEEN = 3  # reasons in sight; the rest is counted
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Verdict:
    """`reasons`, red ones first; `notes` say what else it does; `hours` who gains and who loses."""

    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    hours: str = ""

    @property
    def tone(self) -> str:
        """good, warn or alarm."""
        if any(each.grave for each in self.reasons):
            return "alarm"
        return "warn" if self.reasons else "good"


class Judge:
    """Knows a schedule as it is drafted, and looks at what others would make of it."""

    def __init__(self, board: Board, spec: ScheduleSpec) -> None:
        self._board, self._spec = board, spec
        self._checker = Checker(board, spec=spec)
        self._before = board.resolved(spec)
        self._known = self._checker.checks(self._before)
        self._same = frozenset(self._known)
        self._like: dict[Like, list[Check]] = defaultdict(list)
        for each in self._known:
            self._like[_like(each)].append(each)
        self._hours = _hours(self._before)
        self._last: tuple[Proposal, Verdict] | None = None

    def verdict(self, proposal: Proposal) -> Verdict:
        """Of what the hand proposes; a refusal is its own reason."""
        if self._last is not None and self._last[0] == proposal:
            return self._last[1]
        found = self._verdict(proposal)
        self._last = proposal, found
        return found

    def _verdict(self, proposal: Proposal) -> Verdict:
        if proposal.spec is None:
            grave = proposal.refusal != SAME
            return Verdict((Reason(grave, proposal.refusal),) if proposal.refusal else ())
        after = self._board.resolved(proposal.spec)
        found = [each for each in self._checker.checks(after) if self._is_new(each)]
        return Verdict(
            self._reasons(found, proposal), self._notes(after, proposal), self._change(after)
        )

    def _is_new(self, check: Check) -> bool:
        """Whether nothing as bad of its kind was there before."""
        return check not in self._same and not any(
            old.window.meet(check.window) and _as_bad(old, check)
            for old in self._like.get(_like(check), ())
        )

    def _reasons(self, found: Iterable[Check], proposal: Proposal) -> tuple[Reason, ...]:
        about = proposal.bars[0].person if len(proposal.bars) == 1 else ""
        limits = limits_of(self._board, self._spec)
        said = (reason_of(each, self._board, limits, about) for each in found)
        seen = sorted(dict.fromkeys(said), key=lambda each: not each.grave)
        if len(seen) > SEEN:
            rest = Reason(seen[SEEN].grave, _more(len(seen) - SEEN + 1))
            seen = [*seen[: SEEN - 1], rest]
        return tuple(seen)

    def _notes(self, after: Resolved, proposal: Proposal) -> tuple[str, ...]:
        notes = [proposal.note] if proposal.note else []
        if _open(after) < _open(self._before):
            filled = len(after.gaps) < len(self._before.gaps)
            notes.append(tr("fills the gap") if filled else tr("makes a gap smaller"))
        return tuple(notes)

    def _change(self, after: Resolved) -> str:
        """Cy +6 h 30, Ben −6 h 30."""
        hours = _hours(after)
        people = self._board.members
        told = []
        for person in {*hours, *self._hours}:
            change = (hours.get(person, timedelta()) - self._hours.get(person, timedelta())) / HOUR
            if abs(change) > 1e-6:
                sign = "+" if change > 0 else "−"
                name = name_of(self._board, people[person].name)
                told.append((-change, f"{name} {sign}{hours_words(abs(change))}"))
        shown = [words for _, words in sorted(told)]
        return " · ".join([*shown[:4], *(["…"] if shown[4:] else [])])


def _like(check: Check) -> Like:
    return check.kind, check.person, check.what


def _as_bad(old: Check, new: Check) -> bool:
    """An old finding that is no better than a new one over it."""
    if new.kind is CheckKind.REST:
        return old.figure <= new.figure
    if new.kind in (CheckKind.NIGHTS, CheckKind.DAYS, CheckKind.HOURS):
        return old.figure >= new.figure
    return old.window.start <= new.window.start and new.window.end <= old.window.end


def _open(resolved: Resolved) -> timedelta:
    return sum((gap.window.length for gap in resolved.gaps if not gap.deliberate), timedelta())


def _hours(resolved: Resolved) -> dict[PersonId, timedelta]:
    found: dict[PersonId, timedelta] = defaultdict(timedelta)
    for shift in resolved.shifts:
        found[shift.person] += shift.end - shift.start
    return found


def _more(number: int) -> str:
    return said(tr("and %1 more"), str(number))
