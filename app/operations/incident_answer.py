"""Who has an incident: acknowledged, given back, taken over, handed over."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import incident as rules
from app.domain.actor import Actor
from app.errors import Refused
from app.operations import escalation
from app.operations.asleep import wake_in
from app.operations.incident_stage import clocks_of, refuse, set_clocks
from app.operations.notice import tell
from app.operations.patience import patient
from app.operations.responder_state import engaged
from app.operations.timeline import held, record
from app.queries.language import voice_in
from app.store import Store
from models.incident import Event, Incident
from models.kinds import EventKind, NoticeKind, Source, Stage
from models.people import Person

ANSWERS = (EventKind.ACKNOWLEDGED, EventKind.REOPENED)
FAR = (Source.LINK, Source.MAIL, Source.API)  # who answers there looks at no desktop


@dataclass(frozen=True)
class Answer:
    """What came of an acknowledgement. `new`: the incident was nobody's until now; `holder` is who
    has it (a name to show), `yours` whether that is who asked; `waits`: others of the level are
    still asked; `joined`: who asked had been called to help, and comes."""

    number: int
    new: bool
    holder: str
    yours: bool
    waits: bool = False
    joined: bool = False

    @property
    def sentence(self) -> str:
        """For the person who acknowledged."""
        if self.joined and not self.new and not self.yours:
            return f"You help {self.holder} with #{self.number} now."
        if not self.new:
            return "You already have it." if self.yours else f"{self.holder} already has it."
        more = " The others of this level are still asked." if self.waits else ""
        return f"#{self.number} is acknowledged.{more}"


@patient
def acknowledge(store: Store, number: int, by: Actor) -> Answer:
    """Says "I have it": stops the pages, and makes a person the owner. Raises Refused when the
    incident is over."""
    with store.write() as session:
        return _acknowledge(session, held(session, number), by, store.now())


@patient
def unacknowledge(store: Store, number: int, by: Actor, reason: str = "") -> bool:
    """Gives it back: nobody has it, and the next level is paged. False when nobody had it.
    Raises Refused when the incident is over."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        given = unacknowledge_in(session, incident, by, now, reason)
        if given and incident.policy is not None:
            escalation.hurry(session, incident, now)
        return given


@patient
def take(store: Store, number: int, by: Actor) -> None:
    """Makes the actor the owner, acknowledging it if nobody has. Raises Refused."""
    if by.person is None:
        raise Refused(f"{by.name} is nobody of this team, and so cannot own an incident.")
    hand_over(store, number, by.person, by)


@patient
def hand_over(store: Store, number: int, to: int, by: Actor) -> None:
    """Makes a person the owner. Whoever takes it for themselves acknowledges it as well.
    Raises Refused."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        refuse(rules.why_not_acknowledged(number, incident.stage))
        own_in(session, incident, person(session, to), by, now)
        if by.person == to and not incident.acknowledged:
            _acknowledge(session, incident, by, now)


def acknowledge_in(session: Session, incident: Incident, by: Actor, now: datetime) -> Answer:
    """`acknowledge` within a transaction."""
    return _acknowledge(session, held(session, incident.id), by, now)


def _acknowledge(session: Session, incident: Incident, by: Actor, now: datetime) -> Answer:
    refuse(rules.why_not_acknowledged(incident.id, incident.stage))
    joins = engaged(session, incident, by, now)
    if incident.acknowledged:
        return _acknowledged_too(session, incident, by, now, joins)
    _have(incident, by, now)
    data = {"took": True}
    record(session, incident, EventKind.ACKNOWLEDGED, "Acknowledged", by, now, data=data)
    enough = escalation.acknowledged(session, incident, by, now)
    name = holder(session, incident, by)
    return Answer(incident.id, new=True, holder=name, yours=True, waits=not enough)


def unacknowledge_in(
    session: Session, incident: Incident, by: Actor, now: datetime, reason: str = ""
) -> bool:
    """`unacknowledge` within a transaction that holds the incident; leaves the pages alone."""
    refuse(rules.why_not_acknowledged(incident.id, incident.stage))
    if not incident.acknowledged:
        return False
    wake_in(session, incident)
    incident.acknowledged, incident.owner_id, incident.changed_at = False, None, now
    if incident.stage is Stage.INVESTIGATING:
        incident.stage = Stage.TRIAGE
    text = f"Gave it back: {reason.strip()}" if reason.strip() else "Gave it back"
    record(session, incident, EventKind.UNACKNOWLEDGED, text, by, now)
    return True


def own_in(session: Session, incident: Incident, to: Person, by: Actor, now: datetime) -> bool:
    """Changes the owner; False when it was them already."""
    if incident.owner_id == to.id:
        return False
    before = session.get(Person, incident.owner_id) if incident.owner_id else None
    incident.owner_id, incident.changed_at = to.id, now
    taken = by.person == to.id
    source = f" from {shown(before)}" if before else ""
    text = f"Took it{source}" if taken else f"Handed to {shown(to)}{source}"
    data = {"role": "owner", "old": before.name if before else None, "new": to.name}
    record(session, incident, EventKind.ROLE, text, by, now, data=data)
    return True


def holder(session: Session, incident: Incident, otherwise: Actor) -> str:
    """Who has it, by the name people use."""
    owner = session.get(Person, incident.owner_id) if incident.owner_id else None
    return shown(owner) if owner else otherwise.name


def shown(somebody: Person) -> str:
    """The name people use."""
    return somebody.full_name or somebody.name


def person(session: Session, ident: int) -> Person:
    """Somebody who can be given work. Raises Refused when they are not in the team (any more)."""
    found = session.get(Person, ident) if ident in rules.NUMBERS else None
    if found is None or not found.active:
        raise Refused(f"{shown(found) if found else 'This person'} is not in the team any more.")
    return found


def _have(incident: Incident, by: Actor, now: datetime) -> None:
    set_clocks(incident, rules.after_acknowledging(clocks_of(incident), now))
    incident.acknowledged, incident.changed_at = True, now
    incident.owner_id = by.person or incident.owner_id
    if incident.stage is Stage.TRIAGE:
        incident.stage = Stage.INVESTIGATING


def _acknowledged_too(
    session: Session, incident: Incident, by: Actor, now: datetime, joins: bool
) -> Answer:
    """Somebody has it already: recorded once a person, and it still counts for `ack: all`."""
    answers = _answers(session, incident)
    waits = False
    if by.name not in {event.actor for event in answers} and not joins:
        text = "Acknowledged as well"
        record(session, incident, EventKind.ACKNOWLEDGED, text, by, now, data={"took": False})
        waits = not escalation.acknowledged(session, incident, by, now)
    first = Actor(answers[-1].actor, by.source) if answers else by
    name = holder(session, incident, first)
    yours = by.person == incident.owner_id if incident.owner_id else by.name == first.name
    if not yours and not joins and by.source in FAR:
        _tell_late(session, incident, by, name, now)
    return Answer(incident.id, new=False, holder=name, yours=yours, waits=waits, joined=joins)


def _tell_late(session: Session, incident: Incident, by: Actor, holder: str, now: datetime) -> None:
    """Who answered from afar may never see what came of it; once a person and incident."""
    if by.person is None:
        return
    voice = voice_in(session)
    subject = voice.say("#%1: %2 already has it", incident.id, holder)
    after = voice.say("You acknowledged “%1” after %2.", incident.title, holder)
    body = f"{after} {voice.say('Nothing is asked of you.')}"
    key = f"late {incident.id} {by.person}"
    tell(session, by.person, NoticeKind.LATE, subject, body, now, key=key, incident_id=incident.id)


def _answers(session: Session, incident: Incident) -> list[Event]:
    """The acknowledgements since somebody has it without a break, newest first."""
    asked = (
        select(Event)
        .where(Event.incident_id == incident.id, Event.kind.in_(ANSWERS))
        .order_by(Event.id.desc())
    )
    found: list[Event] = []
    for event in session.scalars(asked):
        if event.kind is EventKind.ACKNOWLEDGED:
            found.append(event)
        if event.kind is EventKind.REOPENED or event.data.get("took"):
            break
    return found
