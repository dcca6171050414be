"""All figures of a window at once: for the shell, the API and the report."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from app.domain.alike import Titles
from app.domain.cases import Cases
from app.domain.duty import Duty
from app.domain.impact import scores
from app.domain.interruption import Interruptions, Pages, interruptions
from app.domain.metrics import Metrics, counting, metrics
from app.domain.noise import Idle, idle
from app.domain.recurrence import WITHIN, Recurrence, recurrence, since_last, telling
from app.domain.response import Responses, responses
from app.domain.uptime import Level
from app.domain.window import Window
from app.queries.asked import Asked
from app.queries.attention import Attention, Somebody, attention
from app.queries.duty import duty
from app.queries.ledger import Ledger, ledger, micros, titles_of
from app.store import Store

__all__ = ["Asked", "Found", "figures"]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The figures, and what they were asked for; `levels` of each service in use, by name;
    `recurrence` by days; `impact` the scores of `cases`, which are those that count."""

    asked: Asked
    now: datetime
    cases: Cases
    metrics: Metrics
    levels: tuple[Level, ...]
    recurrence: dict[int, Recurrence]
    impact: NDArray[np.float64]
    idle: Idle
    unanswered: int
    interruptions: Interruptions
    responses: Responses
    duty: tuple[Duty, ...]
    people: dict[int, Somebody]


def figures(store: Store, asked: Asked) -> Found:
    """All figures of a window, as they stand now. What an incident did after the window counts
    (its resolution, for instance), but impact on services only as far as it lies within, whenever
    its incident was created. Raises Unavailable."""
    now = store.now()
    books = ledger(store, behind(asked.window))
    served = duty(store, asked.window, asked.teams)
    named = titles_of(store, books)
    return reckoned(books, named, attention(store, asked.window), served, asked, now)


def behind(window: Window, reach: timedelta = WITHIN[-1]) -> Window:
    """With the days before it in which a cause may have shown itself first."""
    first = datetime.min.replace(tzinfo=window.start.tzinfo)
    return Window(window.start - min(reach, window.start - first), window.end)


def reckoned(
    books: Ledger,
    named: Titles,
    care: Attention,
    served: tuple[Duty, ...],
    asked: Asked,
    now: datetime,
) -> Found:
    """From what was read."""
    chosen = books.chosen(asked)
    cases = chosen.at(counting(chosen))
    pages = care.pages.at(np.isin(care.pages.number, cases.number))
    silent = cases.number[cases.acknowledged == np.iinfo(np.int64).min]
    return Found(
        asked=asked,
        now=now,
        cases=cases,
        metrics=metrics(chosen, micros(now), asked.where),
        levels=books.levels(asked, micros(now)),
        recurrence=recurrences(books, named, asked),
        impact=scores(cases, micros(now)),
        idle=idle(cases, pages, care.endings),
        unanswered=int(np.count_nonzero(np.isin(pages.number, silent))),
        interruptions=interruptions(personal(pages), care.zones()),
        responses=responses(personal(pages), care.answers),
        duty=served,
        people=dict(care.people),
    )


def recurrences(books: Ledger, named: Titles, asked: Asked) -> dict[int, Recurrence]:
    """By days. What came before the window is looked at, too."""
    cases = books.cases.at(books.counts)
    inside = (books.within(asked.window) & books.fitting(asked))[books.counts]
    since, known = since_last(cases, named), telling(cases, named)
    return {days(each): recurrence(since, known, each, inside) for each in WITHIN}


def personal(pages: Pages) -> Pages:
    """Without those to channels."""
    return pages.at(pages.person >= 0)


def days(length: timedelta) -> int:
    """Whole ones."""
    return length // timedelta(days=1)
