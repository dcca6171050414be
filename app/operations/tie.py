"""Ties between incidents: merged, split off, part of, related. What is tied can be untied; every
timeline stays where it was written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain import incident as rules
from app.domain import tie as domain
from app.domain.actor import Actor
from app.domain.privacy import named as called
from app.errors import Refused
from app.operations import escalation
from app.operations.asleep import wake_in
from app.operations.incident import Declaration
from app.operations.incident_stage import ask_why, refuse
from app.operations.patience import patient
from app.operations.responder_state import called_off
from app.operations.tag import put
from app.operations.tie_alert import count, give_back, named, take
from app.operations.timeline import beside, held, record
from app.queries.tag import tag_names
from app.store import Store
from models.incident import Incident
from models.kinds import EventKind, Stage
from models.kinds_together import TieKind
from models.together import Tie

ABOUT = "{about}"  # stands for the other incident, as it may be called here


@patient
def merge(store: Store, number: int, into: int, by: Actor, why: str = "") -> None:
    """`number` goes up in `into`: its alerts go along, its pages stop, its timeline stays and is
    read there too. Raises Refused."""
    with store.write() as session:
        one, other, now = *_both(session, number, into), store.now()
        refuse(
            domain.why_not_merged(number, one.stage, one.drill, into, other.stage, other.drill)
            or domain.why_not_shown(number, into, one.private, other.private),
            "into",
        )
        ask_why(session, "merge", by, why)
        alerts = take(session, one, other)
        was = {"stage": one.stage.value, "alerts": alerts, "acknowledged": one.acknowledged}
        if one.stage.open:
            escalation.ended(session, one, now)
            called_off(session, one)
        wake_in(session, one)
        one.stage, one.changed_at = Stage.MERGED, now
        _tie(session, TieKind.MERGED, one, other, by, now, was)
        reason = f": {why.strip()}" if why.strip() else ""
        _tell(
            session,
            one,
            other,
            f"Merged into {ABOUT}{reason}",
            by,
            now,
            TieKind.MERGED,
        )
        _tell(
            session,
            other,
            one,
            f"{ABOUT} was merged into this{reason}",
            by,
            now,
            TieKind.MERGED,
            back=True,
        )


@patient
def unmerge(store: Store, number: int, by: Actor) -> int:
    """Takes a merge back: the alerts return, it stands where it stood, and pages again if nobody
    had it. Returns what it was merged into. Raises Refused."""
    with store.write() as session:
        tie = _standing(session, TieKind.MERGED, number)
        if tie is None:
            raise Refused(f"#{number} was not merged into another incident.")
        one, other, now = *_both(session, number, tie.other_id), store.now()
        one.stage, one.changed_at = Stage(tie.data.get("stage", Stage.INVESTIGATING)), now
        give_back(session, tie.data.get("alerts", ()), other, one)
        tie.ended_at = now
        _tell(
            session,
            one,
            other,
            f"Split off from #{other.id} again",
            by,
            now,
            TieKind.MERGED,
            undone=True,
        )
        _tell(
            session,
            other,
            one,
            f"#{number} was split off again",
            by,
            now,
            TieKind.MERGED,
            back=True,
            undone=True,
        )
        if one.stage.open and not one.acknowledged:
            escalation.begin(session, one, now)
        return other.id


@patient
def split(
    store: Store,
    number: int,
    title: str,
    by: Actor,
    alerts: Sequence[int] = (),
    why: str = "",
) -> int:
    """A new incident for what turned out to be another matter, with some of the alerts; its policy
    begins unless a person of the team splits it off, who then has it. Returns its number; merging
    it back undoes it. Raises Refused."""
    line = rules.title_of(title)
    refuse(rules.why_no_title(line), "title")
    with store.write() as session:
        one, now = held(session, number), store.now()
        if one.stage in (Stage.MERGED, Stage.DECLINED):
            raise Refused(f"#{number} is {one.stage.value}; there is nothing to split off.")
        rows = named(session, one, alerts)
        fresh = _copy(session, one, line, by, now)
        for each in rows:
            each.incident_id = fresh.id
        session.flush()
        count(session, one, fresh)
        began = min((each.started_at for each in rows), default=None)
        if began is not None and began < now:
            fresh.impact_started_at = fresh.detected_at = began
        _tie(session, TieKind.SPLIT, fresh, one, by, now, {"alerts": [each.id for each in rows]})
        reason = f": {why.strip()}" if why.strip() else ""
        record(session, fresh, EventKind.DECLARED, f"Declared: {line}", by, now)
        _tell(
            session,
            fresh,
            one,
            f"Split off from {ABOUT}{reason}",
            by,
            now,
            TieKind.SPLIT,
        )
        _tell(
            session,
            one,
            fresh,
            f"{ABOUT} was split off{reason}",
            by,
            now,
            TieKind.SPLIT,
            back=True,
        )
        if by.person is None:
            escalation.begin(session, fresh, now)
        else:
            _have(session, fresh, by, now)
        return fresh.id


@patient
def relate(store: Store, number: int, other: int, by: Actor) -> bool:
    """Says that two have to do with each other; False when that was said already."""
    with store.write() as session:
        one, two, now = *_both(session, number, other), store.now()
        refuse("An incident is related to itself anyway." if one is two else None, "other")
        if _standing(session, TieKind.RELATED, number, other, either=True):
            return False
        _tie(session, TieKind.RELATED, one, two, by, now)
        _tell(session, one, two, f"Related to {ABOUT}", by, now, TieKind.RELATED)
        _tell(
            session,
            two,
            one,
            f"Related to {ABOUT}",
            by,
            now,
            TieKind.RELATED,
            back=True,
        )
        return True


@patient
def place(store: Store, number: int, under: int, by: Actor) -> bool:
    """Makes it a part of a larger incident; a part has one whole. False when it was already."""
    with store.write() as session:
        one, whole, now = *_both(session, number, under), store.now()
        refuse(domain.why_not_part(number, under, list(_above(session, under))), "under")
        before = _standing(session, TieKind.PART, number)
        if before is not None and before.other_id == under:
            return False
        if before is not None:
            before.ended_at = now
        _tie(session, TieKind.PART, one, whole, by, now)
        _tell(session, one, whole, f"Part of {ABOUT}", by, now, TieKind.PART)
        _tell(
            session,
            whole,
            one,
            f"{ABOUT} is a part of this",
            by,
            now,
            TieKind.PART,
            back=True,
        )
        return True


@patient
def part(store: Store, number: int, said: Declaration, by: Actor) -> int:
    """Declares a new incident as a part of this one; returns its number. Raises Refused."""
    from app.operations.incident import declare_in

    with store.write() as session:
        whole, now = held(session, number), store.now()
        refuse("This incident was merged into another." if whole.stage is Stage.MERGED else None)
        said = replace(said, private=said.private or whole.private)
        fresh = declare_in(session, said, by, now)
        one = session.get_one(Incident, fresh)
        _tie(session, TieKind.PART, one, whole, by, now)
        _tell(session, one, whole, f"Part of {ABOUT}", by, now, TieKind.PART)
        _tell(
            session,
            whole,
            one,
            f"{ABOUT} is a part of this",
            by,
            now,
            TieKind.PART,
            back=True,
        )
        return fresh


@patient
def untie(store: Store, number: int, other: int, by: Actor) -> bool:
    """Takes back that two are related, or that one is a part of the other; a merge is taken back as
    such. False when nothing ties them. Raises Refused."""
    with store.write() as session:
        one, two, now = *_both(session, number, other), store.now()
        found = [
            tie
            for kind in (TieKind.RELATED, TieKind.PART)
            if (tie := _standing(session, kind, number, other, either=True))
        ]
        for tie in found:
            tie.ended_at = now
            words = f"No longer {tie.kind.value}"
            _tell(session, one, two, f"{words} {ABOUT}", by, now, tie.kind, undone=True)
            _tell(
                session,
                two,
                one,
                f"{words} {ABOUT}",
                by,
                now,
                tie.kind,
                back=True,
                undone=True,
            )
        return bool(found)


def _both(session: Session, one: int, other: int) -> tuple[Incident, Incident]:
    """Held in one order for all, or two who tie the same incidents would wait for each other."""
    rows = {each: held(session, each) for each in sorted({one, other})}
    return rows[one], rows[other]


def _tie(
    session: Session,
    kind: TieKind,
    one: Incident,
    other: Incident,
    by: Actor,
    now: datetime,
    data: dict[str, Any] | None = None,
) -> None:
    session.add(
        Tie(
            kind=kind,
            incident_id=one.id,
            other_id=other.id,
            at=now,
            actor=by.name[:200],
            data=data or {},
        )
    )
    session.flush()


def _tell(
    session: Session,
    incident: Incident,
    about: Incident,
    text: str,
    by: Actor,
    now: datetime,
    kind: TieKind,
    *,
    back: bool = False,
    undone: bool = False,
) -> None:
    title = called(about.id, about.title, private=about.private, among=incident.private)
    text = text.replace(ABOUT, title, 1)
    data = {"incident": about.id, "kind": kind.value, "back": back, "undone": undone}
    data |= {"stage": incident.stage.value}
    record(session, incident, EventKind.TIE, text, by, now, data=data)


def _standing(
    session: Session, kind: TieKind, number: int, other: int | None = None, *, either: bool = False
) -> Tie | None:
    asked = select(Tie).where(Tie.kind == kind, Tie.ended_at.is_(None))
    one_way = Tie.incident_id == number
    if other is not None:
        one_way = one_way & (Tie.other_id == other)
    back = (Tie.incident_id == other) & (Tie.other_id == number)
    asked = asked.where(or_(one_way, back) if either else one_way)
    return session.scalars(asked.order_by(Tie.id.desc()).limit(1)).first()


def _above(session: Session, number: int) -> Iterator[int]:
    """What an incident is a part of, and so on upwards."""
    seen = {number}
    while (tie := _standing(session, TieKind.PART, number)) and tie.other_id not in seen:
        number = tie.other_id
        seen.add(number)
        yield number


def _copy(session: Session, one: Incident, title: str, by: Actor, now: datetime) -> Incident:
    fresh = Incident(
        title=title,
        severity=one.severity,
        urgency=one.urgency,
        category=one.category,
        service_id=one.service_id,
        policy_id=one.policy_id,
        declared_by_id=by.person,
        drill=one.drill,
        private=one.private,
        changed_at=now,
        created_at=now,
        detected_at=now,
    )
    session.add(fresh)
    session.flush()
    put(session, fresh, tag_names(session, one.id))
    return fresh


def _have(session: Session, fresh: Incident, by: Actor, now: datetime) -> None:
    """Whoever splits it off looks at it: nobody else need be woken."""
    from app.operations.incident_answer import acknowledge_in

    policy = escalation.policy_of(session, fresh, now)
    if policy is not None:
        beside(session, fresh, policy=policy, policy_id=policy["id"])
    acknowledge_in(session, fresh, by, now)
