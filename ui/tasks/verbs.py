"""What can be done on the follow-ups page, for the command palette."""

from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.tasks.page import FollowupsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-followup", tr("New follow-up"), "", "list-todo",
             tr("add task action item to do")),
        Verb("followup-done", tr("The chosen follow-ups are done"), "Space", "check",
             tr("tick finish close open again")),
        Verb("followups-find", tr("Filter follow-ups"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "FollowupsPage") -> Deeds:
    """Each, by its verb's key."""

    def unchosen() -> str:
        return "" if page.view.rows() else tr("No follow-up is chosen.")

    return {
        "new-followup": Deed(page.begin),
        "followup-done": Deed(page.finish, unchosen, page.reading),
        "followups-find": Deed(page.search.setFocus),
    }
