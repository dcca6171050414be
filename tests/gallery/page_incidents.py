"""The incidents page and the declare form, on a night played through the real operations."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.operations import tag, ticket, tracker
from app.operations.ticket import About
from app.queries.incident_detail import detail
from app.queries.tag import tag_ids
from models.kinds import Category, Severity
from models.kinds_learn import TicketState, TrackerKind
from models.ticket import Ticket
from tests import night as story
from tests.desk import bridge_on, forgetful, settled
from tests.night import BEGIN, Night
from ui.bridge import Bridge
from ui.incidents.ask_popup import WIDTH, TextPopup
from ui.incidents.command import offered
from ui.incidents.declare import DeclareForm
from ui.incidents.meanwhile import changed
from ui.incidents.page import IncidentsPage
from ui.theme import fonts
from ui.widgets.chip import MenuChip
from ui.widgets.tags import TagPopup

SIZE = (1170, 780)
SMALL = (584, 360)  # of the smallest window, 640 wide
NARROW = (700, 760)
HALF = (774, 456)  # what 1920x1080 at 200 % leaves of a window beside its sidebar


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the page."""
    yield "incidents-rich", partial(page, "rich")
    yield "incidents-unanswered", partial(page, "unanswered")
    yield "incidents-resolved", partial(page, "resolved")
    yield "incidents-why", why
    yield "incidents-pages", pages
    yield "incidents-tickets", tickets
    yield "incidents-tags", tags
    yield "incidents-tags-typed", tags_typed
    yield "incidents-drill", partial(page, "drill")
    yield "incidents-narrow", partial(page, "rich", NARROW)
    yield "incidents-small", partial(page, "rich", SMALL)
    yield "incidents-narrow-facts", facts_over
    yield "incidents-half", partial(page, "rich", HALF)
    yield "incidents-long", partial(page, "long")
    yield "incidents-empty", empty
    yield "incidents-no-match", no_match
    yield "incidents-calm", calm
    yield "incidents-command", command
    yield "incidents-conflict", conflict
    yield "incidents-meanwhile", meanwhile
    yield "incidents-resolve", resolve
    yield "incidents-declare-empty", declare
    yield "incidents-declare-filled", declare_filled
    yield "incidents-declare-wrong", declare_wrong


@cache
def played(name: str) -> tuple[Night, int]:
    """One database a story, with the number to show."""
    night = Night.begin(
        f"sqlite:///{Path(tempfile.mkdtemp()) / 'night.db'}", BEGIN - timedelta(hours=5)
    )
    number = 0
    if name not in ("empty", "calm"):
        story.some(night)
        number = STORIES[name](night)
    elif name == "calm":
        number = story.resolved(night)
    return night, number


def long_words(night: Night) -> int:
    """Titles and names that are too long for their places."""
    number = story.checkout(night)
    words = "Every customer in the southern region sees an unexpected certificate error when they "
    night.declare(
        words * 2 + "AVeryLongUnbreakableWordThatSomeSenderPutIntoItsTitleForNoReason", "gus", "web"
    )
    night.declare("x" * 400, "hana", "card-provider")
    from app.operations import incident

    incident.change(night.store, number, night.actor("ana"), None, title=words * 3)
    incident.note(night.store, number, "See https://example.org/" + "a" * 300, night.actor("ben"))
    return number


def tagged(night: Night) -> int:
    """Several words, one of them long; others have some, too."""
    number, by = story.checkout(night), night.actor("ana")
    tag.tag(night.store, [number], by, ["checkout", "EU", "provider", "Black Friday readiness"])
    tag.tag(night.store, [1, 2, 3], by, ["EU", "deploy", "nightly import"])
    return number


def ticketed(night: Night) -> int:
    """Jira follows along."""
    number, fay = story.checkout(night), night.actor("fay")
    jira = tracker.Wanted("platform", TrackerKind.JIRA, "https://jira.example.org", "OPS", "x")
    place = tracker.save(night.store, jira, fay)
    tasks = detail(night.store, number).tasks
    idents = [ticket.want(night.store, place, About(task=each.id), fay) for each in tasks[:2]]
    with night.store.write() as session:
        row = session.get_one(Ticket, idents[0])
        row.key, row.state, row.status = "OPS-214", TicketState.OPEN, "In progress"
        row.url = "https://jira.example.org/browse/OPS-214"
    return number


STORIES: dict[str, Callable[[Night], int]] = {
    "rich": story.checkout,
    "unanswered": story.unanswered,
    "resolved": story.resolved,
    "long": long_words,
    "drill": story.drilled,
    "tagged": tagged,
    "tickets": ticketed,
}


def made(name: str, size: tuple[int, int] = SIZE) -> IncidentsPage:
    """The page on a story, with the first question answered."""
    forgetful()
    night, _ = played(name)
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    made = IncidentsPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: bool(made.seat.faces.people) and not made.list._asking)
    return made


def tags() -> IncidentsPage:
    """The list narrowed to a tag, and another one being typed."""
    shown = page("tagged")
    (eu,) = tag_ids(played("tagged")[0].store, ["EU"])
    settled(lambda: not shown.chips.bar.chip("tag").isHidden())
    menu = shown.chips.bar.chip("tag")
    assert isinstance(menu, MenuChip)
    menu.flip(eu, True)
    settled(lambda: not shown.list._asking)
    return shown


def tags_typed() -> TagPopup:
    """What is known and fits, and the word as a new one."""
    popup = TagPopup()
    popup.setProperty("ground", "window")
    popup.ask(popup, ["deploy", "nightly import", "provider", "sign-in", "import"])
    popup.search.setText("im")
    return popup


def page(name: str, size: tuple[int, int] = SIZE) -> IncidentsPage:
    """One incident beside the list."""
    shown = made(name, size)
    number = played(name)[1]
    shown.open_incident(number)
    settled(
        lambda: shown.detail.shown is not None and shown.detail.shown.detail.row.number == number
    )
    return shown


def why() -> QWidget:
    """Why Ana was paged."""
    shown = page("rich", (1170, 1240))
    card = shown.facts.why
    card.ask.click()
    settled(lambda: card._lines.count() > 1)
    return shown


def pages() -> QWidget:
    """What became of each page, with every try; and why Ben was paged."""
    shown = page("rich", (1170, 1400))
    facts = shown.facts
    for each in facts.pages._shown or ():
        facts.pages._flip(each.id)
    facts.why.ask.click()
    facts.why.who.set_value(played("rich")[0].people["ben"])
    facts.why._ask()
    settled(lambda: facts.why._lines.count() > 2)
    return shown


def tickets() -> QWidget:
    """A task with a ticket, one whose ticket waits, and one without."""
    shown = page("tickets", (1170, 1000))
    settled(lambda: bool(shown.facts.tasks._known.trackers))
    return shown


def facts_over() -> QWidget:
    """Narrow, with the facts asked for."""
    shown = page("rich", NARROW)
    shown.detail.facts_wanted.emit()
    return shown


def empty() -> QWidget:
    """Nothing has ever happened."""
    return made("empty")


def calm() -> QWidget:
    """Nothing is open."""
    return made("calm")


def no_match() -> QWidget:
    """A filter that nothing passes."""
    shown = page("rich")
    shown.list.search.setText("no such thing")
    settled(lambda: shown.list.table.rowCount() == 0)
    return shown


def command() -> QWidget:
    """A slash in the composer."""
    shown = page("rich")
    shown.activateWindow()
    shown.detail.composer.write()
    shown.detail.composer.field.setPlainText("/")
    shown.detail.composer._completion.offer(shown.detail.composer.field, offered("/", ())[1])
    return shown


def conflict() -> QWidget:
    """Somebody was faster, while a title was being typed."""
    shown = page("rich")
    title = shown.detail.head.title
    title.edit()
    title._edit.setText("Checkout fails for every card but wallets")
    theirs = "Checkout fails for card payments, the fallback holds"
    title.show_title(theirs, changed("Ben", theirs))
    words = "Ben changed the title a moment ago. Yours (Checkout fails for every card but wallets)"
    bar = shown.detail.news.tell("", f"{words} is not stored yet.")
    bar.add_action("Save mine", bar.leave)
    return shown


def meanwhile() -> QWidget:
    """The impact being typed, which a colleague set in the same minute."""
    popup = TextPopup("Impact", "Save")
    popup.fill("")
    popup.field.setPlainText("Nobody can pay by card")
    popup.open_below(popup, fonts.em() * WIDTH)
    popup.follow("Cards fail in Europe, wallets are fine", partial(changed, "Ben"))
    return popup


def resolve() -> QWidget:
    """The question that R asks."""
    popup = TextPopup("Resolve", "Resolve", "What solved it? (may stay empty)")
    popup.setFixedWidth(440)
    popup.complain("Somebody changed this meanwhile.", "Save anyway")
    popup.adjustSize()
    return popup


def declare() -> QWidget:
    """The declare form over the page, as the shell shows it."""
    return _over(page("rich"))[0]


def declare_filled() -> QWidget:
    """With everything said, and somebody on call for it."""
    shown, form = _over(page("rich"))
    settled(lambda: bool(form.fields.service._choices))
    night = played("rich")[0]
    form.fields.title.setText("Invoices are sent twice since the last release")
    form.fields.severity.set_value(Severity.SEV2)
    form.fields.service.set_value(night.services["payments"])
    for key in ("category", "impact", "began"):
        form.fields.reveal(key)
    form.fields.category.set_value(Category.PIPELINE.value)
    form.fields.impact.setPlainText("About 140 customers got two invoices; none was charged twice")
    form.fields.began.set_value(night.clock.now() - timedelta(minutes=25))
    form._foresee()
    settled(lambda: form.forecast._faces.isVisible())
    return shown


def declare_wrong() -> QWidget:
    """Enter without a title."""
    shown, form = _over(page("rich"))
    form.declare()
    return shown


def _over(shown: IncidentsPage) -> tuple[IncidentsPage, DeclareForm]:
    from ui.shell.overlay import Overlay

    overlay, form = Overlay(shown), DeclareForm(shown.seat.bridge)
    overlay.body.addWidget(form)
    form.grown.connect(overlay.refit)
    overlay.open()
    form.begin()
    settled(lambda: True)
    return shown, form


class Ending:
    """Closes a picture's bridge with its page."""

    def __init__(self, bridge: Bridge) -> None:
        self._readers, self._writer = bridge._readers, bridge._writer
        self._closed, self._leave = bridge._closed, bridge._leave

    def __call__(self, _gone: object = None) -> None:
        self._closed.set()
        self._leave()
        self._readers.shutdown(wait=True)
        self._writer.shutdown(wait=True)
