"""The status page's screen, pane by pane; the card beside an incident, and the composer."""

import random
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy import select

from app.domain.workspace import ComponentSpec, PageSpec, StakeholderSpec, TargetSpec, ViewSpec
from app.operations import component, maintenance, subscriber
from app.operations.stakeholder import save_stakeholder
from app.operations.status_page import save_page
from app.operations.status_update import Draft, post
from app.operations.status_view import save_view
from models.kinds import Severity, TargetKind
from models.kinds_status import ComponentState
from models.status import Component, ComponentSpan
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending, played
from tests.night import Night
from ui.status.card import UpdateCard
from ui.status.page import StatusPage

PARTS = (
    ("Web shop", "For customers", "checkout"),
    ("Payments", "For customers", "payments-api"),
    ("Customer login", "For customers", ""),
    ("Partner interface", "For partners", ""),
)


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "status-empty", partial(page, empty=True)
    for pane in ("parts", "works", "people", "templates", "page"):
        yield f"status-{pane}", partial(page, pane)
    yield "status-narrow", partial(page, "parts", size=(720, 640))
    yield "status-adding", adding
    yield "status-page-adding", adding_page
    yield "status-card", card
    yield "status-card-private", partial(card, private=True)
    yield "status-compose", compose
    yield "status-compose-inside", partial(compose, public=False)


def filled() -> tuple[Night, int]:
    """A night with a page, parts, a group, subscribers, planned work, and one public incident."""
    night, number = played.__wrapped__("rich")
    ana, store = night.actor("ana"), night.store
    save_page(store, PageSpec(title="Acme status", about="How our services are doing.",
                              time_zone="Europe/Madrid"), ana)  # fmt: skip
    for name, group, service in PARTS:
        known = service if service in night.services else None
        component.save_component(store, ComponentSpec(name, group, known), ana)
    _have_a_past(night)
    parts = ("Partner interface", "Payments")
    save_view(store, ViewSpec("partners", "Acme for partners", components=parts,
                              password="correct horse"), ana)  # fmt: skip
    members = (TargetSpec(TargetKind.TEAM, team_of(night)), TargetSpec(TargetKind.PERSON, "ana"))
    severities = (Severity.SEV1, Severity.SEV2)
    save_stakeholder(store, StakeholderSpec("managers", members, severities), ana)
    subscriber.add_hook(store, "https://hooks.example.org/acme", ana)
    begin = store.now() + timedelta(days=1)
    plan = maintenance.Planned("New disks for the database", begin, begin + timedelta(hours=2))
    maintenance.schedule(store, plan, ana)
    said = "We are looking into it. Payments by card may fail."
    post(store, number, Draft(said, public=True, title="Payments fail now and then",
                              components=((2, ComponentState.PARTIAL),)), ana)  # fmt: skip
    return night, number


def _have_a_past(night: Night) -> None:
    """As if it had all stood there for half a year."""
    now, chance = night.store.now(), random.Random(5)
    with night.store.write() as session:
        for row in session.scalars(select(Component)):
            row.created_at = now - timedelta(days=180)
            for _ in range(4):
                since = now - timedelta(days=chance.uniform(1, 88))
                state = chance.choice(tuple(ComponentState)[1:])
                until = since + timedelta(hours=chance.uniform(0.3, 5))
                session.add(ComponentSpan(component_id=row.id, state=state, since=since,
                                          until=until))  # fmt: skip


def team_of(night: Night) -> str:
    """Any."""
    from app.queries.spec import names_now

    with night.store.read() as session:
        return min(names_now(session).teams)


def page(pane: str = "parts", size: tuple[int, int] = SIZE, *, empty: bool = False) -> StatusPage:
    """One pane."""
    forgetful()
    night = played.__wrapped__("rich")[0] if empty else filled()[0]
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    made = StatusPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    made.tabs.choose(pane)
    settled(lambda: made.desk is not None and not made.asking)
    if pane == "templates":
        settled(lambda: bool(made.panes["templates"].preview.toPlainText()))
    return made


def adding() -> StatusPage:
    """The form of a part."""
    made = page()
    made.panes["parts"].begin()
    return made


def adding_page() -> StatusPage:
    """The form of a further page."""
    made = page("page", size=(SIZE[0], 1000))
    made.panes["page"].views.begin()
    return made


def card(*, private: bool = False) -> QWidget:
    """Beside an incident."""
    from app.operations.incident import change

    forgetful()
    night, number = filled()
    if private:
        change(night.store, number, night.actor("ana"), None, private=True)
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    stage = QWidget()
    stage.setProperty("ground", "window")
    layout = QVBoxLayout(stage)
    made = UpdateCard(bridge)
    bridge.setParent(stage)
    stage.destroyed.connect(Ending(bridge))
    layout.addWidget(made)
    layout.addStretch(1)
    stage.card = made
    stage.resize(290, 300)
    stage.show()
    made.show_incident(number)
    settled(lambda: made.shown is not None)
    return stage


def compose(*, public: bool = True) -> QWidget:
    """With something in it that must not leave."""
    stage = card()
    stage.resize(1080, 760)
    said = ("We restarted the gateway.\n\nana.ruiz@example.org wrote: password=tiger42 works on "
            "10.20.30.40 again.")  # fmt: skip
    stage.card.write(said)
    sheet = stage.card.sheet
    sheet.public.setChecked(public)
    settled(lambda: sheet.send.isEnabled() and "[" in sheet.preview.toPlainText())
    return stage
