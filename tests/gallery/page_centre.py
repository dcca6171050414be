"""The notifications centre, filled and empty; and the palette that searches texts."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.operations import incident as incidents
from app.operations.incident import Declaration
from app.queries.told import Told
from models.kinds import NoticeKind
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import Ending
from tests.gallery.page_shell import shell
from tests.night import BEGIN, Night
from ui.shell.centre import CentreSheet
from ui.shell.sources import Sources

TOLD = [
    Told(BEGIN - timedelta(minutes=4), None, "#482 Checkout fails", "level 1", 482),
    Told(BEGIN - timedelta(minutes=50), NoticeKind.REQUEST, "Ben asks you to cover Fri 18:00 to "
         "Sat 09:00", "He is at a wedding", None),
    Told(BEGIN - timedelta(hours=5), NoticeKind.HAND_OFF, "You are Primary now", "", None),
    Told(BEGIN - timedelta(days=2), NoticeKind.TASK, "A task is due: rotate the key", "", 479),
    Told(BEGIN - timedelta(days=3), NoticeKind.TEST, "Watchbill contact test", "phone", None),
]  # fmt: skip


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "centre", lambda: centre(TOLD)
    yield "centre-empty", lambda: centre([])
    yield "search", search


def centre(rows: list[Told]) -> QWidget:
    """Over the window."""
    window = shell("alerts")
    window.show()
    QApplication.processEvents()
    sheet = CentreSheet(window)
    sheet.show_told(rows, BEGIN - timedelta(hours=1), BEGIN)
    sheet.open()
    return window


def search() -> QWidget:
    """Words from a timeline, below what has such a name."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'search.db'}")
    for title in ("Checkout fails for card payments", "Slow sign-in after the failover"):
        number = incidents.declare(night.store, Declaration(title), night.actor("ana"))
        note = "Failed over to Frankfurt, connections drain from the old primary"
        incidents.note(night.store, number, note, night.actor("ben"))
    desk = bridge_on(night.store, "ana", night.people["ana"])
    window = shell("alerts")
    window.show()
    sources = Sources(window, desk)
    window.open_palette()
    settled(lambda: bool(sources._entries))
    palette = window.palette_view()
    palette.search.setText("fail over")
    table = palette.list.table
    settled(lambda: any("Frankfurt" in str(table.at(at)) for at in range(table.rowCount())))
    desk.setParent(window)
    window.destroyed.connect(Ending(desk))
    return window
