"""What can be done on the status page, for the command palette."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.status.page import StatusPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("maintenance", _tr("Plan maintenance"), "", "wrench",
             _tr("planned work downtime window new")),
        Verb("new-part", _tr("Add a part of the status page"), "", "radio", _tr("new component")),
        Verb("new-template", _tr("New template of a status update"), "", "file-text",
             _tr("text words customers add")),
        Verb("new-group", _tr("Add a group that is told of incidents"), "", "users",
             _tr("stakeholders subscribers new")),
        Verb("status-look", _tr("Look at the status page"), "", "external-link",
             _tr("browser open public")),
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


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
