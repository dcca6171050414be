"""The report of a span, as a document: cover, figures, charts, the worst incidents, follow-ups, and
how each figure is reckoned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from sqlalchemy import select

from app.charts.canvas import saved
from app.charts.frame import length
from app.charts.palette import PAPER
from app.charts.value import Across, Chart
from app.domain.case import CLOCKS
from app.domain.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    NewPage,
    Picture,
    Table,
    Words,
)
from app.domain.duty import Duty
from app.domain.formula import FORMULAE, NEVER, SAMPLE, TITLES
from app.domain.impact import scores
from app.domain.interruption import Hours
from app.domain.language import Language
from app.domain.metrics import Figure, figure
from app.domain.moment import spoken
from app.domain.privacy import outside
from app.domain.span import Against, earlier
from app.domain.uptime import Level, reached
from app.domain.window import Window
from app.notify.voice import Voice
from app.paper.markdown import escaped
from app.queries import pictures
from app.queries.asked import Asked
from app.queries.attention import Attention, attention
from app.queries.change import Change, changes
from app.queries.duty import duty
from app.queries.followup import FollowupRow, followups
from app.queries.language import voice_of
from app.queries.ledger import ledger, micros, titles_of
from app.queries.overview import (
    Care,
    Overview,
    Returned,
    Tile,
    care,
    overview,
    returned,
    span_read,
)
from app.queries.report_voice import voiced
from app.store import Store
from models.incident import Incident

WORST, LEFT = 10, 15  # incidents, follow-ups
SHARES = {"availability": 3, "recurrence": 0}  # with their digits
NAMES = {
    "mtta": "Acknowledged after (median)",
    "mttr": "Resolved after (median)",
    "incidents": "Incidents",
    "availability": "Availability (mean of the services)",
    "sleep": "Woken at night",
    "recurrence": "Came back within 30 days",
}


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """All that a report tells of."""

    asked: Asked
    view: Overview
    attention: Attention
    care: Care
    back: Returned
    duty: tuple[Duty, ...]
    changes: Sequence[Change]
    titles: dict[int, str]
    left: Sequence[FollowupRow]


def report(store: Store, asked: Asked, title: str) -> Document:
    """Compared with the span before. Raises Unavailable."""
    found, voice = gathered(store, asked), voice_of(store)
    blocks = (
        *_cover(found, voice),
        NewPage(),
        *_figures(found),
        *_charts(found),
        *_levels(found.view.part.levels),
        *_worst(found),
        *_people(found),
        *_followups(found.left),
        *_formulae(),
    )
    made = Document(title, _subtitle(asked, voice), blocks, f"Watchbill · {title}")
    return voiced(made, voice)


def gathered(store: Store, asked: Asked) -> Gathered:
    """Read and reckoned."""
    now = store.now()
    before = earlier(asked.window, Against.BEFORE, asked.where)
    books = ledger(store, span_read(asked, before))
    view = overview(books, asked, before, now)
    felt = attention(store, Window(before.start, asked.window.end))
    served = duty(store, asked.window, asked.teams)
    told = changes(store, asked.window)
    left = [each for each in followups(store) if not each.state.over]
    back = returned(books, titles_of(store, books), view)
    return Gathered(asked, view, felt, care(felt.pages, felt.people, view), back, served, told,
                    _titles(store, _placed(view)), left)  # fmt: skip


def _placed(view: Overview) -> list[tuple[int, float]]:
    """The worst incidents with their score."""
    found = scores(view.part.cases, micros(view.now))
    order = np.argsort(-found, kind="stable")[:WORST]
    return [(int(view.part.cases.number[at]), float(found[at])) for at in order]


def _titles(store: Store, placed: Sequence[tuple[int, float]]) -> dict[int, str]:
    numbers = [number for number, _ in placed]
    with store.read() as session:
        asked = select(Incident.id, Incident.title, Incident.private)
        rows = session.execute(asked.where(Incident.id.in_(numbers)))
        return {number: outside(title, private=hidden) for number, title, hidden in rows}


def _subtitle(asked: Asked, voice: Voice) -> str:
    first = asked.window.start.astimezone(asked.where)
    last = (asked.window.end - timedelta(seconds=1)).astimezone(asked.where)
    if voice.language is not Language.ENGLISH:
        both = (voice.short(each, year=True) for each in (first, last))
        return f"{voice.say('%1 to %2', *both)}, {asked.where.key}"
    return f"{first:%-d %B %Y} to {last:%-d %B %Y}, {asked.where.key}"


def _cover(found: Gathered, voice: Voice) -> Iterator[Block]:
    """The six figures, and what they come to in words."""
    tiles = (*found.view.tiles[:4], found.care.tile, found.back.tile)
    yield Words(_summary(found))
    named = {name: voice.say(words) for name, words in NAMES.items()}
    rows = tuple((named[t.name], _told(t), _value(t.name, t.before), _change(t)) for t in tiles)
    yield Table(("Figure", "This time", "Before", "Change"), rows, (3, 1.3, 1.3, 2.2),
                frozenset({1, 2, 3}))  # fmt: skip
    yield _picture(pictures.volume(found.view, found.changes), "Incidents by severity", 210)
    if any(each.scaled for each in tiles):
        yield Words("*Counts before are what they come to in a time as long as this one.*")
    yield Words(f"*{_left_out(found)}*")


def _summary(found: Gathered) -> str:
    part, before = found.view.part, found.view.before
    count, was = len(part.cases), len(before.cases)
    broken = [escaped(each.service) for each in part.levels if each.kept is False]
    kept = sum(each.kept is True for each in part.levels)
    lines = [f"**{count} incidents**, {was} in the time before."]
    median = part.lasting.median if part.lasting.censored else part.resolve.median
    if median is not None:
        lines.append(f"Half of them were over after {_length(median)}.")
    if broken:
        lines.append(f"The promise was **not kept** for {', '.join(broken)}; kept for {kept}.")
    elif kept:
        lines.append(f"Every promised service level ({kept}) was kept.")
    costly = pictures.sleepers(found.view, found.care)
    if costly.names and costly.series[0].values[0]:
        lines.append(_sleepless(costly))
    return " ".join(lines)


def _sleepless(costly: Across) -> str:
    """Which cost most sleep: all of them, if there are several."""
    nights = costly.series[0].values
    named = [escaped(name) for name, n in zip(costly.names, nights, strict=True) if n == nights[0]]
    often = "once" if nights[0] == 1 else f"{nights[0]:.0f} times"
    each = " each" if len(named) > 1 else ""
    return f"Most sleep was lost to {' and '.join(named)} ({often}{each})."


def _figures(found: Gathered) -> Iterator[Block]:
    yield Heading("How long things took")
    cases = found.view.part.cases
    rows = tuple(_clock(clock.name, clock.formula, figure(cases, clock)) for clock in CLOCKS)
    head = ("Clock", "n", "Mean", "Median", "p90", "Median, 95 %")
    yield Table(head, rows, (3.6, 0.6, 1.2, 1.2, 1.2, 2.2), frozenset({1, 2, 3, 4, 5}))
    lasting = found.view.part.lasting
    if lasting.censored:
        half = (
            f"half are over after {_length(lasting.median)}"
            if lasting.median is not None
            else f"more than half last longer than {_length(lasting.longest)}"
        )
        yield Words(
            f"With the {lasting.censored} incidents that are still open, as long as they have "
            f"lasted (Kaplan-Meier), {half}."
        )


def _clock(name: str, formula: str, of: Figure) -> tuple[str, ...]:
    band = of.seconds.band
    told = f"{_length(band[0])} to {_length(band[1])}" if band else "-"
    lengths = (_length(each) for each in (of.seconds.mean, of.seconds.median, of.seconds.p90))
    return f"{TITLES[name]} ({formula})", str(of.seconds.n), *lengths, told


def _charts(found: Gathered) -> Iterator[Block]:
    view = found.view
    yield Heading("Time to resolve", 2)
    yield _picture(pictures.trend(view, found.changes, compared=True),
                   "Median with a band to the p90; dashed: the time before. "
                   "Flags are releases.", 200)  # fmt: skip
    yield Heading("How long it takes", 2)
    yield _picture(pictures.durations(view, compared=True),
                   "From detected to resolved; marks: the time before", 180)  # fmt: skip
    yield Heading("When it happens", 2)
    yield _picture(pictures.week(view), f"Hour of the week, {found.asked.where.key}", 180)


def _levels(levels: Sequence[Level]) -> Iterator[Block]:
    yield Heading("Service levels")
    if not levels:
        yield Words("No service is in the catalogue.")
        return
    rows = tuple(
        (
            each.service,
            "-" if each.uptime is None else reached(each.uptime),
            f"{each.slo:g} %" if each.slo is not None else "-",
            _length(each.down_s),
            _length(each.budget_left_s),
            {None: "-", True: "kept", False: "NOT kept"}[each.kept],
        )
        for each in levels
    )
    head = ("Service", "Availability", "SLO", "Down", "Budget left", "Promise")
    yield Table(head, rows, (2, 1.4, 1, 1.3, 1.5, 1.3), frozenset({1, 2, 3, 4, 5}))


def _worst(found: Gathered) -> Iterator[Block]:
    placed = _placed(found.view)
    if not placed:
        return
    cases = found.view.part.cases
    yield Heading("What customers felt most")
    rows = []
    for number, score in placed:
        at = int(np.searchsorted(cases.number, number))
        severity = f"SEV{cases.severity[at] + 1}"
        service = cases.services[cases.service[at]] if cases.service[at] >= 0 else "-"
        title = found.titles.get(number, "")
        rows.append((f"#{number}", title, service, severity, f"{score:.0f}"))
    head = ("Incident", "Title", "Service", "Severity", "Impact")
    yield Table(head, tuple(rows), (0.9, 4.4, 1.5, 1, 0.9), frozenset({4}))


def _people(found: Gathered) -> Iterator[Block]:
    names = {each.id: each.full_name or each.name for each in found.attention.people.values()}
    yield Heading("What it cost us")
    counts = found.care.found.counts()
    yield Facts((
        ("Interruptions", f"{sum(counts.values())}, of them {counts[Hours.SLEEP]} in sleep"),
        ("Alerts per incident", _mean(found)),
    ))  # fmt: skip
    costly = pictures.sleepers(found.view, found.care)
    if costly.names:
        yield _picture(costly, "Interruptions by service, by each person's own clock", 190)
    if found.duty:
        yield _picture(pictures.load(found.duty, names), "Hours on call, each counted once", 210)


def _mean(found: Gathered) -> str:
    cases = found.view.part.cases
    return f"{cases.alerts.sum() / len(cases):.1f}" if len(cases) else "-"


def _followups(left: Sequence[FollowupRow]) -> Iterator[Block]:
    yield Heading("Follow-ups")
    if not left:
        yield Words("None is open.")
        return
    rows = tuple(
        (
            outside(each.title, private=each.private),
            f"#{each.number}",
            each.owner or "nobody",
            f"{each.due_at:%Y-%m-%d}" if each.due_at else "-",
        )
        for each in left[:LEFT]
    )
    yield Table(("What", "Incident", "Whose", "Due"), rows, (4, 1, 1.2, 1.2))
    if len(left) > LEFT:
        yield Words(f"And {len(left) - LEFT} more.")


def _formulae() -> Iterator[Block]:
    yield Heading("How this is computed")
    yield Words(SAMPLE)
    shown = ("uptime", "budget", "recurrence", "impact", "interruptions", "duty")
    yield Bullets(
        tuple(
            f"**{each.title}**: {escaped(each.formula)}. {escaped(each.words)} "
            f"*{escaped(each.source)}*"
            for each in (FORMULAE[name] for name in shown)
        )
    )
    yield Words(NEVER)


def _left_out(found: Gathered) -> str:
    out = found.view.part.excluded
    return (f"Left out of all figures: {out.drills} drills, {out.declined} declined, "
            f"{out.merged} merged.")  # fmt: skip


def _picture(chart: Chart, words: str, high: float) -> Picture:
    name = words.lower().split(",")[0].replace(" ", "-")[:40]
    return Picture(saved(chart, PAPER, 640, high, "png"), words, words, name=name)


def _told(tile: Tile) -> str:
    return f"> {_length(tile.least)}" if tile.more else _value(tile.name, tile.value)


def _value(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    if name == "availability":
        return reached(value)
    if name in SHARES:
        return f"{100 * value:.{SHARES[name]}f} %"
    return _length(value) if name in ("mtta", "mttr") else f"{value:,.0f}"


def _change(tile: Tile) -> str:
    value, before = tile.value, tile.before
    if value is None or before is None:
        return "-"
    if tile.name in SHARES:
        told, unit = f"{100 * (value - before):+.{SHARES[tile.name]}f}", "points"
    elif before:
        told, unit = f"{100 * (value / before - 1):+.0f}", "%"
    else:
        return "-" if value else "as before"
    if not float(told):
        return "as before"
    return f"{told} {unit}" + {True: "", False: " (may be chance)", None: ""}[tile.sure]


def _length(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    sign = "-" if seconds < 0 else ""
    whole = round(abs(seconds))
    return sign + (spoken(timedelta(seconds=whole)) if whole < 600 else length(whole))
