"""Which language the team works in: playbooks, workflows, templates and drills come along in it."""

from sqlalchemy.orm import Session

from app.domain.entry import Say
from app.domain.language import Language
from app.notify.catalogue import drafted_in
from app.notify.voice import Voice
from app.store import Store, setting

SETTING = "language"  # of the team: {"code": "de"}; English where nobody said anything


def language(store: Store) -> Language:
    """As it is now."""
    with store.read() as session:
        return language_in(session)


def voice_in(session: Session) -> Voice:
    """In which it speaks to those outside."""
    return Voice(language_in(session))


def voice_of(store: Store) -> Voice:
    """The same, by itself."""
    return Voice(language(store))


def say_in(session: Session) -> Say:
    """Its sentences in the language of the team, where they are written down for it."""
    return drafted_in(language_in(session))


def said_in(session: Session) -> Language | None:
    """None where it is English, as it is without anybody's saying so."""
    found = language_in(session)
    return None if found is Language.ENGLISH else found


def language_in(session: Session) -> Language:
    """`language` within a transaction; one that only a newer program knows is read as English."""
    said = setting(session, SETTING).get("code")
    return next((each for each in Language if each.value == said), Language.ENGLISH)
