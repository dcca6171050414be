"""The words of a page: short enough for a telephone, whole enough to decide on; by the voice of the
team."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.notify.voice import Voice
from models.kinds import Severity, Urgency

TITLE = 160  # characters of a title in the subject
SUMMARY = 400  # characters of what is said about it
LISTED = 30  # incidents told by name in a message that brings more than one


@dataclass(frozen=True, slots=True)
class Next:
    """Who is notified next if nobody acknowledges, and when; `names` may be "the last resort"."""

    names: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page tells. `zone` is the reader's; `reason` says why it came this way, if it was no
    ordinary one."""

    number: int
    title: str
    severity: Severity
    urgency: Urgency
    service: str
    summary: str
    since: datetime
    level: int
    zone: str = "UTC"
    reason: str = ""
    next: Next | None = None
    drill: bool = False
    voice: Voice = field(default_factory=Voice)


def subject(notice: Notice, more: int = 0) -> str:
    """`[SEV1] title - service (and 12 more)`."""
    others = f" {notice.voice.say('(and %1 more)', more)}" if more else ""
    return f"{headline(notice)}{others}"


def headline(notice: Notice) -> str:
    """`[SEV1] title - service`."""
    drill = f"{notice.voice.say('DRILL')} " if notice.drill else ""
    service = f" - {notice.service}" if notice.service else ""
    return f"[{notice.severity}] {drill}{cut(notice.title, TITLE)}{service}"


def body(notice: Notice, link: str, more: Sequence[str] = (), *, own: bool = True) -> str:
    """Plain text, one fact a line, the link on a line of its own. `more` are the other pages that
    go in the same message, a line each; `own`: it goes to one person, not to a channel."""
    lines = [*_lines(notice), *_more(more, notice.voice), _link(link, len(more), own, notice.voice)]
    return "\n".join(line for line in lines if line)


def cut(text: str, longest: int) -> str:
    """One line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _lines(notice: Notice) -> list[str]:
    say = notice.voice.say
    place = say("Level %1", notice.level) if notice.level else say("Last resort")
    low = f", {say('low urgency')}" if notice.urgency is Urgency.LOW else ""
    return [
        say("This is a DRILL.") if notice.drill else "",
        _where(notice),
        cut(notice.summary, SUMMARY) if notice.summary else "",
        f"{place}{low}. {notice.reason}".rstrip(),
        _then(notice),
    ]


def _where(notice: Notice) -> str:
    since = _clock(notice.since, notice.zone, notice.voice)
    if notice.service:
        return notice.voice.say("#%1 on %2, since %3.", notice.number, notice.service, since)
    return notice.voice.say("#%1, since %2.", notice.number, since)


def _more(more: Sequence[str], voice: Voice) -> list[str]:
    if not more:
        return []
    left = len(more) - LISTED
    cut_off = [voice.say("- and %1 others.", left)] if left > 0 else []
    return [
        voice.say("And %1 more:", len(more)),
        *(f"- {line}" for line in more[:LISTED]),
        *cut_off,
    ]


def _link(link: str, more: int, own: bool, voice: Voice) -> str:
    if not link:
        return ""
    if more:
        every = more + 1
        both = voice.say("Acknowledge or resolve all %1", every)
        return f"{both if own else voice.say('Acknowledge all %1', every)}: {link}"
    return f"{voice.say('Acknowledge or resolve' if own else 'Acknowledge')}: {link}"


def _then(notice: Notice) -> str:
    if notice.next is None:
        return ""
    when = _clock(notice.next.at, notice.zone, notice.voice)
    return notice.voice.say("If nobody acknowledges: %1 at %2.", notice.next.names, when)


def zone_of(name: str) -> tzinfo:
    """UTC for a zone this machine does not know: a page must not fail for it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _clock(at: datetime, zone: str, voice: Voice) -> str:
    """`Mon 14:30 CET`."""
    there = at.astimezone(zone_of(zone))
    return f"{voice.brief(there)} {there:%H:%M %Z}"
