"""The rota in calendars: subscribing, another address, a file that is looked at before it is in."""

import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.app.calendars.files import calendar, event
from tests.desk import settled
from tests.gallery.page_schedules import page
from ui.schedules.calendars.calendars import Calendars
from ui.schedules.calendars.import_sheet import ROTA, ImportSheet
from ui.schedules.page import SchedulesPage

HOLIDAYS = calendar(
    event("DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20270104", "SUMMARY:Home"),
    event("DTSTART;VALUE=DATE:20270405", "DTEND;VALUE=DATE:20270410", "SUMMARY:Lisbon"),
)
TURNS = calendar(
    *(
        event(f"DTSTART;TZID=Europe/Madrid:{day}T090000", "DURATION:P7D", f"SUMMARY:{who}",
              "RRULE:FREQ=WEEKLY;INTERVAL=3")
        for who, day in (("Ana Ruiz", "20270104"), ("ben", "20270111"), ("cy", "20270118"))
    ),
    event("DTSTART:20270120T080000Z", "DURATION:P1D", "SUMMARY:dan"),
    head="X-WR-TIMEZONE:Europe/Madrid",
)  # fmt: skip


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each sheet."""
    yield "calendars-subscribe", subscribing
    yield "calendars-rotate", partial(subscribing, sure=True)
    yield "calendars-away", partial(importing, HOLIDAYS, "holidays.ics")
    yield "calendars-schedule", partial(importing, TURNS, "night-desk.ics", rota=True)
    yield (
        "calendars-unknown",
        partial(
            importing, TURNS.replace(b"SUMMARY:dan", b"SUMMARY:Zoe"), "night-desk.ics", rota=True
        ),
    )


def calendars(made: SchedulesPage) -> Calendars:
    """What a page was furnished with."""
    (found,) = made.findChildren(Calendars)
    return found


def subscribing(*, sure: bool = False) -> QWidget:
    """The sheet with its address."""
    made = page()
    found = calendars(made)
    found.subscribe()
    settled(lambda: found.sheet is not None and found.sheet.address is not None)
    if sure and found.sheet is not None:
        found.sheet.rotate.click()
    return made


def importing(data: bytes, name: str, *, rota: bool = False) -> QWidget:
    """The sheet with what a file comes to."""
    made = page()
    file = Path(tempfile.mkdtemp()) / name
    file.write_bytes(data)
    found = calendars(made)
    found.open_file(file)
    sheet = found.importing
    assert isinstance(sheet, ImportSheet)
    if rota:
        sheet.tabs.choose(ROTA)
    settled(lambda: bool(sheet.told.text() or sheet.error.text()))
    return made
