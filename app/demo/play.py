"""Fills an empty database with the sample team and its years."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from app.clock import SetClock
from app.demo import plot, response, team
from app.demo.clockwork import Play
from app.demo.plot import Trouble
from app.duties import record, tidy
from app.store import Store

Progress = Callable[[int, int], None]  # how many of how many incidents

YEAR = timedelta(days=365)


def fill(
    store: Store,
    *,
    incidents: int,
    seed: int,
    until: datetime,
    years: float = 2,
    progress: Progress | None = None,
) -> None:
    """Fills an empty database with the sample team and what happened to it up to `until`. No engine
    may run on it meanwhile: the store's clock is moved. Raises Refused unless it is empty."""
    team.refuse_unless_empty(store)
    until = until.replace(microsecond=0)
    start = until - YEAR * years
    story = plot.troubles(max(incidents - len(plot.PRESENT), 0), start, until, seed)
    story += plot.present(until)[max(len(plot.PRESENT) - incidents, 0) :]
    before, store.clock = store.clock, SetClock(start)
    try:
        play = Play(store, store.clock, team.begin(store), until, seed)
        for number, trouble in enumerate(story, 1):
            play.at(trouble.at, partial(_begin, play, trouble, number, len(story), progress))
        play.run()
        record.freeze(store)
        tidy.sweep(store)
    finally:
        store.clock = before


def _begin(
    play: Play, trouble: Trouble, number: int, total: int, progress: Progress | None
) -> None:
    response.begin(play, trouble)
    if progress is not None:
        progress(number, total)
