"""A playbook at work in an incident: started, its steps done, skipped, decided, given to somebody.
The incident keeps the edition it started; every act is an event of its timeline."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.incident import NUMBERS, storable
from app.domain.playbook import PlaybookSpec, PlayStepSpec, folded, passed_over, turn
from app.domain.playbook_text import read
from app.errors import Refused
from app.operations.incident_answer import person, shown
from app.operations.incident_stage import refuse
from app.operations.patience import patient
from app.operations.stir import wake
from app.operations.timeline import held, record
from app.queries.playbook import names_of, playbook
from app.store import Store
from models.incident import Assignment, Incident
from models.kinds import EventKind, PlayKind, PlayState
from models.people import Person
from models.playbook import Play, PlayStep

ERRANDS = (PlayKind.HTTP, PlayKind.COMMAND)


@patient
def start(store: Store, number: int, name: str, by: Actor) -> int:
    """Starts a playbook; returns the id of the play. Raises Refused when there is none, when the
    incident is over, or when the same one is under way."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        refuse(None if incident.stage.open else f"#{number} is over; no playbook starts there.")
        book = playbook(session, name)
        running = select(Play.id).where(Play.incident_id == number, Play.ended_at.is_(None))
        if session.scalar(running.where(Play.name.in_(names_of(book)))):
            raise Refused(f"“{book.name}” is under way in #{number} already.")
        return begin(session, incident, book.spec, book.text, book.number, by, now).id


def begin(
    session: Session,
    incident: Incident,
    spec: PlaybookSpec,
    written: str,
    number: int,
    by: Actor,
    now: datetime,
) -> Play:
    """Starts what is written, within a transaction that holds the incident."""
    play = Play(incident_id=incident.id, name=spec.name, number=number, text=written,
                started_at=now, started_by=by.name[:200], started_by_id=by.person)  # fmt: skip
    play.steps = [
        PlayStep(position=n, kind=step.kind, title=step.title, state=PlayState.OPEN)
        for n, step in enumerate(spec.steps)
    ]
    session.add(play)
    session.flush()
    text, data = f"Started the playbook “{spec.name}”", {"play": play.id, "state": "started"}
    record(session, incident, EventKind.PLAYBOOK, text, by, now, data=data)
    advance(session, play, spec, now)
    return play


@patient
def finish(store: Store, step: int, by: Actor, outcome: str = "") -> None:
    """A step is done; `outcome` is what was found. A step may be done before its turn. Raises
    Refused: a question is decided, a command runs."""
    with store.write() as session:
        row, play, incident = step_held(session, step)
        refuse_over(row)
        if row.kind is PlayKind.DECIDE:
            raise Refused("Choose one of the answers.")
        end(session, incident, play, row, PlayState.DONE, by, store.now(), outcome)


@patient
def decide(store: Store, step: int, answer: str, by: Actor) -> None:
    """Chooses an answer; the steps of the other branches are skipped. Raises Refused."""
    with store.write() as session:
        row, play, incident = step_held(session, step)
        refuse_over(row)
        options = read(play.text)[0].steps[row.position].options
        found = next((each for each in options if folded(each.words) == folded(answer)), None)
        if found is None:
            listed = ", ".join(each.words for each in options) or "none, it is no question"
            raise Refused(f"{answer!r} is no answer here; the answers: {listed}.")
        now = store.now()
        end(session, incident, play, row, PlayState.DONE, by, now, found.words, found.leads_to)


@patient
def skip(store: Store, step: int, by: Actor, why: str = "") -> None:
    """Leaves a step out. Raises Refused when it is over or runs."""
    with store.write() as session:
        row, play, incident = step_held(session, step)
        refuse_over(row)
        end(session, incident, play, row, PlayState.SKIPPED, by, store.now(), why)


@patient
def give(store: Store, step: int, to: int | None, by: Actor) -> bool:
    """Changes whose a step is; False when it was theirs already. Raises Refused."""
    with store.write() as session:
        row, play, incident = step_held(session, step)
        if row.owner_id == to:
            return False
        row.owner_id = to
        whose = shown(person(session, to)) if to is not None else "nobody"
        text, data = f"Step for {whose}: {row.title}", {"play": play.id, "step": row.id}
        record(session, incident, EventKind.PLAYBOOK, text, by, store.now(), data=data)
        return True


@patient
def stop(store: Store, play: int, by: Actor) -> bool:
    """Ends a playbook early: what is open is skipped. False when it was over."""
    with store.write() as session:
        found = session.get(Play, play) if play in NUMBERS else None
        if found is None:
            raise Refused("This playbook was not started here.")
        incident, now = held(session, found.incident_id), store.now()
        session.refresh(found)
        if found.ended_at is not None:
            return False
        if any(each.state is PlayState.RUNNING for each in found.steps):
            raise Refused("A step of it is running; wait until it has ended.")
        for each in found.steps:
            if not each.state.over:
                each.state, each.due_at, each.ended_at = PlayState.SKIPPED, None, now
        found.ended_at = now
        text = f"Ended the playbook “{found.name}” early"
        data = {"play": found.id, "state": "stopped"}
        record(session, incident, EventKind.PLAYBOOK, text, by, now, data=data)
        wake(session, found.id, now)
        return True


def step_held(session: Session, step: int) -> tuple[PlayStep, Play, Incident]:
    """A step with its play, while nobody else writes to the incident. Raises Refused."""
    row = session.get(PlayStep, step) if step in NUMBERS else None
    if row is None:
        raise Refused("This step is not there any more.")
    play = session.get_one(Play, row.play_id)
    incident = held(session, play.incident_id)
    session.refresh(play)
    session.refresh(row)
    return row, play, incident


def refuse_over(row: PlayStep) -> None:
    """Raises Refused when nothing more can be done about a step."""
    if row.state.over:
        by = f" by {row.ended_by}" if row.ended_by else ""
        raise Refused(f"“{row.title}” was {row.state.value}{by} already.")
    if row.state is PlayState.RUNNING:
        raise Refused(f"“{row.title}” is running; wait until it has ended.")


def end(
    session: Session,
    incident: Incident,
    play: Play,
    row: PlayStep,
    state: PlayState,
    by: Actor,
    now: datetime,
    outcome: str = "",
    leads_to: str = "",
) -> None:
    """A step is over, or failed; what follows has its turn."""
    row.state, row.outcome = state, storable(outcome).strip()
    row.ended_at, row.ended_by, row.due_at = now, by.name, None
    said = {
        PlayState.DONE: f"Done: {row.title}",
        PlayState.SKIPPED: f"Skipped: {row.title}",
        PlayState.FAILED: f"Failed: {row.title}",
    }
    text = said[state] + (f"\n{row.outcome}" if row.outcome else "")
    data = {"play": play.id, "step": row.id, "state": state.value}
    record(session, incident, EventKind.PLAYBOOK, text, by, now, data=data)
    book = read(play.text)[0]
    if state is PlayState.DONE:
        for place in passed_over(book, row.position, [s.state for s in play.steps], leads_to):
            other = play.steps[place]
            other.state, other.due_at, other.ended_at = PlayState.SKIPPED, None, now
    advance(session, play, book, now)


def advance(session: Session, play: Play, book: PlaybookSpec, now: datetime) -> None:
    """Gives the next step its turn; after the last the play is over."""
    place = turn([each.state for each in play.steps])
    if place is None:
        play.ended_at = now
        wake(session, play.id, now)
        return
    row, spec = play.steps[place], book.steps[place]
    if row.turn_at is None:
        row.turn_at = now
        row.due_at = now + spec.within if spec.within else None
        row.owner_id = row.owner_id or _whose(session, play, spec)


def _whose(session: Session, play: Play, spec: PlayStepSpec) -> int | None:
    """Who holds the role a step names, or the person it names; none: nobody in particular."""
    wanted = spec.owner.casefold().removeprefix("person:").strip()
    if not wanted:
        return None
    held_by = select(Assignment).where(
        Assignment.incident_id == play.incident_id, Assignment.until.is_(None)
    )
    for each in session.scalars(held_by.order_by(Assignment.id)):
        if each.role.value == wanted:
            return each.person_id
    return session.scalar(select(Person.id).where(Person.name == wanted, Person.active))
