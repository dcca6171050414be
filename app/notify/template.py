"""The words of a page: short enough for a telephone, whole enough to decide on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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


def subject(notice: Notice, more: int = 0) -> str:
    """`[SEV1] title - service (and 12 more)`."""
    others = f" (and {more} more)" if more else ""
    return f"{headline(notice)}{others}"


def headline(notice: Notice) -> str:
    """`[SEV1] title - service`."""
    drill = "DRILL " if notice.drill else ""
    service = f" - {notice.service}" if notice.service else ""
    return f"[{notice.severity}] {drill}{cut(notice.title, TITLE)}{service}"


def body(notice: Notice, link: str, more: Sequence[str] = (), *, own: bool = True) -> str:
    """Plain text, one fact a line, the link on a line of its own. `more` are the other pages that
    go in the same message, a line each; `own`: it goes to one person, not to a channel."""
    lines = [*_lines(notice), *_more(more), _link(link, len(more), own)]
    return "\n".join(line for line in lines if line)


def cut(text: str, longest: int) -> str:
    """One line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _lines(notice: Notice) -> list[str]:
    where = f" on {notice.service}" if notice.service else ""
    place = f"Level {notice.level}" if notice.level else "Last resort"
    low = ", low urgency" if notice.urgency is Urgency.LOW else ""
    return [
        "This is a DRILL." if notice.drill else "",
        f"#{notice.number}{where}, since {_clock(notice.since, notice.zone)}.",
        cut(notice.summary, SUMMARY) if notice.summary else "",
        f"{place}{low}. {notice.reason}".rstrip(),
        _then(notice),
    ]


def _more(more: Sequence[str]) -> list[str]:
    if not more:
        return []
    cut_off = [f"- and {len(more) - LISTED} others."] if len(more) > LISTED else []
    return [f"And {len(more)} more:", *(f"- {line}" for line in more[:LISTED]), *cut_off]


def _link(link: str, more: int, own: bool) -> str:
    if not link:
        return ""
    act = "Acknowledge or resolve" if own else "Acknowledge"
    return f"{act}{f' all {more + 1}' if more else ''}: {link}"


def _then(notice: Notice) -> str:
    if notice.next is None:
        return ""
    when = _clock(notice.next.at, notice.zone)
    return f"If nobody acknowledges: {notice.next.names} at {when}."


def zone_of(name: str) -> tzinfo:
    """UTC for a zone this machine does not know: a page must not fail for it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _clock(at: datetime, zone: str) -> str:
    return at.astimezone(zone_of(zone)).strftime("%a %H:%M %Z")
