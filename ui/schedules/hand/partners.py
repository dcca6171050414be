"""With whom a shift could be swapped: the shifts to come of everybody else, and what it brings."""

from app.domain.rota_edit import Held
from app.domain.window import Window
from ui.schedules.hand.candidates import Offer
from ui.schedules.hand.desk import Desk
from ui.schedules.hand.gesture import swapped, there_in
from ui.schedules.hand.proposal import Ground, ahead
from ui.schedules.hand.words import times
from ui.schedules.mark import tr

MOST = 24  # the nearest ones; each is judged
TONES = ("good", "warn", "alarm")


def partner_offers(desk: Desk, ground: Ground, held: Held) -> tuple[dict[str, Held], list[Offer]]:
    """By key, and in order: what is fine first, then by how near it is."""
    judge, schedule = desk.judge(ground), ground.board.schedule_id
    partners, offered = {}, []
    for place, each in enumerate(_others(ground, held)):
        verdict = judge.verdict(swapped(ground, held, each))
        partners[str(place)] = each
        offered.append(
            Offer(
                str(place),
                desk.face(schedule, each.person),
                times(each.window, ground.zone, ground.shown),
                verdict.reasons,
                verdict.hours or tr("as many hours for both"),
            )
        )
    return partners, sorted(offered, key=lambda each: TONES.index(each.tone))


def _others(ground: Ground, held: Held) -> list[Held]:
    whole = ahead(ground.board.window, ground)
    found = there_in(ground, Window(whole.start, whole.end))
    others = [each for each in found if each.person != held.person]
    return sorted(others, key=lambda each: abs(each.window.start - held.window.start))[:MOST]
