"""The status page as HTML: plain, without script, with bars as one small picture a component."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.domain.status import WORDS, Day
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
    return _filled(board, links, view="notice", heading=title, told=said, button=button, ask=ask)


def _filled(board: Board, links: Links, **values: Any) -> str:
    zone = page_zone(board.page)
    clock = _Clock(zone, board.now)
    name = board.page.title or "Status"
    return _template().render(
        board=board, links=links, name=name, words=WORDS, tint=TINT, bars=bars, text=safe_html,
        moment=clock.moment, day=clock.day, iso=_iso, percent=percent, by_day=clock.by_day,
        lasted=_lasted, **values,
    )  # fmt: skip


class _Clock:
    """Times as the page's readers live."""

    def __init__(self, zone: ZoneInfo, now: datetime) -> None:
        self._zone, self._now = zone, now

    def moment(self, at: datetime) -> str:
        """`28 Nov, 14:05 CET`; with the year where it is another."""
        there = at.astimezone(self._zone)
        year = "" if there.year == self._now.astimezone(self._zone).year else f" {there.year}"
        return f"{there.day} {there:%b}{year}, {there:%H:%M %Z}"

    def day(self, at: datetime) -> str:
        """`Saturday, 28 November 2026`."""
        there = at.astimezone(self._zone)
        return f"{there:%A}, {there.day} {there:%B %Y}"

    def by_day(self, shown: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
        """Incidents under the day on which they began."""
        grouped = groupby(shown, key=lambda each: self.day(each.began_at))
        return [(day, list(each)) for day, each in grouped]


def bars(line: Line) -> str:
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
            said = escape(_day_words(day))
            other.append(f'<path class="{TINT[day.worst]}" d="{box}"><title>{said}</title></path>')
    wide = STEP * len(line.bars) - (STEP - WIDE)
    return (
        f'<svg class="bars" viewBox="0 0 {wide} {HIGH}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(_bars_words(line))}">'
        f'<path class="good" d="{"".join(good)}"/>{"".join(other)}</svg>'
    )


def percent(share: float | None) -> str:
    """Cut, not rounded: 99.999 is not 100."""
    if share is None:
        return "no data yet"
    cut = int(share * 100_000) / 1000
    return f"{cut:.3f}".rstrip("0").rstrip(".") + " %"


def _bars_words(line: Line) -> str:
    bad = sum(day.worst not in (ComponentState.OPERATIONAL, ComponentState.MAINTENANCE)
              for day in line.bars)  # fmt: skip
    days = "no trouble" if not bad else f"trouble on {bad} day{'s' if bad > 1 else ''}"
    return f"{line.name}: {percent(line.uptime)} up in the last 90 days, {days}"


def _day_words(day: Day) -> str:
    minutes = round(day.down / 60)
    lost = f", {minutes // 60} h {minutes % 60} min down" if minutes else ""
    return f"{day.date.day} {day.date:%b %Y}: {WORDS[day.worst]}{lost}"


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
