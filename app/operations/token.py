"""Bearer tokens of the HTTP API: made once, shown once, kept as a hash only."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.actor import Actor
from app.errors import Refused
from app.operations import audit
from app.store import Store, setting
from app.vault import digest
from models.ledger import Setting

SETTING = "api tokens"
BYTES = 32
LONGEST = 64  # characters of a name
PREFIX = "wb_"  # found by scanners for leaked secrets


@dataclass(frozen=True, slots=True)
class Token:
    """As it is listed."""

    name: str
    made_at: datetime
    made_by: str


def make(store: Store, name: str, by: Actor) -> str:
    """A new one, never to be seen again. Raises Refused."""
    word = name.strip()
    if not word or len(word) > LONGEST or not word.isprintable():
        raise Refused(f"A token needs a name of at most {LONGEST} characters.", "name")
    token = PREFIX + secrets.token_urlsafe(BYTES)
    with store.write() as session:
        known = setting(session, SETTING)
        if word in known:
            raise Refused(f"There is a token called {word!r} already; revoke it first.", "name")
        known[word] = {"hash": digest(token), "at": store.now().isoformat(), "by": by.name}
        session.merge(Setting(name=SETTING, value=known))
        audit.record(session, by, "token made", word, store.now(), {})
    return token


def revoke(store: Store, name: str, by: Actor) -> None:
    """It opens nothing any more. Raises Refused."""
    with store.write() as session:
        known = setting(session, SETTING)
        if known.pop(name, None) is None:
            raise Refused(f"There is no token called {name!r}.")
        session.merge(Setting(name=SETTING, value=known))
        audit.record(session, by, "token revoked", name, store.now(), {})


def tokens(store: Store) -> list[Token]:
    """By name."""
    with store.read() as session:
        known = setting(session, SETTING)
    return [
        Token(name, datetime.fromisoformat(each["at"]).astimezone(UTC), each["by"])
        for name, each in sorted(known.items())
    ]


def holder(store: Store, token: str) -> str | None:
    """The name of the token that is shown; None for one that opens nothing."""
    if not token.startswith(PREFIX) or len(token) > 200:
        return None
    with store.read() as session:
        known = setting(session, SETTING)
    shown = digest(token)
    return next((name for name, each in known.items() if each["hash"] == shown), None)
