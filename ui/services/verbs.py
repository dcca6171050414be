"""What can be done on the services page, for the command palette."""

from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.services.page import ServicesPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-service", tr("New service"), "", "layers", tr("add service system component")),
        Verb("integration", tr("Let something send alerts"), "", "plug",
             tr("integration sender webhook key monitoring connect add")),
        Verb("services-find", tr("Filter services"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "ServicesPage") -> Deeds:
    """Each, by its verb's key."""

    def none() -> str:
        return "" if page.table.rowCount() else tr("There is no service yet: add one first.")

    return {
        "new-service": Deed(page.begin),
        "integration": Deed(page.add_sender, none, page.reading),
        "services-find": Deed(page.search.setFocus),
    }
