"""An incident as a document: facts, clocks, people, what was tried and the whole timeline, in the
order in which it happened; by the voice of the team."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from app.domain.document import Block, Bullets, Document, Facts, Heading, Table, Words

FORMATS = ("md", "html", "pdf", "json")


class Voice(Protocol):
    """In which the team speaks."""

    def say(self, words: str, *values: object) -> str:
        """Our words, with values in the place of %1, %2 ..."""
        ...

    def weekday(self, at: date) -> str:
        """Its name."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the timeline; `markdown`: its text was written by hand. `noted`: when it was written
    down, where that was well after."""

    at: datetime
    kind: str
    who: str
    text: str
    markdown: bool = False
    noted: datetime | None = None
    pinned: bool = False
    edited: bool = False
    files: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written; pairs are names with values, in their order."""

    number: int
    title: str
    facts: tuple[tuple[str, str], ...]
    clocks: tuple[tuple[str, datetime | None], ...]
    people: tuple[tuple[str, str], ...]
    summary: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[Line, ...]
    tasks: tuple[tuple[str, str, bool], ...]
    description: str
    created: datetime
    written: datetime
    voice: Voice


def document(of: Paper, zone: ZoneInfo) -> Document:
    """All of it; wall clocks of `zone`, which is named."""
    at, name = f"{of.written.astimezone(zone):%Y-%m-%d %H:%M}", of.voice.say("Incident")
    return Document(
        title=f"{name} #{of.number}: {of.title}",
        subtitle=of.voice.say("Written %1 (%2) from the timeline", at, zone.key),
        blocks=tuple(_blocks(of, zone)),
        foot=f"{name} #{of.number} · Watchbill",
    )


def _blocks(of: Paper, zone: ZoneInfo) -> Iterator[Block]:
    say = of.voice.say
    yield Facts(tuple((name, value) for name, value in of.facts if value))
    if of.description.strip():
        yield Words(of.description)
    for heading, lines in of.summary:
        yield Heading(heading, 2)
        yield Bullets(tuple(map(_plain, lines)))
    yield Heading(say("Clocks"), 2)
    head = (say("Clock"), f"{say('Time')} ({zone.key})", say("After it was created"))
    yield Table(head, tuple(_clocks(of, zone)), (2, 2, 2))
    if of.people:
        yield Heading(say("People"), 2)
        yield Facts(of.people)
    if of.tasks:
        yield Heading(say("Tasks"), 2)
        done = ((say("Done" if over else "To do"), title, who) for title, who, over in of.tasks)
        yield Table((say("State"), say("Task"), say("Whose")), tuple(done), (1, 5, 2))
    yield Heading(say("Timeline"), 2)
    yield from _timeline(of.lines, zone, of.voice)


def _clocks(of: Paper, zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    for name, at in of.clocks:
        if at is not None:
            after = at - of.created
            yield name, f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}", _length(after)


def _timeline(lines: Iterable[Line], zone: ZoneInfo, voice: Voice) -> Iterator[Block]:
    """A table for what is one line; what people wrote at length stands below its row as text."""
    rows: list[tuple[str, ...]] = []
    day = ""
    for line in lines:
        local = line.at.astimezone(zone)
        if day != (day := f"{voice.weekday(local)}, {local:%Y-%m-%d}"):
            yield from _table(rows, voice)
            rows = []
            yield Heading(day, 3)
        long = line.markdown and ("\n" in line.text.strip() or len(line.text) > 200)
        rows.append((f"{local:%H:%M:%S}", line.who, "" if long else _said(line, zone, voice)))
        if long:
            yield from _table(rows, voice)
            rows = []
            yield Words(line.text)
            if marks := _marks(line, zone, voice):
                yield Words(f"*{_plain(marks)}*")
    yield from _table(rows, voice)


def _table(rows: list[tuple[str, ...]], voice: Voice) -> Iterator[Block]:
    if rows:
        head = voice.say("Time"), voice.say("Who"), voice.say("What")
        yield Table(head, tuple(rows), (1.2, 1.6, 7))


def _said(line: Line, zone: ZoneInfo, voice: Voice) -> str:
    text = " ".join(line.text.split()) if not line.markdown else _bare(line.text)
    marks = _marks(line, zone, voice)
    return f"{text} [{marks}]" if marks else text


def _marks(line: Line, zone: ZoneInfo, voice: Voice) -> str:
    found = [voice.say("pinned")] if line.pinned else []
    found += [voice.say("edited")] if line.edited else []
    if line.noted is not None:
        noted = f"{line.noted.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        found.append(voice.say("written down %1", noted))
    for name, _, digest in line.files:
        found.append(voice.say("file %1, sha256 %2", name, f"{digest[:16]}…"))
    return "; ".join(found)


def _bare(markdown: str) -> str:
    return " ".join(markdown.replace("**", "").replace("`", "").split())


def _plain(text: str) -> str:
    """As Markdown that shows it as it is."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text)


def _length(length: timedelta) -> str:
    seconds = round(length.total_seconds())
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{sign}{hours} h {minutes:02} min"
    return f"{sign}{minutes} min {seconds:02} s" if minutes else f"{sign}{seconds} s"
