"""The outgoing heartbeat: an address of the user's choice that hears from us as long as paging
works, so that somebody else alarms when it does not."""

from dataclasses import dataclass, field
from datetime import timedelta

from app.domain.actor import Actor
from app.errors import Refused
from app.notify.address import refused, scheme
from app.notify.outward import checked
from app.operations import audit, seen
from app.store import Store, setting
from app.vault import HEARTBEAT
from models.ledger import Setting

SETTING, SENT = "heartbeat", "heartbeat sent"
LEAST = timedelta(seconds=10)
USUAL = timedelta(minutes=1)
WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class Pacemaker:
    """Where to and how often; `inside` allows an address inside the house."""

    address: str = field(repr=False)
    every: timedelta = USUAL
    inside: bool = False

    @property
    def web(self) -> bool:
        """Whether it is asked for by GET; else a message by Apprise."""
        return scheme(self.address) in WEB

    @property
    def place(self) -> str:
        """As much of the address as may be shown: its host; of a message only its kind."""
        kind = scheme(self.address)
        return f"{kind}://{checked(self.address).hostname}" if self.web else kind


def set_heartbeat(
    store: Store,
    address: str,
    by: Actor,
    *,
    every: timedelta = USUAL,
    inside: bool = False,
    was: str | None = None,
) -> str:
    """From now on this address hears from us; an empty one: nobody does. Raises Refused, and
    Conflict where it does not stand as it `was` seen (its stamp; None: however it stands).
    Returns its stamp."""
    if every < LEAST:
        raise Refused(f"A heartbeat beats every {LEAST.seconds} s at most.", "every")
    if address and scheme(address) in WEB:
        checked(address)
    elif address and (why := refused(address)):
        raise Refused(why, "url")
    value = {
        "url": store.vault.written(address, HEARTBEAT),
        "kind": scheme(address),
        "every": every.total_seconds(),
        "inside": inside,
    }
    with store.write() as session:
        seen.expect(session, SETTING, was)
        session.merge(Setting(name=SETTING, value=value))
        session.merge(Setting(name=SENT, value={}))
        told = {"kind": value["kind"], "every": value["every"]}
        audit.record(session, by, "heartbeat set", "heartbeat", store.now(), told)
        return seen.stand_in(session, SETTING).stamp


def pacemaker(store: Store) -> Pacemaker | None:
    """What is set. Raises Locked without the key."""
    with store.read() as session:
        value = setting(session, SETTING)
    if not value.get("url"):
        return None
    address = store.vault.read(value["url"], HEARTBEAT)
    return Pacemaker(address, timedelta(seconds=value["every"]), bool(value["inside"]))


def take_turn(store: Store, every: timedelta) -> bool:
    """Whether it is time to beat, and ours to do: one of all engines."""
    with store.write() as session:
        now = store.now().timestamp()
        row = session.get(Setting, SENT, with_for_update=True)
        if row is None:
            return False
        if 0 <= now - row.value.get("at", 0) < every.total_seconds():
            return False
        row.value = {**row.value, "at": now}
        return True


def note(store: Store, error: str) -> None:
    """What became of the last one; empty: it was heard."""
    with store.write() as session:
        row = session.get(Setting, SENT, with_for_update=True)
        if row is not None:
            heard = {} if error else {"heard": store.now().timestamp()}
            row.value = {**row.value, "error": error} | heard
