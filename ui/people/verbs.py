"""What can be done on the people page, for the command palette."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.people.page import PeoplePage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-person", _tr("New person"), "", "user-plus",
             _tr("add colleague user member contact phone")),
        Verb("new-team", _tr("New team"), "", "users", _tr("add group members")),
        Verb("away", _tr("Time off"), "", "sun", _tr("holiday vacation leave absence away sick")),
        Verb("prove", _tr("Send a test to a contact"), "", "send", _tr("readiness try prove page")),
        Verb("people-find", _tr("Filter people"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "PeoplePage") -> Deeds:
    """Each, by its verb's key."""

    def nobody() -> str:
        return "" if page.me else _tr("Say first who you are.")

    return {
        "new-person": Deed(partial(page.visit, "new")),
        "new-team": Deed(partial(page.visit, "new team")),
        "away": Deed(page.add_time_off, nobody),
        "prove": Deed(page.prove),
        "people-find": Deed(page.look_up),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
