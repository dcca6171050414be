"""What is set for this machine, narrow too; and About."""

import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending
from tests.gallery.page_settings import begun, framed, on
from tests.gallery.page_shell import shell
from tests.night import Night
from ui.settings.workspace_card import WorkspaceCard
from ui.shell.about import About

OTHER = """watchbill: 1
people:
- {name: ana, full_name: Ana Ruiz, time_zone: Europe/Madrid}
- {name: kim, full_name: Kim Berg, time_zone: UTC}
teams:
- {name: night-watch, members: [ana, kim]}
"""
WRONG = """watchbill: 1
people:
- {name: ana, time_zone: Europe/Nowhere}
teams:
- {name: night-watch, members: [ana, kym]}
"""


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "machine", machine
    yield "machine-narrow", partial(machine, (712, 1100))
    yield "machine-workspace", workspace
    yield "machine-workspace-prune", partial(workspace, prune=True)
    yield "machine-workspace-wrong", partial(workspace, WRONG)
    yield "about", about


def machine(size: tuple[int, int] = SIZE) -> QWidget:
    """The second tab of the settings."""
    night = begun()
    made = on(bridge_on(night.store, "ana", night.people["ana"]), size)
    made.visit("machine")
    settled(lambda: made.machine.seen is not None)
    return made


def workspace(text: str = OTHER, *, prune: bool = False) -> QWidget:
    """A file is looked at, before it is applied."""
    night = begun()
    bridge = bridge_on(night.store, "fay", night.people["fay"])
    made = WorkspaceCard(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    file = Path(tempfile.mkdtemp()) / "night-watch.yaml"
    file.write_text(text, "utf-8")
    framed(made).open_file(file)
    settled(lambda: made.preview.shown is not None)
    if prune:
        made.preview.prune.click()
        settled(lambda: made.preview.shown is not None and made.preview.shown.prune)
    return framed(made)


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
