"""How a chart says what it shows: in English, unless a window has it otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.charts.frame import length
from app.domain.moment import spoken


def _dated(day: date, form: str) -> str:
    return f"{day:{form}}"


def _lasting(seconds: float) -> str:
    whole = round(seconds)
    return spoken(timedelta(seconds=whole)) if whole < 3600 else length(whole)


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Idiom:
    """`said` has an English text in its own words, with the same %1 ...; `dated` writes a day by a
    form of `strftime`, `clock` a time of day in its own zone, `lasting` a length in seconds. `days`
    from Monday; a week is drawn from the one at `opening`. Called on any thread."""

    said: Callable[[str], str] = str
    dated: Callable[[date, str], str] = _dated
    clock: Callable[[datetime], str] = _clock
    lasting: Callable[[float], str] = _lasting
    days: tuple[str, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    opening: int = 0

    def told(self, text: str, *values: str) -> str:
        """With its values."""
        words = self.said(text)
        for at, each in enumerate(values, 1):
            words = words.replace(f"%{at}", each)
        return words


ENGLISH = Idiom()
