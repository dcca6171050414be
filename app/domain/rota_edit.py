"""What a hand does to a rota: each edit takes the spec as it is and gives it as it will be.

An edit says who shall be on call in each stretch of its windows; nothing before the board's now
changes, and nothing outside the windows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.board import Board, rota_of
from app.domain.keep import KEPT
from app.domain.resolve import who
from app.domain.rota import PersonId, Rota
from app.domain.stretch import Crew, Stretch, Wanted, Wish, imposed, stretches
from app.domain.window import Window
from app.domain.workspace import Handle, RotationSpec, ScheduleSpec

Slot = tuple[Handle, ...]
SECOND, MICRO = timedelta(seconds=1), timedelta(microseconds=1)
PAST = "This is over: the past cannot be changed."
SAME = "This would change nothing."


class Unfit(Exception):
    """An edit that cannot be, or would change nothing; its text is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Held:
    """A bar of the final row that somebody grabbed: one person on call without a break."""

    person: Handle
    window: Window


def cover(
    board: Board, spec: ScheduleSpec, window: Window, people: tuple[Handle, ...]
) -> ScheduleSpec:
    """These alone are on call for the whole window. Raises Unfit."""
    desk = _Desk(board, spec)
    crew = tuple(dict.fromkeys(desk.coming(each) for each in people))
    if not crew:
        raise Unfit("Nobody was named for this cover.")
    return desk.edited([_whole(window)], lambda _: crew)


def move(board: Board, spec: ScheduleSpec, shift: Held, to: Window) -> ScheduleSpec:
    """The shift is served at another time instead: alone where it was served alone, else beside
    those who are there. Raises Unfit."""
    desk, to = _Desk(board, spec), _whole(to)
    person, alone = desk.holder(shift)
    desk.refuse_past(to)

    def wish(stretch: Stretch) -> Crew:
        if _within(stretch, to):
            return _arrived(stretch, person, alone=alone)
        return _left(stretch, person)

    return desk.edited([shift.window, to], wish, desk.reason(shift), to)


def copied(board: Board, spec: ScheduleSpec, shift: Held, to: Window) -> ScheduleSpec:
    """The shift is served at another time too. Raises Unfit."""
    desk, to = _Desk(board, spec), _whole(to)
    person, alone = desk.coming(shift.person), desk.alone(shift, shift.window)
    return desk.edited(
        [to], lambda stretch: _arrived(stretch, person, alone=alone), desk.reason(shift), to
    )


def resized(
    board: Board, spec: ScheduleSpec, shift: Held, to: Window, *, gap: bool = False
) -> ScheduleSpec:
    """The shift begins or ends at another time. A neighbour gives what it grows by and takes what
    it shrinks by; with `gap` nobody takes that. Raises Unfit."""
    desk, to = _Desk(board, spec), _whole(to)
    person, alone = desk.holder(shift)
    if not to:
        raise Unfit("A shift cannot end before it begins.")
    desk.refuse_past(to)

    def wish(stretch: Stretch) -> Crew:
        if _within(stretch, to):
            return _arrived(stretch, person, alone=alone)
        if gap or person not in stretch.crew:
            return tuple(each for each in stretch.crew if each != person)
        early = stretch.window.end <= to.start
        return stretch.without(person) or desk.beside(shift, early=early)

    return desk.edited([shift.window, to], wish, desk.reason(shift), to)


def swapped(board: Board, spec: ScheduleSpec, one: Held, other: Held) -> ScheduleSpec:
    """Two people serve each other's shift. Raises Unfit."""
    desk = _Desk(board, spec)
    first, second = desk.holder(one)[0], desk.holder(other)[0]
    if first == second:
        raise Unfit("Both shifts are the same person's.")

    def wish(stretch: Stretch) -> Crew:
        gives = _within(stretch, one.window) and first in stretch.crew
        takes = _within(stretch, other.window) and second in stretch.crew
        if gives is takes:
            return stretch.crew
        return _instead(stretch.crew, *((first, second) if gives else (second, first)))

    return desk.edited([one.window, other.window], wish)


def reassigned(board: Board, spec: ScheduleSpec, shift: Held, person: Handle) -> ScheduleSpec:
    """Somebody else serves the shift. Raises Unfit."""
    desk = _Desk(board, spec)
    holder, comes = desk.holder(shift)[0], desk.coming(person)
    return desk.edited([shift.window], lambda stretch: _instead(stretch.crew, holder, comes))


def split(
    board: Board, spec: ScheduleSpec, shift: Held, at: datetime, later: Handle
) -> ScheduleSpec:
    """Somebody else serves the shift from an instant on. Raises Unfit."""
    if at not in shift.window:
        raise Unfit("A shift is split between its start and its end.")
    rest = _whole(Window(at, shift.window.end))
    return reassigned(board, spec, Held(shift.person, rest), later)


def removed(board: Board, spec: ScheduleSpec, shift: Held) -> ScheduleSpec:
    """Nobody serves the shift; where it was a cover, those whom it covered are back.
    Raises Unfit."""
    desk = _Desk(board, spec)
    person, _ = desk.holder(shift)
    return desk.edited([shift.window], lambda stretch: _left(stretch, person))


def with_hand_off(spec: ScheduleSpec, rotation: str, start: datetime) -> ScheduleSpec:
    """A rotation's hand-offs lie on the grid of another start (the schedule's wall clock).
    Raises Unfit."""
    found = _rotation(spec, rotation)
    if found.until is not None and found.until <= start:
        raise Unfit(f"{rotation} would end before it begins.")
    return _changed(spec, found, replace(found, start=start))


def reordered(spec: ScheduleSpec, rotation: str, people: tuple[Slot, ...]) -> ScheduleSpec:
    """A rotation's people take turns in another order. Raises Unfit."""
    found = _rotation(spec, rotation)
    if not people:
        raise Unfit(f"{rotation} would have nobody.")
    return _changed(spec, found, replace(found, people=people))


class _Desk:
    """One spec of a board while an edit is made."""

    def __init__(self, board: Board, spec: ScheduleSpec) -> None:
        self._board, self._spec = board, spec
        self._rota: Rota = rota_of(spec, board.idents)
        whole = board.now.replace(microsecond=0)
        self._now = whole if whole == board.now else whole + SECOND

    def edited(
        self, windows: Sequence[Window], wish: Wish, reason: str = "", there: Window | None = None
    ) -> ScheduleSpec:
        """What is wished for in each stretch of the windows; the reason is for those `there`.
        Raises Unfit."""
        ahead = [each for window in windows if (each := self._ahead(window))]
        if not ahead:
            raise Unfit(PAST)
        wanted = [
            Wanted(each, wish(each), reason if there and _within(each, there) else "")
            for each in stretches(self._rota, ahead)
        ]
        if not any(each.new for each in wanted):
            raise Unfit(SAME)
        names = {ident: name for name, ident in self._board.idents.items()}
        overrides = imposed(self._spec.overrides, wanted, names)
        return replace(self._spec, overrides=overrides)

    def holder(self, shift: Held) -> tuple[PersonId, bool]:
        """Whose shift it is, and whether what is ahead of it is served alone. Raises Unfit."""
        self.refuse_past(shift.window)
        return self._ident(shift.person), self.alone(shift, self._ahead(shift.window))

    def refuse_past(self, window: Window) -> None:
        """Raises Unfit for a window that is over."""
        if not self._ahead(window):
            raise Unfit(PAST)

    def coming(self, person: Handle) -> PersonId:
        """Somebody who is to serve. Raises Unfit for one who left."""
        ident = self._ident(person)
        if not self._board.members[ident].active:
            raise Unfit(f"{person} is not active any more.")
        return ident

    def alone(self, shift: Held, window: Window) -> bool:
        """Whether the holder of a shift serves most of a window of it alone."""
        person, time = self._ident(shift.person), timedelta()
        for each in stretches(self._rota, [window]):
            if person in each.crew:
                length = each.window.length
                time += length if len(each.crew) == 1 else -length
        return time >= timedelta()

    def reason(self, shift: Held) -> str:
        """That of the override which brings the person, if one does."""
        person = self._ident(shift.person)
        found = (
            self._spec.overrides[active.id].reason
            for each in stretches(self._rota, [self._ahead(shift.window)])
            for active in each.active
            if person in active.people
        )
        return next((each for each in found if each != KEPT), "")

    def beside(self, shift: Held, *, early: bool) -> Crew:
        """Who serves until a shift begins, or from its end on."""
        at = shift.window.start - MICRO if early else shift.window.end
        return tuple(each for each in who(self._rota, at) if each != self._ident(shift.person))

    def _ahead(self, window: Window) -> Window:
        return Window(max(window.start, self._now), window.end)

    def _ident(self, person: Handle) -> PersonId:
        if person not in self._board.idents:
            raise Unfit(f"There is nobody called {person!r} any more.")
        return self._board.idents[person]


def _within(stretch: Stretch, window: Window) -> bool:
    return window.start <= stretch.window.start and stretch.window.end <= window.end


def _whole(window: Window) -> Window:
    """In whole seconds, as overrides are stored."""
    return Window(window.start.replace(microsecond=0), window.end.replace(microsecond=0))


def _arrived(stretch: Stretch, person: PersonId, *, alone: bool) -> Crew:
    """Somebody comes: where the rotations have them, as these do; else alone, or to the others."""
    if person in stretch.crew:
        return stretch.crew
    return stretch.home(person) or ((person,) if alone else (*stretch.crew, person))


def _instead(crew: Crew, person: PersonId, other: PersonId) -> Crew:
    """One in another's place."""
    if person not in crew:
        return crew
    return tuple(dict.fromkeys(other if each == person else each for each in crew))


def _left(stretch: Stretch, person: PersonId) -> Crew:
    return stretch.without(person) if person in stretch.crew else stretch.crew


def _rotation(spec: ScheduleSpec, name: str) -> RotationSpec:
    for each in spec.rotations:
        if each.name == name:
            return each
    raise Unfit(f"There is no rotation called {name!r} any more.")


def _changed(spec: ScheduleSpec, old: RotationSpec, new: RotationSpec) -> ScheduleSpec:
    if old == new:
        raise Unfit(SAME)
    rotations = tuple(new if each is old else each for each in spec.rotations)
    return replace(spec, rotations=rotations)
