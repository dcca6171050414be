"""A draft is published once, never over somebody else's, and the past stays as it was."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.domain import rota_edit
from app.domain.board import Board
from app.domain.draft import Draft
from app.domain.effect import Effect
from app.domain.limits import Limits
from app.domain.merge import merged, settled
from app.domain.rota_edit import Held
from app.domain.workspace import ScheduleSpec, ShadowSpec
from app.errors import Conflict, Refused
from app.operations.draft import keep_draft
from app.operations.pager import take
from app.operations.publish import Published, publish, restore
from app.operations.rota import add_override, remove_schedule, save_schedule
from app.queries.board import board
from app.queries.draft import draft_of, drafters, editions, stored
from app.store import Store
from models.kinds import NoticeKind
from models.notice import Message
from models.people import Person
from models.rota import Served
from tests.oncall_team import Crew, day, days

HOUR = timedelta(hours=1)


@pytest.fixture
def crew(store: Store) -> Crew:
    """A day and a bit into ana's week."""
    crew = Crew.begin(store)
    crew.clock.at = day(1)
    return crew


def opened(crew: Crew) -> Board:
    found = board(crew.store, crew.schedule(), days(0, 90))
    assert found is not None
    return found


def begun(crew: Crew) -> Draft:
    now = stored(crew.store, crew.schedule())
    return Draft(now.spec, now.version)


def covered(crew: Crew, person: str, first: float, last: float) -> Draft:
    """Somebody's draft with one cover in it."""
    spec = rota_edit.cover(opened(crew), begun(crew).spec, days(first, last), (person,))
    return begun(crew).did(f"{person} covers", spec)


def reordered(crew: Crew, *people: str) -> Draft:
    slots = tuple((each,) for each in people)
    return begun(crew).did("reordered", rota_edit.reordered(begun(crew).spec, "weekly", slots))


def published(
    crew: Crew, draft: Draft, by: str = "dan", effect: Effect = Effect.NOW, note: str = ""
) -> Published:
    return publish(crew.store, crew.schedule(), draft, effect, crew.by(by), note=note)


def test_what_was_drafted_is_who_is_on_call(crew: Crew) -> None:
    shift = Held("ben", days(7, 14))
    spec = rota_edit.reassigned(opened(crew), begun(crew).spec, shift, "cy")
    found = published(crew, begun(crew).did("Cy for Ben", spec))
    assert crew.on_call(days=21) == [(0, "ana", 7), (7, "cy", 14), (14, "cy", 21)]
    assert stored(crew.store, crew.schedule()).version == found.version
    assert stored(crew.store, crew.schedule()).spec == found.spec == spec
    assert found.edition == 2
    assert found.changes == ("+ cover cy 2026-03-09T09:00:00Z to 2026-03-16T09:00:00Z",)


def test_the_second_to_publish_gets_a_conflict_and_a_merge_that_keeps_both(crew: Crew) -> None:
    hers, his = covered(crew, "cy", 8, 9), covered(crew, "ben", 3, 4)
    keep_draft(crew.store, crew.schedule(), his, crew.by("ben"))
    published(crew, hers, "ana")
    with pytest.raises(Conflict, match="ana changed primary meanwhile; your draft is kept"):
        published(crew, his, "ben")
    assert draft_of(crew.store, crew.schedule(), "ben") == his
    now = stored(crew.store, crew.schedule())
    found = merged(his.base, his.spec, now.spec)
    assert found.clashes == ()
    published(crew, Draft(now.spec, now.version).did("both", found.spec), "ben")
    assert crew.on_call(days=14) == [
        (0, "ana", 3), (3, "ben", 4), (4, "ana", 7), (7, "ben", 8), (8, "cy", 9), (9, "ben", 14)
    ]  # fmt: skip
    assert draft_of(crew.store, crew.schedule(), "ben") is None


def test_where_they_clash_the_second_chooses(crew: Crew) -> None:
    hers, his = covered(crew, "cy", 3, 4), covered(crew, "ben", 3, 4)
    published(crew, hers, "ana")
    now = stored(crew.store, crew.schedule())
    found = merged(his.base, his.spec, now.spec)
    assert len(found.clashes) == 1
    published(crew, Draft(now.spec, now.version).did("mine", settled(found, [0])), "ben")
    assert crew.on_call(days=7) == [(0, "ana", 3), (3, "ben", 4), (4, "ana", 7)]


def test_two_who_publish_at_the_same_moment(crew: Crew) -> None:
    """However they meet, one is written and the other hears of it."""
    drafts = {"ana": covered(crew, "cy", 8, 9), "ben": covered(crew, "ben", 3, 4)}
    actors = {name: crew.by(name) for name in drafts}
    ident = crew.schedule()

    def one(name: str) -> str:
        try:
            publish(crew.store, ident, drafts[name], Effect.NOW, actors[name])
        except Conflict:
            return "conflict"
        return "published"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, drafts)) == ["conflict", "published"]
    assert len(stored(crew.store, ident).spec.overrides) == 1
    assert [each.number for each in editions(crew.store, ident)] == [2, 1]


def test_a_version_that_rose_without_a_change_is_no_conflict(crew: Crew) -> None:
    """As when the engine wrote down who served."""
    draft = covered(crew, "cy", 8, 9)
    published(crew, replace(draft, seen=draft.seen - 1))
    assert (8, "cy", 9) in crew.on_call()


def test_who_really_was_on_call_is_written_down(crew: Crew) -> None:
    published(crew, reordered(crew, "cy", "ben", "ana"))
    crew.clock.at = day(4)
    published(crew, covered(crew, "dan", 4, 5), "ben")
    assert crew.on_call(days=7) == [(0, "ana", 1), (1, "ana", 4), (4, "dan", 5), (5, "ana", 7)]
    with crew.store.read() as session:
        rows = session.scalars(select(Served).order_by(Served.start_at)).all()
    assert [(row.start_at, row.end_at) for row in rows] == [(day(0), day(1)), (day(1), day(4))]
    assert {row.person_id for row in rows} == {crew.id("ana")}


@pytest.mark.parametrize(
    ("effect", "until"), [(Effect.NOW, 7), (Effect.AFTER_SHIFT, 7), (Effect.AFTER_ROUND, 21)]
)
def test_when_it_takes_effect(crew: Crew, effect: Effect, until: float) -> None:
    published(crew, reordered(crew, "cy", "dan"), effect=effect)
    old = [(0, "ana", 1), (1, "ana", 7), (7, "ben", 14), (14, "cy", 21)]
    whole = crew.on_call(days=42)
    assert [each for each in whole if each[2] <= until] == [e for e in old if e[2] <= until]
    assert {who for start, who, _ in whole if start >= until} == {"cy", "dan"}


def test_a_cover_that_kept_somebody_on_call_can_be_taken_out(crew: Crew) -> None:
    """A file keeps it although it does not list it; a draft that has not got it means it."""
    published(crew, reordered(crew, "cy", "dan"))
    assert len(begun(crew).spec.overrides) == 1
    published(crew, begun(crew).did("at once", replace(begun(crew).spec, overrides=())))
    assert crew.on_call(days=7) == [(0, "ana", 1), (1, "cy", 7)]


def test_those_who_lose_or_gain_time_are_told_in_their_own_zone(crew: Crew) -> None:
    published(crew, covered(crew, "cy", 2, 2.5), "ben", note="Ana is at the dentist.")
    assert crew.told("ben") == crew.told("dan") == []
    assert crew.told("ana", NoticeKind.ROTA) == ["primary: your shifts changed (1 shift less)"]
    assert crew.told("cy", NoticeKind.ROTA) == ["primary: your shifts changed (1 shift more)"]
    with crew.store.read() as session:
        bodies = session.scalars(select(Message.body).order_by(Message.person_id)).all()
    assert bodies[0].split("\n\n") == [
        "Ben Okafor changed the rota primary. Ana is at the dentist.",
        "You are not on call any more:\n  Wed 4 Mar 10:00 - 22:00",
        "In the next 90 days you have 804 h, before it was 816 h. Times are of Europe/Madrid.",
    ]
    assert "Wed 4 Mar 04:00 - 16:00" in bodies[1]
    assert "Times are of America/New_York." in bodies[1]


def test_who_publishes_is_not_told(crew: Crew) -> None:
    assert published(crew, covered(crew, "cy", 2, 3), "cy").told == 1
    assert crew.told("cy") == []


def test_settings_are_published_too(crew: Crew) -> None:
    shadow = ShadowSpec("dan", day(2), day(9))
    spec = replace(begun(crew).spec, limits=Limits(rest=9 * HOUR), shadows=(shadow,))
    found = published(crew, begun(crew).did("settings", spec))
    assert stored(crew.store, crew.schedule()).spec == spec
    assert opened(crew).limits == Limits(rest=9 * HOUR)
    assert found.changes == (
        "rest 11h -> 9h",
        "+ shadow dan 2026-03-04T09:00:00Z to 2026-03-11T09:00:00Z",
    )
    assert found.told == 0


def test_what_cannot_be_is_refused_and_nothing_is_written(crew: Crew) -> None:
    base = begun(crew)
    for spec, sentence in (
        (base.spec, "changes nothing"),
        (replace(base.spec, rotations=(replace(base.spec.rotations[0], people=()),)), "is empty"),
        (replace(base.spec, time_zone="Mars/Olympus"), "no time zone"),
    ):
        with pytest.raises(Refused, match=sentence):
            published(crew, base.did("edit", spec))
    assert begun(crew) == base
    with crew.store.read() as session:
        assert session.scalars(select(Served)).all() == []


def test_a_schedule_that_is_gone(crew: Crew) -> None:
    draft = covered(crew, "cy", 8, 9)
    ident = crew.schedule()
    keep_draft(crew.store, ident, draft, crew.by("ana"))
    remove_schedule(crew.store, ident, crew.by("dan"))
    for act in (
        lambda: publish(crew.store, ident, draft, Effect.NOW, crew.by("ana")),
        lambda: keep_draft(crew.store, ident, draft, crew.by("ana")),
        lambda: stored(crew.store, ident),
    ):
        with pytest.raises(Refused, match="taken out"):
            act()
    assert draft_of(crew.store, ident, "ana") is None


def test_every_way_of_changing_leaves_an_edition(crew: Crew) -> None:
    ident, dan = crew.schedule(), crew.by("dan")
    add_override(crew.store, ident, covered(crew, "cy", 8, 9).spec.overrides[0], dan)
    published(crew, covered(crew, "ben", 3, 4), note="Ana asked")
    take(crew.store, ident, 2 * HOUR, crew.by("cy"))
    save_schedule(crew.store, replace(begun(crew).spec, holidays="ES"), dan, ident=ident)
    found = editions(crew.store, ident)
    assert [(each.number, each.actor) for each in found] == [
        (5, "dan"), (4, "cy"), (3, "dan"), (2, "dan"), (1, "test")
    ]  # fmt: skip
    assert [each.words for each in found] == [
        "holidays none -> ES",
        "+ cover cy 2026-03-03T09:00:00Z to 2026-03-03T11:00:00Z",
        "Ana asked (ben covers)",
        "+ cover cy 2026-03-10T09:00:00Z to 2026-03-11T09:00:00Z",
        "added",
    ]
    assert found[0].spec == begun(crew).spec
    assert found[-1].spec.overrides == ()


def test_any_version_is_restored_through_a_draft(crew: Crew) -> None:
    ident, dan = crew.schedule(), crew.by("dan")
    first = begun(crew).spec
    published(crew, covered(crew, "cy", 1, 2))
    published(crew, reordered(crew, "cy", "ana"))
    crew.clock.at = day(10)
    step = restore(crew.store, ident, 1, dan)
    assert step.words == "Version 1 restored"
    assert step.spec.rotations == first.rotations
    assert all(each.end <= day(10) for each in step.spec.overrides)  # what is over stays
    published(crew, begun(crew).did(step.words, step.spec))
    latest = editions(crew.store, ident)[0]
    assert (latest.number, latest.words) == (4, "Version 1 restored")
    assert crew.on_call(14, 14) == [(14, "cy", 21), (21, "ana", 28)]


def test_what_cannot_be_restored_says_why(crew: Crew) -> None:
    ident, dan = crew.schedule(), crew.by("dan")
    with pytest.raises(Refused, match="primary has no version 7"):
        restore(crew.store, ident, 7, dan)
    published(crew, reordered(crew, "ana", "cy"))
    leaves(crew, "ben")
    with pytest.raises(Refused, match=r"Version 1 does not fit any more: 'ben' is not active"):
        restore(crew.store, ident, 1, dan)


def leaves(crew: Crew, name: str) -> None:
    with crew.store.write() as session:
        session.get_one(Person, crew.id(name)).active = False


def test_drafts_of_two_people_stand_side_by_side(crew: Crew) -> None:
    ident = crew.schedule()
    hers, his = covered(crew, "cy", 8, 9), covered(crew, "ben", 3, 4)
    keep_draft(crew.store, ident, hers, crew.by("ana"))
    crew.clock.forward(HOUR)
    keep_draft(crew.store, ident, his, crew.by("ben"))
    assert draft_of(crew.store, ident, "ana") == hers
    assert draft_of(crew.store, ident, "ben") == his
    assert draft_of(crew.store, ident, "cy") is None
    assert [(each.name, each.changed_at, each.changes) for each in drafters(crew.store, ident)] == [
        ("ben", day(1) + HOUR, 1), ("ana", day(1), 1)
    ]  # fmt: skip
    keep_draft(crew.store, ident, his.undone(), crew.by("ben"))
    assert [each.name for each in drafters(crew.store, ident)] == ["ana"]
    kept = draft_of(crew.store, ident, "ben")
    assert kept is not None
    assert kept.redone() == his
    published(crew, hers, "ana")
    assert draft_of(crew.store, ident, "ana") is None
    assert draft_of(crew.store, ident, "ben") is not None


def test_people_of_a_draft_have_the_names_of_now(crew: Crew) -> None:
    ident = crew.schedule()
    keep_draft(crew.store, ident, covered(crew, "cy", 8, 9), crew.by("ana"))
    rename(crew, "cy", "cyd")
    kept = draft_of(crew.store, ident, "ana")
    assert kept is not None
    assert kept.spec.overrides[0].people == ("cyd",)
    assert kept.base == begun(crew).spec
    assert editions(crew.store, ident)[0].spec == begun(crew).spec


def rename(crew: Crew, old: str, new: str) -> None:
    with crew.store.write() as session:
        session.get_one(Person, crew.id(old)).name = new


def at(spec: ScheduleSpec) -> list[datetime]:
    return [each.start for each in spec.overrides]


def test_an_edit_of_a_draft_far_away_is_of_whole_seconds(crew: Crew) -> None:
    crew.clock.forward(timedelta(microseconds=1))
    found = published(crew, covered(crew, "cy", 0, 2))
    assert at(found.spec) == [day(1) + timedelta(seconds=1)]
    assert found.spec.overrides[0].end == day(2)
    assert crew.on_call(days=3)[-1] == (2, "ana", 3)
