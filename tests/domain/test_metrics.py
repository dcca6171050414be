"""Every figure against an independent computation: numpy, fractions, and counting second by
second."""

import itertools
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import comb
from zoneinfo import ZoneInfo

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import CLOCKS, Case
from app.domain.cases import cases_of
from app.domain.metrics import metrics
from app.domain.offsets import walls
from app.domain.statistic import Summary, median_band, quantile, summary
from app.domain.survival import curve, survival
from app.domain.uptime import NOTHING, level, merged
from models.kinds import Category, Severity, Stage

TOWNS = (
    "UTC", "Europe/Madrid", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia",
    "Asia/Kathmandu", "America/New_York", "Africa/Casablanca", "Pacific/Chatham", "Asia/Gaza",
    "Europe/Dublin",
)  # fmt: skip
MADRID = ZoneInfo("Europe/Madrid")
SECOND, HOUR, DAY = 1_000_000, 3600 * 1_000_000, 86400 * 1_000_000
NOW = 1_000 * DAY
SECONDS = st.integers(0, 10**6)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12)
SEEN = st.lists(st.tuples(st.integers(1, 12), st.booleans()), max_size=25)


def case(stage: Stage = Stage.RESOLVED, at: int = 0, **said: object) -> Case:
    """Impact at 0 s, detected at 60 s, created at 70 s, acknowledged at 100 s, mitigated at 600 s,
    resolved at 960 s after `at`."""
    clocks = {"impact_started": 0, "detected": 60, "created": 70, "acknowledged": 100}
    ends = {"mitigated": 600, "resolved": 960}
    if stage.open:
        ends = dict.fromkeys(ends)
    known = {k: None if s is None else at + s * SECOND for k, s in (clocks | ends).items()}
    plain = {"severity": Severity.SEV2, "category": None, "service": "api", "drill": False}
    return Case(**({"stage": stage, "alerts": 1} | plain | known | said))  # type: ignore[arg-type]


def test_the_four_clocks_are_what_they_say() -> None:
    of = metrics(cases_of([case()]), NOW, MADRID).all
    seconds = {name: figure.seconds.mean for name, figure in of.figures.items()}
    assert seconds == {"mttd": 60, "mtta": 30, "mttm": 600, "mttr": 900}
    assert (of.incidents, of.open, of.to_resolve.median) == (1, 0, 900)
    assert [each.formula for each in CLOCKS] == [
        "detected - impact started",
        "acknowledged - created",
        "mitigated - impact started",
        "resolved - detected",
    ]


def test_nothing_gives_no_figures_and_no_fault() -> None:
    of = metrics(cases_of([]), NOW, MADRID)
    assert {figure.seconds for figure in of.all.figures.values()} == {Summary(0)}
    assert (of.all.to_resolve.median, of.noise.alerts_per_incident) == (None, None)
    assert sum(map(sum, of.volume.hours)) == 0


def test_drills_declined_and_merged_are_left_out_and_said() -> None:
    rows = [case(), case(drill=True), case(Stage.DECLINED, drill=True)]
    rows += [case(Stage.DECLINED), case(Stage.MERGED), case(Stage.MERGED)]
    of = metrics(cases_of(rows), NOW, MADRID)
    assert (of.excluded.drills, of.excluded.declined, of.excluded.merged) == (2, 1, 2)
    assert (of.all.incidents, of.noise.alerts) == (1, 1)


def test_what_is_missing_or_backward_is_counted_apart() -> None:
    rows = [case(), case(acknowledged=None), case(acknowledged=0)]
    figure = metrics(cases_of(rows), NOW, MADRID).all.figures["mtta"]
    assert (figure.seconds.n, figure.missing, figure.backward) == (1, 1, 1)


def test_open_incidents_have_lasted_until_now_at_least() -> None:
    slow = case(Stage.INVESTIGATING, NOW - 7260 * SECOND)
    of = metrics(cases_of([case(), slow, slow]), NOW, MADRID).all
    assert (of.open, of.figures["mttr"].seconds.mean) == (2, 900)
    assert (of.to_resolve.ended, of.to_resolve.censored, of.to_resolve.median) == (1, 2, None)


def test_volume_and_noise() -> None:
    rows = [case(severity=each, alerts=3) for each in (Severity.SEV1, Severity.SEV1, Severity.SEV4)]
    rows.append(case(category=Category.SECURITY, service=None, acknowledged=None))
    of = metrics(cases_of(rows), NOW, MADRID)
    assert list(of.volume.severities.values()) == [2, 1, 0, 1]
    assert dict(of.volume.categories) == {None: 3, Category.SECURITY: 1}
    assert dict(of.volume.services) == {"api": 3, None: 1}
    assert (of.noise.alerts, of.noise.alerts_per_incident, of.noise.unanswered) == (10, 2.5, 1)
    assert of.by_severity[Severity.SEV1].incidents == 2


@pytest.mark.parametrize(
    ("at", "day", "hour"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 6, 1),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 6, 3),  # 02:00 does not exist
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 6, 2),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 6, 2),  # 02:30 again
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), 0, 0),
    ],
)
def test_hours_of_the_week_are_those_of_the_wall_clock(at: datetime, day: int, hour: int) -> None:
    row = case(created=int(at.timestamp()) * SECOND)
    hours = metrics(cases_of([row]), NOW, MADRID).volume.hours
    assert hours[day][hour] == sum(map(sum, hours)) == 1


@given(st.sampled_from(TOWNS), st.lists(st.integers(-2_000_000_000, 4_000_000_000), max_size=30))
def test_wall_clocks_are_those_of_zoneinfo(town: str, seconds: list[int]) -> None:
    where = ZoneInfo(town)
    found = walls(numpy.array([each * SECOND for each in seconds], dtype=numpy.int64), where)
    for at, wall in zip(seconds, found, strict=True):
        local = datetime.fromtimestamp(at, UTC).astimezone(where).replace(tzinfo=UTC)
        assert round(local.timestamp()) == wall // SECOND


@given(st.lists(SECONDS, min_size=1, max_size=60), st.floats(0, 1))
def test_statistics_are_numpy_s(values: list[int], share: float) -> None:
    found = summary(values)
    assert found.mean == pytest.approx(numpy.mean(values))
    assert found.median == pytest.approx(numpy.median(values))
    assert found.p90 == pytest.approx(numpy.percentile(values, 90))
    assert quantile(numpy.sort(values), share) == pytest.approx(numpy.quantile(values, share))


@pytest.mark.parametrize("n", [*range(1, 80), 500, 1001])
def test_the_median_s_band_is_the_binomial_one(n: int) -> None:
    """With exact numbers: the narrowest pair of ranks that still holds 95 %."""
    tails = [2 * sum(Fraction(comb(n, k), 2**n) for k in range(r)) for r in range(1, n // 2 + 1)]
    rank = sum(tail <= Fraction(5, 100) for tail in tails)
    assert median_band(numpy.arange(1.0, n + 1)) == ((rank, n + 1 - rank) if rank else None)


def test_the_median_s_band_of_many() -> None:
    """By the normal distribution: n/2 -+ 1.96 sqrt(n)/2."""
    low, high = median_band(numpy.arange(1.0, 100_001)) or (0, 0)
    assert low == pytest.approx(50_000 - 309.9, abs=2)
    assert low + high == 100_001


@given(SEEN)
def test_survival_is_the_product_limit(seen: list[tuple[int, bool]]) -> None:
    """Each time asks all rows anew, with exact fractions."""
    share, shares = Fraction(1), {}
    for at in sorted({at for at, over in seen if over}):
        lasting = sum(each >= at for each, _ in seen)
        share *= 1 - Fraction(sum(row == (at, True) for row in seen), lasting)
        shares[at] = share
    lasted, over = [at for at, _ in seen], [ended for _, ended in seen]
    points = curve(lasted, over)
    assert list(points.at) == list(shares)
    assert list(points.share) == pytest.approx([float(s) for s in shares.values()], abs=1e-12)
    found = survival(lasted, over)
    assert found.median == next((at for at, s in shares.items() if s <= Fraction(1, 2)), None)
    assert found.p90 == next((at for at, s in shares.items() if s <= Fraction(1, 10)), None)
    assert (points.low >= 0).all()
    assert (points.low <= points.share + 1e-9).all()
    assert (points.share <= points.high + 1e-9).all() or points.share.min() < 1e-9


@given(st.lists(SECONDS, min_size=1, max_size=40))
def test_survival_without_open_ones_is_the_plain_median(values: list[int]) -> None:
    found = survival(values, [True] * len(values))
    assert found.median == numpy.quantile(values, 0.5, method="inverted_cdf")
    if found.band and found.band[1] is not None:
        assert found.band[0] <= found.median <= found.band[1]


def test_survival_as_published() -> None:
    """Leukaemia, 6-MP arm (Freireich et al. 1963), with R's survfit(conf.type="log-log")."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    going = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    over = [True] * len(ended) + [False] * len(going)
    found = survival([*ended, *going], over)
    points = curve([*ended, *going], over)
    six, last = (list(points.at).index(at) for at in (6, 23))
    assert points.share[six] == pytest.approx(0.857, abs=5e-4)
    assert points.low[six] == pytest.approx(0.620, abs=5e-4)
    assert points.high[six] == pytest.approx(0.952, abs=5e-4)
    assert points.share[last] == pytest.approx(0.448, abs=5e-4)
    assert (found.median, found.band) == (23, (13, None))


@given(SPANS)
def test_merged_spans_cover_the_same_seconds_once(spans: list[tuple[int, int]]) -> None:
    found = [(int(a), int(b)) for a, b in merged(numpy.array(spans).reshape(-1, 2))]
    covered = {second for start, end in spans for second in range(start, end)}
    assert {second for start, end in found for second in range(start, end)} == covered
    assert all(one[1] < other[0] for one, other in itertools.pairwise(found))


@given(SPANS, st.integers(0, 60), st.integers(0, 40), st.integers(0, 80))
def test_uptime_is_what_counting_seconds_gives(
    spans: list[tuple[int, int]], start: int, lasts: int, now: int
) -> None:
    whole = numpy.array(spans, dtype=numpy.int64).reshape(-1, 2) * SECOND
    end = start + lasts
    found = level("api", 90.0, whole, (start * SECOND, end * SECOND), now * SECOND)
    passed = range(start, max(start, min(end, now)))
    down = sum(any(a <= second < b for a, b in spans) for second in passed)
    assert found.down_s == down
    assert found.uptime == (pytest.approx(1 - down / len(passed)) if passed else None)
    assert found.budget_left_s == pytest.approx(lasts / 10 - down)


def test_a_day_of_changing_clocks_has_its_own_length() -> None:
    """An hour of 23 is more than an hour of 24."""
    begin = datetime(2026, 3, 29, tzinfo=MADRID).astimezone(UTC)
    end = datetime(2026, 3, 30, tzinfo=MADRID).astimezone(UTC)
    assert end - begin == timedelta(hours=23)
    over = (int(begin.timestamp()) * SECOND, int(end.timestamp()) * SECOND)
    twice = numpy.array([(over[0], over[0] + HOUR)] * 2)
    found = level("api", 99.9, twice, over, over[1])
    assert found.uptime == pytest.approx(22 / 23)
    assert (found.outages, found.kept) == (1, False)
    assert found.budget_left_s == pytest.approx(82.8 - 3600)
    assert level("api", None, NOTHING, over, over[1]).kept is None


def test_a_budget_used_to_its_last_second_is_kept() -> None:
    """Thirty days at 99.9 allow 43 min 12 s, though 99.9 is no binary number."""
    over = (0, 30 * 24 * HOUR)
    for slo, allowed in ((99.9, 2592), (99.95, 1296), (99.5, 12_960), (99.99, 259.2)):
        down = round(allowed * SECOND)
        last = level("api", slo, numpy.array([(0, down)]), over, over[1])
        assert (last.kept, last.budget_s, last.budget_left_s) == (True, allowed, 0)
        more = level("api", slo, numpy.array([(0, down + 1)]), over, over[1])
        assert more.kept is False
