"""Edits that are said rather than dragged: new times and people, split, removed, part covered."""

from dataclasses import replace
from datetime import datetime

from app.domain import rota_edit
from app.domain.rota_edit import Held
from app.domain.window import Window
from app.domain.workspace import Handle, ScheduleSpec
from ui.schedules.hand.gesture import covered, moved, reassigned, resized
from ui.schedules.hand.proposal import Act, Bar, Ground, Proposal, ahead, past_words, tried
from ui.schedules.hand.words import name_of, said, span_words
from ui.schedules.mark import GAP, NOBODY, Mark, tr


def edited(ground: Ground, held: Held, person: Handle, to: Window) -> Proposal:
    """Other times, another person, or both at once."""
    first = _retimed(ground, held, to)
    if person == held.person or (first.spec is None and first.refusal):
        return first
    ground = ground if first.spec is None else replace(ground, spec=first.spec)
    second = reassigned(ground, Held(held.person, to), person)
    return replace(second, bars=(Bar(person, to, held.window),))


def _retimed(ground: Ground, held: Held, to: Window) -> Proposal:
    window = held.window
    if to.start != window.start and to.end != window.end:
        return moved(ground, held, to)
    if to != window:
        return resized(ground, held, to)
    return Proposal(Act.RESIZE, (Bar(held.person, to, window),), "")


def filled(ground: Ground, person: Handle, window: Window) -> Proposal:
    """Somebody has a gap."""
    return covered(ground, person, window)


def part_covered(ground: Ground, mark: Mark, person: Handle, part: Window) -> Proposal:
    """Somebody has a part of a bar, or of a gap."""
    whole = Window(mark.start, mark.end)
    if mark.kind in (GAP, NOBODY) or not whole.meet(part) or part.meet(whole) != part:
        return covered(ground, person, part)
    return reassigned(ground, Held(mark.person, part), person, Act.COVER)


def split_at(ground: Ground, held: Held, at: datetime, later: Handle) -> Proposal:
    """Somebody else from an instant on."""
    later_part = Window(at, held.window.end)
    words = said(
        tr("%1 from %2"), name_of(ground.board, later), span_words(later_part, ground.zone)
    )
    made = Proposal(Act.REASSIGN, (Bar(later, later_part, held.window),), words)
    if at < ground.now:
        return replace(made, refusal=past_words())
    if not held.window.start < at < held.window.end:
        return replace(made, refusal=tr("Split it at a time between its beginning and its end."))
    shift = Held(held.person, ahead(held.window, ground))
    return tried(made, lambda: rota_edit.split(ground.board, ground.spec, shift, at, later), ground)


def removed(ground: Ground, held: Held) -> Proposal:
    """Nobody serves the bar any more."""
    window = ahead(held.window, ground)
    words = f"{said(tr('%1 removed'), name_of(ground.board, held.person))}, "
    made = Proposal(
        Act.MOVE, (Bar(held.person, window),), words + span_words(held.window, ground.zone)
    )
    if not window:
        return replace(made, refusal=past_words())
    shift = Held(held.person, window)
    return tried(made, lambda: rota_edit.removed(ground.board, ground.spec, shift), ground)


def dropped(ground: Ground, mark: Mark) -> Proposal:
    """A change of the covers row is taken back; what of it is over stays."""
    window = Window(mark.start, mark.end)
    words = f"{said(tr('Taken back: %1'), mark.words)}, {span_words(window, ground.zone)}"
    made = Proposal(Act.MOVE, (Bar(mark.person, window),), words)
    place = mark.override
    if place is None or not ahead(window, ground):
        return replace(made, refusal=past_words())
    return tried(made, lambda: _without(ground, place), ground)


def _without(ground: Ground, place: int) -> ScheduleSpec:
    overrides = list(ground.spec.overrides)
    if overrides[place].start < ground.now:
        overrides[place] = replace(overrides[place], end=ground.now)
    else:
        del overrides[place]
    return replace(ground.spec, overrides=tuple(overrides))
