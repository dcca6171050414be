"""What can be done on the status page, for the command palette."""

from functools import partial
from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.status.page import StatusPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("maintenance", tr("Plan maintenance"), "", "wrench",
             tr("planned work downtime window new")),
        Verb("new-part", tr("Add a part of the status page"), "", "radio", tr("new component")),
        Verb("new-template", tr("New template of a status update"), "", "file-text",
             tr("text words customers add")),
        Verb("new-group", tr("Add a group that is told of incidents"), "", "users",
             tr("stakeholders subscribers new")),
        Verb("status-look", tr("Look at the status page"), "", "external-link",
             tr("browser open public")),
    )  # fmt: skip


def deeds(page: "StatusPage") -> Deeds:
    """Each, by its verb's key."""
    return {
        "maintenance": Deed(partial(page.begin_on, "works")),
        "new-part": Deed(partial(page.begin_on, "parts")),
        "new-template": Deed(partial(page.begin_on, "templates")),
        "new-group": Deed(partial(page.begin_on, "people")),
        "status-look": Deed(page.visit_it),
    }
