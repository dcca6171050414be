"""What others put on the rota page, in one place: a line each, in the order they are put there.

The page offers: `grid`, `view` and `table` (the list), `side` and `strip` and `foot` (layouts),
`heading.schedules.fill_with(...)`, `carried`, `drafting`, `boards`, `plan(schedule)`,
`spec(schedule)`, `redraw()`, and the signals `shown` and `new_wanted`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.schedules.page import SchedulesPage


def furnish(page: "SchedulesPage") -> None:
    """Once, at the end of making a page."""
    from ui.schedules.balance.balance import Balance
    from ui.schedules.between.between import Between
    from ui.schedules.calendars.calendars import Calendars
    from ui.schedules.hand.hand import Hand
    from ui.schedules.planning import Planning

    Planning(page)
    hand = Hand(page)
    Between(page, hand)
    Balance(page)
    Calendars(page, hand)
