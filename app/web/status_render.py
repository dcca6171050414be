"""The status page as HTML: plain, without script, with bars as one small picture a component."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.domain.status import WORDS, Day
from app.notify.voice import Voice
from app.paper.html import safe_html
from app.queries.status_public import Board, Line, Shown
from app.queries.status_spec import page_zone
from models.kinds_status import ComponentState

if TYPE_CHECKING:
    from jinja2 import Template

STEP, WIDE, HIGH = 5, 3, 30  # of a bar, in the picture's own units
TINT = {
    ComponentState.OPERATIONAL: "good",
    ComponentState.MAINTENANCE: "work",
    ComponentState.DEGRADED: "slow",
    ComponentState.PARTIAL: "part",
    ComponentState.MAJOR: "down",
}


@dataclass(frozen=True, slots=True)
class Links:
    """Where things are, from the page that is written: `root` leads to the status page's folder,
    `end` is what a file's name ends in."""

    root: str = "/status"
    static: bool = False

    @property
    def home(self) -> str:
        """The page itself."""
        return f"{self.root}index.html" if self.static else self.root

    def incident(self, slug: str) -> str:
        """One incident."""
        return f"{self.root}incidents/{slug}.html" if self.static else f"{self.root}/{slug}"

    def history(self, number: int) -> str:
        """A page of what is over."""
        if self.static:
            return f"{self.root}history-{number}.html"
        return f"{self.root}/history?page={number}"

    def file(self, ending: str) -> str:
        """The same for programs."""
        return f"{self.root}status.{ending}" if self.static else f"{self.root}.{ending}"


def page(board: Board, links: Links) -> str:
    """The whole page."""
    groups = [(name, list(each)) for name, each in groupby(board.lines, key=lambda x: x.group)]
    return _filled(board, links, view="page", groups=groups)


def history(board: Board, shown: Sequence[Shown], number: int, pages: int, links: Links) -> str:
    """What is over, part by part."""
    return _filled(board, links, view="history", listed=shown, number=number, pages=pages)


def incident(board: Board, shown: Shown, links: Links) -> str:
    """One incident with everything that was said."""
    return _filled(board, links, view="incident", each=shown)


def notice(
    board: Board, title: str, said: str, links: Links, button: str = "", *, ask: bool = False
) -> str:
    """A sentence to who subscribes or leaves, with a button where something is asked; `ask` for a
    password."""
    voice = Voice(board.language)
    heading, told, button = (voice.sentence(each) for each in (title, said, button))
    return _filled(board, links, view="notice", heading=heading, told=told, button=button, ask=ask)


def _filled(board: Board, links: Links, **values: Any) -> str:
    zone, voice = page_zone(board.page), Voice(board.language)
    clock = _Clock(zone, board.now, voice)
    name = board.page.title or "Status"
    words = {state: voice.say(said) for state, said in WORDS.items()}
    return _template().render(
        board=board, links=links, name=name, words=words, tint=TINT,
        bars=partial(bars, voice=voice), text=safe_html, moment=clock.moment, day=clock.day,
        iso=_iso, percent=partial(percent, voice=voice), by_day=clock.by_day, lasted=_lasted,
        say=voice.say, lang=board.language.value, **values,
    )  # fmt: skip


class _Clock:
    """Times as the page's readers live."""

    def __init__(self, zone: ZoneInfo, now: datetime, voice: Voice) -> None:
        self._zone, self._now, self._voice = zone, now, voice

    def moment(self, at: datetime) -> str:
        """`28 Nov, 14:05 CET`; with the year where it is another."""
        there = at.astimezone(self._zone)
        year = there.year != self._now.astimezone(self._zone).year
        return f"{self._voice.short(there, year=year)}, {there:%H:%M %Z}"

    def day(self, at: datetime) -> str:
        """`Saturday, 28 November 2026`."""
        return self._voice.day(at.astimezone(self._zone))

    def by_day(self, shown: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
        """Incidents under the day on which they began."""
        grouped = groupby(shown, key=lambda each: self.day(each.began_at))
        return [(day, list(each)) for day, each in grouped]


def bars(line: Line, voice: Voice) -> str:
    """Ninety days as one picture, the bad ones with a word on them; its name says the sum."""
    good: list[str] = []
    other: list[str] = []
    for place, day in enumerate(line.bars):
        box = f"M{place * STEP} 0h{WIDE}v{HIGH}h-{WIDE}z"
        if not day.watched:
            other.append(f'<path class="none" d="{box}"/>')
        elif day.worst is ComponentState.OPERATIONAL:
            good.append(box)
        else:
            said = escape(_day_words(day, voice))
            other.append(f'<path class="{TINT[day.worst]}" d="{box}"><title>{said}</title></path>')
    wide = STEP * len(line.bars) - (STEP - WIDE)
    return (
        f'<svg class="bars" viewBox="0 0 {wide} {HIGH}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(_bars_words(line, voice))}">'
        f'<path class="good" d="{"".join(good)}"/>{"".join(other)}</svg>'
    )


def percent(share: float | None, voice: Voice) -> str:
    """Cut, not rounded: 99.999 is not 100."""
    if share is None:
        return voice.say("no data yet")
    cut = int(share * 100_000) / 1000
    return voice.number(f"{cut:.3f}".rstrip("0").rstrip(".")) + " %"


def _bars_words(line: Line, voice: Voice) -> str:
    bad = sum(day.worst not in (ComponentState.OPERATIONAL, ComponentState.MAINTENANCE)
              for day in line.bars)  # fmt: skip
    some = voice.say("trouble on %1 days" if bad > 1 else "trouble on %1 day", bad)
    days = some if bad else voice.say("no trouble")
    up = percent(line.uptime, voice)
    return voice.say("%1: %2 up in the last 90 days, %3", line.name, up, days)


def _day_words(day: Day, voice: Voice) -> str:
    minutes = round(day.down / 60)
    lost = voice.say("%1 h %2 min down", minutes // 60, minutes % 60)
    more = f", {lost}" if minutes else ""
    return f"{voice.short(day.date, year=True)}: {voice.say(WORDS[day.worst])}{more}"


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _lasted(shown: Shown) -> str:
    if shown.resolved_at is None:
        return ""
    minutes = max(1, round((shown.resolved_at - shown.began_at).total_seconds() / 60))
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("resources", "templates")
    made = Environment(autoescape=True, loader=loader, trim_blocks=True, lstrip_blocks=True)
    made.globals["style"] = files("resources").joinpath("templates/status.css").read_text("utf-8")
    return made.get_template("status.html")
