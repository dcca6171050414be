"""What can be done on the policies page, for the command palette."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.policies.page import PoliciesPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-policy", _tr("New policy"), "", "arrow-up-right",
             _tr("add policy escalation levels")),
    )  # fmt: skip


def deeds(page: "PoliciesPage") -> Deeds:
    """Each, by its verb's key."""
    return {"new-policy": Deed(page.begin)}


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
