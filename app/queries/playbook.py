"""Playbooks that the team has, and those that are shipped until one of the same name is saved."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.language import Language
from app.domain.playbook import Match, PlaybookSpec, fits
from app.domain.playbook_text import read
from app.errors import Refused
from app.queries.language import language_in
from app.queries.shipped import alias, beside, every_name, nearly, stems, texts
from app.store import Store
from models.incident import Affected, Incident
from models.playbook import Playbook, PlaybookEdition
from models.service import Service


@dataclass(frozen=True, slots=True)
class PlaybookRow:
    """One playbook; `id` None and `number` 0: it is shipped and nobody changed it. `stem` is the
    shipped one's that it is or stands in the place of."""

    name: str
    text: str
    spec: PlaybookSpec
    id: int | None = None
    version: int | None = None
    number: int = 0
    changed_at: datetime | None = None
    changed_by: str = ""
    stem: str = ""

    @property
    def key(self) -> str:
        """For lists."""
        return self.name


@dataclass(frozen=True, slots=True)
class Suggested:
    """A playbook that fits an incident, and how well."""

    book: PlaybookRow
    match: Match


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A playbook as it once was."""

    number: int
    text: str
    at: datetime
    by: str


@cache
def shipped(language: Language = Language.ENGLISH) -> tuple[PlaybookRow, ...]:
    """Those that come along, by name."""
    found = texts("playbooks", ".md", language).items()
    read_ones = ((read(text)[0], text, stem) for stem, text in found)
    rows = (PlaybookRow(spec.name, text, spec, stem=stem) for spec, text, stem in read_ones)
    return tuple(sorted(rows, key=lambda row: row.name))


def playbooks(store: Store) -> list[PlaybookRow]:
    """All, by name."""
    with store.read() as session:
        return playbooks_in(session)


def playbooks_in(session: Session) -> list[PlaybookRow]:
    """`playbooks` within a transaction."""
    stored = [_row(each) for each in session.scalars(select(Playbook))]
    rows = [*stored, *beside(stored, shipped, language_in(session))]
    return sorted(rows, key=lambda row: row.name.casefold())


def playbook(session: Session, name: str) -> PlaybookRow:
    """By its name, in any case, or as much of it as is nobody else's; a shipped one also by its
    name in another language. Raises Refused."""
    rows = playbooks_in(session)
    wanted = name.casefold().strip()
    same = [each for each in rows if each.name.casefold() == wanted]
    same = same or alias(rows, shipped, wanted)
    near = same or [each for each in rows if wanted and wanted in each.name.casefold()]
    near = near or nearly(rows, shipped, wanted)
    if len(near) == 1:
        return near[0]
    if near:
        listed = "; ".join(each.name for each in near[:5])
        raise Refused(f"More than one playbook has {name!r} in its name: {listed}.")
    raise Refused(f"There is no playbook called {name!r}; `watchbill playbook list` shows all.")


def suggested(store: Store, number: int) -> list[Suggested]:
    """What fits an incident, the best first. Raises Refused."""
    with store.read() as session:
        incident = session.get(Incident, number)
        if incident is None:
            raise Refused(f"There is no incident #{number}.")
        asked = select(Service.name).where(
            (Service.id == incident.service_id)
            | Service.id.in_(select(Affected.service_id).where(Affected.incident_id == incident.id))
        )
        services = session.scalars(asked).all()
        found = [
            Suggested(book, match)
            for book in playbooks_in(session)
            if (match := fits(book.spec, incident.category, incident.severity, services))
        ]
    english = {each.stem: each.name for each in shipped()}  # equals keep one order everywhere
    return sorted(
        found, key=lambda e: (-e.match.score, english.get(e.book.stem, e.book.name), e.book.name)
    )


def names_of(book: PlaybookRow) -> set[str]:
    """By which it may have been started."""
    return every_name([book], shipped)


def editions(store: Store, ident: int) -> list[EditionRow]:
    """Every edition, the latest first."""
    with store.read() as session:
        asked = select(PlaybookEdition).where(PlaybookEdition.playbook_id == ident)
        rows = session.scalars(asked.order_by(PlaybookEdition.number.desc()))
        return [EditionRow(each.number, each.text, each.at, each.by) for each in rows]


def _row(row: Playbook) -> PlaybookRow:
    spec = read(row.text)[0]
    return PlaybookRow(
        row.name, row.text, spec, row.id, row.version, row.number, row.changed_at, row.changed_by,
        stems(shipped).get(row.name, ""),
    )  # fmt: skip
