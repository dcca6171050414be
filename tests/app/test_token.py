"""Tokens of the API: what two people do to them at one moment both holds."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.operations import token
from app.operations.patience import patient
from app.operations.status_version import bump, version
from app.store import Store, open_store, setting
from models.kinds import Source

ANA = Actor("ana", Source.SHELL)
ROUNDS = 5


def test_a_revocation_is_not_undone_by_who_makes_one_meanwhile(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = open_store(database_url), open_store(database_url)
    _pause_after_reading(monkeypatch)
    for at in range(ROUNDS):
        leaked = token.make(one, f"leaked {at}", ANA)
        _at_once(
            lambda at=at: token.revoke(one, f"leaked {at}", ANA),  # type: ignore[misc]
            lambda at=at: token.make(other, f"fresh {at}", ANA),  # type: ignore[misc]
        )
        assert token.bearer(one, leaked) is None
    assert [each.name for each in token.tokens(one)] == [f"fresh {at}" for at in range(ROUNDS)]
    one.close()
    other.close()


def test_two_that_are_the_first_to_change_the_status_page_both_do(database_url: str) -> None:
    one, other = open_store(database_url), open_store(database_url)
    with one.read() as session:
        before = version(session)

    @patient
    def change(store: Store) -> None:
        with store.write() as session:
            bump(session)

    _at_once(lambda: change(one), lambda: change(other))
    with one.read() as session:
        assert version(session) == before + 2
    one.close()
    other.close()


def _pause_after_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """The moment between reading and writing is long enough for somebody else."""

    def slowly(session: Session, name: str) -> dict[str, Any]:
        found = setting(session, name)
        sleep(0.05)
        return found

    monkeypatch.setattr(token, "setting", slowly)


def _at_once(*acts: Callable[[], object]) -> None:
    start = Barrier(len(acts))

    def act(each: Callable[[], object]) -> object:
        start.wait()
        return each()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(act, each) for each in acts]:
            done.result()
