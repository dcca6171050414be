"""What `app` says, in the language of the window: see `app.domain.sentence`."""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

if TYPE_CHECKING:
    from app.domain.sentence import Speech

_speaking: list[bool] = [False]


def speak(foreign: bool) -> None:
    """Whether there is anything to translate. English windows show what is said as it is."""
    _speaking[0] = foreign
    _found.cache_clear()


def speaking() -> bool:
    """Whether the window speaks another language than `app` writes."""
    return _speaking[0]


def worded(sentence: str) -> str:
    """A sentence of `app` for the window; one that nobody knows stays as it is."""
    return _found(sentence) if sentence and _speaking[0] else sentence


def drafted(sentence: str) -> str:
    """The same for a word of a draft of a review, such as the name of its template."""
    return _found(sentence, True) if sentence and _speaking[0] else sentence


def fault_words(fault: BaseException) -> str:
    """What a fault says; its commands as they are typed on this machine."""
    said = worded(str(fault))
    if "`watchbill " not in said:
        return said
    from app.command import own_command

    return said.replace("`watchbill ", f"`{own_command()} ")


def capital(words: str) -> str:
    """As a sentence begins; what follows stays as it is written."""
    return words[:1].upper() + words[1:]


def inside(words: str) -> str:
    """As it stands within a sentence; German keeps the capitals of its nouns."""
    german = QLocale().language() is QLocale.Language.German
    return words if german else words.lower()


@lru_cache(maxsize=4096)
def _found(sentence: str, drafts: bool = False) -> str:
    return _speech().said(sentence, drafts=drafts)


@lru_cache(maxsize=1)
def _speech() -> "Speech":
    from app.domain.sentence import Speech
    from app.notify.catalogue import listed

    return Speech(listed, QCoreApplication.translate)
