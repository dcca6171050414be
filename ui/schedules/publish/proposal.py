"""What publishing a draft would do, worked out on a reader's thread: for each way of taking effect
the rules, who gains and loses which shifts, and what the checks say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ui.schedules.publish.words import SPAN, ahead, row_of

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.check import Check
    from app.domain.draft import Draft
    from app.domain.effect import Effect
    from app.domain.rota import PersonId
    from app.domain.shift_difference import Difference
    from app.domain.workspace import ScheduleSpec
    from app.store import Store

SLACK = timedelta(days=8)  # so that checks of seven days see what lies before and after


@dataclass(frozen=True)
class Outcome:
    """`at`: from when on the new rules alone count. `fresh` checks were not there before; `known`
    ones were."""

    spec: "ScheduleSpec"
    at: datetime
    difference: "Difference"
    fresh: "tuple[Check, ...]"
    known: "tuple[Check, ...]"


@dataclass(frozen=True)
class Proposal:
    """A draft on what is stored now. `rules`: whether rotations change, so that it matters when;
    `here`: who is on call now."""

    board: "Board"
    draft: "Draft"
    rules: bool
    here: "tuple[PersonId, ...]"
    outcomes: "Mapping[Effect, Outcome]"


def proposal(store: "Store", schedule_id: int, draft: "Draft") -> Proposal | None:
    """None when the schedule is gone. Where somebody published since the draft began, `board` says
    so by its version, and nothing is worked out."""
    from app.domain.board import rota_of
    from app.domain.difference import rules_differ
    from app.domain.effect import Effect
    from app.domain.resolve import who
    from app.domain.window import Window
    from app.queries.board import board

    now = store.now()
    found = board(store, schedule_id, Window(now - SLACK, now + SPAN + SLACK))
    if found is None:
        return None
    rules = rules_differ(draft.base, draft.spec)
    here = tuple(who(rota_of(found.stored, found.idents), found.now))
    if found.version != draft.seen:
        return Proposal(found, draft, rules, here, {})
    effects = tuple(Effect) if rules else (Effect.NOW,)
    return Proposal(
        found, draft, rules, here, {each: _outcome(found, draft, each) for each in effects}
    )


def compared(board: "Board", before: "ScheduleSpec", after: "ScheduleSpec") -> Outcome:
    """Two specs as they are."""
    from app.domain.check import checks
    from app.domain.shift_difference import difference

    window = ahead(board)
    rows = row_of(board, before, window), row_of(board, after, window)
    old = {_key(each) for each in checks(board, before, board.resolved(before, window))}
    new = checks(board, after, board.resolved(after, window))
    return Outcome(
        after,
        board.now,
        difference(*rows),
        tuple(each for each in new if _key(each) not in old),
        tuple(each for each in new if _key(each) in old),
    )


def _outcome(board: "Board", draft: "Draft", effect: "Effect") -> Outcome:
    from dataclasses import replace

    from app.domain.effect import effective, effective_at

    told = (draft.base, draft.spec, effect, board.now, board.idents)
    found = compared(board, draft.base, effective(*told))
    return replace(found, at=effective_at(*told))


def _key(check: "Check") -> tuple[object, ...]:
    return check.kind, check.person, check.window
