"""The rota page: a week, two weeks, a month, the list, a gap, nothing at all."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.clock import SetClock
from app.store import open_store
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending, played
from tests.night import BEGIN
from ui.bridge import Bridge
from ui.schedules.page import SchedulesPage
from ui.schedules.span import Kind


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the page."""
    yield "schedules-week", page
    yield "schedules-narrow", partial(page, size=(712, 700))
    yield "schedules-fortnight", partial(page, Kind.FORTNIGHT)
    yield "schedules-month", partial(page, Kind.MONTH)
    yield "schedules-gaps", partial(page, schedule="support")
    yield "schedules-list", listed
    yield "schedules-empty", empty


def on(bridge: Bridge, size: tuple[int, int] = SIZE) -> SchedulesPage:
    """The page on a desktop."""
    made = SchedulesPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: not made._asking and not made._stale)
    return made


def page(
    kind: Kind = Kind.WEEK, schedule: str = "primary", size: tuple[int, int] = SIZE
) -> SchedulesPage:
    """A schedule of the sample team."""
    forgetful()
    night = played("rich")[0]
    made = on(bridge_on(night.store, "ana", night.people["ana"]), size)
    assert made.seen is not None
    made._schedule = next(each.id for each in made.seen.choices if each.name == schedule)
    made._day = date(2026, 11, 25)
    made.chips.turn(kind)
    made.ask()
    settled(lambda: not made._asking)
    return made


def listed() -> QWidget:
    """The same as a table."""
    made = page()
    made.view_chips.turn("list")
    made._switch()
    return made


def empty() -> QWidget:
    """No schedule yet."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}"
    return on(bridge_on(open_store(url, clock=SetClock(BEGIN), durable=False)))
