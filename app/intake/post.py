"""A letter for an integration, with what is known of those it answers: by HTTP or out of a
mailbox."""

from dataclasses import dataclass

from app.domain.signal import Signal
from app.intake import letter
from app.queries.thread import thread
from app.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """At most one signal; `none` says why there is none."""

    signals: tuple[Signal, ...]
    none: str = ""


def opened(store: Store, integration: int, raw: bytes, *, always: bool = False) -> Opened:
    """What to take in. Raises Unavailable."""
    found = letter.read(raw, always=always)
    if found.none:
        return Opened((), found.none)
    known = thread(store, integration, found.answers)
    return Opened((found.joined(known.key, heard=known.open) if known else found.signal,))
