"""What can be done on the alerts page, for the command palette."""

from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.alerts.page import AlertsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("alerts-find", tr("Filter alerts"), "Ctrl+F", "search"),
        Verb("alerts-open", tr("Only open alerts, or all"), "", "filter", tr("over closed chip")),
        Verb("alerts-csv", tr("Export the list of alerts…"), "", "download",
             tr("csv table save")),
    )  # fmt: skip


def deeds(page: "AlertsPage") -> Deeds:
    """Each, by its verb's key."""
    return {
        "alerts-find": Deed(page.search.setFocus),
        "alerts-open": Deed(page.turn_open),
        "alerts-csv": Deed(page.view.export),
    }
