"""Templates of status updates are saved one by one."""

from sqlalchemy import select

from app.domain.actor import Actor
from app.errors import Conflict, Refused
from app.notify.update_text import check
from app.operations import audit
from app.operations.patience import patient
from app.queries.update_template import names_in
from app.store import Store
from models.kinds import Stage
from models.status import UpdateTemplate

NAME = 100  # characters


@patient
def save_template(
    store: Store,
    name: str,
    text: str,
    by: Actor,
    *,
    stage: Stage | None = None,
    public: bool = True,
    seen: int | None = None,
    fresh: bool = False,
) -> int:
    """Adds a template, or changes the one of this name; returns the id. `seen`: the version it had,
    0 where there was none of the team's own; `fresh`: no other may have its name. Raises Refused
    with the line of what is wrong, Conflict when somebody was faster."""
    named = name.strip()
    if not named or len(named) > NAME:
        raise Refused(f"A template needs a name of at most {NAME} characters.", "name")
    if not text.strip():
        raise Refused("This template is empty.", "text")
    check(text)
    with store.write() as session:
        row = session.scalar(select(UpdateTemplate).where(UpdateTemplate.name == named))
        said = (text.strip(), stage, public)
        if row is not None and (row.text, row.stage, row.public) == said:
            return row.id
        if fresh and (row is not None or named in names_in(session)):
            raise Refused(f"There is already a template called {named!r}.", "name")
        _expect(row, named, seen)
        if row is None:
            row = UpdateTemplate(name=named)
            session.add(row)
        row.text, row.stage, row.public = said
        session.flush()
        audit.record(session, by, "template saved", f"template {named}", store.now(), {})
        return row.id


@patient
def remove_template(store: Store, name: str, by: Actor, seen: int | None = None) -> bool:
    """Takes the team's own out; a shipped one of its name shows again. False when there is none.
    Raises Conflict where it is not of the version that was `seen` (None: of any)."""
    with store.write() as session:
        row = session.scalar(select(UpdateTemplate).where(UpdateTemplate.name == name))
        if row is None:
            return False
        _expect(row, name, seen)
        session.delete(row)
        audit.record(session, by, "template removed", f"template {name}", store.now(), {})
        return True


def _expect(row: UpdateTemplate | None, name: str, seen: int | None) -> None:
    """Raises Conflict where it is not of the version that was `seen`."""
    if row is not None and seen is not None and row.version != seen:
        raise Conflict(f"Somebody changed {name!r} meanwhile; it was read again.")
    if row is None and seen:
        raise Conflict(f"Somebody took {name!r} out meanwhile.")
