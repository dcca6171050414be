"""What is done after an incident: until when by its severity, when its owner is reminded, and the
lines of a review that become follow-ups."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.kinds import Severity
from models.kinds_learn import Priority, TaskKind, TaskState

USUAL = {Severity.SEV1: 7, Severity.SEV2: 14, Severity.SEV3: 30, Severity.SEV4: 60}  # days
LONGEST = 3650  # days
MORNING, EVENING = time(9), time(17)  # reminders are read, work is due
WEEK = timedelta(days=7)  # between reminders of what is late
TEXT = 20_000  # characters

ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[(?P<tick>[ xX])\]\s+)?(?P<rest>.+?)\s*$")
OWNER = re.compile(r"(?:^|\s)@(?P<who>[a-z0-9][a-z0-9._-]{0,63})\b")
DAY = re.compile(r"(?:^|\s)\(?(?:due|by|until)[: ]\s*(?P<day>\d{4}-\d\d-\d\d)\)?", re.IGNORECASE)
URGE = re.compile(r"(?:^|\s)!(?P<how>urgent|high|normal|low)\b", re.IGNORECASE)
ORDER = (Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list that asks for something; `owner` is a handle as it was written."""

    title: str
    owner: str = ""
    due: date | None = None
    priority: Priority = Priority.NORMAL
    done: bool = False


def items_of(markdown: str) -> list[Item]:
    """The list items of a text: `- [ ] what @owner due 2026-12-01 !high`. A line in bold or a code
    block is text like any other."""
    found = (ITEM.match(line) for line in markdown.splitlines())
    items = [_item(each["rest"], each["tick"]) for each in found if each]
    return [each for each in items if each.title]


def line_of(item: Item) -> str:
    """As it is written in a review."""
    parts = [f"- [{'x' if item.done else ' '}] {item.title}"]
    parts += [f"@{item.owner}"] if item.owner else []
    parts += [f"due {item.due:%Y-%m-%d}"] if item.due else []
    return " ".join(parts)


def due_by(severity: Severity, ended: datetime, days: Mapping[Severity, int], zone: ZoneInfo
           ) -> datetime:  # fmt: skip
    """The evening, on the clock of `zone`, so many days after the incident was over; on a working
    day. Aware UTC."""
    day = ended.astimezone(zone).date() + timedelta(days=days.get(severity, USUAL[severity]))
    while day.weekday() > 4:
        day += timedelta(days=1)
    return at(day, EVENING, zone)


def at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A wall clock as an instant, aware UTC."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def next_reminder(kind: TaskKind, due: datetime | None, now: datetime, zone: ZoneInfo
                  ) -> datetime | None:  # fmt: skip
    """When the owner is told next. A task of an incident: once, when it is due. A follow-up: on the
    working morning before, on the first morning it is late, and every week from then on."""
    if due is None:
        return None
    if kind is TaskKind.TASK:
        return due if due > now else None
    local = due.astimezone(zone).date()
    before = local - timedelta(days=1)
    while before.weekday() > 4:
        before -= timedelta(days=1)
    late = local + timedelta(days=1)
    marks = [at(before, MORNING, zone), at(late, MORNING, zone)]
    while marks[-1] <= now:
        behind = max(0, (now - marks[-1]) // WEEK)
        late += WEEK * (behind + 1)
        marks.append(at(late, MORNING, zone))
    return next(each for each in marks if each > now)


def overdue(state: TaskState, due: datetime | None, now: datetime) -> bool:
    """Whether it should have been done by now."""
    return not state.over and due is not None and due < now


def place(due: datetime | None, priority: Priority, now: datetime
          ) -> tuple[bool, int, datetime, int]:  # fmt: skip
    """The order of what is open: what is late first, by its day; then by priority and day."""
    late, rank = due is not None and due < now, ORDER.index(priority)
    return not late, 0 if late else rank, due or datetime.max.replace(tzinfo=UTC), rank


def why_no_days(days: Mapping[Severity, int]) -> str | None:
    """Whether follow-ups may be due after so many days."""
    wrong = next((each for each in days.values() if not 1 <= each <= LONGEST), None)
    return f"{wrong} days; expected 1 to {LONGEST}." if wrong is not None else None


def _item(rest: str, tick: str | None) -> Item:
    owner, day, urge = OWNER.search(rest), DAY.search(rest), URGE.search(rest)
    title = rest
    for mark in (DAY, OWNER, URGE):
        title = mark.sub(" ", title)
    return Item(
        " ".join(title.split()).strip(" ,;–-"),
        owner["who"] if owner else "",
        _day(day["day"]) if day else None,
        Priority(urge["how"].lower()) if urge else Priority.NORMAL,
        (tick or " ") in "xX",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
