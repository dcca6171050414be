"""A manager asks the metrics page three questions with the mouse alone; the shell says the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.demo.play import fill
from app.domain.moment import stamp
from app.domain.span import Against, earlier
from app.domain.window import Window
from app.store import Store, open_store
from tests.journeys.program import Program
from tests.journeys.window import Desktop, wait
from tests.screen import Screen
from ui.metrics.words import lasting_text, value_text

ZONE = ("--time-zone", "Europe/Madrid")  # where Ana lives
SLEEP = re.compile(r"(.+): (\d+) sleep")


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """The sample team and its two years, up to now."""
    store = open_store(sqlite_url, durable=False)
    fill(store, incidents=60, seed=7, until=store.now())
    yield store
    store.close()


@pytest.fixture
def ana(real_screen: Screen, store: Store, sqlite_url: str, tmp_path: Path) -> Iterator[Desktop]:
    """Her window fills the screen and shows the page."""
    desktop = Desktop(real_screen, sqlite_url, "ana", tmp_path)
    try:
        desktop.sees("Declare")
        desktop.fill()
        desktop.front()
        desktop.press("Metrics", "Button", until=lambda: bool(desktop.shows("Span: ", "MenuChip")))
        yield desktop
    finally:
        desktop.close()


def test_three_questions(ana: Desktop, sqlite_url: str) -> None:
    program = Program(sqlite_url)
    better(ana, program)
    sleepless(ana, program)
    kept(ana, program)


def better(ana: Desktop, program: Program) -> None:
    """Is it getting better? So soon is somebody there now, and before."""
    choose(ana, "Span: ", "Last 12 months")
    year: Any = program.ask("metrics", "--span", "12 months", *ZONE)
    window = Window(*(datetime.fromisoformat(year[edge]) for edge in ("from", "to")))
    other = earlier(window, Against.BEFORE, ZoneInfo(ZONE[1]))
    days = ("--from", stamp(other.start), "--to", stamp(other.end))
    now, was = (each["mtta"]["median_s"] for each in (year, program.ask("metrics", *days, *ZONE)))
    sign = "\N{MINUS SIGN}" if now < was else "+"
    ana.sees(f"Acknowledged after: {lasting_text(now)}, {sign}", "StatTile")
    ana.picture("manager-1-better")


def sleepless(ana: Desktop, program: Program) -> None:
    """Which service costs us most sleep? Its bar is on top, and leads to its incidents."""
    year: Any = program.ask("metrics", "--span", "12 months", *ZONE)
    nights = {name: each["sleep"] for name, each in year["interruptions"]["by_service"].items()}
    most = max(nights.values())
    wait(lambda: bool(bars(ana, nights)), "the bars")
    service, count = bars(ana, nights)[0]
    assert (nights[service], count) == (most, most)
    ana.picture("manager-2-sleepless")
    ana.press(f"{service}: {most} sleep", "aim", until=lambda: bool(ana.shows("| #", "aim")))
    ana.press("Metrics", "Button", until=lambda: bool(ana.shows("Span: ", "MenuChip")))


def bars(desktop: Desktop, names: Iterable[str]) -> list[tuple[str, int]]:
    """Of sleep, from the top: service and how often."""
    seen = (SLEEP.fullmatch(words) for words, _ in sorted(desktop.aims(), key=lambda it: it[1][1]))
    return [(each[1], int(each[2])) for each in seen if each and each[1] in names]


def kept(ana: Desktop, program: Program) -> None:
    """Did we keep 99.9 for the API last quarter?"""
    choose(ana, "Span: ", "Last quarter")
    choose(ana, "All services: ", "api")
    asked = ("--span", "last quarter", "--service", "api", *ZONE)
    levels: Any = program.ask("metrics", *asked)["services"]
    [api] = [each for each in levels if each["service"] == "api"]
    assert api["slo"] == 99.9
    said = "kept" if api["kept"] else "not kept"
    up = value_text("availability", api["uptime"])
    ana.sees(f"api: {up}\nSLO 99.9 % {said}", "LevelRow")
    ana.picture("manager-3-kept")


def choose(desktop: Desktop, chip: str, words: str) -> None:
    """Out of a chip's menu."""
    desktop.press(chip, "MenuChip", until=lambda: bool(desktop.shows(words, "aim")))
    desktop.press(words, "aim", until=lambda: bool(desktop.shows(chip + words, "MenuChip")))
