"""What somebody is told whose shifts were changed by another, in the time of their own zone and by
the voice of the team."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from app.domain.rota import PersonId
from app.domain.shift_difference import Difference
from app.domain.stretch import united
from app.domain.window import Window
from app.notify.voice import Voice

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
    voice: Voice = field(default_factory=Voice)


def words(
    found: Difference, person: PersonId, zone: ZoneInfo, news: Publication
) -> tuple[str, str]:
    """Subject and text for one person."""
    gained = united(row.window for row in found.rows if person in row.gained)
    lost = united(row.window for row in found.rows if person in row.lost)
    before, after = (news.voice.number(each) for each in _hours(found, person))
    say = news.voice.say
    hours = say("In the next %1 days you have %2 h, before it was %3 h.", news.days, after, before)
    changed = say("%1 changed the rota %2.", news.by, news.schedule)
    parts = [
        f"{changed} {news.note}".rstrip(),
        *_listed(say("You are on call now:"), gained, zone, news.voice),
        *_listed(say("You are not on call any more:"), lost, zone, news.voice),
        f"{hours} {say('Times are of %1.', zone.key)}",
    ]
    subject = say("%1: your shifts changed (%2)", news.schedule, _counts(gained, lost, news.voice))
    return subject, "\n\n".join(parts)


def _counts(gained: list[Window], lost: list[Window], voice: Voice) -> str:
    more, less = len(gained), len(lost)
    counts = [
        voice.say("%1 shift more" if more == 1 else "%1 shifts more", more) if more else "",
        voice.say("%1 shift less" if less == 1 else "%1 shifts less", less) if less else "",
    ]
    return ", ".join(filter(None, counts))


def _listed(heading: str, windows: list[Window], zone: ZoneInfo, voice: Voice) -> Iterable[str]:
    if windows:
        left = len(windows) - MOST
        more = [f"  {voice.say('and %1 more', left)}"] if left > 0 else []
        lines = [f"  {voice.span(each, zone)}" for each in windows[:MOST]]
        yield "\n".join([heading, *lines, *more])


def _hours(found: Difference, person: PersonId) -> tuple[str, str]:
    for each in found.hours:
        if each.person == person:
            return _number(each.before), _number(each.after)
    return "0", "0"


def _number(time: timedelta) -> str:
    return f"{round(time / timedelta(hours=1), 1):g}"
