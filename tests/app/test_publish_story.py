"""Weeks of planning by three people at once, made up at random: nothing that was is ever another,
what is published is what was foretold, and who is on call now stays unless an edit says so."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

import pytest

from app.domain import rota_edit
from app.domain.board import Board
from app.domain.draft import Draft
from app.domain.effect import Effect
from app.domain.keep import KEPT
from app.domain.merge import merged, settled
from app.domain.rota_edit import Held, Unfit
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, ScheduleSpec
from app.errors import Conflict, Refused
from app.operations.publish import publish, restore
from app.queries.board import board
from app.queries.draft import editions, stored
from app.queries.publication import foretold
from app.queries.rota import who_is_on_call
from app.store import Store
from tests.oncall_team import Crew

PEOPLE = ("ana", "ben", "cy", "dan")
HOUR = timedelta(hours=1)


@dataclass
class Story:
    """What happened so far."""

    crew: Crew
    random: Random
    seen: dict[datetime, tuple[int, ...]] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    conflicts: int = 0
    clashes: int = 0

    def now_on_call(self) -> tuple[int, ...]:
        return self.on_call(self.crew.clock.now())

    def on_call(self, at: datetime) -> tuple[int, ...]:
        with self.crew.store.read() as session:
            found = who_is_on_call(session, self.crew.schedule(), at, self.crew.clock.now())
        return tuple(sorted(found))

    def time_passes(self) -> None:
        self.seen[self.crew.clock.now()] = self.now_on_call()
        self.crew.clock.forward(self.random.randrange(1, 40) * HOUR / 2)

    def edits(self, name: str) -> None:
        """Somebody goes on with their draft, or begins one."""
        now = stored(self.crew.store, self.crew.schedule())
        draft = self.drafts.get(name) or Draft(now.spec, now.version)
        at = self.crew.clock.now()
        found = board(self.crew.store, self.crew.schedule(), Window(at, at + 40 * 24 * HOUR))
        assert found is not None
        with suppress(Unfit):
            self.drafts[name] = draft.did("edit", self.edit(found, draft.spec))

    def edit(self, of: Board, spec: ScheduleSpec) -> ScheduleSpec:
        random, act = self.random, self.random.randrange(6)
        shifts = of.resolved(spec).shifts
        names = {ident: each.name for ident, each in of.members.items()}
        one, other = (
            Held(names[each.person], Window(each.start, each.end))
            for each in (random.choice(shifts), random.choice(shifts))
        )
        start = of.now.replace(microsecond=0) + random.randrange(0, 700) * HOUR
        window = Window(start, start + random.randrange(1, 60) * HOUR)
        if act == 0:
            return rota_edit.cover(of, spec, window, (random.choice(PEOPLE),))
        if act == 1:
            return rota_edit.move(of, spec, one, window)
        if act == 2:
            return rota_edit.swapped(of, spec, one, other)
        if act == 3:
            return rota_edit.resized(of, spec, one, Window(one.window.start, window.end))
        if act == 4:
            return rota_edit.reassigned(of, spec, one, random.choice(PEOPLE))
        slots = tuple((each,) for each in random.sample(PEOPLE, 3))
        return rota_edit.reordered(spec, "weekly", slots)

    def publishes(self, name: str) -> None:
        """A draft, on top of what others published meanwhile; exactly as it was foretold."""
        draft, ident = self.drafts.pop(name), self.crew.schedule()
        by, effect = self.crew.by(name), self.random.choice(list(Effect))
        before, only_rules = self.now_on_call(), draft.spec.overrides == draft.base.overrides
        told = foretold(self.crew.store, ident, draft, effect)
        try:
            found = publish(self.crew.store, ident, draft, effect, by)
        except Conflict:
            self.conflicts += 1
            self.drafts[name] = self.merged(draft)
            if self.drafts[name].changed:
                self.publishes(name)
            return
        except Refused:
            assert not draft.changed
            return
        assert sorted_(found.spec) == sorted_(told.spec)
        assert not only_rules or self.now_on_call() == before

    def merged(self, draft: Draft) -> Draft:
        now = stored(self.crew.store, self.crew.schedule())
        both = merged(draft.base, draft.spec, now.spec)
        self.clashes += len(both.clashes)
        mine = [place for place in range(len(both.clashes)) if self.random.random() < 0.5]
        return Draft(now.spec, now.version).did("merged", settled(both, mine))

    def holds(self) -> None:
        """What was seen when it was now is what the record says."""
        assert {at: self.on_call(at) for at in self.seen} == self.seen


def sorted_(spec: ScheduleSpec) -> ScheduleSpec:
    """New overrides are stored after the old ones; where they meet, their order is kept."""
    return replace(spec, overrides=tuple(sorted(spec.overrides, key=repr)))


def ahead(spec: ScheduleSpec, at: datetime) -> set[OverrideSpec]:
    """What is still to come of the overrides that people meant."""
    meant = (each for each in spec.overrides if each.end > at and each.reason != KEPT)
    return {replace(each, start=max(each.start, at)) for each in meant}


@pytest.mark.parametrize("seed", range(3))
def test_weeks_of_planning(store: Store, seed: int) -> None:
    story = Story(Crew.begin(store), Random(seed))
    for _ in range(30):
        name = story.random.choice(PEOPLE[:3])
        story.edits(name)
        if name in story.drafts and story.random.random() < 0.6:
            story.publishes(name)
        story.time_passes()
    story.holds()
    assert story.conflicts >= 3
    assert len(editions(store, story.crew.schedule())) > 8


def test_back_to_any_version(store: Store) -> None:
    """From each of them the rules are just what they were, and the past is what it was."""
    story = Story(Crew.begin(store), Random(7))
    ident = story.crew.schedule()
    for _ in range(12):
        story.edits("ana")
        if "ana" in story.drafts:
            story.publishes("ana")
        story.time_passes()
    for edition in editions(store, ident):
        now = stored(store, ident)
        step = restore(store, ident, edition.number, story.crew.by("ben"))
        if step.spec == now.spec:
            continue
        draft = Draft(now.spec, now.version).did(step.words, step.spec)
        found = publish(store, ident, draft, Effect.NOW, story.crew.by("ben"))
        assert found.spec.rotations == edition.spec.rotations
        at = story.crew.clock.now()
        assert ahead(found.spec, at) == ahead(edition.spec, at)
        story.time_passes()
    story.holds()
