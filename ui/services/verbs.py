"""What can be done on the services page, for the command palette."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.services.page import ServicesPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-service", _tr("New service"), "", "layers", _tr("add service system component")),
        Verb("integration", _tr("Let something send alerts"), "", "plug",
             _tr("integration sender webhook key monitoring connect add")),
        Verb("services-find", _tr("Filter services"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "ServicesPage") -> Deeds:
    """Each, by its verb's key."""

    def none() -> str:
        return "" if page.table.rowCount() else _tr("There is no service yet: add one first.")

    return {
        "new-service": Deed(page.begin),
        "integration": Deed(page.add_sender, none, page.reading),
        "services-find": Deed(page.search.setFocus),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
