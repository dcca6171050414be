"""Requests that share a commit share nothing else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from app.errors import Unavailable
from app.intake.batch import FAULTY, Batch
from app.operations.signal import Received
from app.queries import alert as alerts
from app.queries.integration import integrations
from app.store import Store
from models.alert import Payload
from models.kinds import SignalAction
from tests.app.intake.test_signal import said, told
from tests.quiet import Strays

TRIGGER = SignalAction.TRIGGER


def received(store: Store, integration: int, **details: Any) -> Received:
    """One request with one signal."""
    return Received(integration, [said(TRIGGER, details=details)], b"{}", "", store.now())


def accepted(store: Store, batch: Batch, *requests: Received) -> list[Any]:
    """All at once: what each was told."""

    async def together() -> list[Any]:
        waiting = [asyncio.ensure_future(batch.accept(each)) for each in requests]
        await asyncio.sleep(0)  # all of them are queued before the writer begins
        batch.start()
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    answers = asyncio.run(together())
    batch.stop()
    return answers


def test_one_commit_for_all(store: Store, monitor: int) -> None:
    """However many wait."""
    woken: list[int] = []
    batch = Batch(store, wake=lambda: woken.append(1))
    assert accepted(store, batch, *[received(store, monitor)] * 200) == [True] * 200
    assert len(woken) == 1
    assert batch.waiting == 0
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Payload)) == 200


def test_a_bad_one_takes_nobody_with_it(store: Store, monitor: int, strays: Strays) -> None:
    """What no database can store is refused alone; one whose integration is gone is told so."""
    good, bad = received(store, monitor), received(store, monitor, odd=object())
    gone = received(store, monitor + 99)
    answers = accepted(store, Batch(store), good, bad, good, gone)
    assert [answers[0], answers[2], answers[3]] == [True, True, False]
    assert isinstance(answers[1], Unavailable)
    assert str(answers[1]) == FAULTY
    assert [row.accepted for row in integrations(store)] == [2]
    strays.expect("a signal could not be stored: TypeError", times=1)


def test_nothing_is_taken_after_the_end(store: Store, monitor: int) -> None:
    """Stopped means stopped, twice as well; what was refused before is written down."""
    batch = Batch(store)
    batch.refuse(monitor)
    batch.start()
    batch.stop()
    batch.stop()
    with pytest.raises(Unavailable):
        asyncio.run(batch.accept(received(store, monitor)))
    assert [row.refused for row in integrations(store)] == [1]


def test_lists_of_alerts(store: Store, monitor: int) -> None:
    """By incident, by page, open ones."""
    rows = told(store, monitor, *(said(TRIGGER, f"k{n}") for n in range(5)))
    told(store, monitor, said(SignalAction.RESOLVE, "k3"))
    assert [row.id for row in alerts.of_incident(store, rows[2].incident or 0)] == [rows[2].id]
    newest = alerts.alerts(store, limit=2)
    assert [row.dedup_key for row in newest] == ["k4", "k3"]
    older = alerts.alerts(store, before=newest[-1].id, limit=2)
    assert [row.dedup_key for row in older] == ["k2", "k1"]
    open_ones = alerts.alerts(store, open_only=True)
    assert [row.dedup_key for row in open_ones] == ["k4", "k2", "k1", "k0"]
    said_of = alerts.occurrences(store, rows[3].id)
    assert [each.action for each in said_of] == [SignalAction.RESOLVE, TRIGGER]
    assert alerts.occurrences(store, rows[3].id, before=said_of[0].id) == said_of[1:]
