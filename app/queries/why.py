"""Why somebody was paged by an incident, and why somebody else was not: in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.moment import spoken
from app.domain.policy import Level, Policy, Target
from app.domain.reach import reach
from app.errors import Refused
from app.queries.incident_pages import pages_of
from app.queries.incident_row import PageRow
from app.queries.world import StoredWorld
from app.store import Store
from models.incident import Event, Incident
from models.kinds import EventKind, PageState, Pick, TargetKind, Urgency
from models.people import Person

ENDS = (EventKind.ACKNOWLEDGED, EventKind.RESOLVED)
HOLDS = (TargetKind.SCHEDULE, TargetKind.NEXT, TargetKind.PREVIOUS)


@dataclass(frozen=True, slots=True)
class Why:
    """One person and one incident; `sentences` in the order in which they should be read."""

    person: int
    name: str
    full_name: str
    paged: bool
    sentences: tuple[str, ...]


def why(store: Store, number: int, person: int | None = None, zone: str = "UTC") -> list[Why]:
    """Of everybody who was paged, or of one person. Times in the zone. Raises Refused when there
    is no such incident or person."""
    with store.read() as session:
        incident = session.get(Incident, number)
        if incident is None:
            raise Refused(f"There is no incident #{number}.")
        story = _Story(session, incident, store.now(), ZoneInfo(zone))
        wanted = [person] if person is not None else story.paged
        return [story.of(each) for each in wanted]


class _Story:
    """What is known of one incident, asked person by person within one session."""

    def __init__(self, session: Session, incident: Incident, now: datetime, zone: ZoneInfo) -> None:
        self._session, self._incident, self._zone = session, incident, zone
        self._pages = pages_of(session, incident.id)
        self._world = StoredWorld(session, now)
        self._policy = Policy.of(incident.policy) if incident.policy else None
        self._end = session.scalars(
            select(Event)
            .where(Event.incident_id == incident.id, Event.kind.in_(ENDS))
            .order_by(Event.id)
            .limit(1)
        ).first()

    @property
    def paged(self) -> list[int]:
        """Everybody with a page, in the order in which they came."""
        return list(dict.fromkeys(each.person_id for each in self._pages if each.person_id))

    def of(self, person: int) -> Why:
        """One person's answer."""
        row = self._session.get(Person, person)
        if row is None:
            raise Refused("There is no such person.", "person")
        hers = [page for page in self._pages if page.person_id == person]
        told = self._paged(row, hers) if hers else self._not_paged(row)
        return Why(row.id, row.name, row.full_name, bool(hers), tuple(told))

    # why she was

    def _paged(self, person: Person, pages: Sequence[PageRow]) -> Iterator[str]:
        place = [(page.round, page.level, page.attempt, page.responder_id) for page in pages]
        for _, some in groupby(zip(place, pages, strict=True), key=lambda each: each[0]):
            group = [page for _, page in some]
            yield self._because(person, group[0])
            begin = min(group[0].created_at, group[0].due_at)
            yield from (self._became(page, begin) for page in group)

    def _because(self, person: Person, page: PageRow) -> str:
        if page.responder_id is not None:
            return f"{self._at(page.created_at)} {page.reason.rstrip('.')}."
        at, found = (
            self._at(page.created_at),
            "; ".join(
                self._as(target, person)
                for target in self._targets(page.level)
                if person.id in reach((target,), page.created_at, self._world).people
            ),
        )
        step = self._step(page.level)
        if not found:
            return f"{at} {step}{_again(page)}."
        return f"{at} {step}{_again(page)}, which notifies {found}."

    def _step(self, level: int) -> str:
        if self._policy is None:
            return f"level {level}" if level else "the last resort"
        name = self._policy.name
        return f"level {level} of {name}" if level else f"the last resort of {name}"

    def _as(self, target: Target, person: Person) -> str:
        title = self._title(target)
        if target.kind is TargetKind.SCHEDULE:
            return f"{title} ({_shown(person)} was on call)"
        return f"{title}" if target.kind is TargetKind.PERSON else f"{title} (a member)"

    def _became(self, page: PageRow, begin: datetime) -> str:
        by = page.contact
        if page.reason and page.responder_id is None:
            by = f"{by} ({page.reason.rstrip('.')})"
        elif page.due_at > page.created_at:
            by = f"{by} (by rule {spoken(page.due_at - begin)} later)"
        if page.state is PageState.CANCELLED:
            return f"By {by}: called off, {page.error.rstrip('.') or self._ended()}."
        if not page.together:
            return f"By {by}: {self._state(page)}."
        others = "one other" if len(page.together) == 1 else f"{len(page.together)} others"
        return f"By {by}: {self._state(page)}, in one message with {others}."

    def _state(self, page: PageRow) -> str:
        tries = f" after {len(page.attempts)} tries" if len(page.attempts) > 1 else ""
        error = page.error.rstrip(".")
        if page.state is PageState.SENT:
            return f"sent at {self._at(page.sent_at or page.due_at)}{tries}"
        if page.state is PageState.FAILED:
            return f"failed{tries}, {error}"
        if page.state is PageState.UNKNOWN:
            return f"nobody knows whether it came, {error}"
        until = page.held_until or page.due_at
        return f"{page.state.value}, to leave at {self._at(until)}"

    # why she was not

    def _not_paged(self, person: Person) -> Iterator[str]:
        policy = self._policy
        if policy is None:
            yield "Nobody was paged: the incident has no policy."
            return
        if not person.active:
            yield f"{_shown(person)} has left the team."
        elif not person.contacts:
            yield f"{_shown(person)} has no contact: a page could not reach them."
        named = [
            sentence
            for place, level in enumerate(policy.levels, 1)
            if (sentence := self._missed(person, place, level))
        ]
        yield from named or [f"No level of {policy.name} leads to {_shown(person)}."]
        if not named:
            yield from (self._instead(place) for place, _ in enumerate(policy.levels, 1))
        if self._incident.urgency is Urgency.LOW:
            yield "Its urgency is low: it waits for hours of work and for quiet hours to end."

    def _missed(self, person: Person, place: int, level: Level) -> str:
        """Why a level that leads to this person did not page them; empty where it does not."""
        asked = self._asked(place)
        at = asked[0].created_at if asked else self._now()
        aimed = [each for each in level.targets if self._aims(each, person, at)]
        if not aimed:
            return ""
        names = " and ".join(map(self._title, aimed))
        if not asked:
            return f"Level {place} notifies {names}, but was not reached: {self._ended()}."
        if level.pick is not Pick.ALL:
            others = ", ".join(dict.fromkeys(page.person or page.contact for page in asked))
            return f"Level {place} notifies one of {names} in turn: it was {others}."
        return f"Level {place} notified {names} without {_shown(person)}, who had answered."

    def _aims(self, target: Target, person: Person, at: datetime) -> bool:
        found = reach((target,), at, self._world)
        return person.id in found.people or person.id in {lack.person for lack in found.lacks}

    def _instead(self, place: int) -> str:
        """Whom a level asked, at the time it did."""
        asked = self._asked(place)
        targets = self._targets(place)
        names = " and ".join(map(self._title, targets)) or "nobody"
        people = ", ".join(dict.fromkeys(page.person or page.contact for page in asked))
        if people:
            on_call = " on call" if any(each.kind in HOLDS for each in targets) else ""
            return (
                f"Level {place} notifies {names}: {people}{on_call}, {self._at(asked[0].due_at)}."
            )
        return f"Level {place} notifies {names}; it was not reached."

    def _asked(self, place: int) -> list[PageRow]:
        """What the level itself asked; who was called to help by hand is no part of it."""
        return [page for page in self._pages if page.level == place and not page.responder_id]

    # words

    def _title(self, target: Target) -> str:
        """People by the name they are called by, all else as the workspace file writes it."""
        if target.kind is TargetKind.PERSON:
            return self._world.shown(target.id)
        return self._world.title(target)

    def _targets(self, level: int) -> Sequence[Target]:
        if self._policy is None:
            return ()
        if not level:
            return self._policy.last_resort
        levels = self._policy.levels
        return levels[level - 1].targets if level <= len(levels) else ()

    def _ended(self) -> str:
        if self._end is None:
            return "it is not its time yet" if self._incident.stage.open else "it is over"
        done = "acknowledged" if self._end.kind is EventKind.ACKNOWLEDGED else "resolved"
        who = self._end.person_id
        name = self._end.actor if who is None else self._world.shown(who)
        return f"{name} had {done} it at {self._at(self._end.at)}"

    def _now(self) -> datetime:
        return self._end.at if self._end is not None else self._incident.changed_at

    def _at(self, at: datetime) -> str:
        return f"{at.astimezone(self._zone):%H:%M:%S}"


def _shown(person: Person) -> str:
    return person.full_name or person.name


def _again(page: PageRow) -> str:
    if page.round > 1 and page.attempt > 1:
        return f", round {page.round}, try {page.attempt}"
    if page.round > 1:
        return f", round {page.round}"
    return f", try {page.attempt}" if page.attempt > 1 else ""
