"""Working together in an incident: help, ties, own fields, replay, catch-up, how bad it is."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.workspace import CategorySpec, FieldSpec, RespondingSpec, TargetSpec
from models.kinds import TargetKind
from models.kinds_together import FieldKind
from tests import builders
from tests import night as story
from tests.desk import settled
from tests.gallery import page_incidents as pages
from tests.night import Night
from ui.incidents.catch_up import CatchUpSheet
from ui.incidents.page import IncidentsPage
from ui.incidents.split_sheet import SplitSheet

TALL = (1170, 1180)
FIELDS = (
    FieldSpec("Ticket", FieldKind.LINK, declare=True),
    FieldSpec("Plan", FieldKind.CHOICE, ("free", "paid"), "Which customers are hit.", True, True),
    FieldSpec("Lost sales", FieldKind.NUMBER, about="In euros, roughly."),
    FieldSpec("Account manager", FieldKind.PERSON),
)


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "together-rich", partial(page, TALL)
    yield "together-replay", replay
    yield "together-catch-up", catch_up
    yield "together-search", search
    yield "together-matrix", matrix
    yield "together-declare", declare
    yield "together-split", split
    yield "together-composer", composer
    yield "settings-form", form


def together(night: Night) -> int:
    """The long one, with everything that people do together."""
    from app.operations import annotation, bridge, incident, presence, responder, tie
    from app.queries.incident_detail import timeline
    from models.kinds import EventKind

    by, store = night.actor("ana"), night.store
    kinds = [CategorySpec("third-party failure"), CategorySpec("hardware")]
    why = RespondingSpec(why=("severity",))
    builders.form(store, by, fields=FIELDS, categories=kinds, responding=why)
    number = story.checkout(night)
    other = night.declare("Wallet payments are slow", "ben", "payments", custom=(("Plan", "paid"),))
    part = night.declare("Invoices are late", "eva", "web", custom=(("Plan", "paid"),))
    tie.merge(store, other, number, night.actor("ben"), "the same provider")
    tie.place(store, part, number, by)
    incident.change(
        store, number, by, None, customers=2400, regions="EU, US",
        custom={"Ticket": "https://tickets.example.org/4711", "Plan": "paid", "Lost sales": "1800",
                "Account manager": "fay"},
    )  # fmt: skip
    for who, words in (("ben", "the fallback provider"), ("dan", ""), ("cy", "")):
        if who in night.people:
            responder.request(store, number, [TargetSpec(TargetKind.PERSON, who)], by, words)
    responder.answer(store, number, night.actor("ben"), comes=True)
    bridge.open_room(store, number, by)
    note = next(e for e in timeline(store, number) if e.kind is EventKind.NOTE)
    annotation.pin(store, note.id, by)
    presence.here(store, "desk-2", night.people["ben"], number)
    presence.here(store, "desk-3", night.people["eva"], number)
    night.clock.forward(timedelta(minutes=2))
    presence.here(store, "desk-2", night.people["ben"], number)
    presence.here(store, "desk-3", night.people["eva"], number)
    return number


pages.STORIES["together"] = together


def page(size: tuple[int, int] = pages.SIZE) -> IncidentsPage:
    """The incident beside the list."""
    shown = pages.page("together", size)
    settled(lambda: shown.detail.head.looking.isVisible())
    return shown


def replay() -> QWidget:
    """How it stood a few minutes in."""
    shown = page()
    shown.detail.timeline._replay()
    shown.detail.timeline.replay.slider.setValue(7)
    settled(lambda: True)
    return shown


def catch_up() -> QWidget:
    """For those who come late."""
    shown = page((1170, 900))
    sheet = CatchUpSheet(shown.seat, shown.detail.number, shown)
    sheet.open()
    settled(lambda: bool(sheet._chapters))
    return shown


def search() -> QWidget:
    """Words in the timeline."""
    shown = page()
    shown.detail.timeline.look_up()
    shown.detail.timeline.search.setText("provider")
    settled(lambda: shown.detail.timeline.table.words == "provider")
    return shown


def matrix() -> QWidget:
    """How bad is it?"""
    from models.kinds import Severity
    from ui.incidents.severity_matrix import SeverityMatrix

    made = SeverityMatrix()
    made.adjustSize()
    assert Severity.SEV1 in {cell.severity for row in made.cells for cell in row}
    return made


def declare() -> QWidget:
    """With the team's own fields, and what stands on the service."""
    shown, form = pages._over(page((1170, 900)))
    settled(lambda: bool(form.fields.service._choices) and bool(form.fields.own.fields))
    form.fields.title.setText("Checkout hangs at the last step")
    form.fields.service.set_value(pages.played("together")[0].services["payments"])
    form.fields.reveal("customers")
    form._foresee()
    settled(lambda: form.forecast._depends.isVisible())
    form.fields.own.set_value({"Plan": "paid"})
    form.fields.updateGeometry()
    settled(lambda: True)
    return shown


def split() -> QWidget:
    """Another matter."""
    shown = page()
    assert shown.detail.shown is not None
    SplitSheet(shown.seat, shown.detail.shown, shown).open()
    return shown


def composer() -> QWidget:
    """A note that waits with a picture, of a time that is gone."""
    from app.domain.attachment import Upload

    shown = page()
    given = shown.detail.composer.given
    given.files.append(Upload("errors-by-region.png", b"x" * 48_000))
    given.happened(pages.played("together")[0].clock.now() - timedelta(minutes=9))
    shown.detail.composer.field.setPlainText("The graph of the errors: only **EU** is hit.")
    settled(lambda: True)
    return shown


def form() -> QWidget:
    """What the team asks for, on the settings page."""
    from tests.desk import bridge_on, forgetful
    from ui.settings.form_card import FormCard

    forgetful()
    night, _ = pages.played("together")
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    made = FormCard(bridge)
    bridge.setParent(made)
    made.destroyed.connect(pages.Ending(bridge))
    made.resize(560, 900)
    made.show()
    settled(lambda: bool(made.categories))
    layout = made.layout()
    assert layout is not None
    settled(lambda: True)
    made.resize(560, layout.totalHeightForWidth(560))
    return made
