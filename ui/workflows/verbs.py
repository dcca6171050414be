"""What can be done on the workflows page, for the command palette."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.workflows.page import WorkflowsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-workflow", _tr("New workflow"), "", "workflow",
             _tr("add workflow automation rule")),
        Verb("workflows-find", _tr("Filter workflows"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "WorkflowsPage") -> Deeds:
    """Each, by its verb's key."""
    return {"new-workflow": Deed(page.begin), "workflows-find": Deed(page.search.setFocus)}


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
