"""Sets the language that the team works in: the texts that come along follow it at once."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.difference import Change
from app.domain.language import Language
from app.operations import audit, seen
from app.operations.edit import Edit
from app.operations.status_version import bump
from app.queries.language import SETTING, language_in
from app.store import Store
from models.ledger import Setting
from models.session import touch

FOLLOWING = ("playbook", "workflow", "update_template")  # what is called something else by it


def set_language(store: Store, language: Language, by: Actor, was: str | None = None) -> str:
    """From now on. Raises Conflict where it does not stand as it `was` seen (its stamp; None:
    however it stands). Returns its stamp."""
    with store.write() as session:
        seen.expect(session, SETTING, was)
        if language is not language_in(session):
            _keep(session, language, by, store.now())
        return seen.stand_in(session, SETTING).stamp


def begin_in(store: Store, language: Language, by: Actor) -> bool:
    """Where nobody has said anything yet. False when it was said already."""
    with store.write() as session:
        audit.hold(session)
        if session.get(Setting, SETTING) is not None or language is language_in(session):
            return False
        _keep(session, language, by, store.now())
        return True


def put_language(edit: Edit, language: Language) -> None:
    """Within a change of more."""
    if language is language_in(edit.session):
        return
    _keep(edit.session, language, edit.by, edit.now)
    edit.changes.append(Change("~", "setting", "language", (f"now {language.value}",)))


def _keep(session: Session, language: Language, by: Actor, now: datetime) -> None:
    session.merge(Setting(name=SETTING, value={"code": language.value}))
    session.flush()
    bump(session)
    for kind in FOLLOWING:
        touch(session, kind)
    told = {"language": language.value}
    audit.record(session, by, "language set", "language", now, told)
