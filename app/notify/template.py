"""The words of a page: short enough for a telephone, whole enough to decide on."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.kinds import Severity, Urgency

TITLE = 160  # characters of a title in the subject
SUMMARY = 400  # characters of what is said about it


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


def subject(notice: Notice) -> str:
    """`[SEV1] title - service`."""
    drill = "DRILL " if notice.drill else ""
    service = f" - {notice.service}" if notice.service else ""
    return f"[{notice.severity}] {drill}{cut(notice.title, TITLE)}{service}"


def body(notice: Notice, link: str) -> str:
    """Plain text, one fact a line, the link on a line of its own."""
    return "\n".join(line for line in _lines(notice, link) if line)


def cut(text: str, longest: int) -> str:
    """One line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _lines(notice: Notice, link: str) -> list[str]:
    where = f" on {notice.service}" if notice.service else ""
    place = f"Level {notice.level}" if notice.level else "Last resort"
    low = ", low urgency" if notice.urgency is Urgency.LOW else ""
    return [
        "This is a DRILL." if notice.drill else "",
        f"#{notice.number}{where}, since {_clock(notice.since, notice.zone)}.",
        cut(notice.summary, SUMMARY) if notice.summary else "",
        f"{place}{low}. {notice.reason}".rstrip(),
        _then(notice),
        f"Acknowledge or resolve: {link}" if link else "",
    ]


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
