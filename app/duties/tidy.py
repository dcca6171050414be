"""Sweeps out what need not be kept: after 30 days bodies of requests and runs of workflows
that did not meet their conditions; rung bells, dead engines."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select

from app.operations import subscriber
from app.operations.engine import forget
from app.store import Store
from models.alert import PENDING, Payload, Signal
from models.kinds import RunState
from models.ledger import Bell
from models.workflow import WorkflowRun

KEPT = timedelta(days=30)  # of a request's body, and of a run that did not meet its conditions
BELLS = 10_000  # the last ones; a program that missed more reads everything anew
Swept = Payload | Bell | WorkflowRun
PART = 500  # rows a transaction, so that nobody waits for the broom


def sweep(store: Store) -> int:
    """Returns how many rows went."""
    with store.write() as session:
        forget(session, store.now())
    subscriber.forget(store)
    unread = select(Signal.payload_id).where(PENDING, Signal.payload_id.is_not(None))
    unmet = WorkflowRun.state == RunState.UNMET
    old = (Payload.received_at < store.now() - KEPT) & Payload.id.not_in(unread)
    swept = _sweep(store, Payload, old)
    swept += _sweep(store, WorkflowRun, unmet & (WorkflowRun.ended_at < store.now() - KEPT))
    if store.database.lite:
        with store.read() as session:
            last = session.scalar(select(func.max(Bell.id))) or 0
        swept += _sweep(store, Bell, Bell.id <= last - BELLS)
    return swept


def _sweep(
    store: Store, table: type[Payload | Bell | WorkflowRun], which: ColumnElement[bool]
) -> int:
    swept = 0
    while True:
        with store.write() as session:
            some = session.scalars(select(table.id).where(which).limit(PART)).all()
            session.execute(delete(table).where(table.id.in_(some)))
        swept += len(some)
        if len(some) < PART:
            return swept
