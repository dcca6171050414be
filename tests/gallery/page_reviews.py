"""The reviews page: read, written, not begun, empty; the question before a model is asked."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations import assistant, followup, incident, review
from app.operations.assistant import Assistant
from models.kinds import Category, ReviewState, Severity
from tests import night as story
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending
from tests.night import BEGIN, Night
from ui.reviews.page import ReviewsPage
from ui.reviews.review_card import ReviewCard

UTC = ZoneInfo("UTC")
TEXTS = {
    "contributing-factors": "- The disk had **no spare**: it was taken for another shard in May.\n"
    "- Nobody is told when a shard has one copy only.\n- The runbook names a host that is gone.",
    "action-items": "- [ ] Alarm when a shard has one copy only @ben due 2026-12-04 !high\n"
    "- [ ] Try the move of a shard in a drill @hana\n- [ ] Take the old host out of the runbook",
}


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "reviews", page
    yield "reviews-narrow", partial(page, (800, 700))
    yield "reviews-items", items
    yield "reviews-write", write
    yield "reviews-owed", owed
    yield "reviews-waived", waived
    yield "reviews-empty", empty
    yield "reviews-ask", ask
    yield "reviews-editions", editions
    yield "reviews-card", card


@cache
def learned() -> tuple[Night, int, int]:
    """One that is reviewed, and one that is owed a review."""
    place = Path(tempfile.mkdtemp()) / "reviewed.db"
    night = Night.begin(f"sqlite:///{place}", BEGIN - timedelta(days=3))
    number = story.resolved(night)
    ana = night.actor("ana")
    review.draft(night.store, number, ana, UTC)
    night.wait(minutes=200)
    for key, text in TEXTS.items():
        review.write(night.store, number, key, text, ana)
    said = "Was it in the inventory at all? I remember a ticket from March."
    review.comment(night.store, number, said, night.actor("gus"), "contributing-factors")
    review.comment(night.store, number, "Well written. Friday is fine.", night.actor("ben"))
    followup.from_review(night.store, number, ana)
    review.write(night.store, number, "action-items",
                 TEXTS["action-items"] + "\n- [ ] Tell the vendor", ana)  # fmt: skip
    review.move(night.store, number, ReviewState.IN_REVIEW, ana)
    night.wait(minutes=60 * 30)
    late = night.declare("Card payments refused in Spain", "ana", "payments",
                         severity=Severity.SEV1, category=Category.THIRD_PARTY)  # fmt: skip
    night.wait(minutes=50)
    incident.resolve(night.store, late, ana, "The provider rolled back")
    other = night.declare("Search slow", "ben", "search", severity=Severity.SEV3)
    night.wait(minutes=20)
    incident.resolve(night.store, other, night.actor("ben"), "A query plan")
    review.draft(night.store, other, night.actor("ben"), UTC)
    review.move(night.store, other, ReviewState.PUBLISHED, night.actor("ben"))
    model = Assistant("http://model.example.org/v1", "small-instruct", "", True)
    assistant.set_assistant(night.store, model, night.actor("fay"))
    night.wait(minutes=60)
    return night, number, late


def made(size: tuple[int, int], number: int) -> ReviewsPage:
    """On the screen, at one of them."""
    forgetful()
    night = learned()[0]
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    page = ReviewsPage(bridge)
    bridge.setParent(page)
    page.destroyed.connect(Ending(bridge))
    page.setProperty("ground", "window")
    page.resize(*size)
    page.show()
    page.visit(number)
    settled(lambda: page.seen is not None and not page.asking)
    return page


def page(size: tuple[int, int] = SIZE) -> ReviewsPage:
    """As it is read."""
    shown = made(size, learned()[1])
    settled(lambda: shown.view.shown is not None)
    return shown


def items() -> QWidget:
    """Its action items with what became of them."""
    shown = page((1170, 900))
    bar = shown.view.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    return shown


def write() -> QWidget:
    """A section under the pen."""
    shown = page()
    made = shown.view.cards["contributing-factors"]
    made.begin()
    settled(lambda: made.preview.isVisible())
    shown.view.page.ensureWidgetVisible(made, 0, 400)
    return shown


def owed() -> QWidget:
    """Nobody has begun it."""
    shown = made(SIZE, learned()[2])
    settled(lambda: shown._right.currentIndex() == 2)
    return shown


def waived() -> QWidget:
    """Somebody says why none is needed."""
    shown = owed()
    assert isinstance(shown, ReviewsPage)
    shown.beginning.ask_why()
    shown.beginning.reason.setText("The provider wrote one; ours would say the same")
    return shown


def empty() -> QWidget:
    """No incident was bad enough yet."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'none.db'}")
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    page = ReviewsPage(bridge)
    bridge.setParent(page)
    page.destroyed.connect(Ending(bridge))
    page.setProperty("ground", "window")
    page.resize(*SIZE)
    page.show()
    settled(lambda: page.seen is not None)
    return page


def ask() -> QWidget:
    """Every word that would leave."""
    shown = page()
    shown.view._help("contributing-factors")
    sheet = shown.view.sheet
    settled(lambda: sheet.found is not None)
    return shown


def editions() -> QWidget:
    """As it once was."""
    shown = page()
    shown.view.show_editions()
    sheet = shown.view.sheet
    settled(lambda: sheet.table.rowCount() > 0)
    return shown


def card() -> QWidget:
    """Beside an incident."""
    forgetful()
    night, number, late = learned()
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    stage = QWidget()
    stage.setProperty("ground", "window")
    layout = QVBoxLayout(stage)
    made = [ReviewCard(bridge), ReviewCard(bridge)]
    bridge.setParent(stage)
    stage.destroyed.connect(Ending(bridge))
    stage.resize(300, 300)
    for each in made:
        layout.addWidget(each)
    layout.addStretch(1)
    stage.show()
    for each, about in zip(made, (number, late), strict=True):
        each.show_incident(about)
    settled(lambda: all(each.shown is not None for each in made))
    return stage
