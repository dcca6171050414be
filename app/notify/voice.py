"""What readers outside the house see, in the language of the team: the status page, its mails, the
page behind an acknowledgement link. The words are English in the code; `resources/words` has them
in other languages. What nobody translated stays as it is."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from importlib.resources import files

from app.domain.language import Language
from app.domain.request_words import at_text
from app.domain.window import Window

LETTER, LEAST = re.compile("[a-z]"), 9
GAP = re.compile(r"%(\d)")
MONTHS = {
    Language.GERMAN: ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
                      "September", "Oktober", "November", "Dezember"),
    Language.SPANISH: ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
                       "septiembre", "octubre", "noviembre", "diciembre"),
}  # fmt: skip
SHORT = {
    Language.GERMAN: ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.",
                      "Okt.", "Nov.", "Dez."),
    Language.SPANISH: ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct",
                       "nov", "dic"),
}  # fmt: skip
DAYS = {
    Language.GERMAN: ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag",
                      "Sonntag"),
    Language.SPANISH: ("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"),
}  # fmt: skip
LONG_DATE = {
    Language.GERMAN: "{day}. {month} {year}",
    Language.SPANISH: "{day} de {month} de {year}",
}
POINT = {Language.GERMAN: ",", Language.SPANISH: ","}
LIKE_Y = re.compile("h?i(?!e)", re.IGNORECASE)  # before this sound a Spanish “y” is an “e”
AND = {Language.ENGLISH: "and", Language.GERMAN: "und", Language.SPANISH: "y"}


@dataclass(frozen=True)
class Voice:
    """Times are shown on the clock of the zone they are in."""

    language: Language = Language.ENGLISH

    def say(self, words: str, *values: object) -> str:
        """Our words, with values in the place of %1, %2 ..."""
        said = words_in(self.language).get(words, words)
        return GAP.sub(lambda gap: str(values[int(gap[1]) - 1]), said) if values else said

    def sentence(self, said: str) -> str:
        """Something that was said in English, with values in it already."""
        known = words_in(self.language)
        if said in known:
            return known[said]
        for shape, meant in _shapes(self.language):
            if found := shape.fullmatch(said):
                values = [known.get(each, each) for each in found.groups()]
                return Voice().say(meant, *values)
        return said

    def short(self, at: date, *, year: bool = False, zero: bool = False) -> str:
        """`28 Nov`; `zero`: `08 Nov` in English."""
        after = f" {at.year}" if year else ""
        if self.language not in SHORT:
            return f"{at:%d %b}{after}" if zero else f"{at.day} {at:%b}{after}"
        dot = "." if self.language is Language.GERMAN else ""
        return f"{at.day}{dot} {SHORT[self.language][at.month - 1]}{after}"

    def day(self, at: date) -> str:
        """`Saturday, 28 November 2026`."""
        if self.language not in MONTHS:
            return f"{at:%A}, {at.day} {at:%B %Y}"
        month = MONTHS[self.language][at.month - 1]
        rest = LONG_DATE[self.language].format(day=at.day, month=month, year=at.year)
        return f"{self.weekday(at)}, {rest}"

    def weekday(self, at: date) -> str:
        """`Saturday`."""
        return DAYS[self.language][at.weekday()] if self.language in DAYS else f"{at:%A}"

    def brief(self, at: date) -> str:
        """`Sat`, within a sentence."""
        found = self.weekday(at)[: 2 if self.language is Language.GERMAN else 3]
        return found.lower() if self.language is Language.SPANISH else found

    def near(self, at: date) -> str:
        """A day of these weeks: `Mon 06 April`."""
        if self.language is Language.ENGLISH:
            return f"{at:%a %d %B}"
        return f"{self.brief(at)} {self.short(at)}"

    def moment(self, at: datetime, zone: tzinfo) -> str:
        """`Thu 26 Nov 18:00`."""
        if self.language is Language.ENGLISH:
            return at_text(at, zone)
        there = at.astimezone(zone)
        return f"{self.brief(there)} {self.short(there)} {there:%H:%M}"

    def span(self, window: Window, zone: tzinfo) -> str:
        """`Thu 26 Nov 18:00 - Fri 27 Nov 09:00`; the day once where it is one."""
        start, end = window.start.astimezone(zone), window.end.astimezone(zone)
        same = start.date() == end.date()
        until = f"{end:%H:%M}" if same else self.moment(end, zone)
        return f"{self.moment(start, zone)} - {until}"

    def clock(self, at: datetime, zone: tzinfo, now: datetime) -> str:
        """`14:30 CET`; with the day where it is another."""
        there = at.astimezone(zone)
        same = there.date() == now.astimezone(zone).date()
        return f"{there:%H:%M %Z}" if same else f"{self.short(there, zero=True)}, {there:%H:%M %Z}"

    def number(self, said: str) -> str:
        """One that was written with a point."""
        return said.replace(".", POINT.get(self.language, "."))

    def listed(self, names: Sequence[str]) -> str:
        """`Checkout, Search and Mail`."""
        if len(names) < 2:
            return "".join(names)
        both = AND[self.language]
        if self.language is Language.SPANISH and LIKE_Y.match(names[-1]):
            both = "e"
        return f"{', '.join(names[:-1])} {both} {names[-1]}"


@cache
def words_in(language: Language) -> Mapping[str, str]:
    """By what they are in English; of English itself nothing needs to be known."""
    if language is Language.ENGLISH:
        return {}
    place = files("resources").joinpath("words", language.value + ".json")
    found: dict[str, str] = json.loads(place.read_text("utf-8"))
    return found


@cache
def _shapes(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Whole sentences with gaps, the longest first; gaps come in the order of their numbers. What
    has few words of its own would be found in anything."""
    known = {
        each: said
        for each, said in words_in(language).items()
        if GAP.search(each) and each.endswith(".") and len(LETTER.findall(each)) >= LEAST
    }
    return tuple(
        (re.compile("(.+?)".join(map(re.escape, GAP.split(each)[::2]))), said)
        for each, said in sorted(known.items(), key=lambda pair: -len(pair[0]))
    )
