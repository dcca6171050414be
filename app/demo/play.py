"""Fills an empty database with the sample team and its years."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from app.clock import SetClock
from app.demo import covers, learning, plot, response, team
from app.demo.clockwork import AT_ONCE, ENGINE, Play
from app.demo.plot import Trouble
from app.duties import record, tidy
from app.operations import workflow_step
from app.store import Store

Progress = Callable[[int, int], None]  # how many of how many incidents

YEAR = timedelta(days=365)
TODAY = timedelta(hours=6)  # before the end; what is still open began after that


def fill(
    store: Store,
    *,
    incidents: int,
    seed: int,
    until: datetime,
    years: float = 2,
    progress: Progress | None = None,
) -> None:
    """Brings the sample team into an empty database, and what happened to it up to `until`. No
    engine may run on it meanwhile: the store's clock is moved. Raises Refused unless it is
    empty."""
    past(
        store,
        incidents=max(0, incidents - len(plot.PRESENT)),
        seed=seed,
        until=until,
        years=years,
        progress=progress,
    )
    present(store, incidents=incidents, seed=seed, until=until)


def past(
    store: Store,
    *,
    incidents: int,
    seed: int,
    until: datetime,
    years: float = 2,
    progress: Progress | None = None,
) -> None:
    """The team and all that is over by `until`. Raises Refused unless the database is empty."""
    team.refuse_unless_empty(store)
    end = until.replace(microsecond=0)
    start = end - YEAR * years
    with _played(store, start):
        team.begin(store)
        play = Play(store, team.cast(store), end - TODAY, seed)
        covers.plan(play, start)
        learning.plan(play)
        _play(play, plot.troubles(incidents, start, end, seed), progress)
        record.freeze(store)
        tidy.sweep(store)


def present(store: Store, *, incidents: int = 5, seed: int, until: datetime) -> None:
    """The last hours, on a database with the past: what is open at `until`, so many at most."""
    end = until.replace(microsecond=0)
    story = plot.present(end)
    with _played(store, end - TODAY):
        play = Play(store, team.cast(store), end, seed)
        _play(play, story[max(0, len(story) - incidents) :], None)
        workflow_step.advance(store, ENGINE, AT_ONCE, 0)


def _play(play: Play, story: Sequence[Trouble], progress: Progress | None) -> None:
    for number, trouble in enumerate(story, 1):
        play.at(trouble.at, partial(_begin, play, trouble, number, len(story), progress))
    play.run()


def _begin(
    play: Play, trouble: Trouble, number: int, total: int, progress: Progress | None
) -> None:
    response.begin(play, trouble)
    if progress is not None:
        progress(number, total)


@contextmanager
def _played(store: Store, start: datetime) -> Iterator[None]:
    """With a clock that stands; afterwards the store has its own again."""
    before, store.clock = store.clock, SetClock(start)
    try:
        yield
    finally:
        store.clock = before
