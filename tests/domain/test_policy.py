"""Each sentence of "What a policy means", as a table of pages."""

import json

import pytest

from app.domain.policy import Policy
from models.kinds import Ack, Pick, Urgency
from tests.domain.towns import Town, end, level, pages, played, policy, skips

PRIMARY = Town(schedules={"primary": ["ana"], "secondary": ["ben"], "empty": []})
TWO_WAYS = {"ana": ["phone", "mail"], "ben": ["phone"]}


def test_level_1_is_notified_at_once_and_the_next_after_its_wait() -> None:
    seen = played(policy(level("schedule:primary", wait=5), level("person:cy", wait=10)), PRIMARY)
    assert pages(seen) == [(0, "1.1.1", "ana", "phone"), (5, "1.2.1", "cy", "phone")]
    assert end(seen) == (15, "exhausted")


def test_retry_notifies_the_same_level_again_each_time_after_its_wait() -> None:
    seen = played(policy(level("person:ana", wait=2, retry=2), level("person:ben")), PRIMARY)
    assert pages(seen) == [
        (0, "1.1.1", "ana", "phone"),
        (2, "1.1.2", "ana", "phone"),
        (4, "1.1.3", "ana", "phone"),
        (6, "1.2.1", "ben", "phone"),
    ]


def test_further_rounds_begin_after_the_last_wait_and_then_comes_the_last_resort() -> None:
    seen = played(
        policy(level("person:ana"), level("person:ben", wait=10), repeat=1, last=["team:all"]),
        Town(teams={"all": ["ana", "cy"]}),
    )
    assert pages(seen) == [
        (0, "1.1.1", "ana", "phone"),
        (5, "1.2.1", "ben", "phone"),
        (15, "2.1.1", "ana", "phone"),
        (20, "2.2.1", "ben", "phone"),
        (30, "2.0.1", "ana", "phone"),
        (30, "2.0.1", "cy", "phone"),
    ]
    assert end(seen) == (30, "exhausted")


def test_an_empty_level_is_passed_over_at_once_and_flagged() -> None:
    seen = played(policy(level("schedule:empty"), level("person:ben")), PRIMARY)
    assert pages(seen) == [(0, "1.2.1", "ben", "phone")]
    assert skips(seen) == [(0, "1.1.1", "nobody on call", True)]


def test_a_policy_whose_every_level_is_empty_goes_to_the_last_resort_at_once() -> None:
    levels = (level("schedule:empty"), level("team:none"), level())
    town = Town(schedules={"empty": []}, teams={"none": []})
    seen = played(policy(*levels, repeat=5, last=["person:eve"]), town)
    assert pages(seen) == [(0, "1.0.1", "eve", "phone")]
    assert [(place, reason) for _, place, reason, _ in skips(seen)] == [
        ("1.1.1", "nobody on call"),
        ("1.2.1", "no members"),
        ("1.3.1", "nobody to notify"),
    ]
    assert end(seen) == (0, "exhausted")


def test_a_policy_without_levels_goes_to_the_last_resort_at_once() -> None:
    seen = played(policy(last=["person:eve"]), PRIMARY)
    assert pages(seen) == [(0, "1.0.1", "eve", "phone")]


def test_an_empty_level_in_a_later_round_is_passed_over_there_too() -> None:
    def early(minute: float) -> list[str]:
        return ["ana"] if minute < 5 else []

    seen = played(
        policy(level("schedule:early"), level("person:ben"), repeat=1),
        Town(schedules={"early": early}),
    )
    assert [line[:3] for line in pages(seen)] == [
        (0, "1.1.1", "ana"),
        (5, "1.2.1", "ben"),
        (10, "2.2.1", "ben"),
    ]
    assert end(seen) == (15, "exhausted")


def test_a_level_that_became_empty_is_not_retried() -> None:
    seen = played(
        policy(level("schedule:early", retry=3), level("person:ben")),
        Town(schedules={"early": lambda minute: ["ana"] if minute < 5 else []}),
    )
    assert [line[:3] for line in pages(seen)] == [(0, "1.1.1", "ana"), (5, "1.2.1", "ben")]
    assert skips(seen) == [(5, "1.1.2", "nobody on call", True)]


def test_when_nobody_is_left_anywhere_the_last_resort_does_not_wait_for_the_rounds() -> None:
    town = Town(schedules={"early": lambda minute: ["ana"] if minute < 5 else []})
    levels = (level("schedule:early"), level("schedule:early"))
    seen = played(policy(*levels, repeat=9, last=["person:eve"]), town)
    assert pages(seen)[-1] == (5, "2.0.1", "eve", "phone")
    assert end(seen) == (5, "exhausted")


def test_personal_rules_count_from_that_levels_page() -> None:
    town = Town(means=TWO_WAYS, habits={("ana", "high"): [("phone", 0), ("mail", 3)]})
    seen = played(policy(level("person:ben", wait=5), level("person:ana", wait=10)), town)
    assert pages(seen)[1:] == [(5, "1.2.1", "ana", "phone"), (8, "1.2.1", "ana", "mail")]


def test_rules_of_another_urgency_do_not_count() -> None:
    town = Town(means=TWO_WAYS, habits={("ana", "low"): [("mail", 1)]})
    high = played(policy(level("person:ana")), town)
    low = played(policy(level("person:ana")), town, urgency=Urgency.LOW)
    assert pages(high) == [(0, "1.1.1", "ana", "phone"), (0, "1.1.1", "ana", "mail")]
    assert pages(low) == [(1, "1.1.1", "ana", "mail")]


def test_a_person_without_a_contact_is_flagged_and_the_others_are_notified() -> None:
    seen = played(policy(level("person:ana", "person:ben")), Town(means={"ana": []}))
    assert pages(seen) == [(0, "1.1.1", "ben", "phone")]
    assert skips(seen) == [(0, "1.1.1", "ana has no contact", False)]


def test_a_level_where_nobody_has_a_contact_is_passed_over_at_once() -> None:
    seen = played(policy(level("person:ana"), level("person:ben")), Town(means={"ana": []}))
    assert pages(seen) == [(0, "1.2.1", "ben", "phone")]
    assert skips(seen) == [(0, "1.1.1", "ana has no contact", True)]


def test_somebody_who_left_is_flagged() -> None:
    seen = played(policy(level("team:all")), Town(teams={"all": ["ana", "ben"]}, left=["ana"]))
    assert pages(seen) == [(0, "1.1.1", "ben", "phone")]
    assert skips(seen) == [(0, "1.1.1", "ana has left", False)]


def test_a_person_named_by_two_targets_is_notified_once() -> None:
    seen = played(policy(level("schedule:primary", "person:ana", "person:ben")), PRIMARY)
    assert [line[2] for line in pages(seen)] == ["ana", "ben"]


def test_the_same_contact_due_twice_at_one_instant_is_used_once() -> None:
    town = Town(means=TWO_WAYS, habits={("ana", "high"): [("phone", 0), ("mail", 5), ("mail", 5)]})
    seen = played(policy(level("person:ana", wait=5), level("person:ana", wait=5)), town)
    assert pages(seen) == [
        (0, "1.1.1", "ana", "phone"),
        (5, "1.1.1", "ana", "mail"),
        (5, "1.2.1", "ana", "phone"),
        (10, "1.2.1", "ana", "mail"),
    ]


def test_a_channel_is_told_once_at_the_levels_instant() -> None:
    town = Town(rooms=["ops"], habits={("ana", "high"): [("phone", 2)]})
    seen = played(policy(level("channel:ops", "person:ana", "channel:ops")), town)
    assert pages(seen) == [(0, "1.1.1", None, "ops"), (2, "1.1.1", "ana", "phone")]


def test_a_level_of_a_channel_alone_is_no_empty_level() -> None:
    seen = played(policy(level("channel:ops"), level("person:ben")), Town(rooms=["ops"]))
    assert [line[:3] for line in pages(seen)] == [(0, "1.1.1", None), (5, "1.2.1", "ben")]


def test_a_channel_that_was_deleted_is_flagged() -> None:
    seen = played(policy(level("channel:ops"), level("person:ben")), Town())
    assert skips(seen) == [(0, "1.1.1", "the channel is gone", True)]


def test_round_robin_takes_turns_over_retries_levels_and_rounds() -> None:
    turning = level("team:all", retry=1, pick=Pick.ROUND_ROBIN)
    town = Town(teams={"all": ["ana", "ben", "cy"]}, turns=4)
    seen = played(policy(turning, repeat=1), town)
    assert [line[2] for line in pages(seen)] == ["ben", "cy", "ana", "ben"]


def test_round_robin_never_stops_at_somebody_who_cannot_be_reached() -> None:
    turning = level("team:all", retry=3, pick=Pick.ROUND_ROBIN)
    town = Town(teams={"all": ["ana", "ben", "cy"]}, means={"ben": []})
    seen = played(policy(turning), town)
    assert [line[2] for line in pages(seen)] == ["ana", "cy", "ana", "cy"]


def test_random_picks_one_and_the_same_one_again_for_the_same_incident() -> None:
    some = policy(level("team:all", retry=30, pick=Pick.RANDOM))
    town = Town(teams={"all": ["ana", "ben", "cy"]})
    first, again, other = (pages(played(some, town, seed=seed)) for seed in (7, 7, 8))
    assert first == again != other
    assert len(first) == 31
    assert {line[2] for line in first} == {"ana", "ben", "cy"}


@pytest.mark.parametrize("by", [None, "ana", "flo"])
def test_the_first_acknowledgement_is_enough_whoever_gives_it(by: str | None) -> None:
    seen = played(policy(level("team:all"), repeat=3), TEAM, after=7, by=by)
    assert [line[0] for line in pages(seen)] == [0, 0, 5, 5]
    assert end(seen) == (7, "acknowledged")


def test_pages_due_at_the_acknowledgement_are_not_made() -> None:
    town = Town(means=TWO_WAYS, habits={("ana", "high"): [("phone", 0), ("mail", 3)]})
    seen = played(policy(level("person:ana", wait=3), repeat=3), town, after=3)
    assert pages(seen) == [(0, "1.1.1", "ana", "phone")]
    assert end(seen) == (3, "acknowledged")


def test_an_acknowledgement_before_anything_was_due_leaves_nobody_paged() -> None:
    seen = played(policy(level("person:ana")), PRIMARY, after=0, by="ana")
    assert pages(seen) == []
    assert end(seen) == (0, "acknowledged")


def test_ack_all_goes_on_asking_the_others() -> None:
    both = level("team:all", ack=Ack.ALL, retry=1)
    seen = played(policy(both, level("person:cy")), TEAM, after=1, by="ana")
    assert [line[:3] for line in pages(seen)] == [
        (0, "1.1.1", "ana"),
        (0, "1.1.1", "ben"),
        (5, "1.1.2", "ben"),
        (10, "1.2.1", "cy"),
    ]
    assert end(seen) == (15, "exhausted")


def test_ack_all_stops_the_pages_of_who_acknowledged() -> None:
    town = Town(
        teams={"all": ["ana", "ben"]},
        means={"ana": ["phone", "mail"], "ben": ["phone", "mail"]},
        habits={(who, "high"): [("phone", 0), ("mail", 3)] for who in ("ana", "ben")},
    )
    seen = played(policy(level("team:all", ack=Ack.ALL)), town, after=1, by="ana")
    assert [line[::2] for line in pages(seen)] == [(0, "ana"), (0, "ben"), (3, "ben")]


def test_ack_all_of_one_is_that_one() -> None:
    seen = played(policy(level("person:ana", ack=Ack.ALL), repeat=2), PRIMARY, after=1, by="ana")
    assert end(seen) == (1, "acknowledged")


def test_ack_all_is_content_when_the_acknowledgement_counts_for_everybody() -> None:
    seen = played(policy(level("team:all", ack=Ack.ALL)), TEAM, after=1)
    assert end(seen) == (1, "acknowledged")


def test_a_level_where_everybody_has_acknowledged_is_passed_over() -> None:
    both = level("team:all", ack=Ack.ALL)
    seen = played(policy(both, level("person:ana"), level("person:cy")), TEAM, after=1, by="ana")
    assert [line[:3] for line in pages(seen)][2:] == [(5, "1.3.1", "cy")]
    assert skips(seen) == [(5, "1.2.1", "everybody here has acknowledged already", True)]


def test_a_bystander_does_not_satisfy_ack_all() -> None:
    seen = played(policy(level("team:all", ack=Ack.ALL)), TEAM, after=1, by="flo")
    assert end(seen) == (5, "exhausted")


def test_an_acknowledgement_after_the_end_stops_only_what_is_still_due() -> None:
    town = Town(means=TWO_WAYS, habits={("ana", "high"): [("phone", 0), ("mail", 30)]})
    seen = played(policy(level("person:ana", wait=5)), town, after=20)
    assert pages(seen) == [(0, "1.1.1", "ana", "phone")]
    assert end(seen) == (5, "exhausted")


def test_a_frozen_policy_comes_back_as_it_was() -> None:
    some = policy(
        level("schedule:primary", "channel:ops", retry=2, pick=Pick.ROUND_ROBIN, ack=Ack.ALL),
        level("person:ana", wait=0),
        repeat=3,
        last=["team:all"],
    )
    assert Policy.of(json.loads(json.dumps(some.json()))) == some


TEAM = Town(teams={"all": ["ana", "ben"]})
