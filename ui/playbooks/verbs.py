"""What can be done on the playbooks page, for the command palette."""

from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.playbooks.page import PlaybooksPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-playbook", tr("New playbook"), "", "book-open",
             tr("add playbook runbook checklist")),
        Verb("playbooks-find", tr("Filter playbooks"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "PlaybooksPage") -> Deeds:
    """Each, by its verb's key."""
    return {"new-playbook": Deed(page.begin), "playbooks-find": Deed(page.search.setFocus)}
