"""What somebody is told whose shifts were changed by another, in the time of their own zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from app.domain.request_words import span_text
from app.domain.rota import PersonId
from app.domain.shift_difference import Difference
from app.domain.stretch import united
from app.domain.window import Window

MOST = 20  # shifts of one kind that are listed


def touched(found: Difference) -> frozenset[PersonId]:
    """Everybody who loses or gains time."""
    return frozenset(who for row in found.rows for who in (*row.lost, *row.gained))


@dataclass(frozen=True)
class Publication:
    """Who changed what; `note` is what they wrote, `days` how far ahead the change is told."""

    schedule: str
    by: str
    note: str
    days: int


def words(
    found: Difference, person: PersonId, zone: ZoneInfo, news: Publication
) -> tuple[str, str]:
    """Subject and text for one person."""
    gained = united(row.window for row in found.rows if person in row.gained)
    lost = united(row.window for row in found.rows if person in row.lost)
    before, after = _hours(found, person)
    hours = f"In the next {news.days} days you have {after} h, before it was {before} h."
    parts = [
        f"{news.by} changed the rota {news.schedule}." + (f" {news.note}" if news.note else ""),
        *_listed("You are on call now:", gained, zone),
        *_listed("You are not on call any more:", lost, zone),
        f"{hours} Times are of {zone.key}.",
    ]
    return f"{news.schedule}: {_subject(gained, lost)}", "\n\n".join(parts)


def _subject(gained: list[Window], lost: list[Window]) -> str:
    counts = [
        f"{len(some)} {'shift' if len(some) == 1 else 'shifts'} {what}"
        for some, what in ((gained, "more"), (lost, "less"))
        if some
    ]
    return f"your shifts changed ({', '.join(counts)})"


def _listed(heading: str, windows: list[Window], zone: ZoneInfo) -> Iterable[str]:
    if windows:
        more = [f"  and {len(windows) - MOST} more"] if len(windows) > MOST else []
        lines = [f"  {span_text(each, zone)}" for each in windows[:MOST]]
        yield "\n".join([heading, *lines, *more])


def _hours(found: Difference, person: PersonId) -> tuple[str, str]:
    for each in found.hours:
        if each.person == person:
            return _number(each.before), _number(each.after)
    return "0", "0"


def _number(time: timedelta) -> str:
    return f"{round(time / timedelta(hours=1), 1):g}"
