"""What can be done on the reviews page, for the command palette."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.reviews.page import ReviewsPage


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown."""
    return (
        Verb("review", _tr("Start a review…"), "", "file-text",
             _tr("postmortem retrospective new learn begin")),
        Verb("review-pdf", _tr("Export the review as PDF…"), "", "download",
             _tr("save print paper")),
        Verb("review-html", _tr("Export the review as a web page…"), "", "download",
             _tr("save html")),
        Verb("review-md", _tr("Export the review as Markdown…"), "", "download", _tr("save")),
        Verb("review-editions", _tr("Earlier editions of the review"), "", "history"),
        Verb("reviews-find", _tr("Filter reviews"), "Ctrl+F", "search"),
    )  # fmt: skip


def deeds(page: "ReviewsPage") -> Deeds:
    """Each, by its verb's key."""

    def unchosen() -> str:
        return "" if page.opened else _tr("No review is chosen, or it is not begun.")

    forms = {form: partial(page.view.export, form) for form in ("pdf", "html", "md")}
    return {
        "review": Deed(page.ask_which),
        **{f"review-{key}": Deed(run, unchosen, page.reading) for key, run in forms.items()},
        "review-editions": Deed(page.view.show_editions, unchosen, page.reading),
        "reviews-find": Deed(page.search.setFocus),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
