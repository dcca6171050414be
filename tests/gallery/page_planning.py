"""Editing a rota: the panel beside the grid, the draft bar, the sheets that publish and compare."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.clock import SetClock
from app.domain.rota_edit import Held, cover, removed, reordered
from app.domain.window import Window
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
    yield "planning-rotation-rich", rich
    yield "planning-rotation-wrong", wrong
    yield "planning-settings", settings
    yield "planning-draft", draft
    yield "planning-draft-mirrored", partial(draft, mirrored=True)
    yield "planning-draft-narrow", partial(draft, size=NARROW)
    yield "planning-rotation-narrow", partial(rotation, size=NARROW)
    yield "planning-draft-order", order
    yield "planning-publish", publish
    yield "planning-publish-rules", partial(publish, rules=True)
    yield "planning-publish-narrow", partial(publish, rules=True, size=NARROW)
    yield "planning-preview", partial(publish, preview=True)
    yield "planning-merge", merge
    yield "planning-others", others
    yield "planning-versions", versions
    yield "planning-looking", looking
    yield "planning-new", new
    yield "planning-first", first


NARROW = (712, 700)


def fresh(size: tuple[int, int] = SIZE) -> SchedulesPage:
    """A page on a team of its own, so that drafts meet nobody."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'planning.db'}")
    return on(bridge_on(night.store, "ana", night.people["ana"]), size)


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


def rotation(
    name: str = "weekly", *, mirrored: bool = False, size: tuple[int, int] = SIZE
) -> QWidget:
    """One rotation in the panel."""
    made = page(mirrored=mirrored, size=size)
    planning(made).open_panel()
    planning(made).panel.show_rotation(name)
    return made


def rich() -> QWidget:
    """Groups, an empty turn, hours over the weekend, months."""
    made = fresh()
    planning(made).open_panel()
    panel = planning(made).panel
    panel.add_rotation()
    panel.form.people._change([("ana", "ben"), (), ("cy",)])
    panel.form.hours._offer(18, 9, (), 4, 0)
    panel.form.rhythm.unit.set_value("month")
    panel.form.people.setFocus()
    QApplication.processEvents()
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


def drafted(made: SchedulesPage) -> None:
    """Three edits: a cover, one that leaves a gap, one on top of time off."""
    drafting = made.drafting
    board = drafting.board()
    assert board is not None
    zone = ZoneInfo(board.stored.time_zone)

    def at(day: int, hour: int, minute: int = 0) -> datetime:
        return datetime(2026, 11, day, hour, minute, tzinfo=zone).astimezone(UTC)

    spec = cover(board, board.stored, Window(at(27, 9), at(29, 21)), ("cy",))
    drafting.apply("Cy covers Ben", spec)
    spec = removed(board, spec, Held("ben", Window(at(26, 9), at(26, 15, 36))))
    drafting.apply("nobody on Thursday", spec)
    spec = cover(board, spec, Window(at(25, 9), at(25, 23)), ("eva",))
    drafting.apply("Eva covers Ben", spec)


def draft(*, mirrored: bool = False, size: tuple[int, int] = SIZE) -> SchedulesPage:
    """With conflicts."""
    made = fresh(size)
    if mirrored:
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settled(lambda: not made._asking)
    drafted(made)
    return made


def order() -> QWidget:
    """An order that is dragged."""
    made = fresh()
    planning(made).open_panel()
    panel = planning(made).panel
    panel.show_rotation("weekly")
    QApplication.processEvents()
    rows = panel.form.people.rows
    rows[1].lifted = True
    rows[1].grabbed.emit()
    rows[1].pulled.emit(float(rows[3].y() + 4))
    return made


def publish(*, rules: bool = False, preview: bool = False, size: tuple[int, int] = SIZE) -> QWidget:
    """The sheet."""
    made = draft(size=size)
    if rules:
        board = made.drafting.board()
        assert board is not None
        spec = made.drafting.spec()
        assert spec is not None
        spec = reordered(spec, "weekly", (("cy",), ("ana",), ("ben", "dan"), ("eva",)))
        made.drafting.apply("order of weekly", spec)
    doing = planning(made).publishing
    if preview:
        doing.preview()
    else:
        doing.publish()
    settled(lambda: doing.sheet is not None and doing.sheet.isVisible())
    return made


def two() -> tuple[SchedulesPage, SchedulesPage]:
    """Ana's page and Ben's on one database, each with a draft of the same things."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'planning.db'}")
    pages = [on(bridge_on(night.store, name, night.people[name]), SIZE) for name in ("ana", "ben")]
    for made, people, nights in (
        (pages[0], (("cy",), ("ana",), ("ben",), ("eva",)), 3),
        (pages[1], (("ana",), ("dan",), ("cy",), ("ben", "eva")), 4),
    ):
        board = made.drafting.board()
        assert board is not None
        spec = reordered(board.stored, "weekly", people)
        made.drafting.apply("order of weekly", spec)
        limits = replace(spec.limits, nights_running=nights)
        made.drafting.apply("limits", replace(spec, limits=limits))
    return pages[0], pages[1]


def said(made: SchedulesPage) -> None:
    """Publishes what is drafted there."""
    doing = planning(made).publishing
    doing.publish()
    settled(lambda: doing.sheet is not None and doing.sheet.isVisible())
    assert doing.sheet is not None
    doing.sheet.agree()
    settled(lambda: made.drafting.draft() is None)


def merge() -> QWidget:
    """Ben was faster."""
    mine, theirs = two()
    said(theirs)
    theirs.setParent(mine)  # lives as long
    theirs.hide()
    doing = planning(mine).publishing
    doing.publish()
    settled(lambda: doing.merge_sheet is not None and doing.merge_sheet.isVisible())
    assert doing.merge_sheet is not None
    doing.merge_sheet.cards[0].mine.click()
    return mine


def others() -> QWidget:
    """Ben drafts too."""
    mine, theirs = two()
    theirs.drafting.keep()
    theirs.setParent(mine)
    theirs.hide()
    settled(planning(mine).bar.others.isVisible)
    return mine


def versions() -> SchedulesPage:
    """Three versions, an earlier one chosen."""
    made = draft()
    said(made)
    drafting = made.drafting
    spec = drafting.drafted()
    assert spec is not None
    drafting.apply("order of weekly", reordered(spec, "weekly", (("dan",), ("ana",), ("cy",))))
    said(made)
    doing = planning(made).publishing
    doing.show_versions()
    settled(lambda: doing.versions_sheet is not None and doing.versions_sheet.isVisible())
    return made


def looking() -> QWidget:
    """An earlier version in the grid."""
    made = versions()
    sheet = planning(made).publishing.versions_sheet
    assert sheet is not None
    sheet.look.click()
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
