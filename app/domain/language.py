"""The languages that a team can work in: what comes along is there in each of them."""

from enum import StrEnum


class Language(StrEnum):
    """By its code, as web pages and files name it."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"
