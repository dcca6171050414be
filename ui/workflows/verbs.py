"""What can be done on the workflows page, for the command palette."""

from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.workflows.page import WorkflowsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-workflow", tr("New workflow"), "", "workflow",
             tr("add workflow automation rule")),
        Verb("workflows-find", tr("Filter workflows"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "WorkflowsPage") -> Deeds:
    """Each, by its verb's key."""
    return {"new-workflow": Deed(page.begin), "workflows-find": Deed(page.search.setFocus)}
