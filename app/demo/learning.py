"""What the sample team learned from its last trouble: reviews, follow-ups, a known error; and what
it plans."""

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.demo.clockwork import Play
from app.demo.plot import HOME
from app.demo.public import components
from app.demo.team import MANAGER
from app.domain.actor import Actor
from app.operations import followup, problem, review, task
from app.operations.maintenance import Planned, schedule
from app.operations.workflow import switch
from models.incident import Incident
from models.kinds import ReviewState, Severity
from models.kinds_learn import Priority, ProblemState
from models.review import Review

ZONE = ZoneInfo(HOME.key)
DAY = timedelta(days=1)
WORKFLOW = "Show what else is affected"  # the shipped one that calls nobody
GATHERED = "Search index is 40 minutes behind"
LEFT = 4  # of what was grave a month ago: still to be reviewed
BEHIND = 4  # incidents behind the known error
CAUSE = (
    "The nightly import and the indexer share one queue. While the import runs, changes of "
    "products wait behind it."
)
WORKAROUND = (
    "1. Pause the import: `importer pause`\n2. Watch the queue until it is below 1,000\n"
    "3. Start it again with half the workers: `importer start --workers 4`"
)
FACTORS = (
    "Two things had to come together: a change that was safe by itself, and a limit nobody had "
    "written down. The alert watched the effect, not the limit."
)
REASONS = (
    "Before we wrote reviews; what was learned stands in the runbook",
    "The cause was found and mended while it lasted",
    "Written up together with the one after it",
)
ACTIONS = "- Alert on the limit itself @ben\n- Write the limit into the runbook @dan"


def plan(play: Play) -> None:
    """Sows it over the last weeks; what finds nothing to be about is left out."""
    for ago, act in (
        (30, partial(_waived, play)),
        (24, partial(_published, play, 18)),
        (10, partial(_published, play, 21)),
        (3, partial(_problem, play)),
        (2, partial(_drafted, play)),
        (1, partial(_maintenance, play)),
        (0, partial(_workflow, play)),
    ):
        play.at(play.until - ago * DAY, act)


def _by(play: Play, name: str = MANAGER) -> Actor:
    return play.cast.actor(name)


def _grave(play: Play) -> int | None:
    """The latest that was grave, is over and has no review."""
    asked = (
        select(Incident.id)
        .where(Incident.severity.in_((Severity.SEV1, Severity.SEV2)))
        .where(Incident.resolved_at < play.now - timedelta(hours=8))
        .where(Incident.id.not_in(select(Review.incident_id)))
        .order_by(Incident.id.desc())
    )
    with play.store.read() as session:
        return session.scalars(asked.limit(1)).first()


def _waived(play: Play) -> None:
    """What was grave before anybody wrote reviews is looked through, and left as it is."""
    asked = (
        select(Incident.id)
        .where(Incident.severity.in_((Severity.SEV1, Severity.SEV2)))
        .where(Incident.resolved_at.is_not(None), Incident.drill.is_(False))
        .where(Incident.id.not_in(select(Review.incident_id)))
    )
    with play.store.read() as session:
        numbers = session.scalars(asked.order_by(Incident.id)).all()
    for number in numbers[:-LEFT]:
        review.waive(play.store, number, REASONS[number % len(REASONS)], _by(play))


def _published(play: Play, days: int) -> None:
    """Written, read and published, with two things to do, one of them due after so many days."""
    number = _grave(play)
    if number is None:
        return
    store, ben = play.store, _by(play, "ben")
    review.draft(store, number, ben, ZONE, "Standard review")
    review.write(store, number, "contributing-factors", FACTORS, ben)
    review.write(store, number, "action-items", ACTIONS, ben)
    review.move(store, number, ReviewState.IN_REVIEW, ben)
    review.comment(store, number, "The runbook says 500; which is right?", _by(play, "dan"))
    review.move(store, number, ReviewState.PUBLISHED, _by(play))
    people = play.cast.people
    done = followup.Wanted("Write the limit into the runbook", owner=people["dan"])
    ident = followup.add(store, number, done, ben)
    play.at(play.now + 4 * DAY, lambda: _finish(play, ident))
    wanted = followup.Wanted(
        "Alert on the limit itself", owner=people["ben"], due_at=play.now + days * DAY,
        priority=Priority.HIGH,
    )  # fmt: skip
    followup.add(store, number, wanted, ben)


def _finish(play: Play, ident: int) -> None:
    task.finish(play.store, ident, _by(play, "dan"))


def _problem(play: Play) -> None:
    """A known error, with what helps until it is mended."""
    asked = select(Incident.id).where(Incident.title == GATHERED, Incident.resolved_at.is_not(None))
    with play.store.read() as session:
        numbers = session.scalars(asked.order_by(Incident.id.desc()).limit(BEHIND)).all()
    if not numbers:
        return
    said = problem.Wanted(
        "The nightly import starves the search index", CAUSE, WORKAROUND,
        service=play.cast.services["search"], owner=play.cast.people["gus"],
        state=ProblemState.KNOWN,
    )  # fmt: skip
    problem.create(play.store, said, _by(play, "gus"), sorted(numbers))
    wanted = followup.Wanted(
        "Give the import a queue of its own", owner=play.cast.people["gus"],
        due_at=play.until + 12 * DAY,
    )  # fmt: skip
    followup.add(play.store, numbers[0], wanted, _by(play, "gus"))


def _drafted(play: Play) -> None:
    number = _grave(play)
    if number is not None:
        review.draft(play.store, number, _by(play, "eva"), ZONE)


def _maintenance(play: Play) -> None:
    """In the small hours, a few days from now."""
    night = (play.until + 3 * DAY).astimezone(HOME).replace(hour=3, minute=0, second=0)
    planned = Planned(
        "Database upgrade", night, night + timedelta(hours=2),
        "Pages may be slow, and paying may fail for a minute or two.",
        tuple(components(play, ("Website", "Checkout", "API"))),
    )  # fmt: skip
    schedule(play.store, planned, _by(play, "cy"))


def _workflow(play: Play) -> None:
    switch(play.store, WORKFLOW, True, _by(play))
