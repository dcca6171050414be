"""Templates of reviews that a team writes itself, or puts in the place of a shipped one."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.incident import storable
from app.domain.review import template_of
from app.errors import Conflict, Refused
from app.operations import audit
from app.operations.patience import patient
from app.queries.review import TEMPLATES, own_texts
from app.store import Store
from models.ledger import Setting

LONG, MOST, NAME = 20_000, 50, 100  # characters, templates, characters of a name


@patient
def save_template(store: Store, text: str, by: Actor, seen: Mapping[str, str] | None = None) -> str:
    """Adds one, or changes the one that its first line names; returns the name. Raises Refused with
    the line of what is wrong, and Conflict where that one is not as it was `seen` among the team's
    own texts (None: however it is)."""
    said = storable(text).strip()
    if len(said) > LONG:
        raise Refused(f"The template has {len(said)} characters; {LONG} is the most.", "text")
    try:
        name = template_of(said).name
    except ValueError as fault:
        raise Refused(f"{str(fault)[:1].upper()}{str(fault)[1:]}.", "text") from fault
    if len(name) > NAME:
        raise Refused(f"A template's name has at most {NAME} characters.", "text")
    with store.write() as session:
        audit.hold(session)
        texts = own_texts(session)
        if seen is not None and texts.get(name) not in (seen.get(name), said):
            raise Conflict(f"Somebody changed {name!r} meanwhile; it was read again.")
        if name not in texts and len(texts) >= MOST:
            raise Refused(f"There are {MOST} templates already; remove one first.", "text")
        if texts.get(name) != said:
            _keep(session, texts | {name: said})
            audit.record(session, by, "review template saved", f"template {name}", store.now(), {})
        return name


@patient
def remove_template(
    store: Store, name: str, by: Actor, seen: Mapping[str, str] | None = None
) -> bool:
    """Takes the team's own out; a shipped one of its name holds again. False when there is none.
    Raises Conflict where it is not as it was `seen` among the team's own texts (None: however)."""
    with store.write() as session:
        audit.hold(session)
        texts = own_texts(session)
        now = texts.pop(name, None)
        if now is None:
            return False
        if seen is not None and seen.get(name) != now:
            raise Conflict(f"Somebody changed {name!r} meanwhile; it was read again.")
        _keep(session, texts)
        audit.record(session, by, "review template removed", f"template {name}", store.now(), {})
        return True


def _keep(session: Session, texts: dict[str, str]) -> None:
    session.merge(Setting(name=TEMPLATES, value={"texts": texts}))
