"""Follow-ups and problems, their empty places, and the cards beside an incident."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations import followup, incident, problem, task, ticket, tracker
from app.operations.followup import Wanted
from app.operations.problem import Wanted as WantedProblem
from app.operations.ticket import About
from models.kinds import Category, Severity
from models.kinds_learn import Priority, ProblemState, TaskState, TicketState, TrackerKind
from models.ticket import Ticket
from tests import night as story
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending
from tests.night import BEGIN, Night
from ui.incidents.side import WIDTH
from ui.reviews.similar_card import SimilarCard
from ui.tasks.followups_card import FollowupsCard
from ui.tasks.page import FollowupsPage
from ui.tasks.problem_card import ProblemCard
from ui.tasks.problems_page import ProblemsPage
from ui.theme import fonts


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "followups", followups
    yield "followups-narrow", partial(followups, (760, 640))
    yield "followups-new", new_followup
    yield "followups-empty", partial(empty, FollowupsPage)
    yield "problems", problems
    yield "problems-empty", partial(empty, ProblemsPage)
    yield "followups-cards", cards


WORK = (
    ("Alarm when the connection pool is over 80 %", "ana", 20, "high", "under way"),
    ("Write down how to fail over the card provider", "ben", 9, "normal", "open"),
    ("Raise the limit of the read replicas with the vendor", "cy", 3, "urgent", "open"),
    ("Try the fail-over once a quarter, with a drill", None, 60, "normal", "open"),
    ("Tell customers on the pricing page what we promise", "gus", 30, "low", "open"),
    ("Rotate the database password", "ana", 12, "normal", "done"),
)


@cache
def learned() -> tuple[Night, int]:
    """A team with weeks behind it; the number is of an incident whose cause is suspected."""
    place = Path(tempfile.mkdtemp()) / "learned.db"
    night = Night.begin(f"sqlite:///{place}", BEGIN - timedelta(days=24))
    number = story.resolved(night)
    work(night, number)
    first = memory(night, "Checkout pods killed, out of memory")
    causes(night, first)
    second = memory(night, "Checkout pods killed, out of memory again")
    return night, second


def memory(night: Night, title: str) -> int:
    """One more of a kind."""
    night.wait(minutes=60 * 24 * 4)
    number = night.declare(title, "ana", "api", severity=Severity.SEV2,
                           category=Category.PERFORMANCE)  # fmt: skip
    night.wait(minutes=3)
    incident.acknowledge(night.store, number, night.actor("ben"))
    night.wait(minutes=31)
    if "again" not in title:
        note = "Restarted the oldest pods, one a minute"
        incident.resolve(night.store, number, night.actor("ben"), note)
    return number


def work(night: Night, number: int) -> None:
    """Follow-ups of every kind."""
    store, now = night.store, night.clock.now()
    jira = tracker.Wanted("platform", TrackerKind.JIRA, "https://jira.example.org", "OPS", "x")
    tracker.save(store, jira, night.actor("fay"))
    for title, owner, days, priority, state in WORK:
        due = now + timedelta(days=days)
        who = night.people[owner] if owner else None
        text = "The graph **Pool in use** showed it 40 minutes before anybody was paged."
        ident = followup.add(store, number, Wanted(title, text, who, due, Priority(priority)),
                             night.actor("ana"))  # fmt: skip
        task.move(store, ident, TaskState(state), night.actor("ana"))
    made(night, 1, "OPS-214", TicketState.OPEN, "In progress")
    made(night, 3, "", TicketState.FAILED, "")


def made(night: Night, ident: int, key: str, state: TicketState, status: str) -> None:
    """A ticket, as a tracker told of it."""
    first = followup_ids(night)[ident - 1]
    ticket.want(night.store, 1, About(task=first), night.actor("ana"))
    with night.store.write() as session:
        row = session.query(Ticket).order_by(Ticket.id.desc()).first()
        row.key, row.state, row.status, row.due_at = key, state, status, None
        row.url = f"https://jira.example.org/browse/{key}" if key else ""
        if state is TicketState.FAILED:
            row.error = "Jira does not take this token; set a new one."


def followup_ids(night: Night) -> list[int]:
    """In the order in which they were added."""
    from app.queries.followup import followups as found

    return sorted(each.id for each in found(night.store) if each.kind.value == "follow-up")


def causes(night: Night, first: int) -> None:
    """Two that are known, one that is fixed."""
    said = WantedProblem(
        "Checkout workers run out of memory after some days",
        "A cache of price lists without a limit: it grows by **40 MB an hour** since release 4.12.",
        "Restart the oldest pods, one a minute:\n\n`kubectl rollout restart deploy/checkout`",
        night.services["api"], None, night.people["ben"], ProblemState.KNOWN,
    )  # fmt: skip
    problem.create(night.store, said, night.actor("ben"), [first])
    card = WantedProblem("The card provider times out on month's ends",
                         service=night.services["card-provider"])  # fmt: skip
    problem.create(night.store, card, night.actor("ana"), [1])
    gone = WantedProblem("Logs are never rotated on db hosts", state=ProblemState.FIXED)
    problem.create(night.store, gone, night.actor("ana"))


def shown(page: FollowupsPage | ProblemsPage, bridge: object, size: tuple[int, int]) -> None:
    """On the screen, with its first question answered."""
    bridge.setParent(page)  # type: ignore[attr-defined]
    page.destroyed.connect(Ending(bridge))
    page.setProperty("ground", "window")
    page.resize(*size)
    page.show()
    settled(lambda: page.seen is not None and not page.asking)


def followups(size: tuple[int, int] = SIZE) -> FollowupsPage:
    """With one that is late at the right."""
    forgetful()
    night, _ = learned()
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    page = FollowupsPage(bridge)
    shown(page, bridge, size)
    return page


def new_followup() -> QWidget:
    """Begun by hand."""
    page = followups()
    page.new.click()
    return page


def problems() -> QWidget:
    """With a known error at the right."""
    forgetful()
    night, _ = learned()
    bridge = bridge_on(night.store, "ben", night.people["ben"])
    page = ProblemsPage(bridge)
    shown(page, bridge, SIZE)
    settled(lambda: page.editor._detail is not None)
    return page


def empty(kind: type[FollowupsPage] | type[ProblemsPage]) -> QWidget:
    """Nothing yet."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'none.db'}")
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    page = kind(bridge)
    shown(page, bridge, SIZE)
    return page


def cards() -> QWidget:
    """What stands beside an incident: a suspected problem, what is left, and what was like it."""
    forgetful()
    night, number = learned()
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    stage = QWidget()
    stage.setProperty("ground", "window")
    layout = QVBoxLayout(stage)
    made = [ProblemCard(bridge), SimilarCard(bridge), FollowupsCard(bridge)]
    bridge.setParent(stage)
    stage.destroyed.connect(Ending(bridge))
    edges = layout.contentsMargins()
    stage.resize(round(fonts.em() * WIDTH) + edges.left() + edges.right(), 1180)
    for card in made:
        layout.addWidget(card)
    layout.addStretch(1)
    stage.show()
    for card, about in zip(made, (number, number, 1), strict=True):
        card.show_incident(about)
    settled(lambda: all(card.shown is not None for card in made))
    return stage
