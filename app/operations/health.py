"""Counts what an integration's senders sent, exactly, whoever counts at the same time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.operations import bulk
from models.tables import METADATA

TABLE = METADATA.tables["health"]
COLUMNS = ("integration_id", "accepted", "dropped", "refused", "last_at")
ADD = (
    "ON CONFLICT (integration_id) DO UPDATE SET accepted = health.accepted + excluded.accepted, "
    "dropped = health.dropped + excluded.dropped, refused = health.refused + excluded.refused, "
    "last_at = coalesce(excluded.last_at, health.last_at)"
)


@dataclass(frozen=True)
class Tally:
    """What to add to one integration's counters. `last_at` is when it last spoke, if it did."""

    integration: int
    accepted: int = 0
    dropped: int = 0
    refused: int = 0
    last_at: datetime | None = None


def count(session: Session, tallies: Iterable[Tally]) -> None:
    """Adds them up; one tally an integration. In order of id, so that two programs that count the
    same integrations wait for each other instead of crossing."""
    ordered = sorted(tallies, key=lambda tally: tally.integration)
    rows = [
        (tally.integration, tally.accepted, tally.dropped, tally.refused, tally.last_at)
        for tally in ordered
    ]
    bulk.insert(session, TABLE, COLUMNS, rows, ADD)
