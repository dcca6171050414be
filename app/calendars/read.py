"""iCalendar in: what happens when, repetitions written out, and time off.

Every fault of a file is a sentence with its line; all of them at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from app.calendars import event as events
from app.calendars.event import Happening
from app.calendars.text import Component, Entry, calendars, entries, plain
from app.domain.moment import zone as zone_of
from app.domain.workspace import TimeOffSpec
from app.errors import Refused

AHEAD = timedelta(days=731)  # how far what never ends is written out
MOST = 50_000  # happenings
MOST_SAID = 20  # sentences
UNREADABLE = "line {}: the event {!r} repeats in a way that cannot be read."
TOO_MANY = f"This file comes to more than {MOST} happenings; expected fewer."


@dataclass(frozen=True)
class Reading:
    """What a file says; what never ends was written out to `until`. `entries` are the events as
    they stand in it."""

    name: str
    time_zone: str
    happenings: tuple[Happening, ...]
    entries: tuple[Entry, ...]
    until: datetime


def away_events(
    data: bytes, zone: ZoneInfo | str, now: datetime | None = None
) -> list[TimeOffSpec]:
    """Each happening of a file as time off on the wall clock of the person's `zone`, in order, the
    same one once. What never ends is followed for two years from `now`, and only from there.
    Raises Refused with every sentence, one a line."""
    where = ZoneInfo(zone) if isinstance(zone, str) else zone
    seen = now or datetime.now(UTC)
    reading = read(data, where, seen)
    found = {
        TimeOffSpec(each.wall_start, _after(each), each.summary)
        for each in reading.happenings
        if each.end > seen or not each.endless
    }
    return sorted(found, key=lambda each: (each.start, each.end, each.reason))


def read(data: bytes, zone: ZoneInfo, now: datetime) -> Reading:
    """All that happens by a file, in order; days and times without a zone are those of `zone`.
    Raises Refused with every sentence, one a line."""
    found = calendars(data)
    listed = entries(data, found)
    refuse(sentence for entry in listed for sentence in events.sentences(entry))
    until = max(now, *(_latest(each.event) for each in listed)) + AHEAD
    happenings = sorted(_happenings(found, listed, zone, until), key=_order)
    if len(happenings) > MOST:
        raise Refused(TOO_MANY)
    name, own_zone = _about(found, "X-WR-CALNAME"), _about(found, "X-WR-TIMEZONE")
    return Reading(name, own_zone, tuple(happenings), tuple(listed), until)


def refuse(sentences: Iterable[str]) -> None:
    """Raises Refused when there are any, with each on a line of its own."""
    said = list(dict.fromkeys(sentences))
    if len(said) > MOST_SAID:
        said = [*said[:MOST_SAID], f"... and {len(said) - MOST_SAID} more like these."]
    if said:
        raise Refused("\n".join(said))


def _happenings(
    found: list[Component], listed: list[Entry], zone: ZoneInfo, until: datetime
) -> Iterator[Happening]:
    series: dict[str, list[Entry]] = {}
    for entry in listed:
        if events.repeats(entry.event):
            series.setdefault(str(entry.event.get("UID", "")), []).append(entry)
        elif not events.cancelled(entry.event):
            yield events.happening(entry, entry.event, zone)
    zones = [each for calendar in found for each in calendar.walk("VTIMEZONE")]
    for together in series.values():
        yield from _written_out(together, zones, zone, until)


def _written_out(
    together: list[Entry], zones: list[Component], zone: ZoneInfo, until: datetime
) -> Iterator[Happening]:
    """The happenings of one series, with those that were moved, taken out or added."""
    import recurring_ical_events  # late: it costs 40 ms

    whole = Calendar()
    whole.subcomponents = [*zones, *(each.event for each in together)]
    begin = min(events.instant(each.event["DTSTART"].dt, zone) for each in together)
    try:
        found = recurring_ical_events.of(whole).between(begin - timedelta(days=2), until)
        happenings = [
            events.happening(together[0], each, zone)
            for each in found
            if not events.cancelled(each)
        ]
    except Exception as fault:  # whatever a rule makes a library do is a fault of the file
        first = together[0]
        name = plain(first.event.get("SUMMARY"), 60)
        raise Refused(UNREADABLE.format(first.line, name)) from fault
    endless = not all(events.ends(each.event) for each in together)
    yield from (replace(each, endless=endless) for each in happenings)


def _latest(event: Component) -> datetime:
    return events.instant(event["DTSTART"].dt, ZoneInfo("UTC"))


def _about(found: list[Component], name: str) -> str:
    words = next((plain(each[name], 200) for each in found if name in each), "")
    if name != "X-WR-TIMEZONE":
        return words
    try:
        return zone_of(words).key if words else ""
    except ValueError:
        return ""


def _after(each: Happening) -> datetime:
    """Its end on the wall; where clocks go back, its length after its begin at least."""
    if each.wall_end > each.wall_start:
        return each.wall_end
    return each.wall_start + (each.end - each.start)


def _order(each: Happening) -> tuple[datetime, datetime, str]:
    return each.start, each.end, each.summary
