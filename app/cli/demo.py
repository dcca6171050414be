"""`watchbill demo`: fills an empty database with the sample team and its past."""

import sys
from datetime import timedelta
from typing import Annotated

import typer

from app.cli import desk
from app.store import open_store

EVERY = 10  # incidents between two words about how far it is


def demo(
    context: typer.Context,
    incidents: Annotated[int, typer.Option(min=0, max=20_000, help="How many.")] = 400,
    seed: Annotated[int, typer.Option(help="The same seed tells the same story.")] = 7,
    years: Annotated[int, typer.Option(min=1, max=10, help="How far back it goes.")] = 2,
) -> None:
    """Fill an empty database with a made-up team and its past incidents. Nothing is ever sent from
    such a database."""
    from app.demo.play import fill

    store = open_store(desk.address(context), durable=False)  # what is made up can be made again
    try:
        until = store.now()
        fill(store, incidents=incidents, seed=seed, until=until, years=years, progress=_say)
    finally:
        store.close()
    since = (until - timedelta(days=365 * years)).strftime("%B %Y")
    print(f"The sample team is in: 8 people, 6 services, {incidents} incidents since {since}.")  # noqa: T201


def _say(done: int, total: int) -> None:
    if sys.stderr.isatty() and (done % EVERY == 0 or done == total):  # a log needs none of it
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{done} of {total} incidents{end}")
        sys.stderr.flush()
