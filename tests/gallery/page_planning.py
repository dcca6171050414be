"""Editing a rota: the panel beside the grid, the draft bar, the sheets that publish and compare."""

import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.clock import SetClock
from app.store import open_store
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE
from tests.gallery.page_schedules import on, page
from tests.night import BEGIN, Night
from ui.schedules.page import SchedulesPage
from ui.schedules.planning import Planning


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "planning-rotations", rotations
    yield "planning-rotation", rotation
    yield "planning-rotation-hours", partial(rotation, "nights")
    yield "planning-rotation-mirrored", partial(rotation, "nights", mirrored=True)
    yield "planning-rotation-wrong", wrong
    yield "planning-settings", settings
    yield "planning-new", new
    yield "planning-first", first


def fresh(**asked: object) -> SchedulesPage:
    """A page on a team of its own, so that drafts meet nobody."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'planning.db'}")
    return on(bridge_on(night.store, "ana", night.people["ana"]), SIZE)


def planning(made: SchedulesPage) -> Planning:
    """What edits it."""
    found = made.findChild(Planning)
    assert isinstance(found, Planning)
    return found


def rotations() -> QWidget:
    """The panel's list."""
    made = page()
    planning(made).open_panel()
    return made


def rotation(name: str = "weekly", *, mirrored: bool = False) -> QWidget:
    """One rotation in the panel."""
    made = page(mirrored=mirrored)
    planning(made).open_panel()
    planning(made).panel.show_rotation(name)
    return made


def wrong() -> QWidget:
    """What makes no sense is said beside its field."""
    made = page()
    panel = planning(made).panel
    planning(made).open_panel()
    panel.show_rotation("nights")
    panel.form.name.setText("weekly")
    panel.form.name.textEdited.emit("weekly")
    panel.form.hours.lines[0].opens.setText("25:00")
    panel.form.hours.lines[0].opens.changed.emit()
    return made


def settings() -> QWidget:
    """The schedule's settings."""
    made = page()
    planning(made).open_settings()
    form = planning(made).panel.settings
    settled(lambda: form._offers is not None)
    return made


def new() -> QWidget:
    """A new schedule."""
    made = fresh()
    planning(made).begin()
    settled(lambda: planning(made)._beginning is not None and planning(made)._beginning.isVisible())  # type: ignore[union-attr]
    return made


def first() -> QWidget:
    """The very first one, where nobody is there yet."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}"
    made = on(bridge_on(open_store(url, clock=SetClock(BEGIN), durable=False)))
    planning(made).begin()
    sheet = planning(made)._beginning
    assert sheet is not None
    settled(sheet.isVisible)
    sheet.newcomers.setText("Ana Ruiz, Ben Okafor, Cy")
    return made
