"""Takes the steps of escalations that are due: writes the pages and says so on the timeline.

A step is claimed by locking its row and its incident's: whoever answers an incident holds the same
two, so that neither an answer nor a step is ever based on what the other is changing.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import exc, select, update
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE
from app.domain.escalation import (
    HELD,
    LAST_RESORT,
    Case,
    Mark,
    Position,
    Skip,
    Standing,
    Step,
    Story,
    instant,
    next_due,
    step,
)
from app.domain.moment import stamp
from app.domain.policy import Policy
from app.operations.escalation_change import remind
from app.operations.escalation_words import exhausted, moved, paged, skipped
from app.operations.last_resort import with_somebody
from app.operations.shadow import tell_shadows
from app.operations.timeline import record
from app.operations.watchdog import FLAG as LATE_FLAG
from app.operations.watchdog import lateness
from app.queries.world import StoredWorld
from app.store import Store
from models.incident import Escalation, Incident
from models.kinds import EventKind, PageState, Pick
from models.page import Page
from models.policy import Level

log = logging.getLogger(__name__)

UNREADABLE = "The incident's policy cannot be followed: nobody more is paged by it."
Due = tuple[Escalation, Incident]
WAITING = (Standing.ACKNOWLEDGED, Standing.EXHAUSTED)  # for news, where somebody has it
FOLLOWED = (Standing.RUNNING, *WAITING)


def advance(store: Store, limit: int = 100) -> int:
    """Takes one step of each escalation that is due, at most so many; returns how many."""
    with store.write() as session:
        now = store.now()
        due = _due(session, now, limit)
        cases = {incident.id: _case(incident) for _, incident in due}
        _hold_turns(session, [case.policy for case in cases.values() if case])
        world = StoredWorld(session, now)
        for row, incident in due:
            _guarded(session, row, incident, cases[incident.id], now, world.of(incident))
        return len(due)


def _due(session: Session, now: datetime, limit: int) -> list[Due]:
    asked = (
        select(Escalation, Incident)
        .join(Incident, Incident.id == Escalation.incident_id)
        .where(Escalation.due_at <= now, Escalation.state.in_(FOLLOWED))
        .order_by(Escalation.due_at, Escalation.incident_id)
        .limit(limit)
        .with_for_update(key_share=True, skip_locked=True)
    )
    return list(session.execute(asked))


def _case(incident: Incident) -> Case | None:
    """None when the frozen policy is no policy; that is our bug, and must not stop the others."""
    try:
        return Case(Policy.of(incident.policy or {}), incident.urgency, incident.id)
    except (KeyError, TypeError, ValueError):
        log.exception("the policy of incident %s cannot be read", incident.id)
        return None


def _hold_turns(session: Session, policies: Iterable[Policy]) -> None:
    """Round-robin counters, locked in one order, so that engines neither collide nor repeat."""
    levels = {
        level.id for policy in policies for level in policy.levels if level.pick is Pick.ROUND_ROBIN
    }
    if levels:
        asked = select(Level.id).where(Level.id.in_(levels)).order_by(Level.id)
        session.execute(asked.with_for_update(key_share=True))


def _guarded(
    session: Session,
    row: Escalation,
    incident: Incident,
    case: Case | None,
    now: datetime,
    world: StoredWorld,
) -> None:
    """One incident's trouble must not hold up the others'."""
    try:
        if case is not None:
            with session.begin_nested():
                _take(session, row, incident, case, now, world)
            return
    except exc.DBAPIError:
        raise
    except Exception:
        log.exception("the escalation of incident %s stumbled", incident.id)
    row.state, row.due_at = Standing.EXHAUSTED, None
    record(session, incident, EventKind.FLAG, UNREADABLE, ENGINE, now, data={"flag": "unreadable"})


def _take(
    session: Session,
    row: Escalation,
    incident: Incident,
    case: Case,
    now: datetime,
    world: StoredWorld,
) -> None:
    if row.state in WAITING:
        remind(session, row, incident, case.policy, now)
        return
    due = row.due_at or now
    at, place = instant(due, now), Position(row.round, row.level, row.attempt)
    story = Story(
        answered=frozenset(row.answered),
        awaited=frozenset(row.awaited),
        made=_made(session, incident.id, at),
    )
    taken = step(case, place, at, story, world)
    if _reaches_nobody(taken, story):
        policy = with_somebody(session, incident, case.policy, at, world)
        if policy is not None:
            case = replace(case, policy=policy)
            taken = step(case, place, at, story, world)
    if late := lateness(due, now):
        record(session, incident, EventKind.FLAG, late, ENGINE, now, data={"flag": LATE_FLAG})
    _page(session, incident, taken, now)
    paged = {page.person for page in taken.pages if page.person is not None}
    tell_shadows(session, incident, paged, now, stamp(at))
    if not incident.drill:  # an exercise takes nobody's turn
        _turn(session, taken.story.turned, world)
    _tell(session, incident, case, place, taken, now, world)
    _move(row, taken, due, now)
    if row.state == Standing.EXHAUSTED and incident.acknowledged and case.policy.remind:
        row.due_at = now + case.policy.remind  # of all who were asked, somebody has it


def _reaches_nobody(taken: Step, story: Story) -> bool:
    """Whether this is the end and nobody is asked, nor has answered."""
    asked = taken.people or taken.pages or story.answered
    return taken.place.level == LAST_RESORT and not taken.held and not asked


def _made(session: Session, incident: int, at: datetime) -> frozenset[Mark]:
    """The marks of pages that could be the same as a new one."""
    asked = select(Page.person_id, Page.contact_id, Page.channel_id, Page.due_at).where(
        Page.incident_id == incident, Page.due_at >= at, Page.state != PageState.CANCELLED
    )
    return frozenset(
        (person, contact or channel or 0, due)
        for person, contact, channel, due in session.execute(asked)
    )


def _page(session: Session, incident: Incident, taken: Step, now: datetime) -> None:
    session.add_all(
        Page(
            incident_id=incident.id,
            person_id=page.person,
            contact_id=page.contact.id if page.person is not None else None,
            channel_id=page.contact.id if page.person is None else None,
            contact=page.contact.name,
            urgency=incident.urgency,
            round=page.place.round,
            level=page.place.level,
            attempt=page.place.attempt,
            created_at=now,
            due_at=page.at,
        )
        for page in taken.pages
    )


def _turn(session: Session, levels: Collection[int], world: StoredWorld) -> None:
    """Quietly: a policy's page need not be read again for it."""
    for level, times in Counter(levels).items():
        world.turns[level] = world.turn(level) + times
        session.execute(
            update(Level).where(Level.id == level).values(picked=Level.picked + times),
            execution_options={"synchronize_session": False},
        )


def _tell(
    session: Session,
    incident: Incident,
    case: Case,
    before: Position,
    taken: Step,
    now: datetime,
    world: StoredWorld,
) -> None:
    for skip in taken.skipped:
        _flag(session, incident, skip, now, world)
    data = {"round": taken.place.round, "level": taken.place.level, "attempt": taken.place.attempt}
    if before != Position() and not taken.held:
        text = moved(case.policy, taken.place)
        record(session, incident, EventKind.ESCALATED, text, ENGINE, now, data=data)
    for who, text in paged(taken, world):
        told = data | {"person": who}
        record(session, incident, EventKind.PAGE, text, ENGINE, now, data=told)
    if taken.place.level == LAST_RESORT:
        text = exhausted(before, taken)
        record(session, incident, EventKind.FLAG, text, ENGINE, now, data={"flag": "exhausted"})


def _flag(
    session: Session, incident: Incident, skip: Skip, now: datetime, world: StoredWorld
) -> None:
    place = {"round": skip.place.round, "level": skip.place.level}
    flag = "held" if skip.lack.reason == HELD else "skipped"
    data = {"flag": flag, "reason": skip.lack.reason} | place
    text = skipped(skip, world)
    record(session, incident, EventKind.FLAG, text, ENGINE, now, data=data)


def _move(row: Escalation, taken: Step, due: datetime, now: datetime) -> None:
    """After the end the row stands where a further round would begin."""
    place = taken.next or Position(taken.place.round + 1)
    row.round, row.level, row.attempt = place.round, place.level, place.attempt
    row.awaited = sorted(taken.story.awaited)
    if taken.next is None:
        row.state, row.due_at = Standing.EXHAUSTED, None
    elif taken.held:
        row.due_at = taken.at + taken.wait  # exactly when the hours open
    else:
        row.due_at = next_due(due, taken.wait, now)
