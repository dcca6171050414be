"""A metrics page on a night's store, and what it shows."""

from collections.abc import Callable
from datetime import timedelta

from pytestqt.qtbot import QtBot

from models.kinds import Severity
from tests.night import Night
from ui.bridge import Bridge
from ui.metrics.page import MetricsPage

Open = Callable[[], MetricsPage]


def settle(page: MetricsPage, qtbot: QtBot) -> None:
    """Until what is asked for is painted."""
    views = [each.view for each in page.board.cards.values()]
    qtbot.waitUntil(
        lambda: page.borne is not None and not page.asking and not page._stale
        and (not page.board.isVisible() or all(each.ready for each in views))
    )  # fmt: skip


def opener(ana: Bridge, qtbot: QtBot) -> Open:
    """Makes pages, each when it is called."""

    def make() -> MetricsPage:
        page = MetricsPage(ana)
        qtbot.addWidget(page)
        page.resize(1170, 1400)
        page.show()
        settle(page, qtbot)
        return page

    return make


def three(night: Night) -> list[int]:
    """Three incidents on two services; one is resolved after twenty minutes."""
    numbers = [night.declare(f"trouble {at}", "ana", name)
               for at, name in enumerate(("api", "api", "web"))]  # fmt: skip
    from app.operations import incident

    night.clock.forward(timedelta(minutes=20))
    incident.change(night.store, numbers[2], night.actor("ana"), None, severity=Severity.SEV1)
    incident.acknowledge(night.store, numbers[0], night.actor("ana"))
    incident.resolve(night.store, numbers[0], night.actor("ana"))
    return numbers
