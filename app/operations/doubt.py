"""What the settings of this machine say that cannot be meant, in a file or in the environment: said
when a program begins, for else nobody would hear of it before it is needed."""

import os
from collections.abc import Iterator

from sqlalchemy import select

from app import settings
from app.errors import Refused
from app.notify.outward import checked
from app.operations.backup_plan import plan
from app.store import Store
from models.people import Person

NAMES = {"folder": "backups", "every": "backup_every", "keep": "backup_keep"}  # by field


def doubts(store: Store) -> list[str]:
    """A sentence each, with where it was said. Raises Refused when the file cannot be read."""
    known = settings.load()
    return [*_of_address(known.url), *_of_user(store), *_of_backups(store)]


def _of_address(url: str) -> Iterator[str]:
    try:
        if url:
            checked(url)
    except Refused:
        told = "…" if "@" in url else repr(url)  # there may be a password in it
        yield (
            f"{_where('url')} is no web address: {told}; expected one such as "
            "https://watchbill.example.org."
        )


def _of_user(store: Store) -> Iterator[str]:
    """Whom the file names, the window asks about itself."""
    said = os.environ.get(_variable("user"), "")
    with store.read() as session:
        there = set(session.scalars(select(Person.name)))
    if said and there and said not in there:
        yield f"{_where('user')} names nobody in this team: {said!r}."


def _of_backups(store: Store) -> Iterator[str]:
    try:
        plan(store)
    except Refused as fault:
        yield f"{_where(NAMES.get(fault.field or '', 'backups'))} makes no sense: {fault}"


def _where(name: str) -> str:
    variable = _variable(name)
    return variable if os.environ.get(variable) else f"“{name}” in {settings.FILE}"


def _variable(name: str) -> str:
    return f"WATCHBILL_{name.upper()}"
