"""Weeks of changes, made up at random: a calendar is never told anything that is not so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from app.domain.draft import Draft
from app.domain.effect import Effect
from app.domain.window import Window
from app.domain.workspace import OverrideSpec
from app.operations.publish import publish
from app.queries.draft import stored
from app.queries.timetable import schedule_choices
from models.kinds import FeedKind, OverrideKind
from tests.app.calendars.rota import ANA, Team, at, weekly
from tests.foreign import Seen

STEPS = 12
Story = dict[str, tuple[Seen, str]]


def told(team: Team, token: str) -> Story:
    """Events with their LAST-MODIFIED, by UID."""
    text = team.data(token).decode().replace("\r\n ", "")
    marks = dict(re.findall(r"UID:(\S+)\r\nDTSTAMP:\S+\r\nLAST-MODIFIED:(\S+)", text))
    return {uid: (seen, marks[uid]) for uid, seen in team.sees(token).items()}


def change(team: Team, chance: Random) -> None:
    """A cover comes or goes, the hand-off moves, people change places."""
    (schedule,) = schedule_choices(team.store)
    found = stored(team.store, schedule.id)
    spec, covers = found.spec, list(found.spec.overrides)
    turn = chance.randrange(4)
    if turn == 0 and covers:
        covers.pop(chance.randrange(len(covers)))
    elif turn <= 2:
        start = team.clock.at.replace(minute=0) + timedelta(hours=chance.randrange(1, 900))
        end = start + timedelta(hours=chance.choice([1, 12, 24, 100]))
        who = chance.choice(["ana", "ben", "cy", "dan"])
        covers.append(OverrideSpec(OverrideKind.COVER, start, end, people=(who,)))
    (rotation,) = spec.rotations
    if turn == 3:
        moved = rotation.start + timedelta(hours=chance.choice([-24, 5, 24]))
        people = tuple(chance.sample(rotation.people, len(rotation.people)))
        rotation = replace(rotation, start=moved, people=people)
    fresh = replace(spec, rotations=(rotation,), overrides=tuple(covers))
    draft = Draft(spec, found.version).did("a change", fresh)
    if draft.changed:
        publish(team.store, schedule.id, draft, Effect.NOW, ANA)


def check(before: Story, after: Story) -> None:
    """SEQUENCE and LAST-MODIFIED rise with what they tell of, and only then."""
    for uid in before.keys() & after.keys():
        (old, marked), (new, marks) = before[uid], after[uid]
        other = (old.start, old.end, old.summary) != (new.start, new.end, new.summary)
        assert (new.sequence > old.sequence) == other
        assert (marks > marked) == (other or old.description != new.description)
        assert marks >= marked


@pytest.mark.parametrize("seed", range(3))
def test_weeks_of_changes(team: Team, seed: int) -> None:
    """The feed is the resolver's, each UID once, whatever was published."""
    chance = Random(seed)
    team.plans(weekly())
    token = team.token(FeedKind.SCHEDULE, "primary", ahead=3)
    ever: dict[str, int] = {}
    before = told(team, token)
    for _ in range(STEPS):
        team.forward(hours=chance.randrange(1, 60))
        change(team, chance)
        after = told(team, token)
        check(before, after)
        window = Window(at("2026-10-20T00:00:00"), team.clock.at + timedelta(days=80))
        shown = sorted((seen.start, seen.end) for seen, _ in after.values())
        inside = [each for each in shown if window.start < each[0] and each[1] < window.end]
        recent = [each for each in team.resolver("primary", window) if each in inside]
        assert inside == sorted(recent)
        for uid, (seen, _) in after.items():
            assert seen.sequence >= ever.get(uid, 0)
            ever[uid] = seen.sequence
        before = after
    assert max(ever.values()) > 0


def test_the_past_stays_as_it_was(team: Team) -> None:
    """Other rules from now on change no event of before."""
    team.plans(weekly())
    token = team.token(FeedKind.SCHEDULE, "primary")
    first = told(team, token)
    team.forward(days=21)
    plan = weekly()
    plan["rotations"][0] |= {"people": ["dan", "ben"], "start": "2024-01-03T12:00"}
    team.plans(plan)
    later = told(team, token)
    recorded = Window(at("2026-11-24T03:00:00"), team.clock.at)  # of before the rules tell
    past = [
        uid
        for uid, (seen, _) in first.items()
        if seen.start in recorded and seen.end <= recorded.end
    ]
    assert len(past) == 2
    for uid in past:
        assert later[uid][0].sequence == 0
        assert (later[uid][0].start, later[uid][0].end) == (first[uid][0].start, first[uid][0].end)
