"""Asks more people to help in an incident: they are paged by their own rules, whoever has it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import incident as rules
from app.domain.actor import ENGINE, Actor
from app.domain.reach import ways, when
from app.domain.workspace import TargetSpec
from app.errors import Refused
from app.operations.incident_answer import shown
from app.operations.incident_stage import refuse
from app.operations.page import ASKED
from app.operations.patience import patient
from app.operations.responder_state import become, name, unreached
from app.operations.timeline import held, record
from app.queries.world import TABLES, StoredWorld
from app.store import Store
from models.incident import Incident
from models.kinds import EventKind, PageState, TargetKind
from models.kinds_together import ResponderState
from models.page import Page
from models.people import Person
from models.together import NOTIFYING, Responder

PATIENCE = timedelta(minutes=5)  # after which somebody did not answer
WORDS = 300  # characters of what they are asked for
MOST = 20  # people at once
KINDS = (TargetKind.PERSON, TargetKind.TEAM, TargetKind.SCHEDULE)


@patient
def request(
    store: Store,
    number: int,
    targets: Sequence[TargetSpec],
    by: Actor,
    words: str = "",
    patience: timedelta = PATIENCE,
) -> list[int]:
    """Asks a person, a team, or who is on call by a schedule, to help; returns the people's ids.
    Who was asked already and may still answer is asked again. `words` say what for. Raises Refused
    when the incident is over, or nobody can be reached."""
    said = " ".join(rules.storable(words).split())[:WORDS]
    with store.write() as session:
        incident, now = held(session, number), store.now()
        if not incident.stage.open:
            raise Refused(f"#{number} is {incident.stage.value}: nobody need come any more.")
        world = StoredWorld(session, now).of(incident)
        found = _people(session, targets, world, now)
        reached = [each for each in found if _reach(each, incident, world)]
        if not reached:
            raise Refused(_nobody(found, world), "targets")
        for person in reached[:MOST]:
            _ask(session, incident, person, found[person], by, said, now, patience, world)
        return reached[:MOST]


@patient
def answer(store: Store, number: int, by: Actor, *, comes: bool, why: str = "") -> bool:
    """What one who was asked says; False when nobody had asked them. Coming, they acknowledge as
    well if nobody has it. Raises Refused."""
    from app.operations.incident_answer import acknowledge_in

    with store.write() as session:
        incident, now = held(session, number), store.now()
        refuse(rules.why_not_acknowledged(number, incident.stage))
        rows = _open(session, number, by.person)
        if comes and rows:
            acknowledge_in(session, incident, by, now)
        for each in () if comes else rows:
            become(session, incident, each, ResponderState.DECLINED, by, now, why.strip())
        return bool(rows)


@patient
def call_back(store: Store, ident: int, by: Actor) -> bool:
    """Whoever was asked is needed no more; False when they had answered. Raises Refused."""
    with store.write() as session:
        row = session.get(Responder, ident) if ident in rules.NUMBERS else None
        if row is None:
            raise Refused("Nobody was asked so.")
        incident = held(session, row.incident_id)
        session.refresh(row)
        if row.state not in ASKED:
            return False
        become(session, incident, row, ResponderState.CALLED_OFF, by, store.now())
        return True


def look(store: Store) -> int:
    """Notes who did not answer in time or cannot be reached; returns how many. Any number of
    engines may do this."""
    with store.read() as session:
        asked = select(Responder.id, Responder.incident_id).where(NOTIFYING)
        waiting = session.execute(asked.order_by(Responder.due_at).limit(50)).all()
        now = store.now()
        rows = [session.get_one(Responder, ident) for ident, _ in waiting]
        due = [row.id for row in rows if row.due_at <= now or unreached(session, row)]
    return sum(_end(store, each) for each in due)


@patient
def _end(store: Store, ident: int) -> int:
    with store.write() as session:
        row = session.get_one(Responder, ident)
        incident, now = held(session, row.incident_id), store.now()
        session.refresh(row)
        if row.state is not ResponderState.NOTIFYING:
            return 0
        if unreached(session, row):
            become(session, incident, row, ResponderState.FAILED, ENGINE, now)
        elif row.due_at <= now:
            become(session, incident, row, ResponderState.NO_ANSWER, ENGINE, now)
        else:
            return 0
        return 1


def _people(
    session: Session, targets: Iterable[TargetSpec], world: StoredWorld, now: datetime
) -> dict[int, str]:
    """Whom the targets mean, each with the first that named them."""
    found: dict[int, str] = {}
    for target in targets:
        if target.kind not in KINDS:
            raise Refused(f"{target} cannot be asked; expected person:, team: or schedule:.")
        table = TABLES[target.kind]
        ident = session.scalar(select(table.id).where(table.name == target.name))
        if ident is None:
            raise Refused(f"There is no {target.kind} called {target.name!r}.", "targets")
        for person in _meant(target.kind, ident, world, now):
            if world.active(person):
                found.setdefault(person, "" if target.kind is TargetKind.PERSON else str(target))
    return found


def _meant(kind: TargetKind, ident: int, world: StoredWorld, now: datetime) -> Iterable[int]:
    if kind is TargetKind.TEAM:
        return world.members(ident)
    return world.on_call(ident, now) if kind is TargetKind.SCHEDULE else (ident,)


def _reach(person: int, incident: Incident, world: StoredWorld) -> bool:
    return not world.unwilling(person) and bool(ways(person, incident.urgency, world))


def _nobody(found: Iterable[int], world: StoredWorld) -> str:
    names = ", ".join(world.shown(each) for each in found)
    if not names:
        return "There is nobody to ask: nobody is on call, or the team has no members."
    return f"{names}: no contact, or no part in drills; nothing can reach them."


def _ask(
    session: Session,
    incident: Incident,
    person: int,
    via: str,
    by: Actor,
    words: str,
    now: datetime,
    patience: timedelta,
    world: StoredWorld,
) -> None:
    for old in _open(session, incident.id, person):
        become_again = old.state
        old.state = ResponderState.CALLED_OFF if become_again in ASKED else become_again
    row = Responder(
        incident_id=incident.id,
        person_id=person,
        via=via,
        words=words,
        actor=by.name[:200],
        asked_at=now,
        due_at=now + patience,
    )
    session.add(row)
    session.flush()
    asker = session.get(Person, by.person) if by.person else None
    reason = f"{shown(asker) if asker else by.name} asks you to help" + (
        f": {words}" if words else "."
    )
    session.add_all(
        Page(
            incident_id=incident.id,
            person_id=person,
            contact_id=rule.contact.id,
            contact=rule.contact.name,
            urgency=incident.urgency,
            round=1,
            level=1,
            attempt=1,
            state=PageState.DUE,
            reason=reason[:300],
            responder_id=row.id,
            created_at=now,
            due_at=when(person, rule.contact, incident.urgency, now + rule.after, world),
        )
        for rule in ways(person, incident.urgency, world)
    )
    text = _asked_words(name(session, person), via, words)
    data = {"responder": row.id, "person": person, "state": ResponderState.NOTIFYING.value}
    record(session, incident, EventKind.RESPONDER, text, by, now, data=data)


def _asked_words(who: str, via: str, words: str) -> str:
    """What the timeline says; whole sentences, so that each can be said in another language."""
    if via and words:
        return f"{who} is asked to help ({via}): {words}"
    if via:
        return f"{who} is asked to help ({via})"
    return f"{who} is asked to help: {words}" if words else f"{who} is asked to help"


def _open(session: Session, number: int, person: int | None) -> Sequence[Responder]:
    asked = select(Responder).where(
        Responder.incident_id == number,
        Responder.person_id == person,
        Responder.state.in_(ASKED),
    )
    return session.scalars(asked.order_by(Responder.id)).all()
