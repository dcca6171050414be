"""What can be done on the problems page, for the command palette."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.tasks.problems_page import ProblemsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-problem", _tr("New problem"), "", "bookmark",
             _tr("add problem root cause known error")),
        Verb("problems-find", _tr("Filter problems"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "ProblemsPage") -> Deeds:
    """Each, by its verb's key."""
    return {"new-problem": Deed(page.begin), "problems-find": Deed(page.search.setFocus)}


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
