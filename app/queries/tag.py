"""The tags that are there: of incidents, to choose from, and behind the words people type."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.domain.tag import folded, in_order
from app.errors import Refused
from app.store import Store
from models.tag import Tag, Tagged


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag and how many incidents have it."""

    id: int
    name: str
    count: int


def tags_of(session: Session, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The tags of incidents, by number; those without are left out."""
    asked = select(Tagged.incident_id, Tag.name).join(Tag, Tag.id == Tagged.tag_id)
    found: dict[int, list[str]] = {}
    for number, name in session.execute(asked.where(Tagged.incident_id.in_(numbers))):
        found.setdefault(number, []).append(name)
    return {number: in_order(names) for number, names in found.items()}


def tag_names(session: Session, number: int) -> tuple[str, ...]:
    """Those of one incident."""
    return tags_of(session, [number]).get(number, ())


def tags(store: Store) -> list[TagRow]:
    """All there ever were and are not removed, by name, with how many incidents have them."""
    count = func.count(Tagged.incident_id)
    asked = select(Tag.id, Tag.name, count).outerjoin(Tagged, Tagged.tag_id == Tag.id)
    with store.read() as session:
        rows = [TagRow(*row) for row in session.execute(asked.group_by(Tag.id, Tag.name))]
    return sorted(rows, key=lambda row: folded(row.name))


def used(store: Store) -> list[tuple[int, str]]:
    """Ids and names of those that any incident has: what can be chosen or offered."""
    asked = select(Tag.id, Tag.name).where(exists().where(Tagged.tag_id == Tag.id))
    with store.read() as session:
        rows = [(row[0], row[1]) for row in session.execute(asked)]
    return sorted(rows, key=lambda row: folded(row[1]))


def tag_ids(store: Store, said: Iterable[str]) -> frozenset[int]:
    """Behind names, whatever the case. Raises Refused."""
    listed = list(said)
    if not listed:
        return frozenset()
    with store.read() as session:
        known = {row[0]: row for row in session.execute(select(Tag.folded, Tag.id, Tag.name))}
    return frozenset(_id(known, each) for each in listed)


def _id(known: Mapping[str, Sequence[object]], said: str) -> int:
    row = known.get(folded(" ".join(said.split())))
    if row is not None:
        return int(str(row[1]))
    near = get_close_matches(folded(said), known, 1, 0.6)
    hint = f" Did you mean {str(known[near[0]][2])!r}?" if near else ""
    raise Refused(f"There is no tag called {said!r}.{hint}", "tag")
