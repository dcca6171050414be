"""What must hold for every rota: 40 zones, ten years, most of it close to clock changes."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.resolve import neighbours, next_change, resolve, who
from app.domain.rota import Gap, Override, PersonId, Resolved, Rota, Shift
from app.domain.window import Window
from models.kinds import OverrideKind, Turns, Unit
from tests.domain.any_rota import FIRST_YEAR, YEARS, ZONES, changes, rotas
from tests.domain.rota_oracle import Oracle
from tests.domain.rotas import daily, rota, rotation, weekly

MICRO, DAY = timedelta(microseconds=1), timedelta(days=1)
FEW = max(settings().max_examples // 6, 5)
shares = st.lists(st.floats(0, 1, exclude_max=True), min_size=8, max_size=8)


def boundaries(found: Resolved) -> list[datetime]:
    """Every instant at which something begins or ends, those of the window included."""
    spans = [Window(each.start, each.end) for each in found.shifts]
    spans += [each.window for each in found.gaps]
    return sorted({at for span in spans for at in (span.start, span.end)})


def row(found: Resolved, at: datetime) -> dict[PersonId, str]:
    return {each.person: each.source for each in found.shifts if each.start <= at < each.end}


def looked_at(found: Resolved, parts: list[float]) -> list[datetime]:
    """The boundaries, the moment before each, and some instants in between."""
    edges = boundaries(found)
    window = found.window
    random = [window.start + part * window.length for part in parts]
    near = [*edges, *(at - MICRO for at in edges)]
    return [at for at in [*near, *random] if at in window]


def joined(one: Resolved, two: Resolved) -> tuple[list[Shift], list[Gap]]:
    """Two neighbouring windows as one."""
    seam = one.window.end
    late = {(each.person, each.source): each for each in two.shifts if each.start == seam}
    shifts = []
    for each in one.shifts:
        other = late.pop((each.person, each.source), None) if each.end == seam else None
        end = other.end if other else each.end
        shifts.append(Shift(each.start, end, each.person, each.source))
    shifts += [each for each in two.shifts if each.start != seam] + list(late.values())
    gaps = list(one.gaps)
    for gap in two.gaps:
        if (
            gaps
            and gaps[-1].window.end == gap.window.start
            and gaps[-1].deliberate is gap.deliberate
        ):
            gaps[-1] = Gap(Window(gaps[-1].window.start, gap.window.end), gap.deliberate)
        else:
            gaps.append(gap)
    return sorted(shifts, key=lambda each: (each.start, each.person)), gaps


@given(rotas(), shares)
def test_who_is_the_row_of_resolve(made: tuple[Rota, Window], parts: list[float]) -> None:
    of, window = made
    found = resolve(of, window)
    for at in looked_at(found, parts):
        people = who(of, at)
        assert set(people) == set(row(found, at))
        assert len(people) == len(set(people))


@given(rotas(), shares)
def test_an_independent_oracle_agrees(made: tuple[Rota, Window], parts: list[float]) -> None:
    agrees(made, parts)


@settings(max_examples=FEW)
@given(rotas(ages=st.integers(0, 30 * 365)), shares)
def test_an_independent_oracle_agrees_on_old_rotations(
    made: tuple[Rota, Window], parts: list[float]
) -> None:
    agrees(made, parts)


def agrees(made: tuple[Rota, Window], parts: list[float]) -> None:
    of, window = made
    oracle, found = Oracle(of, window.end), resolve(of, window)
    for at in looked_at(found, parts):
        expected = oracle.answer(at)
        assert row(found, at) == expected.people
        deliberate = [gap.deliberate for gap in found.gaps if at in gap.window]
        assert deliberate == ([] if expected.people else [expected.deliberate])


@given(rotas(), st.floats(0, 1))
def test_two_windows_make_one(made: tuple[Rota, Window], part: float) -> None:
    of, window = made
    middle = window.start + part * window.length
    one, two = (resolve(of, Window(*ends)) for ends in pairwise([window.start, middle, window.end]))
    whole = resolve(of, window)
    assert (list(whole.shifts), list(whole.gaps)) == joined(one, two)


@given(rotas(), st.randoms(use_true_random=False))
def test_the_order_of_overrides_does_not_matter(made: tuple[Rota, Window], random: Random) -> None:
    of, window = made
    others = [each for each in of.overrides if each.kind is not OverrideKind.COVER]
    covers = [each for each in of.overrides if each.kind is OverrideKind.COVER]
    random.shuffle(others)
    mixed = Rota(of.time_zone, of.rotations, (*others, *covers))
    assert resolve(of, window) == resolve(mixed, window)


@given(rotas())
def test_shifts_and_gaps_tile_the_window(made: tuple[Rota, Window]) -> None:
    found = resolve(*made)
    edges = boundaries(found)
    assert (edges[0], edges[-1]) == (found.window.start, found.window.end)
    for begin in edges[:-1]:
        assert bool(row(found, begin)) is not any(begin in gap.window for gap in found.gaps)
    bare = sum((gap.window.length for gap in found.gaps if not gap.deliberate), timedelta())
    assert found.coverage == pytest.approx(1 - bare / found.window.length)


@given(rotas())
def test_shifts_are_sorted_whole_and_never_empty(made: tuple[Rota, Window]) -> None:
    found = resolve(*made)
    assert list(found.shifts) == sorted(found.shifts, key=lambda each: (each.start, each.person))
    assert all(each.start < each.end for each in found.shifts)
    assert all(each.window for each in found.gaps)
    for one in found.shifts:
        for two in found.shifts:
            if one is not two and one.person == two.person:
                assert one.end <= two.start or two.end <= one.start
                assert one.source != two.source or one.end != two.start


@given(rotas())
def test_the_next_change_is_the_first_boundary_at_which_somebody_changes(
    made: tuple[Rota, Window],
) -> None:
    of, window = made
    now = who(of, window.start)
    edges = boundaries(resolve(of, window))[:-1]
    changed = [at for at in edges if set(who(of, at)) != set(now)]
    change = next_change(of, window.start, window.length)
    assert (change is None) is (not changed) or set(who(of, change or window.start)) == set(now)
    if change and set(who(of, change)) != set(now):
        assert change == changed[0]
        assert neighbours(of, change, window.length).since == change


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("every", "unit"), [(1, Unit.DAY), (12, Unit.HOUR), (1, Unit.WEEK)])
def test_a_clock_change_makes_no_gap_and_no_overlap(zone: str, every: int, unit: Unit) -> None:
    start = f"{FIRST_YEAR}-01-01 02:30"
    ten_years = Window(
        datetime(FIRST_YEAR, 1, 5, tzinfo=UTC), datetime(FIRST_YEAR + YEARS, 1, 1, tzinfo=UTC)
    )
    of = rota(rotation(1, 2, 3, start=start, every=every, unit=unit), zone=zone)
    found = resolve(of, ten_years)
    assert found.gaps == ()
    assert all(one.end == two.start for one, two in pairwise(found.shifts))
    assert [one.person % 3 + 1 for one in found.shifts[:-1]] == [
        two.person for two in found.shifts[1:]
    ]


@pytest.mark.parametrize("zone", ZONES)
def test_who_is_the_row_at_the_boundaries_of_ten_years(zone: str) -> None:
    """One rota of three layers, looked at whole: at each boundary within three days of a clock
    change, at some of the others, and at random instants."""
    random, start = Random(zone), f"{FIRST_YEAR}-01-01 02:30"
    fridays = weekly("fri 18:00", "mon 01:45")
    of = rota(
        rotation(1, 2, 3, 4, name="weeks", start=start),
        rotation(2, (), (3, 5), name="nights", layer=2, start=start, unit=Unit.DAY, every=2,
                 only=(daily("22:00", "02:30"),)),
        rotation(5, 6, name="weekends", layer=3, start=start, only=(fridays,)),
        zone=zone,
        overrides=tuple(_overrides(random)),
    )  # fmt: skip
    begin = datetime(FIRST_YEAR, 1, 5, tzinfo=UTC)
    found = resolve(of, Window(begin, datetime(FIRST_YEAR + YEARS, 1, 1, tzinfo=UTC)))
    rows, last = _rows(found), found.window.end - MICRO
    near = [at for at in rows if any(abs(at - change) < 3 * DAY for change in changes(zone))]
    some = random.sample(sorted(rows), 60)
    instants = [begin + random.random() * found.window.length for _ in range(60)]
    edges = sorted(rows)
    for at in {*near, *some, *instants, last}:
        assert set(who(of, at)) == rows[edges[bisect_right(edges, at) - 1]], at
        if at > begin:
            before = at - MICRO
            assert set(who(of, before)) == rows[edges[bisect_right(edges, before) - 1]], before
    for gap in found.gaps:
        assert gap.deliberate or any(each.window.meet(gap.window) for each in of.overrides)


def _overrides(random: Random) -> Iterator[Override]:
    """One a month, of each kind in turn."""
    kinds = list(OverrideKind)
    for month in range(12 * YEARS):
        begin = datetime(FIRST_YEAR, 1, 9, 17, tzinfo=UTC) + month * 30 * DAY
        window = Window(begin, begin + random.randint(1, 60) * timedelta(hours=1))
        yield Override(month, kinds[month % 4], window, (random.randint(1, 6),), (7,))


def _rows(found: Resolved) -> dict[datetime, set[PersonId]]:
    """Who is on call from each boundary on."""
    edges: dict[datetime, list[tuple[PersonId, bool]]] = {at: [] for at in boundaries(found)}
    for each in found.shifts:
        edges[each.start].append((each.person, True))
        edges[each.end].append((each.person, False))
    rows: dict[datetime, set[PersonId]] = {}
    here: set[PersonId] = set()
    for at in sorted(edges):
        here = here - {who for who, comes in edges[at] if not comes}
        here |= {who for who, comes in edges[at] if comes}
        rows[at] = set(here)
    return rows


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Madrid", "2026-03-29"),
        ("Europe/Madrid", "2026-10-25"),
        ("America/New_York", "2026-11-01"),
        ("America/Havana", "2026-03-08"),
        ("Australia/Lord_Howe", "2026-04-05"),
        ("Pacific/Apia", "2011-12-30"),
    ],
)
def test_minute_by_minute(zone: str, day: str) -> None:
    """The oracle is asked at every minute of the 48 hours around a clock change."""
    noon = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    start = (noon - timedelta(days=9)).strftime("%Y-%m-%d 02:15")
    night, early = daily("22:00", "02:15"), daily("01:15", "02:45")
    of = rota(
        rotation(1, 2, 3, name="nights", layer=2, start=start, unit=Unit.DAY, only=(night,)),
        rotation(4, (), 5, name="hours", start=start, every=7, unit=Unit.HOUR, only=(early, night)),
        rotation(6, 7, name="all", start=start, every=5, unit=Unit.HOUR, turns=Turns.CALENDAR),
        zone=zone,
    )
    window = Window(noon - timedelta(days=1), noon + timedelta(days=1))
    oracle, found = Oracle(of, window.end), resolve(of, window)
    for minute in range(48 * 60):
        at = window.start + timedelta(minutes=minute)
        assert row(found, at) == oracle.answer(at).people, at


def test_twenty_years_of_hours() -> None:
    """Forty clock changes, each of which takes an hour from a night or adds one."""
    only = (daily("01:00", "03:30"),)
    old = rotation(1, (), 2, start="2006-01-02 00:00", every=1, unit=Unit.HOUR, only=only)
    of = rota(old)
    window = Window(datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))
    agrees((of, window), [0.1, 0.3, 0.5])
