"""The monthly report: what it says, as files from a shell, and mailed once when a month is over."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller

from app.charts.value import Across, Series
from app.cli.main import run
from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.document import Heading, Picture, Table
from app.domain.language import Language
from app.domain.uptime import reached
from app.duties.report import ReportWatch
from app.errors import Refused
from app.operations import incident
from app.operations.incident import Declaration
from app.operations.incident_clock import correct
from app.operations.language import set_language
from app.operations.report import finish, month_of, plan, schedule, take_turn
from app.paper.html import html_of
from app.queries.asked import Asked
from app.queries.overview import Tile
from app.queries.report import _change, _sleepless, report
from app.store import Store
from models.kinds import Source
from models.service import Service
from tests import builders
from tests.patience import spare_port

MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def march(store: Store, clock: SetClock) -> None:
    """One incident of ninety minutes in March, and it is April."""
    by = builders.actor(store, "ana")
    api = builders.service(store, "api")
    with store.write() as session:
        session.get_one(Service, api).slo = 99.9
    begun = clock.now()
    number = incident.declare(store, Declaration("Exports fail", service=api, began=begun), by)
    clock.forward(timedelta(minutes=90))
    incident.resolve(store, number, by)
    correct(store, number, "detected", begun, "so", by)
    clock.forward(timedelta(days=5))


def test_it_says_what_happened(store: Store, march: None) -> None:
    document = report(store, Asked(month_of("2026-03", MADRID), MADRID), "Incident report")
    tables = {block.head[0]: block.rows for block in document.blocks if isinstance(block, Table)}
    figures = {row[0]: row[1:] for row in tables["Figure"]}
    assert figures["Incidents"][:2] == ("1", "0")
    assert figures["Resolved after (median)"][0] == "1h 30m"
    assert tables["Service"] == (("api", "99.798 %", "99.9 %", "1h 30m", "-45m", "NOT kept"),)
    assert tables["Incident"][0][:3] == ("#1", "Exports fail", "api")
    assert sum(isinstance(block, Picture) for block in document.blocks) >= 4
    page = html_of(document)
    assert "not kept" in page
    assert "<script" not in page


def test_its_headings_are_in_the_language_of_the_team(store: Store, march: None) -> None:
    def heads() -> list[str]:
        document = report(store, Asked(month_of("2026-03", MADRID), MADRID), "Incident report")
        blocks = document.blocks
        parts = [each.text for each in blocks if isinstance(each, Heading)]
        return [*parts, *(h for each in blocks if isinstance(each, Table) for h in each.head)]

    english = heads()
    set_language(store, Language.SPANISH, Actor("ana", Source.SHELL))
    same = {one for one, other in zip(english, heads(), strict=True) if one == other}
    assert same <= {"n", "p90", "SLO"}


def test_what_a_figure_changed_by() -> None:
    def change(name: str, value: float, before: float) -> str:
        return _change(Tile(name, value, before, 9, (), sure=False))

    assert change("sleep", 2, 2) == change("sleep", 0, 0) == "as before"
    assert change("sleep", 1000, 1001) == "as before"  # as far as it is told
    assert change("sleep", 3, 0) == "-"
    assert change("sleep", 3, 2) == "+50 % (may be chance)"
    assert change("availability", 0.9991, 0.999) == "+0.010 points (may be chance)"


def test_all_that_cost_most_sleep_are_named() -> None:
    def said(*nights: float) -> str:
        names = ("api", "web", "mail")[: len(nights)]
        return _sleepless(Across(names, (Series("sleep", nights, ("series", 0)),)))

    assert said(1, 1, 0) == "Most sleep was lost to api and web (once each)."
    assert said(3, 1) == "Most sleep was lost to api (3 times)."


def test_an_availability_is_never_rounded_up() -> None:
    assert reached(0.998996) == "99.899 %"
    assert reached(0.9999996) == "99.999 %"
    assert reached(1.0) == "100.000 %"
    assert reached(0.999) == "99.900 %"


def test_from_a_shell(
    store: Store, march: None, database_url: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    files = [tmp_path / f"a.{kind}" for kind in ("pdf", "html", "md")]
    zone = ["--time-zone", "Europe/Madrid", "--database", database_url]
    assert run(["report", *map(str, files), "--month", "2026-03", *zone]) == 0
    assert [file.read_bytes()[:5] for file in files] == [b"%PDF-", b"<!doc", b"# Inc"]
    capsys.readouterr()
    for words, sentence in (
        ([str(tmp_path / "a.doc")], "written as .pdf"),
        ([str(files[0]), "--month", "soon"], "no month"),
    ):
        assert run(["report", *words, *zone]) == 1
        assert sentence in capsys.readouterr().err
    assert run(["report", *zone]) == 0
    assert "No report is mailed" in capsys.readouterr().out


@pytest.fixture
def letters() -> Iterator[tuple[list[bytes], str]]:
    """SMTP on loopback, and an address that leads to it."""
    found: list[bytes] = []

    class Box:
        async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
            found.append(envelope.content)  # type: ignore[attr-defined]
            return "250 kept"

    port = spare_port()
    controller = Controller(Box(), hostname="127.0.0.1", port=port)
    controller.start()
    yield found, f"mailto://127.0.0.1:{port}?from=w@example.org&to=b@example.org&mode=insecure"
    controller.stop()


def test_it_is_mailed_once_when_a_month_is_over(
    store: Store, march: None, clock: SetClock, letters: tuple[list[bytes], str]
) -> None:
    schedule(store, letters[1], "Europe/Madrid", builders.actor(store, "fay"))
    assert take_turn(store) is None  # March went by before it was asked for
    clock.forward(datetime(2026, 5, 1, 0, 30, tzinfo=UTC) - clock.now())
    turn = take_turn(store)
    assert turn is not None
    assert turn.month == "2026-04"
    assert take_turn(store) is None  # another engine is as quick
    assert ReportWatch(store).send(turn) == ""
    [letter] = map(message_from_bytes, letters[0])
    names = [part.get_filename() for part in letter.walk() if part.get_filename()]
    assert names == ["watchbill-2026-04.pdf", "watchbill-2026-04.html"]
    clock.forward(timedelta(hours=3))
    assert take_turn(store) is None
    assert plan(store).sent == "2026-04"
    assert "example.org" not in str(plan(store))


def test_what_failed_is_tried_again(store: Store, clock: SetClock) -> None:
    by = builders.actor(store, "fay")
    with pytest.raises(Refused, match="Expected an address"):
        schedule(store, "nonsense", "UTC", by)
    schedule(store, "mailto://127.0.0.1:1?from=a@x.org&to=b@x.org&mode=insecure", "UTC", by)
    clock.forward(timedelta(days=20))
    turn = take_turn(store)
    assert turn is not None
    error = ReportWatch(store).send(turn)
    assert error
    assert plan(store).error == error
    assert take_turn(store) is None
    clock.forward(timedelta(hours=2))
    assert take_turn(store) is not None
    finish(store, turn.month, "")
    schedule(store, "", "UTC", by)
    assert plan(store).scheme == ""
