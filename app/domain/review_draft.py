"""Drafts a review from what is on record, without a language model: each sentence rests on a clock,
a page or an entry of the timeline. It praises and worries about the process, never about people."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.domain.entry import Say, entry
from app.domain.moment import spoken
from app.domain.veil import Veil
from models.kinds import Category, EventKind, PageState, Severity

QUICK = timedelta(minutes=5)  # an answer worth a word of praise
SLOW = timedelta(minutes=15)  # an answer worth a question
QUIET = {Severity.SEV1: timedelta(minutes=30), Severity.SEV2: timedelta(minutes=60)}
SPEAKING = (EventKind.NOTE, EventKind.UPDATE, EventKind.STAGE, EventKind.RESOLVED)
TOLD = (
    EventKind.DECLARED, EventKind.ALERT, EventKind.ACKNOWLEDGED, EventKind.UNACKNOWLEDGED,
    EventKind.ESCALATED, EventKind.STAGE, EventKind.ROLE, EventKind.NOTE, EventKind.UPDATE,
    EventKind.PLAYBOOK, EventKind.RESOLVED, EventKind.REOPENED, EventKind.FLAG,
)  # fmt: skip
LINES = 60  # of the timeline in a draft; the whole of it is in the export
WIDTH = 240  # characters of an entry


class Word(StrEnum):
    """What stands alone in a draft, or in the gap of a sentence."""

    WHAT = "What"
    WHICH = "Which"
    CLOCK = "Clock"
    TOOK = "Took"
    INCIDENT = "Incident"
    SEVERITY = "Severity"
    CATEGORY = "Category"
    SERVICE = "Service"
    BEGAN = "Impact began"
    DETECTED = "Detected"
    CREATED = "Created"
    ACKNOWLEDGED = "Acknowledged"
    MITIGATED = "Mitigated"
    RESOLVED = "Resolved"
    REOPENED = "Reopened"
    ALERTS = "Alerts"
    PAGES = "Pages"
    PAGED = "paged"
    WROTE = "wrote"
    TOOK_IT = "acknowledged"
    ONCE = "once"
    TWICE = "twice"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry of the timeline; `machine`: no person wrote it; `stage`: where it led."""

    at: datetime
    kind: EventKind
    actor: str
    text: str
    machine: bool = False
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A page; `sent_at` is when it was delivered."""

    person: str
    contact: str
    state: PageState
    level: int
    due_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of an incident; instants are aware UTC, `roles` are (person, role)."""

    number: int
    title: str
    severity: Severity
    category: str
    service: str
    affected: tuple[str, ...]
    impact: str
    began: datetime | None
    detected: datetime | None
    created: datetime
    acknowledged: datetime | None
    mitigated: datetime | None
    resolved: datetime | None
    alerts: int
    roles: tuple[tuple[str, str], ...]
    moments: tuple[Moment, ...]
    pages: tuple[Sent, ...]
    open_tasks: tuple[str, ...] = ()


def words(of: Record, zone: ZoneInfo, say: Say = str) -> dict[str, str]:
    """What the blanks of a template stand for, as Markdown; wall clocks are of `zone`. `say` puts
    the program's own words into another language, and sees nobody else's."""
    veil = Veil()
    veiled = _veiled(of, veil, say)
    well = [say(each) for each in went_well(of)]
    badly = [veil.off(say(each)) for each in _badly(veiled, zone, say)]
    table = [(say(name), say(took), say(formula)) for name, took, formula in clocks(of)]
    facts = [(say(name), value) for name, value in _facts(of, zone, say)]
    return {
        "summary": " ".join(veil.off(say(each)) for each in _summary(veiled, zone)),
        "impact": of.impact.strip() or say("Not written down while it lasted."),
        "facts": _table((say(Word.WHAT), say(Word.WHICH)), facts),
        "clocks": _table((say(Word.CLOCK), say(Word.TOOK), say("From and to")), table),
        "people": _bullets(_people(of, say)),
        "timeline": _bullets(_timeline(of, zone, say)),
        "well": _bullets(well) or say("Nothing on record says so; ask those who were there."),
        "badly": _bullets(badly) or say("Nothing on record; ask those who were there."),
        "open_tasks": _bullets(of.open_tasks),
        "solution": _solution(of),
    }


def clocks(of: Record) -> list[tuple[str, str, str]]:
    """The four clocks of the metrics page (`app.domain.case`) for this one incident."""
    named = (
        ("Time to detect (MTTD)", of.began, of.detected, "impact began to detected"),
        ("Time to acknowledge (MTTA)", of.created, of.acknowledged, "created to acknowledged"),
        ("Time to mitigate (MTTM)", of.began, of.mitigated, "impact began to mitigated"),
        ("Time to resolve (MTTR)", of.detected, of.resolved, "detected to resolved"),
    )
    return [(name, _took(start, end), formula) for name, start, end, formula in named]


def went_well(of: Record) -> list[str]:
    """From evidence only."""
    return list(_well(of))


def went_badly(of: Record, zone: ZoneInfo) -> list[str]:
    """From evidence only; each is a question to the process."""
    return list(_badly(of, zone, str))


def silences(of: Record) -> list[tuple[datetime, datetime]]:
    """Spells while it was open in which nobody wrote a word, longer than its severity bears."""
    most, end = QUIET.get(of.severity), of.resolved
    if most is None or end is None:
        return []
    said = sorted(m.at for m in of.moments if m.kind in SPEAKING and of.created <= m.at <= end)
    marks = [of.created, *said, end]
    return [(a, b) for a, b in pairwise(marks) if b - a > most]


def long(span: timedelta) -> str:
    """A span as people say it: seconds only below an hour, minutes only below two days."""
    seconds = max(0, round(span.total_seconds()))
    unit = 1 if seconds < 3600 else 60 if seconds < 172_800 else 3600
    return spoken(timedelta(seconds=seconds // unit * unit)) if seconds else "0s"


def _well(of: Record) -> Iterator[str]:
    if of.acknowledged and (took := of.acknowledged - of.created) <= QUICK:
        yield f"Acknowledged {long(took)} after it was created."
    if of.began and of.detected and timedelta() <= of.detected - of.began <= QUICK:
        yield f"Noticed {long(of.detected - of.began)} after the impact began."
    if of.alerts and _first(of, EventKind.ALERT):
        yield "Monitoring saw it; nobody had to find it by hand."
    yield from _well_together(of)


def _well_together(of: Record) -> Iterator[str]:
    if _failed(of) and of.acknowledged:
        yield "A page could not be delivered, and yet the incident was answered."
    if any(role == "incident commander" for _, role in of.roles):
        yield "Somebody took command."
    if updates := sum(m.kind is EventKind.UPDATE for m in of.moments):
        yield f"{updates} update{'s' if updates > 1 else ''} told others where it stood."
    if _first(of, EventKind.PLAYBOOK):
        yield "A playbook was at hand and was used."
    if of.severity in QUIET and of.resolved and not silences(of):
        yield f"Never longer than {long(QUIET[of.severity])} without a word in the timeline."


def _badly(of: Record, zone: ZoneInfo, say: Say) -> Iterator[str]:
    end = of.acknowledged or of.resolved
    if end and (took := end - of.created) > SLOW:
        yield f"Nobody had it for {long(took)}. What kept the pages from being answered?"
    for page in _failed(of):
        yield (
            f"At {_clock(page.due_at, zone)} a page to {page.person} by {page.contact} "
            f"was not delivered ({say(page.state.value)}). Why was this not known before?"
        )
    if levels := [m for m in of.moments if m.kind is EventKind.ESCALATED]:
        yield f"It was escalated {say(_times(len(levels)))} before it was in hand."
    yield from _badly_seen(of, say)
    for start, stop in silences(of):
        yield (
            f"From {_clock(start, zone)} to {_clock(stop, zone)} ({long(stop - start)}) "
            "nothing was written down."
        )
    if of.severity in QUIET and not of.roles:
        yield "No role was given to anybody."


def _badly_seen(of: Record, say: Say) -> Iterator[str]:
    if of.began and of.detected and of.detected - of.began > SLOW:
        yield f"The impact went unnoticed for {long(of.detected - of.began)}."
    if not of.alerts:
        yield "No alert told of it; somebody had to. Which check would have?"
    if again := sum(m.kind is EventKind.REOPENED for m in of.moments):
        yield f"It was called over and came back {say(_times(again))}."


def _veiled(of: Record, veil: Veil, say: Say) -> Record:
    """As the sentences of a draft are made from."""
    return replace(
        of,
        title=veil.over(of.title),
        category=veil.over(_category(of, say)),
        service=veil.over(of.service),
        affected=tuple(filter(None, [veil.over(", ".join(of.affected))])),
        pages=tuple(
            replace(page, person=veil.over(page.person), contact=veil.over(page.contact))
            for page in _failed(of)
        ),
    )


def _category(of: Record, say: Say) -> str:
    """Said where it is one of ours; a team has its own."""
    return say(of.category) if of.category in list(Category) else of.category


def _failed(of: Record) -> list[Sent]:
    return [page for page in of.pages if page.state in (PageState.FAILED, PageState.UNKNOWN)]


def _summary(of: Record, zone: ZoneInfo) -> Iterator[str]:
    begin = (of.began or of.created).astimezone(zone)
    what = ", ".join(each for each in (of.severity.value, of.category) if each)
    day, clock = f"{begin:%Y-%m-%d}", f"{begin:%H:%M}"
    if of.resolved:
        length = long(of.resolved - begin)
        yield f"**{of.title}** ({what}) began on {day} at {clock} ({zone.key}) and lasted {length}."
    else:
        yield f"**{of.title}** ({what}) began on {day} at {clock} ({zone.key}) and is not over yet."
    others = ", ".join(of.affected)
    if of.service and others:
        yield f"It hit **{of.service}** and touched {others} as well."
    elif of.service or others:
        yield f"It hit **{of.service or others}**."


def _facts(of: Record, zone: ZoneInfo, say: Say) -> list[tuple[str, str]]:
    named = (
        (Word.BEGAN, of.began), (Word.DETECTED, of.detected), (Word.CREATED, of.created),
        (Word.ACKNOWLEDGED, of.acknowledged), (Word.MITIGATED, of.mitigated),
        (Word.RESOLVED, of.resolved),
    )  # fmt: skip
    times = [(n, f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if at else "-") for n, at in named]
    what = [(Word.INCIDENT, f"#{of.number}"), (Word.SEVERITY, of.severity.value)]
    what += [(Word.CATEGORY, _category(of, say) or "-"), (Word.SERVICE, of.service or "-")]
    return [
        *what,
        ("Time zone", zone.key),
        *times,
        (Word.ALERTS, str(of.alerts)),
        (Word.PAGES, str(len(of.pages))),
    ]


def _people(of: Record, say: Say) -> list[str]:
    parts: dict[str, list[str]] = {}
    for person, role in of.roles:
        parts.setdefault(person, []).append(say(role))
    for page in of.pages:
        parts.setdefault(page.person, []).append(say(Word.PAGED))
    for moment in of.moments:
        if moment.kind in (EventKind.NOTE, EventKind.ACKNOWLEDGED):
            what = Word.WROTE if moment.kind is EventKind.NOTE else Word.TOOK_IT
            parts.setdefault(moment.actor, []).append(say(what))
    return [f"{who}: {', '.join(dict.fromkeys(did))}" for who, did in parts.items()]


def _timeline(of: Record, zone: ZoneInfo, say: Say) -> list[str]:
    told, names = [m for m in of.moments if m.kind in TOLD], _names(of)
    lines = [
        f"**{_clock(m.at, zone)}** {m.actor}: "
        + _short(entry(m.kind, m.text, say, machine=m.machine, names=names))
        for m in told[:LINES]
    ]
    more = len(told) - len(lines)
    return [*lines, say(f"{more} more entries are in the timeline.")] if more > 0 else lines


def _names(of: Record) -> re.Pattern[str]:
    """What may stand within an entry of ours and is not; the longest first."""
    people = {who for who, _ in of.roles} | {each.actor for each in of.moments}
    ways = {name for page in of.pages for name in (page.person, page.contact)}
    every = {of.title, of.service, *of.affected, *people, *ways} - {""}
    listed = "|".join(map(re.escape, sorted(every, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


def _solution(of: Record) -> str:
    ended = [m.text for m in of.moments if m.kind is EventKind.RESOLVED and not m.machine]
    return ended[-1].partition(": ")[2] if ended else ""


def _first(of: Record, kind: EventKind) -> Moment | None:
    return next((each for each in of.moments if each.kind is kind), None)


def _took(start: datetime | None, end: datetime | None) -> str:
    return "not known" if start is None or end is None or end < start else long(end - start)


def _times(count: int) -> str:
    return Word.ONCE if count == 1 else Word.TWICE if count == 2 else f"{count} times"


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        f"| {' | '.join(c.replace('|', chr(92) + '|') for c in line)} |" for line in lines
    )
