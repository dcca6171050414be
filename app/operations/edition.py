"""Every version of a schedule that was in force is kept whole, whichever way it was changed."""

from datetime import datetime

from sqlalchemy import func, select

from app.domain.actor import Actor
from app.domain.spec_text import written
from app.domain.workspace import ScheduleSpec
from app.operations.draft import idents_of
from app.operations.edit import Edit
from app.queries.spec import handles, schedule_spec
from models.draft import Edition
from models.kinds import Source
from models.rota import Schedule

UNKNOWN = Actor("", Source.FILE)
FIRST = "as it was before versions were kept"


def leave_edition(
    edit: Edit, row: Schedule, words: str, before: ScheduleSpec | None = None
) -> Edition:
    """Writes the schedule down as it is stored now. Of one that is older than its editions, also
    as it was `before`."""
    edit.session.flush()
    last = edit.session.scalar(
        select(func.max(Edition.number)).where(Edition.schedule_id == row.id)
    )
    if last is None and before is not None:
        last = 1
        _add(edit, row.id, last, row.stored_at, UNKNOWN, FIRST, before)
    spec = schedule_spec(row, handles(edit.session))
    return _add(edit, row.id, (last or 0) + 1, edit.now, edit.by, words, spec)


def _add(
    edit: Edit,
    schedule_id: int,
    number: int,
    at: datetime,
    by: Actor,
    words: str,
    spec: ScheduleSpec,
) -> Edition:
    edition = Edition(
        schedule_id=schedule_id,
        number=number,
        at=at,
        actor=by.name[:200],
        source=by.source,
        words=words,
        data=written(spec),
        people=idents_of(edit.session, spec),
    )
    edit.session.add(edition)
    return edition
