"""The services page: one with its senders, a question, an error, a new sender, nothing at all."""

import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.clock import SetClock
from app.store import open_store
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending, played
from tests.night import BEGIN
from ui.bridge import Bridge
from ui.services.page import ServicesPage
from ui.services.sender import SenderView


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the page."""
    yield "services", page
    yield "services-narrow", partial(page, (712, 700))
    yield "services-adding", adding
    yield "services-wrong", wrong
    yield "services-asking", asking
    yield "services-empty", empty


def on(bridge: Bridge, size: tuple[int, int] = SIZE) -> ServicesPage:
    """The page on a desktop."""
    made = ServicesPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: not made._asking and not made._stale)
    return made


def page(size: tuple[int, int] = SIZE) -> ServicesPage:
    """A service with a sender."""
    forgetful()
    night = played("rich")[0]
    made = on(bridge_on(night.store, "ana", night.people["ana"]), size)
    made.view.choose(night.services["payments"])
    settled(lambda: bool(made.editor._clean) and made.editor._clean[0] == "payments")
    return made


def adding() -> QWidget:
    """A sender about to be added."""
    made = page()
    made.editor.senders.begin()
    return made


def asking() -> QWidget:
    """About to take the service out, and to renew a key."""
    made = page((900, 900))
    made.editor._ask()
    made.editor.senders.findChildren(SenderView)[-1]._ask_renew()
    settled(lambda: True)
    return made


def wrong() -> QWidget:
    """A circle of dependencies, refused beside the field."""
    made = page()
    made.view.choose(played("rich")[0].services["database"])
    settled(lambda: made.editor._clean[0] == "database")
    made.editor.form.needs.set_value(("payments",))
    made.editor.save()
    settled(lambda: bool(made.editor.form.fields["depends_on"].error))
    made.editor._refresh()
    return made


def empty() -> QWidget:
    """No service yet."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}"
    return on(bridge_on(open_store(url, clock=SetClock(BEGIN), durable=False)))
