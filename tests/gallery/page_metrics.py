"""The metrics page on the sample team's two years: rich, filtered, compared, narrow, empty, with
one incident, and as people see it who do not tell red from green."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.interruption import Hours
from app.store import Store
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import Ending, played
from tests.sample import sample_store
from ui.metrics.clocks_card import ClocksCard
from ui.metrics.page import MetricsPage
from ui.metrics.report_menu import MailPopup

SIZE = (1170, 1680)
# Machado, Oliveira & Fernandes, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency" (2009), deuteranopia
BLIND = np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]])


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "metrics-rich", page
    yield "metrics-compared", compared
    yield "metrics-quarter", quarter
    yield "metrics-how", how
    yield "metrics-asleep", asleep
    yield "metrics-promise", promise
    yield "metrics-clocks", clocks
    yield "metrics-report", mailing
    yield "metrics-narrow", partial(page, (560, 1200))
    yield "metrics-empty", partial(small, "empty")
    yield "metrics-one", partial(small, "one")
    yield "metrics-blind", blind


@cache
def sample() -> Store:
    """Two years, in full strength."""
    return sample_store(300)


@cache
def store_of(name: str) -> Store:
    """Nothing, or one resolved incident."""
    if name == "empty":
        from app.store import open_store

        return open_store(f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}", durable=False)
    return played("calm")[0].store


def page(size: tuple[int, int] = SIZE, span: str = "", store: Store | None = None) -> MetricsPage:
    """As it opens."""
    forgetful()
    bridge = bridge_on(store or sample(), "fay")
    made = MetricsPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    if span:
        made.chips.choose_span(span)
    wait(made)
    return made


def wait(made: MetricsPage) -> None:
    """Until everything is painted."""
    cards = made.board.cards.values()
    settled(
        lambda: (
            made.borne is not None
            and not made.asking
            and all(each.view.ready or not each.view.isVisible() for each in cards)
        ),
        30,
    )


def compared() -> QWidget:
    """A year, with the year before."""
    made = page(span="12 months")
    made.compare.flip("a year before", True)
    wait(made)
    return made


def quarter() -> QWidget:
    """Did we keep our promise for the API?"""
    return page(span="last quarter")


def how() -> QWidget:
    """How a figure is computed."""
    made = page()
    from app.domain.formula import FORMULAE
    from ui.metrics.how import HowPopup

    popup = HowPopup(
        FORMULAE["mttr"], "Here: median 41 min, with 95 % confidence between 38 and 44."
    )
    popup.open_at(made.board.tiles["mttr"].how)
    return popup


def asleep() -> QWidget:
    """Which service costs us most sleep? The mouse on the longest bar."""
    made = page(span="12 months")
    view = made.board.cards["sleepers"].view
    asleep = Hours.SLEEP.value
    place = next(
        at
        for at, each in enumerate(view.marks)
        if isinstance(each.key, tuple) and asleep in each.key
    )
    QTest.mouseMove(view, view._box(view.marks[place]).center().toPoint())
    return made


def promise() -> QWidget:
    """Did we keep 99.9 for the API last quarter?"""
    made = page(span="last quarter")
    services = {each.name: each.id for each in made.shown.books.ledger.services}
    made.borne = None
    made.chips.choose("service", [services["api"]])
    wait(made)
    return made


def clocks() -> QWidget:
    """An incident's clocks, one of them corrected."""
    from app.domain.actor import Actor
    from app.operations.incident_clock import correct
    from models.kinds import Source

    night, number = played.__wrapped__("resolved")
    from app.queries.clock import clocks as read

    at = {each.name: each.at for each in read(night.store, number).clocks}
    later = at["mitigated_at"] - timedelta(minutes=4)
    correct(night.store, number, "mitigated", later, "the fallback took over at once",
            Actor("ana", Source.DESKTOP, night.people["ana"]))  # fmt: skip
    stage = QWidget()
    stage.setProperty("ground", "window")
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    card = ClocksCard(bridge)
    bridge.setParent(stage)
    stage.destroyed.connect(Ending(bridge))
    layout = QVBoxLayout(stage)
    layout.addWidget(card)
    layout.addStretch(1)
    stage.resize(300, 320)
    stage.show()
    card.show_incident(number)
    settled(lambda: card.sheet is not None)
    return stage


def mailing() -> QWidget:
    """Where the report is mailed."""
    from app.operations.report import Plan

    popup = MailPopup(Plan("mailto", "Europe/Madrid", "2026-10", ""))
    popup.fit(320)  # as where it is opened; a small screen would halve it
    return popup


def small(name: str) -> QWidget:
    """With next to nothing in it."""
    return page((1170, 900), store=store_of(name))


def blind() -> QWidget:
    """The same page without red and green cones told apart."""
    seen = page().grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    high, line = seen.height(), seen.bytesPerLine()
    raw = np.frombuffer(seen.constBits(), np.uint8).reshape(high, line)
    pixels = raw[:, : seen.width() * 3].reshape(high, seen.width(), 3) / 255
    linear = np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    dim = np.clip(linear @ BLIND.T, 0, 1)
    shown = np.where(dim <= 0.0031308, dim * 12.92, 1.055 * dim ** (1 / 2.4) - 0.055)
    data = (shown * 255).round().astype(np.uint8).tobytes()
    from PySide6.QtGui import QPixmap

    label = QLabel()
    image = QImage(data, seen.width(), high, seen.width() * 3, QImage.Format.Format_RGB888).copy()
    image.setDevicePixelRatio(seen.devicePixelRatio())
    label.setPixmap(QPixmap.fromImage(image))
    label.setFixedSize(*SIZE)
    return label
