"""Whose public holidays can be known."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache


def known_country(code: str) -> bool:
    """Whether `ES`, or a part of a country such as `ES-MD`, is known."""
    country, _, part = code.partition("-")
    known = countries()
    return country in known and (not part or part in known[country])


@cache
def countries() -> dict[str, list[str]]:
    """Country codes, each with the codes of its parts."""
    import holidays  # late: it costs 0.4 s

    return holidays.list_supported_countries()


@cache
def offered() -> dict[str, list[str]]:
    """Each country once, by its code of two letters."""
    return {code: parts for code, parts in countries().items() if len(code) == 2 and code != "UK"}


@cache
def public_holidays(code: str, year: int, language: str = "en") -> tuple[tuple[date, str], ...]:
    """The public holidays of `ES` or `ES-MD` in a year, by day, all named in one language: one such
    as `de`, where the library can, else the country's own if that is written in Latin letters, else
    English. None for a code that it does not know, or a year that it does not reach."""
    if not known_country(code):
        return ()
    import holidays

    country, _, part = code.partition("-")
    known = holidays.country_holidays(country, subdiv=part or None)
    own = known.default_language if language != "en" else None

    def said_in(tongue: str | None) -> dict[date, str]:
        found = holidays.country_holidays(country, subdiv=part or None, years=year, language=tongue)
        return {day: name for day, name in found.items() if day.year == year}

    if language not in known.supported_languages and own and _latin(named := said_in(own)):
        return tuple(sorted(named.items()))
    ways = (each for each in (language, "en_US") if each in known.supported_languages)
    return tuple(sorted(said_in(next(ways, None)).items()))


def _latin(named: Mapping[date, str]) -> bool:
    """Whether somebody who reads German or Spanish can read them out."""
    letters = filter(str.isalpha, "".join(named.values()))
    return all(unicodedata.name(each, "").startswith("LATIN") for each in letters)
