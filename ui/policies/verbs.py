"""What can be done on the policies page, for the command palette."""

from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.policies.page import PoliciesPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-policy", tr("New policy"), "", "arrow-up-right",
             tr("add policy escalation levels")),
    )  # fmt: skip


def deeds(page: "PoliciesPage") -> Deeds:
    """Each, by its verb's key."""
    return {"new-policy": Deed(page.begin)}
