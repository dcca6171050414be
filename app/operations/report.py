"""The monthly report: what is asked for, and the engine's turn to mail it, once a month, however
many engines there are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.actor import Actor
from app.domain.span import Span, window_of
from app.domain.window import Window
from app.errors import Refused
from app.notify.address import scheme
from app.operations import audit
from app.store import Store, setting
from app.vault import REPORT
from models.ledger import Setting

SETTING = "report"
CLAIM = timedelta(minutes=10)
AGAIN = timedelta(hours=1)  # after a failure
FORM = "%Y-%m"


@dataclass(frozen=True, slots=True)
class Plan:
    """`scheme` is the harmless part of the address, empty where nothing is planned; `sent` the last
    month that went out (2026-10), `error` why it did not."""

    scheme: str
    zone: str
    sent: str
    error: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A month that is to be sent now."""

    month: str
    window: Window
    zone: ZoneInfo
    address: str


def schedule(store: Store, address: str, zone: str, by: Actor) -> None:
    """From now on each month's report is mailed when the month is over (an Apprise address, such
    as mailto://); an empty address: no more. The month before this one is not sent. Raises
    Refused."""
    kind = scheme(address) if address else ""
    if address and not kind:
        raise Refused("Expected an address such as mailto://user:word@example.org.", "address")
    sealed = store.vault.written(address, REPORT)
    now = store.now()
    last = window_of(Span.LAST_MONTH, now, ZoneInfo(zone)).start.astimezone(ZoneInfo(zone))
    value = {"address": sealed, "scheme": kind, "zone": zone, "sent": f"{last:{FORM}}"}
    with store.write() as session:
        session.merge(Setting(name=SETTING, value=value if address else {}))
        audit.record(session, by, "report scheduled" if address else "report ended", "report", now,
                     {"zone": zone, "scheme": kind})  # fmt: skip


def plan(store: Store) -> Plan:
    """What is planned."""
    with store.read() as session:
        said = setting(session, SETTING)
    return Plan(*(str(said.get(name, "")) for name in ("scheme", "zone", "sent", "error")))


def take_turn(store: Store) -> Turn | None:
    """The month that is over and was not sent, for one engine at a time. Raises Locked."""
    with store.read() as session:
        if not setting(session, SETTING).get("address"):
            return None
    with store.write() as session:
        row = session.get(Setting, SETTING, with_for_update=True)
        said = dict(row.value) if row else {}
        now = store.now()
        if row is None or not said.get("address") or now.timestamp() < said.get("until", 0):
            return None
        zone = ZoneInfo(str(said["zone"]))
        window = window_of(Span.LAST_MONTH, now, zone)
        month = f"{window.start.astimezone(zone):{FORM}}"
        if month <= str(said["sent"]):
            return None
        row.value = said | {"until": (now + CLAIM).timestamp()}
        address = store.vault.read(str(said["address"]), REPORT)
        return Turn(month, window, zone, address)


def finish(store: Store, month: str, error: str) -> None:
    """It went out, or (with an error) is tried again in an hour."""
    with store.write() as session:
        row = session.get(Setting, SETTING, with_for_update=True)
        if row is None or not row.value.get("address"):
            return
        until = (store.now() + AGAIN).timestamp() if error else 0
        sent = row.value["sent"] if error else max(month, str(row.value["sent"]))
        row.value = dict(row.value) | {"sent": sent, "error": error, "until": until}


def title_of(window: Window, zone: ZoneInfo) -> str:
    """Of a whole month: its name."""
    first = window.start.astimezone(zone)
    last = (window.end - timedelta(seconds=1)).astimezone(zone)
    whole = first.day == 1 and (first.year, first.month) == (last.year, last.month)
    return f"Incident report, {first:%B %Y}" if whole else "Incident report"


def month_of(said: str, zone: ZoneInfo) -> Window:
    """2026-10 as a window. Raises Refused."""
    try:
        first = datetime.strptime(said, FORM)  # noqa: DTZ007 - a month of any zone
    except ValueError:
        raise Refused(f"{said!r} is no month; expected one such as 2026-10.") from None
    after = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    return window_of(Span.LAST_MONTH, after.replace(tzinfo=zone), zone)
