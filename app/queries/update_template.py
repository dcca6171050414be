"""Templates of status updates: those of the team, and the shipped ones until one of the same name
is saved."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store import Store
from models.kinds import Stage
from models.status import UpdateTemplate


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One of them; `id` None: it is shipped. `public`: its words are for customers."""

    name: str
    text: str
    stage: Stage | None = None
    public: bool = True
    id: int | None = None
    version: int | None = None


def templates(store: Store) -> list[TemplateRow]:
    """In the order of an incident: the shipped ones first, then the team's own by name."""
    with store.read() as session:
        return templates_in(session)


def templates_in(session: Session) -> list[TemplateRow]:
    """`templates` within a session."""
    rows = session.scalars(select(UpdateTemplate).order_by(UpdateTemplate.name))
    own = {each.name: _row(each) for each in rows}
    first = [own.pop(each.name, each) for each in shipped()]
    return [*first, *own.values()]


@cache
def shipped() -> tuple[TemplateRow, ...]:
    """Those that come along."""
    found = sorted(files("resources").joinpath("updates").iterdir(), key=lambda each: each.name)
    return tuple(_read(each.read_text("utf-8")) for each in found if each.name.endswith(".txt"))


def _read(text: str) -> TemplateRow:
    head, _, body = text.partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    stage = Stage(said["Stage"]) if "Stage" in said else None
    return TemplateRow(said["Name"], body.strip(), stage, said["For"] == "everyone")


def _row(row: UpdateTemplate) -> TemplateRow:
    return TemplateRow(row.name, row.text, row.stage, row.public, row.id, row.version)
