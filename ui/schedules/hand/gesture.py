"""The gestures: each begins with what was grabbed and proposes something for where the hand is.

They know no widget: a place is a value, a proposal is one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain import rota_edit
from app.domain.rota_edit import Held
from app.domain.window import Window
from app.domain.workspace import Handle
from ui.schedules.hand.proposal import (
    Act,
    Bar,
    Ground,
    Proposal,
    Spot,
    ahead,
    past_words,
    tried,
)
from ui.schedules.hand.snap import HOUR, MINUTE, day_of, shifted
from ui.schedules.hand.words import covers, name_of, said, span_words
from ui.schedules.mark import CHANGE, FINAL, GAP, NOBODY, PERSON, SHIFT, tr

LEAST = 15 * MINUTE  # a bar is never made shorter
USUAL = 8 * HOUR  # of a cover dropped where nothing says how long
EDGE = 0.2  # of another's bar: there one moves, further in one swaps


class Gesture(Protocol):
    """What the hand has in it."""

    @property
    def ground(self) -> Ground:
        """What it works on."""

    def at(self, spot: Spot) -> Proposal:
        """If it let go here."""


@dataclass(frozen=True)
class Cover:
    """Somebody from the list of people is brought onto the grid."""

    ground: Ground
    person: Handle

    def at(self, spot: Spot) -> Proposal:
        """A gap is filled whole, a bar is taken over, elsewhere it is some hours or a day."""
        window = self._window(spot)
        mark = None if spot.free else spot.mark
        if mark is not None and mark.kind == SHIFT and _pages(spot):
            return reassigned(self.ground, Held(mark.person, window), self.person, Act.COVER)
        return covered(self.ground, self.person, window)

    def _window(self, spot: Spot) -> Window:
        mark = spot.mark
        if mark is not None and mark.kind in (GAP, NOBODY, SHIFT, CHANGE) and not spot.free:
            return Window(mark.start, mark.end)
        if self.ground.snap.step > HOUR and not spot.free:
            return day_of(spot.at, self.ground.zone)
        start = self.ground.snap.near(spot.at, free=spot.free)
        return shifted(Window(start, start + USUAL), start, self.ground.zone)


@dataclass(frozen=True)
class Move:
    """A bar is dragged: along the time, onto another's bar (swap), into another's row."""

    ground: Ground
    held: Held
    grabbed: datetime  # where in the bar

    def at(self, spot: Spot) -> Proposal:
        other = self._other(spot)
        if other is not None:
            return swapped(self.ground, self.held, other)
        row = spot.row
        if row is not None and row.kind == PERSON and row.person != self.held.person:
            return reassigned(self.ground, self.held, row.person)
        start = self.held.window.start + (spot.at - self.grabbed)
        to = self.ground.snap.moved(self.held.window, start, free=spot.free)
        return (
            copied(self.ground, self.held, to) if spot.loose else moved(self.ground, self.held, to)
        )

    def _other(self, spot: Spot) -> Held | None:
        """Whose bar lies beneath, well inside."""
        mark = spot.mark
        if mark is None or mark.kind != SHIFT or not _pages(spot) or spot.through or spot.loose:
            return None
        if mark.person == self.held.person or not EDGE < spot.deep < 1 - EDGE:
            return None
        if mark.schedule != self.ground.board.schedule_id:
            return None
        return Held(mark.person, Window(mark.start, mark.end))


@dataclass(frozen=True)
class Resize:
    """An edge of a bar is dragged: -1 where it begins, 1 where it ends; `grabbed` is where the hand
    took it, a little beside."""

    ground: Ground
    held: Held
    edge: int
    grabbed: datetime | None = None

    def at(self, spot: Spot) -> Proposal:
        window = self.held.window
        begun = window.start if self.edge < 0 else window.end
        at = spot.at if self.grabbed is None else begun + (spot.at - self.grabbed)
        at = self.ground.snap.near(at, free=spot.free)
        return resized(self.ground, self.held, _stretched(window, self.edge, at), spot.loose)


def covered(ground: Ground, person: Handle, window: Window) -> Proposal:
    """This person alone on call."""
    to = ahead(window, ground)
    there = tuple(dict.fromkeys(each.person for each in there_in(ground, to)))
    words = _titled(covers(ground.board, person, there[:3]), to, ground)
    made = Proposal(Act.COVER, (Bar(person, to),), words)
    if not to:
        return _past(made, Bar(person, window))
    return tried(made, lambda: rota_edit.cover(ground.board, ground.spec, to, (person,)), ground)


def reassigned(ground: Ground, held: Held, person: Handle, act: Act = Act.REASSIGN) -> Proposal:
    """Somebody else has the bar; whoever else is on call stays."""
    to = ahead(held.window, ground)
    words = _titled(covers(ground.board, person, (held.person,)), to, ground)
    made = Proposal(act, (Bar(person, to, held.window if act is Act.REASSIGN else None),), words)
    if not to:
        return _past(made, Bar(person, held.window))
    shift = Held(held.person, to)
    return tried(
        made, lambda: rota_edit.reassigned(ground.board, ground.spec, shift, person), ground
    )


def moved(ground: Ground, held: Held, to: Window) -> Proposal:
    """The bar elsewhere; one that has begun keeps its beginning, as long as it goes on."""
    if held.window.start < ground.now < held.window.end and to.start < ground.now:
        end = max(to.end, ground.now + LEAST)
        return resized(ground, held, Window(held.window.start, end))
    words = _titled(said(tr("%1 moved"), name_of(ground.board, held.person)), to, ground)
    made = Proposal(Act.MOVE, (Bar(held.person, to, held.window),), words)
    shift = Held(held.person, ahead(held.window, ground))
    if not shift.window:
        return _past(made, Bar(held.person, to, held.window))
    if to == held.window:
        return made
    return tried(made, lambda: rota_edit.move(ground.board, ground.spec, shift, to), ground)


def copied(ground: Ground, held: Held, to: Window) -> Proposal:
    """The bar once more, elsewhere."""
    words = _titled(said(tr("%1 copied"), name_of(ground.board, held.person)), to, ground)
    made = Proposal(Act.COPY, (Bar(held.person, to),), words)
    if not ahead(to, ground):
        return _past(made, Bar(held.person, to))
    return tried(made, lambda: rota_edit.copied(ground.board, ground.spec, held, to), ground)


def resized(ground: Ground, held: Held, to: Window, gap: bool = False) -> Proposal:
    """The bar longer or shorter; neighbours give or take, unless a gap is left."""
    words = _titled(name_of(ground.board, held.person), to, ground)
    made = Proposal(Act.RESIZE, (Bar(held.person, to, held.window),), words)
    if to == held.window:
        return made
    if held.window.end <= ground.now or (
        to.start != held.window.start and min(to.start, held.window.start) < ground.now
    ):
        return _past(made, *made.bars)
    return tried(
        made,
        lambda: rota_edit.resized(ground.board, ground.spec, held, to, gap=gap),
        ground,
    )


def swapped(ground: Ground, one: Held, other: Held) -> Proposal:
    """Two people have each other's bars."""
    here, there = Held(one.person, ahead(one.window, ground)), _ahead(other, ground)
    names = (name_of(ground.board, one.person), name_of(ground.board, other.person))
    words = said(
        tr("%1 and %2 swap: %3, %4"), *names, _when(one.window, ground), _when(other.window, ground)
    )
    bars = Bar(one.person, there.window, one.window), Bar(other.person, here.window, other.window)
    made = Proposal(Act.SWAP, bars, words)
    if not here.window or not there.window:
        return _past(made, *bars)
    return tried(made, lambda: rota_edit.swapped(ground.board, ground.spec, here, there), ground)


def there_in(ground: Ground, window: Window) -> tuple[Held, ...]:
    """Who is on call in a window as it is drafted, clipped to it."""
    if not window:
        return ()
    found = ground.board.resolved(ground.spec, window)
    name = ground.board.members
    return tuple(
        Held(name[each.person].name, Window(each.start, each.end)) for each in found.shifts
    )


def _ahead(held: Held, ground: Ground) -> Held:
    return Held(held.person, ahead(held.window, ground))


def _stretched(window: Window, edge: int, at: datetime) -> Window:
    if edge < 0:
        return Window(min(at, window.end - LEAST), window.end)
    return Window(window.start, max(at, window.start + LEAST))


def _titled(title: str, window: Window, ground: Ground) -> str:
    return f"{title}, {_when(window, ground)}"


def _when(window: Window, ground: Ground) -> str:
    return span_words(window, ground.zone)


def _past(made: Proposal, *bars: Bar) -> Proposal:
    return Proposal(made.act, bars, made.words, refusal=past_words())


def _pages(spot: Spot) -> bool:
    return spot.row is not None and spot.row.kind in (FINAL, PERSON)
