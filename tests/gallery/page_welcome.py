"""The first minutes: the offers, the set-up half done and done, connecting, and inviting."""

import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.clock import SetClock
from app.errors import OlderSchema
from app.operations.backup import back_up
from app.operations.invitation import Invitation
from app.store import open_store
from models.company import Company, Paging
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending
from tests.gallery.page_shell import shell
from tests.night import BEGIN, Night
from ui.bridge import Bridge
from ui.shell.older import OlderSheet
from ui.shell.overlay import Overlay
from ui.welcome.connect import ConnectForm
from ui.welcome.invite import InviteForm
from ui.welcome.page import WelcomePage
from ui.welcome.restore import RestoreForm


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "welcome-empty", empty
    yield "welcome-narrow", partial(empty, (640, 900))
    yield "welcome-begun", begun
    yield "welcome-connect", connect
    yield "welcome-connect-wrong", wrong
    yield "welcome-invited", invited
    yield "welcome-invite", invite
    yield "welcome-restore", restore
    yield "welcome-older", older
    yield "welcome-older-file", partial(older, lite=True)


def page(bridge: Bridge, size: tuple[int, int] = SIZE) -> QWidget:
    """On the screen, with its answers."""
    made = WelcomePage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: made.seen is not None)
    return made


def bridge() -> Bridge:
    """On an empty database."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}"
    return bridge_on(open_store(url, clock=SetClock(BEGIN), durable=False))


def empty(size: tuple[int, int] = SIZE) -> QWidget:
    """The first start."""
    return page(bridge(), size)


def begun() -> QWidget:
    """The sample team: some is done, some not."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'begun.db'}")
    return page(bridge_on(night.store, "ana", night.people["ana"]))


def sheet(form: QWidget, desk: Bridge) -> QWidget:
    """A form over the window."""
    window = shell("alerts")
    window.show()
    QApplication.processEvents()
    over = Overlay(window)
    over.body.addWidget(form)
    for signal in (form.grown,):  # type: ignore[attr-defined]
        signal.connect(over.refit)
    over.open()
    desk.setParent(window)
    window.destroyed.connect(Ending(desk))
    return window


def connect() -> QWidget:
    """Nothing typed."""
    desk = bridge()
    form = ConnectForm(desk)
    form.begin()
    return sheet(form, desk)


def wrong() -> QWidget:
    """Nobody answers there."""
    desk = bridge()
    form = ConnectForm(desk)
    form.begin()
    made = sheet(form, desk)
    form.host.setText("postgresql://ana@127.0.0.1:1/watchbill")
    form.try_it()
    settled(lambda: not form.busy)
    return made


def invited() -> QWidget:
    """By a colleague's file."""
    desk = bridge()
    form = ConnectForm(desk)
    form.invite(Invitation("postgresql://watchbill@db.example.org/team", "ben", "Ben Okafor"))
    return sheet(form, desk)


def invite() -> QWidget:
    """With secrets in it."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'invite.db'}")
    desk = bridge_on(night.store, "ana", night.people["ana"])
    form = InviteForm(desk)
    form.begin()
    made = sheet(form, desk)
    settled(lambda: form.who.count() > 1)
    form.password.setChecked(True)
    return made


def restore() -> QWidget:
    """A backup was looked at."""
    forgetful()
    folder = Path(tempfile.mkdtemp())
    night = Night.begin(f"sqlite:///{folder / 'now.db'}")
    back_up(night.store, folder / "watchbill-20261129.backup")
    desk = bridge_on(night.store, "ana", night.people["ana"])
    form = RestoreForm(desk)
    window = sheet(form, desk)
    form.begin(lite=True)
    form.look(folder / "watchbill-20261129.backup")
    settled(form.act.isEnabled)
    return window


def older(*, lite: bool = False) -> QWidget:
    """The team's database is of an older program, and others are at work with it."""
    window = shell("alerts")
    window.show()
    QApplication.processEvents()
    engines = tuple(Paging(each, "serve", "0.9.2") for each in ("mercury", "venus"))
    there = Company(engines[: 1 if lite else 2], 0 if lite else 3)
    address = "sqlite:////data/watchbill.db" if lite else "postgresql://ana@db/watchbill"
    over = OlderSheet(window)
    over.show_fault(OlderSchema("", address, there, lite=lite))
    over.open()
    QApplication.processEvents()
    return window
