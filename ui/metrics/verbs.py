"""What can be done on the metrics page, for the command palette."""

from functools import partial
from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.metrics.page import MetricsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("report", tr("Write a report of last month…"), "", "chart-column",
             tr("pdf export figures monthly print")),
        Verb("report-shown", tr("Write a report of what is shown…"), "", "file-text",
             tr("pdf export figures print")),
        Verb("report-mail", tr("Mail the report every month…"), "", "mail",
             tr("monthly send pdf")),
    )  # fmt: skip


def deeds(page: "MetricsPage") -> Deeds:
    """Each, by its verb's key."""
    return {
        "report": Deed(partial(page.reports.save, True)),
        "report-shown": Deed(partial(page.reports.save, False)),
        "report-mail": Deed(page.reports.plan),
    }
