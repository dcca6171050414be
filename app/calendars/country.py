"""Whose public holidays can be known."""

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
def public_holidays(code: str, year: int, language: str = "en") -> tuple[tuple[date, str], ...]:
    """The public holidays of `ES` or `ES-MD` in a year, by day, named in a language such as `de`,
    else in English, where the library can; none for a code that it does not know, or a year that it
    does not reach."""
    if not known_country(code):
        return ()
    import holidays

    country, _, part = code.partition("-")
    known = holidays.country_holidays(country, subdiv=part or None)
    tongue = next((each for each in (language, "en_US") if each in known.supported_languages), None)
    found = holidays.country_holidays(country, subdiv=part or None, years=year, language=tongue)
    return tuple(sorted((day, name) for day, name in found.items() if day.year == year))
