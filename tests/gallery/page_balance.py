"""The rota's balance: what the checks find, who carries what, and a fairer proposal."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.desk import settled
from tests.gallery import page_schedules
from ui.schedules.balance.balance import Balance
from ui.schedules.balance.fairness_panel import BOTH
from ui.schedules.balance.panel import CHECKS, FAIRNESS, FILL
from ui.schedules.page import SchedulesPage
from ui.schedules.span import Kind


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each tab, and a proposal that is looked at."""
    yield "balance-red", red
    yield "balance-checks", partial(page, CHECKS)
    yield "balance-gaps", partial(page, CHECKS, schedule="support")
    yield "balance-fairness", partial(page, FAIRNESS)
    yield "balance-mirrored", partial(page, FAIRNESS, mirrored=True)
    yield "balance-nights", nights
    yield "balance-formula", formula
    yield "balance-fill", partial(page, FILL)
    yield "balance-filled", filled


def page(tab: str, schedule: str = "primary", *, mirrored: bool = False) -> SchedulesPage:
    """The page with the panel open, at a tab."""
    made = page_schedules.page(Kind.FORTNIGHT, schedule, mirrored=mirrored)
    balance = made.findChild(Balance)
    assert balance is not None
    balance.open(tab)
    if mirrored:
        balance.panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settled(lambda: balance.known is not None)
    return made


def red() -> QWidget:
    """The button counts what is red."""
    made = page_schedules.page(Kind.WEEK, "support")
    settled(lambda: any(map(str.isdigit, _balance(made).button.text())))
    return made


def nights() -> QWidget:
    """By nights, over both quarters."""
    made = page(FAIRNESS)
    panel = _balance(made).panel.fairness
    panel.spans.chip(BOTH).click()
    panel.measures.chip("nights").click()
    return made


def formula() -> QWidget:
    """How it is computed."""
    made = page(FAIRNESS)
    _balance(made).panel.fairness.how.click()
    return made


def filled() -> QWidget:
    """A proposal beside today's score, seen in the grid."""
    made = page(FILL)
    panel = _balance(made).panel.fill
    panel.search.click()
    settled(lambda: panel.found is not None)
    return made


def _balance(made: SchedulesPage) -> Balance:
    found = made.findChild(Balance)
    assert found is not None
    return found
