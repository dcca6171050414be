"""Planned work that is not over."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.status import Maintenance


def planned(session: Session, now: datetime) -> list[tuple[int, str, datetime, datetime]]:
    """Id, title, begin and end; the next first."""
    asked = select(
        Maintenance.id, Maintenance.title, Maintenance.starts_at, Maintenance.ends_at
    ).where(Maintenance.ends_at > now)
    found = session.execute(asked.order_by(Maintenance.starts_at, Maintenance.id))
    return [(row.id, row.title, row.starts_at, row.ends_at) for row in found]
