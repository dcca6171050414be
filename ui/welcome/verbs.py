"""What can be done on the get-started page, for the command palette."""

from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.welcome.page import WelcomePage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("test-alert", tr("Send a test alert…"), "", "send",
             tr("try test signal integration")),
    )  # fmt: skip


def deeds(page: "WelcomePage") -> Deeds:
    """Each, by its verb's key."""

    def none() -> str:
        some = page.seen is not None and page.seen.trial is not None
        return "" if some else tr("Nothing sends alerts yet: add an integration first.")

    return {"test-alert": Deed(page.ask_test, none, lambda: page.seen is None)}
