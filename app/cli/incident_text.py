"""An incident as plain text: one line in a list, or the whole story as read at 3 a.m."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.cli.columns import table
from app.domain.incident_form import shown_value
from app.domain.story import entries
from app.queries.dependency import Hit
from app.queries.incident_row import (
    AlertRow,
    Duty,
    EventRow,
    IncidentDetail,
    IncidentRow,
    PageRow,
    RoleRow,
    TaskRow,
)
from app.queries.together import ResponderRow, TieRow
from models.kinds_together import TieKind

BACK = {
    TieKind.PART: "has the part",
    TieKind.MERGED: "took in",
    TieKind.SPLIT: "gave off",
    TieKind.RELATED: "related to",
}
HEADINGS = ("#", "severity", "stage", "age", "who has it", "service", "title")
CLOCKS = (
    ("began", "impact_started_at"),
    ("detected", "detected_at"),
    ("created", "created_at"),
    ("acknowledged", "acknowledged_at"),
    ("mitigated", "mitigated_at"),
    ("resolved", "resolved_at"),
)
SOME = 6  # numbers of a bundle that are told
LATE = timedelta(minutes=1)  # written down so much later than it happened: worth saying


def lines(rows: Sequence[IncidentRow], now: datetime) -> list[str]:
    """The list; one line an incident."""
    return table(HEADINGS, (_line(row, now) for row in rows), flexible=len(HEADINGS) - 1)


def story(
    detail: IncidentDetail, timeline: Iterable[EventRow], now: datetime, zone: ZoneInfo
) -> Iterator[str]:
    """Everything about one, times in `zone`."""
    row = detail.row
    yield f"#{row.number}  {row.title}"
    yield " · ".join(_facts(detail))
    yield from _now(detail, zone)
    yield duty(detail.duty, row, now, zone)
    yield ""
    yield from _clocks(row, zone)
    yield from _part("Impact", _impact(detail))
    yield from _said("Description", detail.description)
    yield from _part("Roles", [f"{each.role.value}: {each.person}" for each in _held(detail)])
    yield from _part("Fields", [f"{name}: {shown_value(each)}" for name, each in detail.custom])
    yield from _part("Linked to", map(_tie, detail.together.ties))
    yield from _part("Asked to help", map(_responder, detail.together.responders))
    yield from _part("Stands on what is hit", map(_hit, detail.stands_on_it))
    yield from _part(f"Timeline ({zone.key})", _timeline(timeline, zone))
    yield from _part("Pages", _pages(detail.pages, zone))
    yield from _part("Alerts", _alerts(detail.alerts, zone))
    yield from _part("Tasks", [_task(each, zone) for each in detail.tasks])


def _now(detail: IncidentDetail, zone: ZoneInfo) -> Iterator[str]:
    until = detail.together.snoozed_until
    if until and detail.row.stage.open:
        yield f"Snoozed until {_day(until, zone)} {_clock(until, zone)}."
    if detail.bridge:
        yield f"Talk at {detail.bridge}"


def _impact(detail: IncidentDetail) -> Iterator[str]:
    yield from detail.impact.splitlines()
    if detail.customers is not None:
        yield f"{detail.customers} customers"
    if detail.regions:
        yield f"in {', '.join(detail.regions)}"


def _tie(row: TieRow) -> str:
    words = BACK[row.kind] if row.back else row.kind.value
    return f"{words} #{row.number}  {row.title} ({row.stage.value})"


def _responder(row: ResponderRow) -> str:
    via = f" ({row.via})" if row.via else ""
    words = f": {row.words}" if row.words else ""
    return f"{row.person:<16}  {row.state.value:<11}{via}{words}"


def _hit(row: Hit) -> str:
    trouble = "  has trouble of its own" if row.troubled else ""
    return f"{row.name}  through {row.through}{trouble}"


def duty(duty: Duty, row: IncidentRow, now: datetime, zone: ZoneInfo) -> str:
    """Who has it, or who is being asked and what comes next."""
    if not row.stage.open:
        return f"Nothing to do: it is {row.stage.value}."
    if duty.acknowledged:
        return f"{duty.owner or duty.answered_by or 'Somebody'} has it."
    asked = f" Asked so far: {', '.join(duty.paged)}." if duty.paged else " Nobody was asked yet."
    owner = f" It was given to {duty.owner}." if duty.owner else ""
    return f"Nobody has acknowledged it.{owner}{asked}{_next(duty, now, zone)}"


def together(others: Sequence[int]) -> str:
    """With which other incidents a page went in one message."""
    named = ", ".join(f"#{each}" for each in others[:SOME])
    more = f" and {len(others) - SOME} more" if len(others) > SOME else ""
    return f"in one message with {named}{more}"


def spoken(length: timedelta) -> str:
    """Roughly: `45 s`, `12 min`, `5 h 10 min`, `3 d`."""
    minutes, seconds = divmod(max(int(length.total_seconds()), 0), 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else f"{seconds} s"


def _line(row: IncidentRow, now: datetime) -> tuple[str, ...]:
    who = row.owner or ("somebody" if row.acknowledged else "nobody")
    title = f"[private] {row.title}" if row.private else row.title
    title = f"[drill] {title}" if row.drill else title
    severity, stage = row.severity.value, row.stage.value
    return str(row.number), severity, stage, spoken(row.age(now)), who, row.service or "", title


def _facts(detail: IncidentDetail) -> Iterator[str]:
    row = detail.row
    yield from (row.severity.value, f"{row.urgency.value} urgency", row.stage.value)
    if row.drill:
        yield "a drill"
    if row.private:
        yield "private"
    yield from filter(None, (row.category, f"tagged {', '.join(row.tags)}" if row.tags else ""))
    if row.service:
        yield f"service {row.service}"
    if detail.affected:
        yield f"touches {', '.join(name for _, name in detail.affected)}"
    if detail.policy:
        yield f"policy {detail.policy}"
    if row.declared_by:
        yield f"declared by {row.declared_by}"


def _next(duty: Duty, now: datetime, zone: ZoneInfo) -> str:
    if duty.due_at is None:
        return " Nobody else will be asked." if duty.state else ""
    step = f"round {duty.round}, level {duty.level}" if duty.level else "the last resort"
    when = "now" if duty.due_at <= now else f"at {_clock(duty.due_at, zone)}"
    return f" Next: {step} {when}."


def _clocks(row: IncidentRow, zone: ZoneInfo) -> Iterator[str]:
    for name, field in CLOCKS:
        at: datetime | None = getattr(row, field)
        if at:
            after = at - row.created_at
            more = f"  (after {spoken(after)})" if after > timedelta() else ""
            yield f"  {name:<13} {_day(at, zone)} {_clock(at, zone)}{more}"


def _timeline(events: Iterable[EventRow], zone: ZoneInfo) -> Iterator[str]:
    day = ""
    for entry in entries(events):
        event = entry.event
        if day != (day := _day(event.at, zone)):
            yield day
        late = event.recorded_at - event.at >= LATE
        note = f"  (written down {_day(event.recorded_at, zone)} " if late else ""
        note += f"{_clock(event.recorded_at, zone)})" if late else ""
        note += f"  (pinned by {entry.pinned_by})" if entry.pinned_by else ""
        note += "  (edited)" if entry.edited else ""
        first, *more = entry.text.splitlines() or [""]
        more += [f"file {each['id']}: {each['name']}" for each in entry.files]
        yield f"  {_clock(event.at, zone)}  {event.actor:<16}  {first}{note}"
        yield from (f"{'':<30}{line}" for line in more)


def _pages(pages: Iterable[PageRow], zone: ZoneInfo) -> Iterator[str]:
    for page in pages:
        level = f"level {page.level}" if page.level else "last resort"
        step = "called to help" if page.responder_id else f"round {page.round}, {level}"
        tries = f"  {len(page.attempts)} tries" if len(page.attempts) > 1 else ""
        error = f"  {page.error}" if page.error else ""
        error += f"  {together(page.together)}" if page.together else ""
        who = f"{page.person or 'channel':<16}  {page.contact:<12}  {page.state.value:<9}"
        when = f"{_day(page.due_at, zone)} {_clock(page.due_at, zone)}"
        yield f"{when}  {who}  {step}{tries}{error}"


def _alerts(alerts: Iterable[AlertRow], zone: ZoneInfo) -> Iterator[str]:
    for alert in alerts:
        when = f"{_day(alert.first_at, zone)} {_clock(alert.first_at, zone)}"
        times = f"  {alert.count} times" if alert.count > 1 else ""
        source = f"  on {alert.source}" if alert.source else ""
        state = f"{alert.severity.value} {alert.state.value}"
        yield f"{when}  {alert.sender:<16}  {state}  {alert.title}{source}{times}"


def _task(task: TaskRow, zone: ZoneInfo) -> str:
    mark = "x" if task.done_at else " "
    owner = f"  ({task.owner})" if task.owner else ""
    due = f"  due {_day(task.due_at, zone)} {_clock(task.due_at, zone)}" if task.due_at else ""
    return f"[{mark}] {task.id}  {task.title}{owner}{due}"


def _held(detail: IncidentDetail) -> list[RoleRow]:
    return [each for each in detail.roles if each.until is None]


def _said(name: str, text: str) -> Iterator[str]:
    yield from _part(name, text.splitlines())


def _part(name: str, inside: Iterable[str]) -> Iterator[str]:
    listed = list(inside)
    if listed:
        yield ""
        yield name
        yield from (f"  {line}" for line in listed)


def _day(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%a %Y-%m-%d}"


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M:%S}"
