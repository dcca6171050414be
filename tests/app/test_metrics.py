"""The figures of a database against plain SQL and plain Python over its raw rows, on both kinds;
and `watchbill metrics` as a shell sees it."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam, text

from app.charts.idiom import Idiom
from app.cli.main import run
from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.interruption import Hours
from app.domain.window import Window
from app.operations import incident
from app.operations.incident import Declaration
from app.queries import pictures
from app.queries.attention import attention
from app.queries.ledger import ledger, titles_of
from app.queries.metrics import Asked, figures
from app.queries.overview import care, numbers_behind, overview, returned
from app.store import Store
from models.base import Utc
from models.incident import Affected, Incident
from models.kinds import Category, PageState, Severity, Source, Stage, Urgency
from models.page import Page
from models.people import Person, Team
from models.service import Service
from tests import builders

Call = Callable[..., tuple[int, str, str]]
START = datetime(2026, 3, 1, tzinfo=UTC)
MARCH = Window(START, datetime(2026, 4, 1, tzinfo=UTC))
MINUTE = timedelta(minutes=1)
MADRID = ZoneInfo("Europe/Madrid")
STAGES = (*[Stage.RESOLVED] * 6, Stage.CLOSED, Stage.TRIAGE, Stage.DECLINED, Stage.MERGED)


@pytest.fixture
def rows(store: Store) -> list[Incident]:
    """Two hundred incidents of February to April on three services, some touching another."""
    chance = Random(7)
    services = [builders.service(store, name) for name in ("api", "db", "web")]
    made = [_incident(chance, chance.choice([None, *services])) for _ in range(200)]
    with store.write() as session:
        team = Team(name="platform")
        session.add_all([team, *made])
        session.flush()
        session.get_one(Service, services[1]).team_id = team.id
        session.get_one(Service, services[0]).slo = 99.0
        session.add_all(
            Affected(incident_id=each.id, service_id=services[0])
            for each in made[::10]
            if each.service_id != services[0]
        )
        session.add_all(_page(each) for each in made[::3])
    return made


def _incident(chance: Random, service: int | None) -> Incident:
    def later(at: datetime | None, known: float) -> datetime | None:
        lasts = timedelta(seconds=chance.randrange(1, 20_000), microseconds=chance.randrange(10**6))
        return at + lasts if at and chance.random() < known else None

    stage = chance.choice(STAGES)
    began = START + timedelta(minutes=chance.randrange(-20_000, 60_000))
    mitigated = later(began, 0.9) if stage in (Stage.RESOLVED, Stage.CLOSED) else None
    over = (mitigated or began) + timedelta(seconds=chance.randrange(9_000))
    created = began + timedelta(seconds=chance.randrange(300))
    return Incident(
        title="x", stage=stage, severity=chance.choice(list(Severity)), service_id=service,
        drill=chance.random() < 0.1, alert_count=chance.randrange(5),
        impact_started_at=began if chance.random() < 0.8 else None,
        detected_at=created, created_at=created, changed_at=created,
        acknowledged_at=later(created, 0.7), mitigated_at=mitigated,
        resolved_at=over if stage in (Stage.RESOLVED, Stage.CLOSED) else None,
    )  # fmt: skip


def _page(of: Incident) -> Page:
    return Page(
        incident_id=of.id, contact="mail", urgency=Urgency.HIGH, round=1, level=1, attempt=1,
        created_at=of.created_at, due_at=of.created_at, state=PageState.SENT,
    )  # fmt: skip


def counts(each: Incident) -> bool:
    return not each.drill and each.stage not in (Stage.DECLINED, Stage.MERGED)


def test_clocks_are_those_of_the_raw_rows(
    store: Store, rows: list[Incident], clock: SetClock
) -> None:
    clock.forward(timedelta(days=60))
    found = figures(store, Asked(MARCH, MADRID))
    inside = [each for each in rows if each.created_at in MARCH]
    counted = [each for each in inside if counts(each)]
    assert 50 < len(counted) < len(inside) < len(rows)
    assert found.metrics.all.incidents == len(counted)
    assert found.metrics.all.open == sum(each.stage.open for each in counted)
    excluded = found.metrics.excluded
    assert excluded.drills == sum(each.drill for each in inside)
    assert excluded.drills + excluded.declined + excluded.merged == len(inside) - len(counted)
    for name, begin, end in (
        ("mttd", "impact_started_at", "detected_at"),
        ("mtta", "created_at", "acknowledged_at"),
        ("mttm", "impact_started_at", "mitigated_at"),
        ("mttr", "detected_at", "resolved_at"),
    ):
        pairs = [(getattr(each, begin), getattr(each, end)) for each in counted]
        lengths = [(b - a).total_seconds() for a, b in pairs if a and b]
        figure = found.metrics.all.figures[name]
        assert figure.seconds.n == len(lengths) > 20
        assert figure.seconds.mean == pytest.approx(mean(lengths), abs=1e-6)
        assert figure.seconds.median == pytest.approx(median(lengths), abs=1e-6)
        assert figure.missing == len(counted) - len(lengths)
    hours = [each.created_at.astimezone(MADRID) for each in counted]
    assert found.metrics.volume.hours[6][3] == sum(
        (at.weekday(), at.hour) == (6, 3) for at in hours
    )


def test_mean_time_to_resolve_is_that_of_plain_sql(
    store: Store, rows: list[Incident], clock: SetClock
) -> None:
    lite = store.database.lite
    took = "(resolved_at - detected_at) / 1e6" if lite else (
        "extract(epoch FROM resolved_at - detected_at)"
    )  # fmt: skip
    asked = text(
        f"SELECT count(*), avg({took}) FROM incident WHERE NOT drill"
        " AND stage NOT IN ('declined', 'merged') AND resolved_at IS NOT NULL"
        " AND severity = 'SEV2'"
    )
    with store.read() as session:
        count, average = session.execute(asked).one()
    always = Window(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    found = figures(store, Asked(always, MADRID, severities=frozenset({Severity.SEV2})))
    seconds = found.metrics.all.figures["mttr"].seconds
    assert (seconds.n, seconds.mean) == (count, pytest.approx(float(average)))


def test_uptime_is_that_of_the_minutes_counted(
    store: Store, rows: list[Incident], clock: SetClock
) -> None:
    """Minute by minute: a service is down in those of its own impacts and of those touching it."""
    clock.forward(timedelta(days=-9))
    now = clock.now()
    found = {each.service: each for each in figures(store, Asked(MARCH, MADRID)).levels}
    with store.read() as session:
        names = {each.id: each.name for each in session.query(Service)}
        pairs = {(each.incident_id, names[each.service_id]) for each in session.query(Affected)}
    pairs |= {(each.id, names[each.service_id]) for each in rows if each.service_id}
    spans: dict[str, list[tuple[datetime, datetime]]] = {name: [] for name in names.values()}
    for each in filter(counts, rows):
        if each.impact_started_at:
            end = each.mitigated_at or each.resolved_at or now
            for name in (name for ident, name in pairs if ident == each.id):
                spans[name].append((each.impact_started_at, end))
    passed = int((now - START) / MINUTE)
    for name, of in spans.items():
        minutes = (START + i * MINUTE for i in range(passed))
        down = sum(any(a <= at < b for a, b in of) for at in minutes)
        assert down > 0
        assert found[name].down_s / 60 == pytest.approx(down, abs=len(of))
        assert found[name].uptime == pytest.approx(1 - down / passed, abs=len(of) / passed)
    assert found["api"].budget_s == pytest.approx(31 * 864)
    assert found["api"].budget_left_s == pytest.approx(31 * 864 - found["api"].down_s)
    assert (found["db"].slo, found["db"].kept) == (None, None)


def test_filters_by_service_and_team(store: Store, rows: list[Incident], clock: SetClock) -> None:
    clock.forward(timedelta(days=60))
    with store.read() as session:
        services = {each.name: each for each in session.query(Service)}
        touched = {each.incident_id for each in session.query(Affected)}
    api, db = services["api"].id, services["db"]
    inside = [each for each in rows if each.created_at in MARCH and counts(each)]
    found = figures(store, Asked(MARCH, MADRID, services=frozenset({api})))
    own = [each for each in inside if each.service_id == api or each.id in touched]
    assert found.metrics.all.incidents == len(own) > sum(each.service_id == api for each in inside)
    assert [each.service for each in found.levels] == ["api"]
    paged = {each.id for each in rows[::3]}
    assert found.idle.pages == sum(each.id in paged for each in own)
    silent = sum(each.id in paged and each.acknowledged_at is None for each in own)
    assert found.unanswered == silent > 0
    found = figures(store, Asked(MARCH, MADRID, teams=frozenset({db.team_id or 0})))
    assert found.metrics.all.incidents == sum(each.service_id == db.id for each in inside)
    assert [each.service for each in found.levels] == ["db"]


def test_recurrence_looks_back_before_the_window(
    store: Store, rows: list[Incident], clock: SetClock
) -> None:
    clock.forward(timedelta(days=60))
    with store.write() as session:
        for at, each in enumerate(session.query(Incident).order_by(Incident.id)):
            each.category = list(Category)[at % 3]
            each.title = "".join(Random(at).choices("abcdefghijklmnop", k=12))  # no two alike
    found = figures(store, Asked(MARCH, MADRID)).recurrence[30]
    month = 30 * 86400 * 10**6 if store.database.lite else "interval '30 days'"
    asked = text(
        "SELECT count(*) FROM incident a WHERE NOT a.drill"
        " AND a.stage NOT IN ('declined', 'merged') AND a.created_at >= :start"
        " AND a.created_at < :end AND a.service_id IS NOT NULL AND"
        " EXISTS (SELECT 1 FROM incident b WHERE NOT b.drill AND b.service_id = a.service_id"
        " AND b.stage NOT IN ('declined', 'merged') AND b.category = a.category"
        " AND (b.created_at < a.created_at OR b.created_at = a.created_at AND b.id < a.id)"
        f" AND a.created_at - b.created_at <= {month})"
    ).bindparams(*(bindparam(name, type_=Utc()) for name in ("start", "end")))
    with store.read() as session:
        again = session.execute(asked, {"start": MARCH.start, "end": MARCH.end}).scalar_one()
    assert found.again == again > 10


def test_care_is_that_of_plain_rows(store: Store, clock: SetClock) -> None:
    """A night: one page heals by itself, one is answered by Ana after four minutes."""
    by = builders.actor(store, "ana")
    ana = by.person or 0
    night = clock.now().astimezone(MADRID).replace(hour=3)
    clock.forward(night - clock.now())
    with store.write() as session:
        session.get_one(Person, ana).time_zone = "Europe/Madrid"
    for title in ("heals", "lasts"):
        incident.declare(store, Declaration(title), by)
    with store.write() as session:
        for number in (1, 2):
            page = _page(session.get_one(Incident, number))
            page.person_id, page.sent_at = ana, clock.now()
            session.add(page)
    clock.forward(4 * MINUTE)
    incident.resolve(store, 1, Actor("prometheus", Source.SENDER))
    incident.acknowledge(store, 2, by)
    found = figures(store, Asked(Window(clock.now() - timedelta(days=1), clock.now()), MADRID))
    assert (found.idle.healed, found.idle.pages, found.idle.idle) == (1, 2, 1)
    assert found.interruptions.by_person()[ana][Hours.SLEEP] == 1
    answer = found.responses.people[ana]
    assert (answer.paged, answer.answered, answer.seconds.median) == (2, 1, 240)


@pytest.fixture
def call(database_url: str, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs `watchbill metrics WORDS`; exit code, standard output, standard error."""

    def called(*words: str) -> tuple[int, str, str]:
        code = run(["metrics", *words, "--database", database_url])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


WINDOW = ("--from", "2026-03-01T01:00", "--to", "2026-04-01T02:00", "--time-zone", "Europe/Madrid")


def test_json_is_what_was_promised(store: Store, call: Call, clock: SetClock) -> None:
    by = builders.actor(store, "ana")
    api = builders.service(store, "api")
    builders.service(store, "web")
    began = clock.now() - timedelta(minutes=30)
    incident.declare(store, Declaration("x", service=api, began=began), by)
    incident.declare(store, Declaration("rehearsal", service=api, drill=True), by)
    incident.declare(store, Declaration("y", service=api), by)
    clock.forward(timedelta(minutes=10))
    incident.acknowledge(store, 1, by)
    incident.resolve(store, 1, by)
    code, out, err = call("--json", *WINDOW, "--service", "api")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert list(found)[:4] == ["from", "to", "time_zone", "service"]
    assert (found["from"], found["to"]) == ("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z")
    assert (found["time_zone"], found["service"]) == ("Europe/Madrid", "api")
    assert (found["incidents"], found["open"]) == (2, 1)
    assert found["excluded"] == {"drills": 1, "declined": 0, "merged": 0}
    seconds = {name: found[name]["mean_s"] for name in ("mttd", "mtta", "mttm", "mttr")}
    assert seconds == {"mttd": 1800, "mtta": 600, "mttm": 2400, "mttr": 600}
    assert (found["mtta"]["n"], found["mtta"]["missing"], found["mtta"]["band_s"]) == (1, 1, None)
    assert (found["to_resolve"]["resolved"], found["to_resolve"]["open"]) == (1, 1)
    assert found["by_severity"]["SEV3"]["mttr"]["n"] == 1
    assert found["hour_of_week"][6][1] == found["by_service"]["api"] == 2
    (level,) = found["services"]
    assert (level["service"], level["down_s"], level["unknown_impact"]) == ("api", 2400, 1)


def test_csv_and_text_say_the_same_as_json(store: Store, rows: list[Incident], call: Call) -> None:
    found = json.loads(call(*WINDOW, "--json")[1])
    lines = dict(csv.reader(io.StringIO(call(*WINDOW, "--csv")[1])))
    assert lines["figure"] == "value"
    assert int(lines["incidents"]) == found["incidents"]
    assert float(lines["mttr.median_s"]) == found["mttr"]["median_s"]
    assert float(lines["mttm.band_s.1"]) == found["mttm"]["band_s"][1]
    assert float(lines["services.api.uptime"]) == found["services"][0]["uptime"]
    assert lines["services.web.slo"] == ""
    told = call(*WINDOW)[1]
    assert told.startswith("2026-03-01 01:00 to 2026-04-01 02:00 (Europe/Madrid)\n")
    assert f"{found['incidents']} incidents, {found['open']} open; not counted:" in told
    assert "MTTR = resolved - detected" in told
    assert f"{100 * found['services'][0]['uptime']:.3f} %  99 %" in told


def test_nothing_at_all(call: Call, store: Store) -> None:
    found: dict[str, Any] = json.loads(call("--json")[1])
    assert (found["incidents"], found["mttr"]["median_s"], found["services"]) == (0, None, [])
    assert call()[0] == call("--csv")[0] == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--service", "apo"), 1, "no service called 'apo'. Did you mean 'api'?"),
        (("--from", "soon"), 2, "'soon' is no time"),
        (("--from", "2026-03-02T00:00Z", "--to", "2026-03-01T00:00Z"), 1, "ends before it begins"),
        (("--to", "0001-01-02T00:00Z"), 1, "too early"),
        (("--time-zone", "Mars/Base"), 2, "no IANA time zone"),
        (("--severity", "SEV9"), 1, "'SEV9' is no severity"),
        (("--json", "--csv"), 2, "not both"),
    ],
)
def test_bad_input_is_one_sentence(
    store: Store, call: Call, words: tuple[str, ...], code: int, sentence: str
) -> None:
    builders.service(store, "api")
    found, out, err = call(*words)
    assert (found, out) == (code, "")
    assert sentence in err


def test_a_category_of_the_team_s_own_is_counted(store: Store, clock: SetClock) -> None:
    by = builders.actor(store, "ana")
    for title in ("x", "y"):
        incident.declare(store, Declaration(title), by)
    with store.write() as session:
        session.get_one(Incident, 1).category = "tape robot"
        session.get_one(Incident, 2).category = Category.OTHER.value
    window = Window(clock.now(), clock.now() + MINUTE)
    found = figures(store, Asked(window, MADRID)).metrics.volume.categories
    assert found == {"tape robot": 1, "other": 1}
    asked = Asked(window, MADRID, categories=frozenset({"tape robot"}))
    assert figures(store, asked).metrics.all.incidents == 1


@pytest.mark.parametrize("count", [0, 1])
def test_the_overview_of_next_to_nothing(store: Store, clock: SetClock, count: int) -> None:
    by = builders.actor(store, "ana")
    service = builders.service(store, "api")
    for _ in range(count):
        incident.declare(store, Declaration("x", service=service), by)
        clock.forward(5 * MINUTE)
        incident.resolve(store, 1, by)
    asked = Asked(Window(clock.now() - timedelta(days=30), clock.now() + MINUTE), MADRID)
    view = overview(ledger(store, asked.window), asked, asked.before().window, clock.now())
    tiles = {each.name: each for each in view.tiles}
    assert tiles["incidents"].value == count
    assert tiles["mttr"].value == (300 if count else None)
    assert tiles["availability"].value == 1  # nobody said that it hurt
    assert len(numbers_behind(view, ("resolved",))) == count
    found = attention(store, asked.window)
    felt = care(found.pages, found.people, view)
    books = ledger(store, asked.window)
    back = returned(books, titles_of(store, books), view)
    assert back.tile.value == (0 if count else None)
    assert felt.tile.value == 0
    assert pictures.sleepers(view, felt).names == ()
    heat, sunday = pictures.week(view), pictures.week(view, Idiom(opening=6))
    assert (heat.rows[0], sunday.rows[:2], sunday.rows[-1]) == ("Mon", ("Sun", "Mon"), "Sat")
    for row in (0, 6):  # each day keeps its counts and what stands behind them
        assert sunday.cells[(row + 1) % 7] == heat.cells[row]
        assert sunday.keys[(row + 1) % 7] == heat.keys[row]
    assert len(pictures.trend(view).labels) == len(pictures.volume(view).labels)
