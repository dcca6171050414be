"""Candidates as people to choose from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.schedules.hand.candidates import Offer
from ui.schedules.hand.desk import Desk
from ui.schedules.hand.proposal import Ground
from ui.schedules.hand.reason import hours_words, limits_of, reason_of
from ui.schedules.hand.words import said
from ui.schedules.mark import tr

if TYPE_CHECKING:
    from app.domain.candidate import Candidate


def offers(desk: Desk, ground: Ground, found: "Sequence[Candidate]") -> list[Offer]:
    """In the order in which they are proposed; the first one is praised for it."""
    made = []
    for place, each in enumerate(found):
        member = ground.board.members[each.person]
        limits, hours = (
            limits_of(ground.board, ground.spec),
            each.load.length.total_seconds() / 3600,
        )
        figures = (hours_words(hours), said(tr("%1 n"), str(each.load.nights)),
                   said(tr("%1 we"), str(each.load.weekends)))  # fmt: skip
        reasons = tuple(reason_of(r, ground.board, limits, member.name) for r in each.reasons)
        praise = _praise(each, place)
        face = desk.face(ground.board.schedule_id, member.name)
        made.append(Offer(member.name, face, " · ".join(figures), reasons, praise))
    return made


def _praise(each: "Candidate", place: int) -> str:
    if place == 0:
        return tr("free then, and least loaded")
    return tr("free then") if each.usual else tr("free then, not in this rota")
