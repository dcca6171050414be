"""Templates of status updates: those of the team, and the shipped ones until one of the same name
is saved."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.language import Language
from app.queries.language import language_in
from app.queries.shipped import alias, every_name, stems, texts
from app.store import Store
from models.kinds import Stage
from models.status import UpdateTemplate


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One of them; `id` None: it is shipped. `public`: its words are for customers. `stem` is the
    shipped one's that it is or stands in the place of."""

    name: str
    text: str
    stage: Stage | None = None
    public: bool = True
    id: int | None = None
    version: int | None = None
    stem: str = ""


def templates(store: Store) -> list[TemplateRow]:
    """In the order of an incident: the shipped ones first, then the team's own by name."""
    with store.read() as session:
        return templates_in(session)


def templates_in(session: Session) -> list[TemplateRow]:
    """`templates` within a session."""
    rows = session.scalars(select(UpdateTemplate).order_by(UpdateTemplate.name))
    own = {each.name: each for each in map(_row, rows)}
    placed = {each.stem: each for each in own.values() if each.stem}
    first = [placed.get(each.stem, each) for each in shipped(language_in(session))]
    for each in first:
        own.pop(each.name, None)
    return [*first, *own.values()]


def template_named(session: Session, name: str) -> TemplateRow | None:
    """As it is called here, or in another language."""
    rows = templates_in(session)
    same = [each for each in rows if each.name == name] or alias(rows, shipped, name)
    return same[0] if same else None


def template_names(store: Store) -> set[str]:
    """By which one may be asked for: here, or in another language."""
    with store.read() as session:
        return names_in(session)


def names_in(session: Session) -> set[str]:
    """`template_names` within a session."""
    return every_name(templates_in(session), shipped)


@cache
def shipped(language: Language = Language.ENGLISH) -> tuple[TemplateRow, ...]:
    """Those that come along."""
    found = texts("updates", ".txt", language).items()
    return tuple(_read(text, stem) for stem, text in found)


def _read(text: str, stem: str) -> TemplateRow:
    head, _, body = text.partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    stage = Stage(said["Stage"]) if "Stage" in said else None
    return TemplateRow(said["Name"], body.strip(), stage, said["For"] == "everyone", stem=stem)


def _row(row: UpdateTemplate) -> TemplateRow:
    return TemplateRow(
        row.name, row.text, row.stage, row.public, row.id, row.version,
        stems(shipped).get(row.name, ""),
    )  # fmt: skip
