"""What can be done on the people page, for the command palette."""

from functools import partial
from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.people.page import PeoplePage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("new-person", tr("New person"), "", "user-plus",
             tr("add colleague user member contact phone")),
        Verb("new-team", tr("New team"), "", "users", tr("add group members")),
        Verb("away", tr("Time off"), "", "sun", tr("holiday vacation leave absence away sick")),
        Verb("prove", tr("Send a test to a contact"), "", "send", tr("readiness try prove page")),
        Verb("people-find", tr("Filter people"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "PeoplePage") -> Deeds:
    """Each, by its verb's key."""

    def nobody() -> str:
        return "" if page.me else tr("Say first who you are.")

    return {
        "new-person": Deed(partial(page.visit, "new")),
        "new-team": Deed(partial(page.visit, "new team")),
        "away": Deed(page.add_time_off, nobody),
        "prove": Deed(page.prove),
        "people-find": Deed(page.look_up),
    }
