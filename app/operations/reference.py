"""What still names a row: other parts of the configuration, or what has happened."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.uses import uses
from app.errors import Refused
from app.operations.edit import Edit, Thing
from app.queries.spec import workspace
from models.tables import METADATA


def refuse_when_used(edit: Edit, row: Thing) -> None:
    """Raises Refused with a sentence that names every place."""
    found = uses(row.__tablename__, row.name, workspace(edit.session, None), edit.now)
    if found:
        raise Refused(f"{row.name} is still needed by {_listed(found)}. Take it out there first.")


def has_history(session: Session, row: Thing) -> bool:
    """Whether any row that would not go with it points to this one."""
    target = METADATA.tables[row.__tablename__].c.id
    columns = (
        column
        for table in METADATA.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column is target and key.ondelete is None
    )
    return any(session.scalar(select(exists().where(column == row.id))) for column in columns)


def _listed(places: list[str]) -> str:
    return "; ".join(places)
