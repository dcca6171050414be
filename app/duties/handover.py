"""Reminds of hand-offs, tells the week's shifts, and ends requests whose time has come.

Nothing is planned ahead: what is due follows from the rota as it is at that moment, so that a
changed shift leaves no wrong reminder behind and a sleep no burst of old ones. The key of each
notice makes it one.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.changes import Changes
from app.domain.handover import (
    HandOff,
    due_lead,
    hand_offs,
    longest,
    next_lead,
    next_weekly,
    turns,
    weekly_due,
)
from app.domain.moment import zone
from app.domain.rota import PersonId, Resolved
from app.domain.window import Window
from app.notify.voice import Voice
from app.operations import handover
from app.operations.handover import Note, Reader
from app.operations.request_expiry import settle
from app.queries.language import voice_in
from app.queries.rota import final, schedules
from app.store import Store
from models.kinds import Weekly
from models.people import Person
from models.request import OPEN, Request
from models.rota import Schedule

KINDS = ("person", "schedule", "rotation", "override", "override_person", "request", "shadow")
LONGEST_REST = timedelta(hours=1)
SHADOW_LATE = timedelta(minutes=10)  # a shadow is not told of what happened earlier than that


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to be told."""

    reader: Reader
    name: str
    leads: tuple[timedelta, ...]
    weekly: Weekly


class Handover:
    """`work` is cheap: until the next thing is due, or something changed, it only looks at the
    clock."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changed = threading.Event()
        self._changed.set()
        self.next_at: datetime | None = None
        self.leave = store.hub.subscribe(self._heard)

    def work(self) -> int:
        """Does what is due; returns how much that was. Raises Unavailable."""
        now = self._store.now()
        if not self._changed.is_set() and self.next_at is not None and now < self.next_at:
            return 0
        self._changed.clear()
        done = settle(self._store)
        with self._store.read() as session:
            notes, self.next_at = _Look(session, now).all()
        return done + handover.send(self._store, notes)

    def _heard(self, changes: Changes) -> None:
        if changes.touch(*KINDS):
            self._changed.set()


class _Look:
    """One look at all schedules: what is due, and when the next thing will be."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now
        people = session.scalars(select(Person).where(Person.active)).all()
        voice = voice_in(session)
        self._wishes = {each.id: _wish(each, voice) for each in people}
        everyone = session.execute(select(Person.id, Person.full_name, Person.name))
        self._names = {ident: full or name for ident, full, name in everyone}
        self._next: list[datetime] = [now + LONGEST_REST]

    def all(self) -> tuple[list[Note], datetime]:
        """Everything due, and the next instant to look again."""
        found = schedules(self._session)
        notes = [note for each in found for note in self._of(each)]
        notes += [note for wish in self._wishes.values() for note in self._week(wish, found)]
        ends = self._session.scalars(select(Request.expires_at).where(OPEN))
        self._next += [at for at in ends if at > self._now]
        return notes, min(self._next)

    def _of(self, schedule: Schedule) -> Iterator[Note]:
        reach = longest(wish.leads for wish in self._wishes.values()) + 2 * LONGEST_REST
        found = self._final(schedule, Window(self._now - SHADOW_LATE, self._now + reach))
        ahead = hand_offs(found)
        for each in ahead:
            yield from self._reminders(schedule, each, ahead)
            yield from self._shadows(schedule, each)

    def _reminders(
        self, schedule: Schedule, hand_off: HandOff, ahead: list[HandOff]
    ) -> Iterator[Note]:
        for person in (*hand_off.go, *hand_off.come):
            wish = self._wishes.get(person)
            if wish is None:
                continue
            self._wait(next_lead(hand_off.at, wish.leads, self._now))
            lead = due_lead(hand_off.at, wish.leads, self._now)
            if lead is not None:
                named = (schedule.id, schedule.name)
                note = handover.reminder(named, hand_off, wish.reader, lead, self._names, self._now)
                yield self._anew(note, ahead)

    def _anew(self, note: Note, ahead: list[HandOff]) -> Note:
        """Where what was told last is no more, what holds instead is told again."""
        told = handover.last_told(self._session, note)
        if told is None or told.at <= self._now or any(told.at == each.at for each in ahead):
            return note
        return replace(note, key=f"{note.key}:{told.message}")

    def _shadows(self, schedule: Schedule, hand_off: HandOff) -> Iterator[Note]:
        here = [each for each in _shadows_at(schedule, hand_off.at) if each in self._wishes]
        if here and hand_off.at > self._now:
            self._wait(hand_off.at)
            return
        for person in here:
            reader = self._wishes[person].reader
            yield handover.shadowed((schedule.id, schedule.name), hand_off, reader, self._names)

    def _week(self, wish: Wish, found: list[Schedule]) -> Iterator[Note]:
        where = zone(wish.reader.zone)
        self._wait(next_weekly(wish.weekly, where, self._now))
        span = weekly_due(wish.weekly, where, self._now)
        if span is not None:
            mine = [
                (each.name, turn)
                for each in found
                for turn in turns(self._final(each, span))
                if turn.person == wish.reader.id
            ]
            yield handover.week(wish.reader, span, mine)

    def _final(self, schedule: Schedule, window: Window) -> Resolved:
        return final(self._session, schedule, window, self._now)

    def _wait(self, at: datetime | None) -> None:
        if at is not None:
            self._next.append(at)


def _wish(row: Person, voice: Voice) -> Wish:
    leads = tuple(timedelta(seconds=each) for each in row.reminders)
    reader = Reader(row.id, row.time_zone, voice)
    return Wish(reader, row.full_name or row.name, leads, row.weekly)


def _shadows_at(schedule: Schedule, at: datetime) -> list[PersonId]:
    return [
        each.person_id
        for each in schedule.shadows
        if each.start_at <= at and (each.end_at is None or at < each.end_at)
    ]
