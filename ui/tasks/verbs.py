"""What can be done on the follow-ups page, for the command palette."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.tasks.page import FollowupsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-followup", _tr("New follow-up"), "", "list-todo",
             _tr("add task action item to do")),
        Verb("followup-done", _tr("The chosen follow-ups are done"), "Space", "check",
             _tr("tick finish close open again")),
        Verb("followups-find", _tr("Filter follow-ups"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "FollowupsPage") -> Deeds:
    """Each, by its verb's key."""

    def unchosen() -> str:
        return "" if page.view.rows() else _tr("No follow-up is chosen.")

    return {
        "new-followup": Deed(page.begin),
        "followup-done": Deed(page.finish, unchosen, page.reading),
        "followups-find": Deed(page.search.setFocus),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
