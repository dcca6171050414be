"""What every command needs: the database that was named, who is asking, and how to answer."""

import getpass
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import select

from app import settings
from app.domain import moment
from app.domain.actor import Actor
from app.domain.window import Window
from app.errors import Refused
from app.store import Store, open_store
from models.kinds import Source
from models.people import Person


@contextmanager
def opened(context: typer.Context, *, as_it_is: bool = False) -> Iterator[Store]:
    """The store of the global options, closed at the end. `as_it_is`: of an older program, too."""
    store = open_store(address(context), as_it_is=as_it_is)
    try:
        yield store
    finally:
        store.close()


def address(context: typer.Context) -> str:
    """The database's URL: the option, the environment, the user's settings, or the embedded one."""
    named = context.find_root().params.get("database")
    return str(named or settings.load().database or settings.default_database())


def somebody(store: Store, name: str | None, source: Source = Source.SHELL) -> Actor:
    """Who acts: `--as`, else this machine's user setting, else the account's name as a plain word.
    Raises Refused when a named person is not in the team."""
    wanted = name or settings.load().user
    with store.read() as session:
        handle = wanted or _account()
        found = session.scalar(select(Person.id).where(Person.name == handle))
    if found is None and name:
        raise Refused(f"There is nobody called {name!r} in this team.")
    return Actor(handle, source, found)


def member(store: Store, name: str | None) -> Actor:
    """Who acts, where only a person of the team can. Raises Refused, which says how to be one."""
    by = somebody(store, name)
    if by.person is None:
        raise Refused(
            "Say who you are in the team with --as NAME or WATCHBILL_USER; "
            f"there is nobody called {by.name!r}."
        )
    return by


def instant(said: str, time_zone: str | None) -> datetime:
    """A time from the command line. Raises BadParameter."""
    try:
        return moment.instant(said, local_zone(time_zone))
    except ValueError as fault:
        raise typer.BadParameter(str(fault)) from fault


def window(begin: str, end: str, time_zone: str | None) -> Window:
    """`--from` and `--to`, in whole seconds. Raises BadParameter; Refused the wrong way round."""
    span = Window(*(instant(said, time_zone).replace(microsecond=0) for said in (begin, end)))
    if span.end < span.start:
        raise Refused("The window ends before it begins: --to lies before --from.")
    return span


def local_zone(name: str | None) -> ZoneInfo:
    """`--time-zone`, else TZ, else this machine's zone, else UTC. Raises BadParameter."""
    try:
        return moment.zone(name or _machine_zone())
    except ValueError as fault:
        raise typer.BadParameter(str(fault)) from fault


def say(document: Any) -> None:
    """One JSON document on stdout and nothing else."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def _machine_zone() -> str:
    named = os.environ.get("TZ", "").lstrip(":")
    if not named:
        target = os.path.realpath("/etc/localtime")
        named = target.partition("zoneinfo/")[2]
    try:
        return moment.zone(named).key if named else "UTC"
    except ValueError:
        return "UTC"
