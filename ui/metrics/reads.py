"""What the metrics page asks and reckons, on a reader's thread: numpy and matplotlib are loaded
there, too, so that the window never waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ui.metrics.idiom import idiom

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.charts.canvas import Drawn
    from app.charts.palette import Palette
    from app.charts.value import Chart
    from app.domain.actor import Actor
    from app.domain.metrics import Figure
    from app.domain.noise import Idle
    from app.domain.response import Responses
    from app.domain.window import Window
    from app.operations.report import Plan
    from app.queries.attention import Attention
    from app.queries.change import Change
    from app.queries.columns import Told
    from app.queries.ledger import Ledger
    from app.queries.overview import Care, Overview, Returned
    from app.store import Store
    from ui.metrics.wanted import Wanted

FRESH = timedelta(minutes=10)  # until then, what was read counts as now
FILE = 900.0, 420.0  # logical pixels of a picture that is taken away


@dataclass(frozen=True, slots=True, eq=False)
class Books:
    """What was read, to be reckoned with again and again: incidents as columns, and what can be
    chosen."""

    now: "datetime"
    ledger: "Ledger"
    changes: "list[Change]"
    teams: tuple[tuple[int, str], ...]
    tags: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The answer to `wanted`, without what pages and titles say. `compared`: charts show the time
    before, too; `most` is the highest of the week's counts."""

    wanted: "Wanted"
    books: Books
    view: "Overview"
    clocks: "Mapping[str, Figure]"
    charts: "Mapping[str, Chart]"
    compared: bool
    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Felt:
    """What it cost people, of one `Shown`; `names` as they are called, `handles` as they are
    known."""

    shown: Shown
    care: "Care"
    charts: "Mapping[str, Chart]"
    names: Mapping[int, str]
    handles: Mapping[int, str]


@dataclass(frozen=True, slots=True, eq=False)
class Borne:
    """The rest, of one `Felt`: answers, noise, time on call, and customers' impact (the median
    and the highest score). `private`: response by person is kept from whoever sits here."""

    felt: Felt
    attention: "Attention"
    charts: "Mapping[str, Chart]"
    responses: "Responses"
    idle: "Idle"
    impact: tuple[float, float]
    private: bool


def warmed(store: "Store") -> None:
    """Loads and reads what the page will want, before it is opened."""
    from app.charts import canvas
    from app.charts.palette import PAPER
    from app.charts.value import Line
    from app.queries import overview, pictures  # noqa: F401 - they are loaded by this
    from app.queries.shelf import shelf

    shelf(store).warm()
    canvas.drawn(Line(("1",), (60.0,)), PAPER, 120, 60)  # the first one reads its font


def shown(
    store: "Store", wanted: "Wanted", books: Books | None, compared: bool, told: "Told"
) -> Shown:
    """Reads where what was read does not reach, and reckons; `told` hears how far reading is."""
    from app.domain.case import CLOCKS
    from app.domain.metrics import figure
    from app.queries import pictures
    from app.queries.overview import overview, span_read

    now = store.now() if books is None or store.now() - books.now > FRESH else books.now
    asked, earlier = wanted.asked(now)
    reach = span_read(asked, earlier)
    if books is None or not _reaches(books, reach.start, reach.end):
        books = read(store, reach, now, told)
    view = overview(books.ledger, asked, earlier, now)
    mine = [each for each in books.changes if not asked.services or each.service in asked.services]
    words = idiom()
    week = pictures.week(view, words)
    charts: dict[str, Chart] = {
        "trend": pictures.trend(view, mine, compared, words),
        "volume": pictures.volume(view, mine, compared, words),
        "week": week,
        "durations": pictures.durations(view, compared, words),
    }
    clocks = {each.name: figure(view.part.cases, each) for each in CLOCKS}
    return Shown(wanted, books, view, clocks, charts, compared, max(map(max, week.cells)))


def read(store: "Store", reach: "Window", now: "datetime", told: "Told") -> Books:
    """From memory as far as it goes, else from the database."""
    from app.queries.change import changes
    from app.queries.shelf import shelf
    from app.queries.tag import used
    from app.queries.team import teams

    found = shelf(store).ledger(reach, told)
    named = tuple((each.id, each.name) for each in teams(store))
    return Books(now, found, changes(store, reach), named, tuple(used(store)))


def felt(store: "Store", of: Shown) -> Felt:
    """What pages say."""
    from app.queries import pictures
    from app.queries.overview import care
    from app.queries.shelf import shelf

    kept = shelf(store)
    people = kept.people()
    cost = care(kept.pages(), people, of.view)
    names = {each.id: each.full_name or each.name for each in people.values()}
    handles = {each.id: each.name for each in people.values()}
    words = idiom()
    charts: dict[str, Chart] = {
        "sleepers": pictures.sleepers(of.view, cost, words),
        "carriers": pictures.carriers(cost, names, words, handles),
    }
    return Felt(of, cost, charts, names, handles)


def back(store: "Store", of: Shown) -> "Returned":
    """What came back, by what titles say."""
    from app.queries.overview import returned
    from app.queries.shelf import shelf

    return returned(of.books.ledger, shelf(store).titles(), of.view)


def borne(store: "Store", of: Felt, before: "Attention | None", user: int | None) -> Borne:
    """The rest; answers are read again only for another span."""
    import numpy as np

    from app.domain.impact import scores
    from app.domain.noise import idle
    from app.domain.response import responses
    from app.queries import pictures
    from app.queries.attention import attention
    from app.queries.duty import duty
    from app.queries.ledger import micros
    from app.queries.metrics import personal
    from app.queries.privacy import may_see
    from app.queries.shelf import shelf

    part = of.shown.view.part
    window = part.asked.window
    known = before if before is not None and before.window == window else None
    found = known or attention(store, window, shelf(store).pages())
    served = duty(store, window, part.asked.teams)
    pages = found.pages.at(np.isin(found.pages.number, part.cases.number))
    load = pictures.load(served, dict(of.names), idiom(), of.handles)
    charts: dict[str, Chart] = {"load": load}
    answers = responses(personal(pages), found.answers)
    shelf(store).keep()
    felt_by = scores(part.cases, micros(of.shown.view.now))
    impact = (float(np.median(felt_by)), float(felt_by.max())) if len(felt_by) else (0.0, 0.0)
    return Borne(of, found, charts, answers, idle(part.cases, pages, found.endings), impact,
                 not may_see(store, user))  # fmt: skip


def drawn(
    _store: "Store", chart: "Chart", palette: "Palette", wide: int, high: int, ratio: float
) -> "Drawn":
    """Pixels."""
    from app.charts.canvas import drawn as draw

    return draw(chart, palette, wide, high, ratio)


def exported(
    _store: "Store", chart: "Chart", palette: "Palette", title: str, path: "Path"
) -> "Path":
    """As a file: PNG, SVG or CSV by its ending. Raises Refused."""
    from app.charts.canvas import saved
    from app.charts.table import text
    from app.errors import Refused

    kind = path.suffix.removeprefix(".").lower()
    if kind not in ("csv", "png", "svg"):
        raise Refused("A chart is saved as .png, .svg or .csv.")
    csv = kind == "csv"
    found = text(chart).encode() if csv else saved(chart, palette, *FILE, kind, title)
    try:
        path.write_bytes(found)
    except OSError as fault:
        raise Refused(f"{path}: {fault.strerror}.") from fault
    return path


def reported(store: "Store", wanted: "Wanted", path: "Path", month: bool) -> "Path":
    """The report of the month before this one, or of what is shown. Raises Refused."""
    from dataclasses import replace

    from app.domain.span import Span, window_of
    from app.errors import Refused
    from app.operations.report import title_of
    from app.paper.kind import written
    from app.queries.report import report

    now = store.now()
    asked, _ = wanted.asked(now)
    if month:
        asked = replace(asked, window=window_of(Span.LAST_MONTH, now, asked.where))
    document = report(store, asked, title_of(asked.window, asked.where))
    try:
        path.write_bytes(written(document, path.suffix.lower().removeprefix(".")))
    except OSError as fault:
        raise Refused(f"{path}: {fault.strerror}.") from fault
    return path


def planned(store: "Store") -> "Plan":
    """Whether the report is mailed."""
    from app.operations.report import plan

    return plan(store)


def scheduled(store: "Store", address: str, zone: str, by: "Actor") -> "Plan":
    """From now on, or (without an address) no more. Raises Refused."""
    from app.operations.report import plan, schedule

    schedule(store, address, zone, by)
    return plan(store)


def pictured(_store: "Store", chart: "Chart", palette: "Palette", title: str) -> bytes:
    """A PNG for the clipboard."""
    from app.charts.canvas import saved

    return saved(chart, palette, *FILE, "png", title)


def _reaches(books: Books, start: "datetime", end: "datetime") -> bool:
    window = books.ledger.window
    return window.start <= start and end <= window.end
