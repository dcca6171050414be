"""With whom a shift could be swapped: the shifts to come of everybody else."""

from app.domain.rota_edit import Held
from app.domain.window import Window
from ui.schedules.hand.desk import Desk
from ui.schedules.hand.gesture import there_in
from ui.schedules.hand.proposal import Ground, ahead
from ui.schedules.hand.words import times
from ui.widgets.choices import Choice


def partner_choices(desk: Desk, ground: Ground, held: Held) -> list[Choice]:
    """The nearest first."""
    schedule = ground.board.schedule_id
    whole = ahead(ground.board.window, ground)
    found = [
        each for each in there_in(ground, Window(whole.start, whole.end))
        if each.person != held.person
    ]  # fmt: skip
    found.sort(key=lambda each: abs(each.window.start - held.window.start))
    return [
        Choice(
            each,
            desk.face(schedule, each.person).title,
            times(each.window, ground.zone, ground.shown),
            desk.face(schedule, each.person),
        )
        for each in found
    ]
