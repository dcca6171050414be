"""The timeline as it is read: pins, edits and files are events of their own, and are folded into
the event they speak of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from models.kinds import EventKind

FOLDED = frozenset({EventKind.EDIT, EventKind.PIN})
EDITABLE = frozenset({EventKind.NOTE, EventKind.FILE})


class Happened(Protocol):
    """What of an event is needed here; rows of the queries are such."""

    @property
    def id(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def kind(self) -> EventKind: ...
    @property
    def actor(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def data(self) -> dict[str, Any]: ...


E = TypeVar("E", bound=Happened)


@dataclass(frozen=True, slots=True)
class Edit:
    """One version of a text: who wrote it and when (aware UTC). The first is the original."""

    at: datetime
    actor: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry(Generic[E]):
    """An event with what later events say of it. `versions` are empty where nobody edited it, else
    all texts, oldest first; `pinned_by` is empty where it is not pinned."""

    event: E
    text: str
    versions: tuple[Edit, ...] = ()
    pinned_by: str = ""
    files: tuple[dict[str, Any], ...] = field(default=(), hash=False)

    @property
    def edited(self) -> bool:
        """Whether the text is not the first one."""
        return bool(self.versions)

    @property
    def late(self) -> bool:
        """Whether it was written down well after it happened (90 s)."""
        return (self.event.recorded_at - self.event.at).total_seconds() > 90


def entries(events: Iterable[E]) -> list[Entry[E]]:
    """In the order in which things happened; edits and pins stand at what they speak of."""
    every = list(events)
    edits: dict[int, list[E]] = {}
    pins: dict[int, str] = {}
    for event in sorted((e for e in every if e.kind in FOLDED), key=_when_recorded):
        about = about_of(event.data)
        if event.kind is EventKind.EDIT:
            edits.setdefault(about, []).append(event)
        else:
            pins[about] = event.actor if event.data.get("on", True) else ""
    return [
        _entry(each, edits.get(each.id, []), pins.get(each.id, ""))
        for each in every
        if each.kind not in FOLDED
    ]


def pinned(told: Iterable[Entry[E]]) -> list[Entry[E]]:
    """What somebody wants everybody to see, in the order in which it happened."""
    return [entry for entry in told if entry.pinned_by]


def about_of(data: Mapping[str, Any]) -> int:
    """The id of the event that an edit or a pin speaks of; 0 where it names none."""
    about = data.get("event")
    return about if isinstance(about, int) else 0


def matches(entry: Entry[E], words: str) -> bool:
    """Whether every word stands somewhere in its text, its actor or its files, in any case."""
    said = " ".join((entry.text, entry.event.actor, *(f["name"] for f in entry.files))).casefold()
    return all(word in said for word in words.casefold().split())


def _entry(event: E, edits: list[E], pinned_by: str) -> Entry[E]:
    files = tuple(each for each in event.data.get("files", ()) if isinstance(each, dict))
    if not edits:
        return Entry(event, event.text, (), pinned_by, files)
    first = Edit(event.recorded_at, event.actor, event.text)
    rest = (Edit(each.recorded_at, each.actor, each.text) for each in edits)
    return Entry(event, edits[-1].text, (first, *rest), pinned_by, files)


def _when_recorded(event: Happened) -> tuple[datetime, int]:
    return event.recorded_at, event.id
