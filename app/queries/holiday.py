"""Public holidays of a schedule's country: those that are stored, else as the library has them."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars.country import public_holidays
from app.domain.board import Holiday
from models import rota


def holidays_of(
    session: Session, countries: Iterable[str | None], first: date, last: date
) -> Mapping[str, tuple[Holiday, ...]]:
    """By country, from a day to a day, both included. A year of which anything is stored is read
    from there."""
    codes = {each for each in countries if each}
    stored = stored_years(session, codes, range(first.year, last.year + 1)) if codes else {}
    return {
        code: tuple(
            Holiday(day, name)
            for year in range(first.year, last.year + 1)
            for day, name in stored.get((code, year)) or public_holidays(code, year)
            if first <= day <= last
        )
        for code in codes
    }


def named_in(language: str, code: str | None, found: Iterable[Holiday]) -> tuple[Holiday, ...]:
    """The same days as people of a language such as `de` call them, or of the country itself
    (`public_holidays`); what is stored is English, and so it stays where the library knows no other
    name."""
    days = tuple(found)
    if language == "en" or not code:
        return days
    years = {each.day.year for each in days}
    known = dict(pair for year in years for pair in public_holidays(code, year, language))
    return tuple(Holiday(each.day, known.get(each.day, each.name)) for each in days)


def stored_years(
    session: Session, codes: Iterable[str], years: range
) -> Mapping[tuple[str, int], tuple[tuple[date, str], ...]]:
    """What is stored, by country and year."""
    asked = (
        select(rota.Holiday.country, rota.Holiday.day, rota.Holiday.name)
        .where(rota.Holiday.country.in_(codes))
        .where(rota.Holiday.day.between(date(years.start, 1, 1), date(years.stop - 1, 12, 31)))
        .order_by(rota.Holiday.day)
    )
    found: dict[tuple[str, int], list[tuple[date, str]]] = {}
    for code, day, name in session.execute(asked):
        found.setdefault((code, day.year), []).append((day, name))
    return {key: tuple(days) for key, days in found.items()}
