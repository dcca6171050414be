"""The policies page: the sample team's, narrow, none at all."""

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
from ui.policies.page import PoliciesPage


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the page."""
    yield "policies", page
    yield "policies-narrow", partial(page, (712, 700))
    yield "policies-empty", empty


def on(bridge: Bridge, size: tuple[int, int] = SIZE) -> PoliciesPage:
    """The page on a desktop."""
    made = PoliciesPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: not made._asking and not made._stale)
    return made


def page(size: tuple[int, int] = SIZE) -> QWidget:
    """The sample team's policies."""
    forgetful()
    night = played("rich")[0]
    return on(bridge_on(night.store, "ana", night.people["ana"]), size)


def empty() -> QWidget:
    """No policy yet."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}"
    return on(bridge_on(open_store(url, clock=SetClock(BEGIN), durable=False)))
