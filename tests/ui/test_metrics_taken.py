"""What a chart or a table of the metrics page gives to be taken away."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.charts.idiom import Idiom
from app.domain.statistic import summary
from tests.night import Night
from tests.ui.metrics_page import Open, opener, three
from ui.bridge import Bridge
from ui.metrics.page import MetricsPage
from ui.metrics.words import NOTHING, lasting_text, p90_text

ABROAD = Idiom(
    said=lambda text: f"«{text}»", dated=lambda day, _form: f"{day:%d. %m.}",
    lasting=lambda seconds: f"{seconds} Sek.", days=("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
)  # fmt: skip


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Open:
    return opener(ana, qtbot)


@pytest.fixture
def some(night: Night) -> list[int]:
    return three(night)


def test_charts_are_taken_away(opened: Open, some: list[int], tmp_path: Path, qtbot: QtBot) -> None:
    card = opened().board.cards["volume"]
    for name, begins in (("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.csv", b"when,SEV1")):
        with qtbot.waitSignal(card.told) as told:
            card.save_to(tmp_path / name)
        assert told.args == [f"Saved {name}"]
        assert (tmp_path / name).read_bytes().startswith(begins)
    with qtbot.waitSignal(card.told):
        card.copy()
    assert QGuiApplication.clipboard().image().width() > 1000
    card.copy_numbers()
    assert QGuiApplication.clipboard().text().startswith("when,SEV1,SEV2")
    with qtbot.waitSignal(card.told) as told:
        card.save_to(tmp_path / "nowhere" / "a.csv")
    assert "Not saved" in told.args[0]


def test_tables_and_levels_are_taken_away(
    opened: Open, some: list[int], tmp_path: Path, qtbot: QtBot
) -> None:
    board = opened().board
    for card, begins in ((board.level_card, "service,slo,"), (board.clocks, "clock,n,mean_s")):
        card.copy_numbers()
        assert QGuiApplication.clipboard().text().startswith(begins)
        with qtbot.waitSignal(card.told) as told:
            card.save_to(tmp_path / "a.png")
        assert told.args == ["Saved a.png"]
        card.save_to(tmp_path / "a.csv")
        assert (tmp_path / "a.csv").read_text().startswith(begins)
        with qtbot.waitSignal(card.told) as told:
            card.save_to(tmp_path / "nowhere" / "a.png")
        assert "Not saved" in told.args[0]
    lines = board.clocks.numbers().splitlines()
    assert "mttr,1,1200.0,1200.0,1200.0,,,2,0," in lines
    assert lines[-1].startswith("to_resolve,1,")
    assert lines[-1].endswith(",2")  # open


def test_numbers_taken_away_are_named_as_the_command_names_them(
    opened: Open, some: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads them with a program finds the same columns, whatever the window's language."""
    plain = taken_away(opened())
    assert plain["volume"][0] == "when,SEV1,SEV2,SEV3,SEV4"
    assert plain["trend"][0] == "when,median_s,p90_s"
    assert all(len(line.split(",")[0]) == len("2026-11-29") for line in plain["trend"][1:])
    assert [line.partition(",")[0] for line in plain["week"]] == [
        "day", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]  # fmt: skip
    assert plain["durations"][0] == "took,incidents"
    assert plain["sleepers"][0] == "service,sleep,off,work"
    assert plain["carriers"][0] == "person,sleep,off,work"
    assert plain["load"][0] == "person,weekday_h,night_h,weekend_h,holiday_h"
    monkeypatch.setattr("ui.metrics.reads.idiom", lambda: ABROAD)
    assert taken_away(opened()) == plain


def taken_away(page: MetricsPage) -> dict[str, list[str]]:
    """Each chart as CSV."""
    return {name: card.numbers().splitlines() for name, card in page.board.cards.items()}


def test_a_p90_is_told_of_ten_or_more() -> None:
    few, many = (summary([60.0] * n) for n in (9, 10))
    assert p90_text(few) == NOTHING
    assert p90_text(many) == lasting_text(60)
