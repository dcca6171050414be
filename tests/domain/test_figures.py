"""The other figures, each against a slow and plain reckoning of the same."""

import math
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.alike import ALIKE, NEVER, Titles, likeness, plain
from app.domain.board import Holiday
from app.domain.case import Case
from app.domain.cases import COLUMNS, STAGES, UNKNOWN, Cases, cases_of
from app.domain.days import days_of
from app.domain.duty import Rate, duties
from app.domain.formula import FORMULAE
from app.domain.impact import scores
from app.domain.interruption import Hours, Pages, interruptions
from app.domain.metrics import metrics
from app.domain.noise import Endings, idle
from app.domain.recurrence import recurrence, since_last, telling
from app.domain.response import Answers, responses
from app.domain.rota import Shift
from app.domain.spread import EDGES, spread
from app.domain.trend import Step, readable, stacked, steps, summaries
from app.domain.window import Window
from models.kinds import Category, Severity, Stage

MADRID = ZoneInfo("Europe/Madrid")
SECOND = 1_000_000
DAY = 86_400 * SECOND
BEGIN = datetime(2026, 3, 20, tzinfo=UTC)
ZONES = ("Europe/Madrid", "Asia/Singapore", "America/New_York", "Australia/Lord_Howe")


def some(count: int, seed: int = 5) -> Cases:
    """Incidents of four months, open ones and such without service or category among them."""
    chance = Random(seed)
    rows = []
    for _ in range(count):
        at = micros(BEGIN) + chance.randrange(120 * DAY)
        over = at + chance.randrange(1, 30_000) * SECOND if chance.random() < 0.9 else None
        words = (chance.choice([None, *Category]), chance.choice([None, "api", "db"]))
        stage, severity = Stage.RESOLVED if over else Stage.TRIAGE, chance.choice([*Severity])
        clocks = (at - 60 * SECOND, at, at, None, over, over)
        rows.append(Case(stage, severity, *words, False, chance.randrange(4), *clocks))
    return cases_of(rows)


def micros(at: datetime) -> int:
    return int(at.timestamp()) * SECOND


@pytest.mark.parametrize("count", [0, 1, 300])
@pytest.mark.parametrize("days", [1, 30, 90])
def test_recurrence_is_what_comparing_all_pairs_gives(count: int, days: int) -> None:
    cases = some(count)
    within = timedelta(days=days)
    causes = [
        (int(s), int(c)) if s >= 0 and c >= 0 else None
        for s, c in zip(cases.service, cases.category, strict=True)
    ]
    again = [
        cause is not None
        and any(
            causes[j] == cause
            and j != i
            and 0 <= cases.created[i] - cases.created[j] <= days * DAY
            and (cases.created[j], cases.number[j]) < (cases.created[i], cases.number[i])
            for j in range(count)
        )
        for i, cause in enumerate(causes)
    ]
    since, told = since_last(cases), telling(cases)
    assert (since <= days * DAY).tolist() == again
    late = cases.created > micros(BEGIN + timedelta(days=60))
    found = recurrence(since, told, within, late)
    known = [cause is not None for cause in causes]
    assert found.known == sum(k and bool(at) for k, at in zip(known, late, strict=True))
    assert found.again == sum(a and bool(at) for a, at in zip(again, late, strict=True))
    assert found.known + found.unknown == late.sum()
    assert (found.share is None) == (found.known == 0)


@pytest.mark.parametrize("count", [0, 1, 150])
def test_what_is_alike_comes_back_as_comparing_all_pairs_says(count: int) -> None:
    """Titles of one service, or of none; a problem that people named is taken at their word."""
    chance, cases = Random(2), some(count)
    said = ("db 3 is down", "DB 12 is down!", "payments fail for cards", "payments failing: cards",
            "disk full", "disc full on node", "", "?")  # fmt: skip
    words = [plain(chance.choice(said)) for _ in range(count)]
    kinds = sorted(set(words))
    titles = Titles(cases.number, np.array([kinds.index(w) for w in words], np.int64), kinds)
    problems = np.array([chance.choice([-1, -1, 1, 2]) for _ in range(count)], np.int64)
    cases = replace(cases, problem=problems)
    since = since_last(cases, titles)

    def same(i: int, j: int) -> bool:
        if problems[i] >= 0:
            return bool(problems[i] == problems[j])
        at_one = cases.service[i] == cases.service[j]
        known = cases.service[i] >= 0 and cases.category[i] >= 0
        return bool(at_one and (
            likeness(words[i], words[j]) >= ALIKE
            or (known and cases.category[i] == cases.category[j])
        ))  # fmt: skip

    order = sorted(range(count), key=lambda i: (cases.created[i], cases.number[i]))
    for place, i in enumerate(order):
        before = [j for j in order[:place] if same(i, j)]
        assert since[i] == (cases.created[i] - cases.created[before[-1]] if before else NEVER)
    assert telling(cases, titles).all()
    if count > 1:
        assert {plain("db 3 is down"), plain("payments fail for cards")} < set(words)
        assert likeness(plain("db 3 is down"), plain("DB 12 is down!")) == 1


def test_impact_is_its_formula() -> None:
    cases = some(200)
    now = micros(BEGIN + timedelta(days=200))
    weights = dict(zip(Severity, (1, 0.6, 0.3, 0.1), strict=True))
    for at, score in enumerate(scores(cases, now)):
        end = cases.mitigated[at] if cases.mitigated[at] != UNKNOWN else now
        minutes = (end - cases.impact_started[at]) / SECOND / 60
        factor = min(math.log(1 + minutes) / math.log(481), 1)
        weight = weights[list(Severity)[cases.severity[at]]]
        assert score == pytest.approx(100 * 0.5 * weight * factor)
        assert 0 <= score <= 100


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("step", list(Step))
def test_steps_are_those_of_the_calendar(zone: str, step: Step) -> None:
    """Over a change of clocks; each incident falls where its own wall clock says."""
    where, cases = ZoneInfo(zone), some(400)
    window = Window(BEGIN, BEGIN + timedelta(days=70))
    along = steps(window, where, step)

    def name(at: datetime) -> date:
        day = at.astimezone(where).date()
        if step is Step.WEEK:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if step is Step.MONTH else day

    inside = [
        datetime.fromtimestamp(at / SECOND, UTC)
        for at in cases.created
        if micros(window.start) <= at < micros(window.end)
    ]
    wanted = Counter(name(at) for at in inside)
    found = stacked(along, cases.created, cases.severity, 4)
    shown = {name(at): int(n) for at, n in zip(along.starts(), found.sum(axis=0), strict=True)}
    assert {day: n for day, n in shown.items() if n} == wanted
    assert len(along) == len(shown)


@pytest.mark.parametrize(
    ("days", "count", "step"),
    [(30, 200, Step.DAY), (30, 60, Step.WEEK), (30, 0, Step.WEEK), (7, 3, Step.DAY),
     (182, 2_000, Step.WEEK), (182, 110, Step.WEEK), (182, 77, Step.MONTH), (80, 5, Step.WEEK),
     (730, 5_000, Step.MONTH)],
)  # fmt: skip
def test_a_point_of_a_trend_has_four_values_where_the_span_allows(
    days: int, count: int, step: Step
) -> None:
    end = datetime(2026, 6, 1, tzinfo=UTC)
    assert readable(Window(end - timedelta(days=days), end), count) is step


def test_a_point_of_a_trend_is_the_median_of_its_week() -> None:
    cases = some(500)
    along = steps(Window(BEGIN, BEGIN + timedelta(days=100)), MADRID)
    took, known = cases.since("detected", "resolved")
    found = summaries(along, cases.created[known], took[known])
    for place, each in enumerate(found):
        low, high = along.edges[place], along.edges[place + 1]
        values = took[known & (cases.created >= low) & (cases.created < high)]
        assert each.n == len(values)
        if len(values):
            assert each.median == pytest.approx(np.median(values))
            assert each.p90 == pytest.approx(np.percentile(values, 90))


@given(st.lists(st.floats(0, 200_000), max_size=50))
def test_durations_are_spread_over_all_steps(values: list[float]) -> None:
    found = spread(np.array(values))
    uppers = [*EDGES[1:], math.inf]
    wanted = [sum(a <= v < b for v in values) for a, b in zip(EDGES, uppers, strict=True)]
    assert found.tolist() == wanted


def _pages(count: int) -> Pages:
    chance = Random(3)
    rows = [
        (chance.randrange(1, 40), chance.randrange(1, 5),
         micros(BEGIN) + chance.randrange(40 * DAY) // SECOND * SECOND, chance.randrange(3))
        for _ in range(count)
    ]  # fmt: skip
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return Pages(*(table[:, at] for at in range(4)))


@pytest.mark.parametrize("count", [0, 1, 900])
def test_interruptions_are_by_each_person_s_own_clock(count: int) -> None:
    """Madrid and New York change their clocks within these weeks, on different days."""
    pages = _pages(count)
    zones = {at + 1: ZoneInfo(zone) for at, zone in enumerate(ZONES)}
    wanted: Counter[tuple[int, Hours]] = Counter()
    for person, where in zones.items():
        last = -math.inf
        for sent in sorted(pages.sent[pages.person == person].tolist()):
            if sent - last > 600 * SECOND:
                local = datetime.fromtimestamp(sent / SECOND, UTC).astimezone(where)
                asleep = local.hour < 6 or local.hour >= 22
                work = local.weekday() < 5 and 8 <= local.hour < 18
                kind = Hours.SLEEP if asleep else Hours.WORK if work else Hours.OFF
                wanted[person, kind] += 1
            last = sent
    found = interruptions(pages, zones)
    shown = {(who, kind): n for who, each in found.by_person().items() for kind, n in each.items()}
    assert {key: n for key, n in shown.items() if n} == dict(wanted)
    assert sum(found.counts().values()) == sum(wanted.values())


def test_sleep_is_laid_at_the_door_of_its_service() -> None:
    pages = Pages(*np.array([[1, 1, 3600 * SECOND, 1], [2, 1, 7200 * SECOND, 1]]).T)
    found = interruptions(pages, {1: ZoneInfo("UTC")})
    rows = found.by_incident(np.array([0, -1]), np.array([1, 2]), 2)
    assert rows.tolist() == [[0, 0, 0], [0, 0, 0], [1, 0, 1]]


def test_responses_by_level_and_person() -> None:
    """Incident 1: Ana sleeps, Ben of the second level answers; 2: Ana, after two pages."""
    minute = 60 * SECOND
    table = [(1, 1, 0, 1), (1, 1, 2 * minute, 1), (1, 2, 5 * minute, 2), (2, 1, 0, 1),
             (2, 3, 0, 1)]  # fmt: skip
    pages = Pages(*np.array(table, dtype=np.int64).T)
    said = [(1, 2, 6 * minute), (2, 1, 3 * minute), (1, 1, -minute), (9, 1, minute)]
    found = responses(pages, Answers(*np.array(said, dtype=np.int64).T))
    ana, ben, cy = (found.people[who] for who in (1, 2, 3))
    assert (ana.paged, ana.answered, ana.seconds.median) == (2, 1, 180)
    assert (ben.paged, ben.answered, ben.seconds.median) == (1, 1, 60)
    assert (cy.paged, cy.answered) == (1, 0)
    first, second = found.levels[1], found.levels[2]
    assert (first.paged, first.answered, second.paged, second.answered) == (2, 1, 1, 1)
    silent = responses(pages, Answers(*np.empty((3, 0), dtype=np.int64)))
    assert [each.answered for each in silent.levels.values()] == [0, 0]


def test_noise_counts_pages_nobody_had_to_answer() -> None:
    ended = some(40)
    pages = Pages(*(np.array(each) for each in ([1, 1, 2, 99], [1, 1, 1, 1], [0] * 4, [1] * 4)))
    closed = ended.number[~ended.open]
    found = idle(ended, pages, Endings(closed, np.array([3])))
    gone = set(closed.tolist())
    assert (found.healed, found.flapping, found.pages) == (len(closed), 1, 3)
    assert found.idle == sum(number in gone for number in (1, 1, 2))


@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/New_York"])
def test_hours_on_call_are_those_counted_one_by_one(zone: str) -> None:
    """Minute by minute over both changes of the clocks; the second schedule overlaps the first."""
    where, chance = ZoneInfo(zone), Random(9)
    begin, end = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 12, tzinfo=UTC)
    window, quarter = Window(begin, end), timedelta(minutes=15)
    shifts: list[list[Shift]] = [[], []]
    for row in shifts:
        at = begin
        while at < end:
            until = min(at + quarter * chance.randrange(10, 500), end)
            row.append(Shift(at, until, chance.randrange(3), "x"))
            at = until - quarter * chance.randrange(3)
    free = (Holiday(date(2026, 3, 19), "San José"), Holiday(date(2026, 4, 3), "Viernes Santo"))
    days = days_of(zone, window, free)
    found = {each.person: each for each in duties([(shifts[0], days), (shifts[1], days)])}
    for person in range(3):
        own = [each for row in shifts for each in row if each.person == person]
        wanted: Counter[Rate] = Counter()
        nights, weekends, holidays = set(), set(), set()
        for at in (begin + quarter * n for n in range(int((end - begin) / quarter))):
            if any(each.start <= at < each.end for each in own):
                local = at.astimezone(where)
                day = local.date()
                rest, night = day.weekday() >= 5, local.hour < 6
                feast = day in {each.day for each in free}
                by_day = Rate.WEEKEND if rest else Rate.NIGHT if night else Rate.WEEKDAY
                wanted[Rate.HOLIDAY if feast else by_day] += 1
                nights |= {day} if night else set()
                weekends |= {day - timedelta(days=day.weekday())} if rest else set()
                holidays |= {day} if feast else set()
        duty = found[person]
        assert {kind: hours * 4 for kind, hours in duty.hours.items() if hours} == pytest.approx(
            dict(wanted)
        )
        assert (duty.nights, duty.weekends, duty.holidays) == tuple(
            map(len, (nights, weekends, holidays))
        )
        assert duty.pay({Rate.NIGHT: 10.0}) == pytest.approx(wanted[Rate.NIGHT] * 2.5)


def test_every_formula_says_how_and_from_where() -> None:
    for each in FORMULAE.values():
        assert each.title
        assert each.formula
        assert each.words.endswith(".")
        assert each.source


def test_a_hundred_thousand_are_reckoned_as_numpy_does() -> None:
    """Straight from columns, as a database gives them; overview's parts and all."""
    chance = np.random.default_rng(4)
    count = 100_000
    created = micros(BEGIN) + np.sort(chance.integers(0, 120 * DAY, count))
    took = chance.integers(1, 40_000, count) * SECOND
    over = chance.random(count) < 0.97
    some_of = {name: np.full(count, -1, dtype=np.int64) for name in COLUMNS}
    columns = some_of | {
        "number": np.arange(1, count + 1),
        "stage": np.where(over, STAGES.index(Stage.RESOLVED), STAGES.index(Stage.TRIAGE)),
        "severity": chance.integers(0, 4, count),
        "service": chance.integers(-1, 5, count),
        "drill": chance.random(count) < 0.02,
        "alerts": chance.integers(0, 4, count),
        "touched": np.ones(count, dtype=np.int64),
        "impact_started": created - SECOND,
        "detected": created,
        "created": created,
        "acknowledged": created + took // 20,
        "mitigated": np.where(over, created + took, UNKNOWN),
        "resolved": np.where(over, created + took, UNKNOWN),
    }
    cases = Cases(**columns, categories=(), services=("a", "b", "c", "d", "e"))
    found = metrics(cases, micros(BEGIN + timedelta(days=130)), MADRID)
    counted = ~columns["drill"]
    assert found.all.incidents == counted.sum()
    assert found.excluded.drills == columns["drill"].sum()
    lengths = took[counted & over] / SECOND
    figure = found.all.figures["mttr"].seconds
    assert (figure.n, figure.mean) == (len(lengths), pytest.approx(lengths.mean()))
    assert figure.median == pytest.approx(np.median(lengths))
    assert figure.p90 == pytest.approx(np.percentile(lengths, 90))
    for place, severity in enumerate(Severity):
        ours = counted & (columns["severity"] == place)
        assert found.by_severity[severity].incidents == ours.sum()
        quick = (took // 20)[ours] / SECOND
        mean = found.by_severity[severity].figures["mtta"].seconds.mean
        assert mean == pytest.approx(quick.mean())
    assert sum(map(sum, found.volume.hours)) == counted.sum()
    along = steps(Window(BEGIN, BEGIN + timedelta(days=120)), MADRID)
    assert stacked(along, created, columns["severity"], 4).sum() == count
