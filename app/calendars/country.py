"""Whose public holidays can be known."""

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
