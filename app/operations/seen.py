"""Settings that a form was opened on: as they stand, who set them, and whether that was seen."""

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.operations import audit
from app.store import Store
from models.ledger import Audit, Setting
from models.people import Person

NEVER = ""  # the stamp of what was never set


@dataclass(frozen=True, slots=True)
class Stand:
    """How a setting stands: `stamp` is another whenever its value is; `by`: who set it last, by the
    name people use, empty where nobody did."""

    stamp: str = NEVER
    by: str = ""


def stand(store: Store, name: str) -> Stand:
    """Of a setting of which the audit log says that its `name` was set."""
    with store.read() as session:
        return stand_in(session, name)


def stand_in(session: Session, name: str) -> Stand:
    """`stand` within a transaction."""
    row = session.get(Setting, name)
    if row is None:
        return Stand()
    said = json.dumps(row.value, sort_keys=True)
    return Stand(hashlib.sha256(said.encode()).hexdigest(), setter(session, name))


def setter(session: Session, name: str) -> str:
    """Who set it last: by hand, or with a file, which calls it `a_word` where it has several."""
    filed = "setting " + name.replace("-", "").replace(" ", "_")
    meant = or_(Audit.action == f"{name} set", Audit.subject == filed)
    asked = select(Audit.actor).where(meant).order_by(Audit.id.desc()).limit(1)
    handle = session.scalar(asked) or ""
    return session.scalar(select(Person.full_name).where(Person.name == handle)) or handle


def expect(session: Session, name: str, seen: str | None) -> None:
    """Until this transaction ends nobody else sets it. Raises Conflict where its stamp is not as
    it was `seen` (None: however it is)."""
    audit.hold(session)
    weigh(stand_in(session, name), seen)


def weigh(now: Stand, seen: str | None) -> None:
    """Raises Conflict where its stamp is not as it was `seen` (None: however it is)."""
    if seen is not None and now.stamp != seen:
        raise Conflict(f"{now.by or 'Somebody'} set this meanwhile; look at it again, then save.")
