"""What is set for this machine, narrow too; and About."""

import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending
from tests.gallery.page_settings import begun, on
from tests.gallery.page_shell import shell
from tests.night import Night
from ui.shell.about import About


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "machine", machine
    yield "machine-narrow", partial(machine, (712, 1100))
    yield "about", about


def machine(size: tuple[int, int] = SIZE) -> QWidget:
    """The second tab of the settings."""
    night = begun()
    made = on(bridge_on(night.store, "ana", night.people["ana"]), size)
    made.visit("machine")
    settled(lambda: made.machine.seen is not None)
    return made


def about() -> QWidget:
    """Versions."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'about.db'}")
    desk = bridge_on(night.store, "ana", night.people["ana"])
    window = shell("alerts")
    window.show()
    QApplication.processEvents()
    sheet = About(window, desk)
    sheet.open()
    settled(lambda: "Database" in sheet.parts)
    desk.setParent(window)
    window.destroyed.connect(Ending(desk))
    return window
