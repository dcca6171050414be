"""Bearer tokens of the HTTP API: made once, shown once, kept as a hash only."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.errors import Refused
from app.operations import audit
from app.store import Store, setting
from app.vault import digest
from models.kinds import Source
from models.ledger import Setting
from models.people import Person

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
        audit.hold(session)  # all of them are one row: two who write it would undo each other
        known = setting(session, SETTING)
        if word in known:
            raise Refused(f"There is a token called {word!r} already; revoke it first.", "name")
        known[word] = {"hash": digest(token), "at": store.now().isoformat(), "by": by.name}
        known[word] |= {"person": by.person}
        session.merge(Setting(name=SETTING, value=known))
        audit.record(session, by, "token made", word, store.now(), {})
    return token


def revoke(store: Store, name: str, by: Actor) -> None:
    """It opens nothing any more. Raises Refused."""
    with store.write() as session:
        audit.hold(session)  # all of them are one row: two who write it would undo each other
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


def bearer(store: Store, token: str) -> Actor | None:
    """Whoever made the token that is shown; None for one that opens nothing, which that of
    somebody who left does as well."""
    if not token.startswith(PREFIX) or len(token) > 200:
        return None
    shown = digest(token)
    with store.read() as session:
        known = setting(session, SETTING).values()
        found = next((each for each in known if each["hash"] == shown), None)
        return None if found is None else _maker(session, found["by"], found.get("person"))


def _maker(session: Session, name: str, ident: int | None) -> Actor | None:
    """By the handle of today; a name of nobody (a machine's account) stays a name."""
    asked = select(Person).where(Person.name == name if ident is None else Person.id == ident)
    person = session.scalars(asked).first()
    if person is None:
        return Actor(name, Source.API) if ident is None else None
    return Actor(person.name, Source.API, person.id) if person.active else None
