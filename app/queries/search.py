"""Search across everything that people and senders wrote: incidents, their timelines, alerts,
playbooks, reviews, follow-ups, problems. A word is found by its beginning, and all of them must
stand there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.domain.search import WORD, excerpt, number, words
from app.domain.tag import folded
from app.queries.incident import rows_of
from app.queries.incident_row import IncidentRow
from app.queries.playbook import playbooks_in
from app.store import Store
from models.search import KINDS, STEP
from models.tag import Tag, Tagged

LITE = (
    "SELECT rowid, incident, title, body, -bm25(search, 0, 8, 1) FROM search "
    "WHERE search MATCH :asked AND rowid % :step IN ({places}) ORDER BY 5 DESC, 1 DESC LIMIT :most"
)
SERVER = (
    "SELECT id, incident, title, body, ts_rank(words, asked) FROM search, "
    "to_tsquery('simple', :asked) AS asked "
    "WHERE words @@ asked AND id % :step IN ({places}) ORDER BY 5 DESC, 1 DESC LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `kind` is one of `models.search.KINDS`; `id` is its own (0: a playbook that
    is shipped), `incident` the one it belongs to; `text` is an excerpt, one line."""

    kind: str
    id: int
    title: str
    text: str
    incident: IncidentRow | None = None

    @property
    def number(self) -> int | None:
        """Of the incident."""
        return self.incident.number if self.incident else None


def search(
    store: Store, said: str, most: int = 50, kinds: Collection[str] = KINDS
) -> tuple[Hit, ...]:
    """The best first; nothing for a question without a letter or a digit."""
    asked = words(said)
    if not asked:
        return ()
    with store.read() as session:
        places = ", ".join(str(at) for at, kind in enumerate(KINDS) if kind in kinds)
        found = _found(session, asked, places, most, store.database.lite) if places else []
        meant = number(said)
        if meant is not None and "incident" in kinds:
            found = [(meant * STEP, meant, "", "", 0.0), *found]
        hits = _hits(session, found, asked)
        if "incident" in kinds:
            hits = [*_tagged(session, said, most), *hits]
        if "playbook" in kinds:
            hits += _shipped(session, asked)
    return tuple({(each.kind, each.id, each.title): each for each in hits}.values())[:most]


def _found(
    session: Session, asked: Sequence[str], places: str, most: int, lite: bool
) -> list[tuple[Any, ...]]:
    parts = (f'"{word}"*' if lite else f"'{word}':*" for word in asked)
    said = (" " if lite else " & ").join(parts)
    query = text((LITE if lite else SERVER).format(places=places))
    rows = session.execute(query, {"asked": said, "step": STEP, "most": most})
    return [tuple(row) for row in rows]


def _hits(session: Session, found: Sequence[tuple[Any, ...]], asked: Sequence[str]) -> list[Hit]:
    numbers = {row[1] for row in found if row[1] is not None}
    incidents = {row.number: row for row in rows_of(session, list(numbers))}
    hits = []
    for ident, incident, title, body, _ in found:
        kind, row = KINDS[ident % STEP], incidents.get(incident)
        if row is not None or kind in ("alert", "playbook", "problem"):
            shown = title or (row.title if row else "")
            hits.append(Hit(kind, ident // STEP, shown, excerpt(body, asked), row))
    return hits


def _tagged(session: Session, said: str, most: int) -> list[Hit]:
    """Incidents with a tag that begins so, the newest first; `tag:` may stand before it."""
    name = folded(" ".join(said.split())).removeprefix("tag:").strip()
    tags = select(Tag.id).where(Tag.folded.startswith(name, autoescape=True))
    asked = select(Tagged.incident_id).where(Tagged.tag_id.in_(tags)).distinct()
    asked = asked.order_by(Tagged.incident_id.desc()).limit(most)
    rows = rows_of(session, list(session.scalars(asked))) if name else []
    return [_hit_of_tag(row) for row in rows]


def _hit_of_tag(row: IncidentRow) -> Hit:
    text = f"#{row.number} {', '.join(row.tags)}"  # begins as that of any incident
    return Hit("incident", row.number, row.title, text, row)


def _shipped(session: Session, asked: Sequence[str]) -> list[Hit]:
    """Those that the team did not make its own."""
    books = [book for book in playbooks_in(session) if book.id is None]
    return [
        Hit("playbook", 0, book.name, excerpt(book.text, asked))
        for book in books
        if _has(frozenset(WORD.findall(book.text.lower())), asked)
    ]


def _has(known: frozenset[str], asked: Sequence[str]) -> bool:
    return all(any(each.startswith(word) for each in known) for word in asked)
