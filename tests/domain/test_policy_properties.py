"""What holds for any policy and any team."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.policy import Level, Policy
from models.kinds import Ack, Pick
from tests.domain.policy_oracle import Oracle
from tests.domain.towns import NAMES, T0, Town, end, ident, level, pages, played, policy

MEANS = ("phone", "mail", "chat")
TARGETS = ("schedule:primary", "schedule:shifting", "team:all", "team:few", "channel:ops",
           *(f"person:{name}" for name in NAMES))  # fmt: skip
some_people = st.lists(st.sampled_from(NAMES), unique=True, max_size=4)
some_targets = st.lists(st.sampled_from(TARGETS), max_size=3)


@st.composite
def levels(draw: st.DrawFn) -> Level:
    """Any level."""
    return level(
        *draw(some_targets),
        wait=draw(st.integers(0, 12)),
        retry=draw(st.integers(0, 3)),
        pick=draw(st.sampled_from(Pick)),
        ack=draw(st.sampled_from(Ack)),
        number=draw(st.integers(1, 3)),
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any policy of at most four levels and four rounds."""
    some = draw(st.lists(levels(), max_size=4))
    return policy(*some, repeat=draw(st.integers(0, 3)), last=draw(some_targets))


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Any team; the people of one schedule change every few minutes."""
    shifts = draw(st.lists(some_people, min_size=1, max_size=3))
    every = draw(st.integers(1, 20))
    habits = st.lists(st.tuples(st.sampled_from(MEANS), st.integers(0, 15)), max_size=4)
    means = st.lists(st.sampled_from(MEANS), unique=True, max_size=3)
    return Town(
        schedules={
            "primary": draw(some_people),
            "shifting": lambda minute: shifts[int(minute // every) % len(shifts)],
        },
        teams={"all": draw(some_people), "few": draw(some_people)},
        means={name: draw(means) for name in NAMES},
        habits={(name, "high"): draw(habits) for name in draw(some_people)},
        left=draw(some_people),
        rooms=draw(st.sampled_from([(), ("ops",)])),
        turns=draw(st.integers(0, 9)),
    )


@given(policies(), towns())
def test_it_ends_and_never_later_than_all_its_waits(some: Policy, town: Town) -> None:
    seen = played(some, town)
    longest = sum(each.wait.total_seconds() * (1 + each.retry) for each in some.levels)
    assert end(seen) <= (some.rounds * longest / 60, "exhausted")


@given(policies(), towns())
def test_no_contact_is_used_twice_at_one_instant(some: Policy, town: Town) -> None:
    marks = [page.mark for page in played(some, town).pages]
    assert len(marks) == len(set(marks))


@given(policies(), towns())
def test_pages_come_in_order_and_none_before_the_beginning(some: Policy, town: Town) -> None:
    times = [page.at for page in played(some, town).pages]
    assert times == sorted(times)
    assert all(at >= T0 for at in times)


@given(policies(), towns(), st.integers(0, 60))
def test_nothing_is_due_after_an_acknowledgement_for_everybody(
    some: Policy, town: Town, after: int
) -> None:
    seen, alone = played(some, town, after=after), played(some, town)
    assert all(line[0] < after for line in pages(seen))
    assert pages(seen) == [line for line in pages(alone) if line[0] < after]
    assert end(seen) == min((after, "acknowledged"), end(alone))


@given(policies(), towns(), st.integers(0, 60), st.sampled_from(NAMES))
def test_whoever_acknowledged_is_left_alone(some: Policy, town: Town, after: int, by: str) -> None:
    seen = played(some, town, after=after, by=by)
    assert not [line for line in pages(seen) if line[0] >= after and line[2] == by]


@given(policies(), towns(), st.integers(0, 60), st.sampled_from(NAMES))
def test_what_came_before_an_acknowledgement_is_the_same_without_it(
    some: Policy, town: Town, after: int, by: str
) -> None:
    seen, alone = played(some, town, after=after, by=by), played(some, town)
    before = [line for line in pages(alone) if line[0] < after]
    assert [line for line in pages(seen) if line[0] < after] == before


@given(policies(), towns())
def test_whoever_stands_in_a_level_by_name_and_can_be_reached_is_paged(
    some: Policy, town: Town
) -> None:
    paged = {page.person for page in played(some, town).pages}
    for each in some.levels:
        if each.pick is Pick.ALL:
            named = {target.id for target in each.targets if target.kind == "person"}
            assert {who for who in named if _reachable(town, who)} <= paged


@given(
    policies(),
    towns(),
    st.none() | st.integers(0, 60),
    st.none() | st.sampled_from(NAMES),
    st.integers(0, 5),
)
def test_it_does_what_plain_loops_would_do(
    some: Policy, town: Town, after: int | None, by: str | None, seed: int
) -> None:
    seen = played(some, town, after=after, by=by, seed=seed)
    expected = Oracle(some, town, after, ident(by) if by else None, seed)
    assert pages(seen) == expected.lines
    assert end(seen) == expected.end


def _reachable(town: Town, who: int) -> bool:
    return town.active(who) and bool(town.contacts(who))
