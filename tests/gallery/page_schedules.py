"""The rota page: each zoom, by people, several schedules, gaps, clock changes, list, nothing."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.clock import SetClock
from app.domain.actor import Actor
from app.store import open_store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import Source
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, SMALL, Ending, played
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
    yield "schedules-small", partial(page, size=SMALL)
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
    yield "schedules-crowded", crowded
    yield "schedules-crowded-people", partial(crowded, By.PEOPLE)
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


def crowded(by: By = By.LAYERS) -> QWidget:
    """Twenty-four people in three layers, several at once, with a cover a day."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'crowded.db'}"
    store = open_store(url, clock=SetClock(BEGIN), durable=False)
    apply(store, read(crowd().encode()).workspace, Actor("drawing", Source.FILE))
    bridge = bridge_on(store)
    made = on(bridge)
    made.asked = made.asked._replace(schedules=ALL, day=BEGIN.date(), kind=Kind.FORTNIGHT)
    made.by = by
    made.heading.choose_rows(by)
    made.ask()
    settled(lambda: not made._asking)
    return made


def crowd() -> str:
    """Its workspace file."""
    names = [
        f"{first} {last}" for first in ("Ada", "Bob", "Cleo", "Dino", "Elif", "Finn", "Gita", "Hal")
        for last in ("Ito", "Maximilian-Oberhofer", "Ruiz")
    ]  # fmt: skip
    handles = [f"p{number:02}" for number in range(len(names))]
    first, monday = BEGIN.date(), BEGIN.date() - timedelta(days=BEGIN.weekday())
    lines = ["watchbill: 1", "people:"]
    for number, (handle, name) in enumerate(zip(handles, names, strict=True)):
        gone, back = (first + timedelta(days=number % 9 + more) for more in (1, 4))
        off = f", time_off: [{{start: {gone}, end: {back}, reason: a long walk}}]"
        lines.append(f"  - {{name: {handle}, full_name: {name}{off if number % 3 == 0 else ''}}}")
    lines += ["schedules:", "  - name: the whole platform, day and night",
              "    time_zone: Europe/Madrid", "    holidays: ES", "    rotations:"]  # fmt: skip
    together = ", ".join(f"[{', '.join(handles[at : at + 3])}]" for at in range(0, 24, 3))
    only = 'restrictions: [{from: "fri 18:00", to: "mon 08:00"}]'
    for layer, (name, unit, people, hours) in enumerate((
        ("three of a week", "week", together, ""),
        ("nights", "day", ", ".join(handles),
         ', restrictions: [{from: "22:00", to: "07:00"}]'),
        ("weekends", "week", ", ".join(reversed(handles)), f", {only}"),
    ), 1):  # fmt: skip
        lines.append(
            f"      - {{name: {name}, layer: {layer}, start: {monday - timedelta(weeks=4)}T09:00, "
            f"shift: {{every: 1, unit: {unit}}}, people: [{people}]{hours}}}"
        )
    lines.append("    overrides:")
    for day in range(14):
        on = monday + timedelta(days=day)
        lines.append(f"      - {{start: {on}T11:00, end: {on}T18:30, add: {handles[-1 - day]}}}")
    return "\n".join(lines)


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
