"""In which language the window speaks: the system's, or the one that was chosen here.

`WATCHBILL_LANGUAGE` (de, es, en, pseudo) goes before both; tests and pictures use it.
"""

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale, QTranslator

import resources
from ui.language import sentence

KEY = "look/language"
VARIABLE = "WATCHBILL_LANGUAGE"

_worn: list[QTranslator] = []
_spoken: list[str] = ["en"]


class Language(StrEnum):
    """What the program can speak; each is offered under its own name."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"
    PSEUDO = "pseudo"  # English, twice as long: shows what is clipped and what was forgotten


NAMES = {Language.ENGLISH: "English", Language.GERMAN: "Deutsch", Language.SPANISH: "Español"}
SYSTEM = "system"
KEYS = (  # as the keyboards and our own texts have them; Qt's words are longer in Spanish
    QT_TRANSLATE_NOOP("QShortcut", "Ctrl"),
    QT_TRANSLATE_NOOP("QShortcut", "Shift"),
    QT_TRANSLATE_NOOP("QShortcut", "Return"),
    QT_TRANSLATE_NOOP("QShortcut", "Del"),
)


def wanted(kept: str = SYSTEM) -> Language:
    """The language of this start: of the environment, else as chosen, else the system's."""
    for each in (os.environ.get(VARIABLE, ""), kept):
        if each in set(Language):
            return Language(each)
    return _of_system()


def wear(app: QCoreApplication, language: Language) -> None:
    """Speak it from now on, and order dates and hours as its people do."""
    for each in _worn:
        app.removeTranslator(each)
    _worn[:] = _translators(app, language)
    for each in _worn:
        app.installTranslator(each)
    _spoken[0] = language
    QLocale.setDefault(_locale(language))
    sentence.speak(language is not Language.ENGLISH)


def worn() -> Language:
    """What is spoken now."""
    return Language(_spoken[0])


def _of_system() -> Language:
    for tag in QLocale.system().uiLanguages():
        code = tag.partition("-")[0]
        if code in (Language.ENGLISH, Language.GERMAN, Language.SPANISH):
            return Language(code)
    return Language.ENGLISH


def _translators(app: QCoreApplication, language: Language) -> list[QTranslator]:
    if language is Language.PSEUDO:
        from ui.language.pseudo import PseudoTranslator

        return [PseudoTranslator(app)]
    found = []
    for name, folder in _files(language):
        made = QTranslator(app)
        if made.load(name, folder):
            found.append(made)
    return found


def _files(language: Language) -> Iterator[tuple[str, str]]:
    """Qt's own words first, where they are not as they were written."""
    if language is not Language.ENGLISH:
        from PySide6.QtCore import QLibraryInfo

        yield f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    yield f"watchbill_{language}", str(Path(resources.__path__[0]) / "translations")


def _locale(language: Language) -> QLocale:
    """The system's where it speaks the language; else the language as it is spoken there."""
    system = QLocale.system()
    code = Language.ENGLISH.value if language is Language.PSEUDO else language.value
    if system.name().partition("_")[0] == code or system.language() is QLocale.Language.C:
        return system if language is Language.ENGLISH else QLocale(code)
    return QLocale(QLocale(code).language(), system.territory())
