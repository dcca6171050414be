"""What can be done on the problems page, for the command palette."""

from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.tasks.problems_page import ProblemsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-problem", tr("New problem"), "", "bookmark",
             tr("add problem root cause known error")),
        Verb("problems-find", tr("Filter problems"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "ProblemsPage") -> Deeds:
    """Each, by its verb's key."""
    return {"new-problem": Deed(page.begin), "problems-find": Deed(page.search.setFocus)}
