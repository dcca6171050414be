"""What can be done on the reviews page, for the command palette."""

from functools import partial
from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.reviews.page import ReviewsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("review", tr("Start a review…"), "", "file-text",
             tr("postmortem retrospective new learn begin")),
        Verb("review-pdf", tr("Export the review as PDF…"), "", "download",
             tr("save print paper")),
        Verb("review-html", tr("Export the review as a web page…"), "", "download",
             tr("save html")),
        Verb("review-md", tr("Export the review as Markdown…"), "", "download", tr("save")),
        Verb("review-editions", tr("Earlier editions of the review"), "", "history"),
        Verb("reviews-find", tr("Filter reviews"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "ReviewsPage") -> Deeds:
    """Each, by its verb's key."""

    def unchosen() -> str:
        return "" if page.opened else tr("No review is chosen, or it is not begun.")

    forms = {form: partial(page.view.export, form) for form in ("pdf", "html", "md")}
    return {
        "review": Deed(page.ask_which),
        **{f"review-{key}": Deed(run, unchosen, page.reading) for key, run in forms.items()},
        "review-editions": Deed(page.view.show_editions, unchosen, page.reading),
        "reviews-find": Deed(page.search.setFocus),
    }
