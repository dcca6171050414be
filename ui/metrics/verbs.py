"""What can be done on the metrics page, for the command palette."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.metrics.page import MetricsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("report", _tr("Write a report of last month…"), "", "chart-column",
             _tr("pdf export figures monthly print")),
        Verb("report-shown", _tr("Write a report of what is shown…"), "", "file-text",
             _tr("pdf export figures print")),
        Verb("report-mail", _tr("Mail the report every month…"), "", "mail",
             _tr("monthly send pdf")),
    )  # fmt: skip


def deeds(page: "MetricsPage") -> Deeds:
    """Each, by its verb's key."""
    return {
        "report": Deed(partial(page.reports.save, True)),
        "report-shown": Deed(partial(page.reports.save, False)),
        "report-mail": Deed(page.reports.plan),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
