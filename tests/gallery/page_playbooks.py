"""The playbooks page, its faults, and the card beside an incident with its approval."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.actor import Actor
from app.operations import play
from app.queries.play import plays
from models.kinds import Source
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, SMALL, Ending, played
from ui.playbooks.card import PlaybookCard
from ui.playbooks.page import PlaybooksPage


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "playbooks", page
    yield "playbooks-narrow", partial(page, (760, 640))
    yield "playbooks-small", partial(page, SMALL)
    yield "playbooks-wrong", wrong
    yield "playbooks-new", new
    yield "playbooks-card", card
    yield "playbooks-card-decide", partial(card, 3)
    yield "playbooks-approve", approval


def page(size: tuple[int, int] = SIZE) -> QWidget:
    """The shipped ones."""
    forgetful()
    night = played("rich")[0]
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    made = PlaybooksPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: not made.asking and made.editor.book is not None)
    return made


def wrong() -> QWidget:
    """With two faults in it."""
    made = page()
    field = made.editor.field
    field.setPlainText(field.toPlainText().replace("## Do:", "## Doo:", 1))
    made.editor._refresh()
    return made


def new() -> QWidget:
    """A new one."""
    made = page()
    made.new.click()
    return made


def card(over: int = 0, book: str = "A service is down") -> QWidget:
    """Under way, so many steps done."""
    forgetful()
    night, number = played.__wrapped__("rich")
    ana = Actor("ana", Source.DESKTOP, night.people["ana"])
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    play.start(night.store, number, book, ana)
    for _ in range(over):
        now = plays(night.store, number)[-1].current
        if now is not None and now.spec.options:
            break
        if now is not None:
            play.finish(night.store, now.id, ana)
    stage = QWidget()
    stage.setProperty("ground", "window")
    layout = QVBoxLayout(stage)
    made = PlaybookCard(bridge)
    bridge.setParent(stage)
    stage.destroyed.connect(Ending(bridge))
    layout.addWidget(made)
    layout.addStretch(1)
    stage.card, stage.number = made, number
    stage.resize(270, 780)
    stage.show()
    made.show_incident(number)
    settled(lambda: made._shown is not None)
    return stage


def approval() -> QWidget:
    """Every word of what will run."""
    stage = card(1, "The database does not answer, or takes no writes")
    stage.resize(900, 780)
    step = plays(stage.card._bridge.post.store, stage.number)[-1].current
    stage.card._look(step)
    sheet = stage.card.sheet
    sheet._fields["host"].setText("db1.example.org")
    settled(lambda: sheet.yes.isEnabled())
    return stage
