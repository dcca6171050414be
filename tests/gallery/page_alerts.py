"""The alerts page: some open, one with its log, nothing open, nothing ever."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending, played
from ui.alerts.page import AlertsPage


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the page."""
    yield "alerts-open", partial(page, "rich")
    yield "alerts-narrow", partial(page, "rich", (700, 620))
    yield "alerts-calm", partial(page, "calm")


def page(name: str, size: tuple[int, int] = SIZE) -> QWidget:
    """The page on a story."""
    forgetful()
    night = played(name)[0]
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    made = AlertsPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: not made._asking and not made._stale)
    if made.table.rowCount():
        made.view.choose_first()
        settled(lambda: made.detail.alert is not None)
    return made
