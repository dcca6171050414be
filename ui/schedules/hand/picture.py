"""A proposal as something to see: its bars where they would be, and its card."""

from datetime import timedelta
from typing import NamedTuple

from app.domain.window import Window
from ui.schedules.hand.card import GhostCard
from ui.schedules.hand.desk import Desk
from ui.schedules.hand.ghost import LIFT, Ghost, GhostBar
from ui.schedules.hand.judge import Verdict
from ui.schedules.hand.proposal import Act, Bar, Ground, Proposal
from ui.schedules.hand.words import moment_words, name_of, said, span_words, times
from ui.schedules.mark import COVERS, FINAL, LAYER, PERSON, GridRow, tr

WEEK = timedelta(days=8)
LIFTED = (Act.COVER, Act.MOVE, Act.COPY, Act.REASSIGN, Act.SWAP)


class Place(NamedTuple):
    """The row in which a bar was grabbed (or over which it is brought), and its lane there."""

    row: GridRow
    lane: int = 0


def ghost_of(
    desk: Desk, ground: Ground, proposal: Proposal, verdict: Verdict, place: Place
) -> Ghost:
    """What hovers."""
    bars = tuple(_bar(desk, ground, proposal, each, place) for each in proposal.bars)
    return Ghost(bars, card_of(desk, ground, proposal, verdict), verdict.tone)


def card_of(
    desk: Desk,
    ground: Ground,
    proposal: Proposal,
    verdict: Verdict,
    keys: tuple[str, ...] | None = None,
) -> GhostCard:
    """Person, both times, what is wrong, whose hours change, which keys help (a drag's, unless
    others are given)."""
    sheet = desk.grid.sheet()
    brief = sheet.span.end - sheet.span.start < WEEK
    title, lines = _title(ground, proposal, brief)
    helps = (*_keys(proposal.act), tr("Esc: cancel")) if keys is None else keys
    return GhostCard(
        title,
        tuple(filter(None, (*lines, verdict.hours))),
        verdict.reasons,
        " · ".join([*verdict.notes, *helps]),
    )


def _title(ground: Ground, proposal: Proposal, brief: bool) -> tuple[str, tuple[str, ...]]:
    first = proposal.bars[0]
    if proposal.act is Act.SWAP:
        one, other = (name_of(ground.board, bar.person) for bar in proposal.bars)
        lines = (f"{name_of(ground.board, bar.person)} · {_when(ground, bar.window, brief)}"
                 for bar in proposal.bars)  # fmt: skip
        return said(tr("%1 and %2 swap"), one, other), tuple(lines)
    if proposal.act is Act.HAND_OFF:
        moved = first.old is not None and first.old.start != first.window.start
        at = first.window.start if moved else first.window.end
        was = first.old.start if moved and first.old else first.old.end if first.old else at
        title = f"{proposal.rotation} · {moment_words(at, ground.zone, True)}"
        return title, (said(tr("was %1"), moment_words(was, ground.zone, True)),)
    title = name_of(ground.board, first.person)
    title = f"{title} · {span_words(first.window, ground.shown, brief=brief)}"
    whole = times(first.window, ground.zone, ground.shown, brief=brief)
    theirs = f"{span_words(first.window, ground.zone, brief=brief)} {ground.zone.key}"
    return title, (theirs,) if whole.endswith(")") else ()


def _when(ground: Ground, window: Window, brief: bool) -> str:
    return times(window, ground.zone, ground.shown, brief=brief)


def _keys(act: Act) -> tuple[str, ...]:
    if act is Act.SWAP:
        return (tr("Ctrl: move over it"),)
    if act is Act.RESIZE:
        return tr("Shift: no snapping"), tr("Alt: leave a gap")
    if act is Act.MOVE:
        return tr("Shift: no snapping"), tr("Alt: copy")
    return () if act is Act.REASSIGN else (tr("Shift: no snapping"),)


def _bar(desk: Desk, ground: Ground, proposal: Proposal, bar: Bar, place: Place) -> GhostBar:
    schedule = ground.board.schedule_id
    row, lane = _row(desk, schedule, proposal, bar, place), place.lane
    own = desk.row_of(schedule, place.row.kind, place.row.person, place.row.rotation)
    box = desk.box(row, bar.window, lane if row == own else 0)
    if proposal.act in LIFTED:
        box.translate(0, LIFT)
    old = None
    if bar.old is not None and own is not None:
        from_row = row if proposal.act is Act.SWAP and place.row.kind != PERSON else own
        if proposal.act is Act.SWAP and place.row.kind == PERSON:
            from_row = desk.row_of(schedule, PERSON, bar.person) or own
        old = desk.box(from_row, bar.old, lane if from_row == own else 0)
    return GhostBar(box, desk.face(schedule, bar.person), old)


def _row(desk: Desk, schedule: int, proposal: Proposal, bar: Bar, place: Place) -> int:
    """The row in which a bar would stand."""
    kind, found = place.row.kind, None
    if kind == PERSON:
        found = desk.row_of(schedule, PERSON, bar.person)
    elif kind == LAYER and proposal.act is Act.HAND_OFF:
        found = desk.row_of(schedule, LAYER, "", proposal.rotation)
    elif kind == COVERS:
        found = desk.row_of(schedule, COVERS)
    if found is None:
        found = desk.row_of(schedule, FINAL)
    return found or 0
