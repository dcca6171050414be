"""A shift keeps its UID and its SEQUENCE rises; nothing else moves."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from app.domain.window import Window
from app.errors import Refused
from app.operations.feed import Wish, fetched, subscribe
from app.store import open_store
from models.kinds import FeedKind
from models.people import Person
from tests.app.calendars.rota import ANA, Team, at, cover, weekly
from tests.foreign import READERS, Seen

SHIFT = at("2026-12-07T08:00:00")  # ana's week begins; cy's ends


@pytest.fixture(name="token")
def _token(team: Team) -> str:
    team.plans(weekly())
    return team.token(FeedKind.SCHEDULE, "primary")


def beginning(seen: dict[str, Seen], start: Any = SHIFT) -> Seen:
    """The event that begins then."""
    (found,) = [each for each in seen.values() if each.start == start]
    return found


def modified(data: bytes) -> dict[str, str]:
    """LAST-MODIFIED by UID."""
    text = data.decode().replace("\r\n ", "")
    return dict(re.findall(r"UID:(\S+)\r\nDTSTAMP:\S+\r\nLAST-MODIFIED:(\S+)", text))


@pytest.mark.parametrize("reader", READERS)
def test_final_shifts_to_the_second(team: Team, token: str, reader: str) -> None:
    """As the resolver has them, over the clock change of March, whole at both edges."""
    team.token(FeedKind.SCHEDULE, "primary", ahead=12, back=12)
    seen = READERS[reader](team.data(token))
    window = Window(at("2025-11-15T00:00:00"), at("2027-11-30T00:00:00"))
    assert [(each.start, each.end) for each in seen] == team.resolver("primary", window)
    assert {each.sequence for each in seen} == {0}


def test_words(team: Team, token: str) -> None:
    """Schedule, role and hand-offs; commas and semicolons survive."""
    found = beginning(team.sees(token))
    assert found.summary == "Ana Ruiz on call: primary (weekly)"
    assert found.description == (
        "Ana Ruiz (ana) is on call for primary.\nTakes over from Cy, the 3rd; née Łoś.\n"
        "Hands over to Ben Okafor."
    )


def test_head_and_form(team: Team, token: str) -> None:
    """What a feed must say, and what it must not."""
    data = team.data(token)
    text = data.decode()
    for line in (
        "VERSION:2.0", "CALSCALE:GREGORIAN", "X-WR-CALNAME:On call: primary",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
    ):  # fmt: skip
        assert f"\r\n{line}\r\n" in text
    assert "METHOD" not in text
    assert "VTIMEZONE" not in text
    assert "TZID" not in text
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert set(re.findall(r"DT(?:START|END)[^\r]*", text)) == set(
        re.findall(r"DT(?:START|END):\d{8}T\d{6}Z", text)
    )


def test_a_longer_shift_is_the_same_shift(team: Team, token: str) -> None:
    """Ana takes over a day early: cy's shift is shorter, and no other is another."""
    before, marks = team.sees(token), modified(team.data(token))
    team.forward(minutes=5)
    team.plans(weekly(overrides=[cover("2026-12-06T09:00", "2026-12-07T09:00", "ana")]))
    after, later = team.sees(token), modified(team.data(token))
    assert set(before) < set(after)  # ana's cover is a shift of its own
    changed = {uid for uid in before if before[uid] != after[uid]}
    (cy,) = [uid for uid in changed if before[uid].end != after[uid].end]
    assert after[cy].end == at("2026-12-06T08:00:00")
    assert after[cy].sequence == before[cy].sequence + 1
    assert later[cy] > marks[cy]
    assert {uid for uid in before if marks[uid] != later[uid]} == changed == {cy}


def test_moved_ends_and_back(team: Team, token: str) -> None:
    """The hand-off moves by a day, then back: one UID each, and a SEQUENCE that only rises."""
    first = team.sees(token)
    plan = weekly()
    plan["rotations"][0]["start"] = "2024-01-02T09:00"
    team.forward(minutes=5)
    team.plans(plan)
    moved = team.sees(token)
    team.forward(minutes=5)
    team.plans(weekly())
    back = team.sees(token)
    span = Window(at("2026-12-01T00:00:00"), at("2027-05-15T00:00:00"))
    ahead = [uid for uid in first if first[uid].start in span]
    assert len(ahead) > 20
    for uid in ahead:
        assert moved[uid].start == first[uid].start + timedelta(days=1)
        assert (moved[uid].sequence, back[uid].sequence) == (1, 2)
        assert back[uid].start == first[uid].start
        assert back[uid].summary == moved[uid].summary == first[uid].summary


def test_taken_away_and_given_back(team: Team, token: str) -> None:
    """A shift that somebody else has for a while comes back as itself."""
    uid = beginning(team.sees(token)).uid
    team.plans(weekly(overrides=[cover("2026-12-07T09:00", "2026-12-14T09:00", "dan")]))
    assert uid not in team.sees(token)
    assert beginning(team.sees(token)).summary == "dan on call: primary (cover)"
    team.plans(weekly())
    assert beginning(team.sees(token)).uid == uid
    assert team.sees(token)[uid].sequence > 0


def test_a_hand_off_note_alone_is_no_new_sequence(team: Team, token: str) -> None:
    """Whoever hands over to somebody else now has the same shift, last modified later."""
    before, marks = team.sees(token), modified(team.data(token))
    team.plans(weekly(overrides=[cover("2026-12-07T09:00", "2026-12-14T09:00", "dan")]))
    after, later = team.sees(token), modified(team.data(token))
    noted = [uid for uid in before if uid in after and before[uid] != after[uid]]
    assert len(noted) == 2
    for uid in noted:
        assert "dan" in after[uid].description
        assert after[uid].sequence == before[uid].sequence
        assert later[uid] > marks[uid]


def test_the_same_bytes_at_each_poll(team: Team, token: str) -> None:
    """Hours later, and after a change of something else."""
    data, tag = team.data(token), team.tag(token)
    team.forward(hours=20)
    assert (team.data(token), team.tag(token)) == (data, tag)
    team.plans(weekly(), weekly("other", "UTC"))
    assert (team.data(token), team.tag(token)) == (data, tag)


def test_another_tag_for_other_bytes(team: Team, token: str) -> None:
    """Reminders and horizon are part of what is fetched."""
    tags = {team.tag(token)}
    for wish in ({"ahead": 3}, {"back": 12}, {"reminders": (timedelta(minutes=15),)}):
        team.token(FeedKind.SCHEDULE, "primary", **wish)
        tags.add(team.tag(token))
    assert len(tags) == 4
    assert b"TRIGGER:-PT15M" in team.data(token)


def test_a_name_that_changes(team: Team, token: str) -> None:
    """Is seen, in the same shifts."""
    before = team.sees(token)
    team.plans(weekly("main"), people=[])
    assert fetched(team.store, token) is None  # that schedule is gone
    assert len(before) > 20


def test_a_name_that_changes_while_it_is_remembered(
    team: Team, token: str, database_url: str
) -> None:
    """On PostgreSQL each statement sees what was stored by then, so the stamp comes before what it
    stands for; an embedded database has one writer."""
    calls: list[str] = []
    other = open_store(database_url, clock=team.clock)

    def ana_is(name: str) -> None:
        calls.append(name)
        with other.write() as session:
            ana = session.scalars(select(Person).where(Person.name == "ana")).one()
            ana.full_name = name

    @event.listens_for(team.store.database.engine, "after_cursor_execute")
    def meanwhile(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        asked = statement.startswith("SELECT person.id, person.name, person.full_name")
        if asked and not calls and not team.store.database.lite:
            ana_is("Ana Maria")

    assert beginning(team.sees(token)).summary == "Ana Ruiz on call: primary (weekly)"
    if not calls:
        ana_is("Ana Maria")
    assert beginning(team.sees(token)).summary == "Ana Maria on call: primary (weekly)"
    other.close()


@pytest.mark.parametrize("months", [(1, 1), (24, 12), (6, 3)])
def test_horizon(team: Team, token: str, months: tuple[int, int]) -> None:
    """As many months ahead and back as was asked for, to the day."""
    ahead, back = months
    team.token(FeedKind.SCHEDULE, "primary", ahead=ahead, back=back)
    seen = sorted(team.sees(token).values())
    now = team.clock.at
    assert seen[0].end > now - timedelta(days=31 * back + 1) > seen[0].start - timedelta(days=14)
    assert seen[-1].start < now + timedelta(days=31 * ahead + 1) < seen[-1].end + timedelta(days=38)


@pytest.mark.parametrize(
    ("wish", "field"),
    [({"ahead": 0}, "ahead"), ({"ahead": 25}, "ahead"), ({"back": 0}, "back"),
     ({"back": 13}, "back"), ({"reminders": (timedelta(days=29),)}, "remind"),
     ({"reminders": tuple(timedelta(minutes=n) for n in range(6))}, "remind")],
)  # fmt: skip
def test_out_of_range(team: Team, token: str, wish: dict[str, Any], field: str) -> None:
    """A sentence, and nothing is changed."""
    tag = team.tag(token)
    with pytest.raises(Refused) as fault:
        subscribe(team.store, FeedKind.SCHEDULE, "primary", ANA, Wish(**wish))
    assert fault.value.field == field
    assert team.tag(token) == tag


def test_a_rotated_address_is_gone(team: Team, token: str) -> None:
    """The new one shows the same."""
    data = team.sees(token)
    new = team.token(FeedKind.SCHEDULE, "primary", rotate=True)
    assert new != token
    assert fetched(team.store, token) is None
    assert team.sees(new) == data
    assert team.token(FeedKind.SCHEDULE, "primary") == new


def test_whoever_left_has_no_calendar(team: Team, token: str) -> None:
    """Nor have others theirs."""
    cy = team.token(FeedKind.PERSON, "cy")
    assert {each.summary for each in team.sees(cy).values()} == {"On call: primary (weekly)"}
    plan = weekly()
    plan["rotations"][0]["people"] = ["ana", "ben"]
    team.plans(plan, people=["ana", "ben", "dan"])
    assert fetched(team.store, cy) is None
    assert fetched(team.store, token) is not None


def test_one_person_s_shifts_of_all_schedules(team: Team, token: str) -> None:
    """And a team's are its schedules'."""
    other = weekly("other", "Australia/Lord_Howe", team="platform")
    other["rotations"][0]["people"] = ["dan", "ana"]
    team.plans(weekly(), other)
    person = team.sees(team.token(FeedKind.PERSON, "ana"))
    group = team.sees(team.token(FeedKind.TEAM, "platform"))
    both = {each.summary for each in person.values()}
    assert both == {"On call: primary (weekly)", "On call: other (weekly)"}
    assert {each.summary for each in group.values()} == {
        "dan on call: other (weekly)", "Ana Ruiz on call: other (weekly)",
    }  # fmt: skip
    shared = set(group) & set(person)
    assert shared
    assert {group[uid].start for uid in shared} == {person[uid].start for uid in shared}


def test_a_team_without_a_schedule_sees_its_people(team: Team, token: str) -> None:
    """Wherever they are on call."""
    assert team.sees(team.token(FeedKind.TEAM, "platform")) == team.sees(token)


def test_a_shadow_sees_what_it_follows(team: Team, token: str) -> None:
    """In the person's own calendar only."""
    shadow = {"person": "dan", "start": "2026-12-01T09:00", "end": "2026-12-08T09:00"}
    team.plans(weekly(shadows=[shadow]))
    (found,) = team.sees(team.token(FeedKind.PERSON, "dan")).values()
    assert found.summary == "Shadow: primary (shadow)"
    assert (found.start, found.end) == (at("2026-12-01T08:00:00"), at("2026-12-08T08:00:00"))
    assert not any("dan" in each.summary for each in team.sees(token).values())


def test_somebody_who_is_always_on_call(team: Team, token: str) -> None:
    """One shift without an end keeps its UID as the months go by."""
    plan = weekly()
    plan["rotations"][0]["people"] = ["ana"]
    team.plans(plan, weekly("other"))
    uids = set()
    for _ in range(4):
        seen = team.sees(token)
        uids |= {uid for uid, each in seen.items() if each.end > at("2027-03-01T00:00:00")}
        assert len(seen) <= 3
        team.forward(days=35)
    assert len(uids) == 1


def test_unknown_names(team: Team, token: str) -> None:
    """A sentence that says which."""
    for kind, name in ((FeedKind.PERSON, "an"), (FeedKind.SCHEDULE, "x"), (FeedKind.TEAM, "y")):
        with pytest.raises(Refused, match=f"There is no {kind} called '{name}'"):
            subscribe(team.store, kind, name, ANA)
    assert fetched(team.store, "") is None
    assert fetched(team.store, "ünknown" * 99) is None
