"""The rota page: each zoom, by people, several schedules, gaps, clock changes, list, nothing."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.clock import SetClock
from app.store import open_store
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending, played
from tests.night import BEGIN
from ui.bridge import Bridge
from ui.schedules.page import SchedulesPage
from ui.schedules.reads import ALL
from ui.schedules.rows import By
from ui.schedules.span import Kind


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the page."""
    yield "schedules-week", page
    yield "schedules-narrow", partial(page, size=(712, 700))
    yield "schedules-fortnight", partial(page, Kind.FORTNIGHT)
    yield "schedules-month", partial(page, Kind.MONTH)
    yield "schedules-quarter", partial(page, Kind.QUARTER)
    yield "schedules-people", partial(page, by=By.PEOPLE)
    yield "schedules-people-month", partial(page, Kind.MONTH, by=By.PEOPLE)
    yield "schedules-all", partial(page, schedule="")
    yield "schedules-all-people", partial(page, Kind.FORTNIGHT, schedule="", by=By.PEOPLE)
    yield "schedules-gaps", partial(page, schedule="support")
    yield "schedules-clocks", partial(page, day=date(2026, 10, 25))
    yield "schedules-holiday", partial(page, day=date(2026, 12, 8))
    yield "schedules-elsewhere", partial(page, zone="America/Los_Angeles")
    yield "schedules-mirrored", partial(page, mirrored=True)
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
    kind: Kind = Kind.WEEK,
    schedule: str = "primary",
    size: tuple[int, int] = SIZE,
    *,
    by: By = By.LAYERS,
    day: date = date(2026, 11, 25),
    zone: str = "schedule",
    mirrored: bool = False,
) -> SchedulesPage:
    """A schedule of the sample team; without a name all of them."""
    forgetful()
    night = played("rich")[0]
    made = on(bridge_on(night.store, "ana", night.people["ana"]), size)
    if mirrored:
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert made.seen is not None
    ids = tuple(each.id for each in made.seen.choices if each.name == schedule)
    made.asked = made.asked._replace(schedules=ids or ALL, day=day, kind=kind, zone=zone)
    made.by = by
    made.heading.choose_rows(by)
    made.ask()
    settled(lambda: not made._asking)
    return made


def listed() -> QWidget:
    """The same as a table."""
    made = page()
    made.show_list(True)
    return made


def empty() -> QWidget:
    """No schedule yet."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}"
    return on(bridge_on(open_store(url, clock=SetClock(BEGIN), durable=False)))
