"""A database that holds the sample team is marked, and from a marked one nothing is sent."""

from sqlalchemy.orm import Session

from app.store import Store, setting
from models.ledger import Setting

SAMPLE = "sample"
IDENT = "sample-team"  # the name of throw-away samples; a machine keeps one key for them all
NOTHING_SENT = "sample team: nothing was sent"


def mark(store: Store) -> None:
    """For good."""
    with store.write() as session:
        if not marked(session):
            session.add(Setting(name=SAMPLE, value={"sample": True}))


def marked(session: Session) -> bool:
    """Whether these are made-up people."""
    return bool(setting(session, SAMPLE))


def sample(store: Store) -> bool:
    """`marked`, asked by itself."""
    with store.read() as session:
        return marked(session)
