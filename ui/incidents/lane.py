"""The picture above the timeline as values: spans in four lanes, each tied to an event."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from models.kinds import EventKind, PageState, Stage
from ui.incidents.happened import happened
from ui.incidents.word import page_mark, stage_word
from ui.widgets.avatar import Face
from ui.widgets.when import clock_text, span_text

if TYPE_CHECKING:
    from app.queries.incident_row import AlertRow, EventRow, IncidentDetail, PageRow

ALERTS, PAGES, WORK, UPDATES = range(4)
STEPS = frozenset({  # after which somebody else works on it, or at another stage
    EventKind.ACKNOWLEDGED, EventKind.UNACKNOWLEDGED, EventKind.ESCALATED, EventKind.RESOLVED,
    EventKind.ROLE, EventKind.STAGE, EventKind.REOPENED,
})  # fmt: skip
_MOMENTS = {  # lane, ink and shape
    EventKind.ACKNOWLEDGED: (PAGES, "good", "tick"),
    EventKind.UPDATE: (UPDATES, "accent", "page"),
    EventKind.NOTE: (WORK, "text", "dot"),
    EventKind.TASK: (WORK, "text", "dot"),
    EventKind.FIELD: (WORK, "text", "dot"),
}

Facing = Callable[[str], Face]  # a handle as a face


@dataclass(frozen=True, slots=True)
class Span:
    """One mark. `ink` is a name in `Colours` or #RRGGBB; `shape`: bar, pale (a bar with solid ends,
    the last at `last`), page, failed, tick (acknowledged) or dot. `event` is 0 where none tells of
    it. `tell` makes the words once they are asked for."""

    lane: int
    start: datetime
    end: datetime
    ink: str
    shape: str
    tell: Callable[[], str]
    event: int = 0
    last: datetime | None = None

    @property
    def words(self) -> str:
        """What it is, for whoever points at it."""
        return self.tell()


def spans(
    detail: "IncidentDetail", events: "Sequence[EventRow]", face: Facing, now: datetime
) -> list[Span]:
    """Everything that happened, as marks."""
    over = detail.row.resolved_at or now
    return [
        *_alerts(detail.alerts, events, detail.row.severity.lower(), over),
        *_pages(detail.pages, events, face),
        *_work(events, face, over),
        *_moments(events, face),
    ]


def extent(
    detail: "IncidentDetail", marks: Iterable[Span], now: datetime
) -> tuple[datetime, datetime]:
    """What the whole picture shows: from the first sign to the end, or to now."""
    row = detail.row
    starts = [row.created_at, *(mark.start for mark in marks)]
    ends = [row.created_at + timedelta(minutes=1), *(mark.end for mark in marks)]
    return min(starts), max([*ends, now] if row.stage.open else ends)


def _alerts(
    alerts: "Sequence[AlertRow]", events: "Sequence[EventRow]", ink: str, over: datetime
) -> Iterator[Span]:
    told: dict[object, int] = {}
    for event in events:
        if "alert" in event.data:
            told.setdefault(event.data["alert"], event.id)
    for alert in alerts:
        end = max(alert.resolved_at or over, alert.first_at)
        words = partial(_alert_words, alert, end)
        tells = told.get(alert.id, 0)
        yield Span(ALERTS, alert.first_at, end, ink, "pale", words, tells, alert.last_at)


def _alert_words(alert: "AlertRow", end: datetime) -> str:
    times = _tr("%1 times").replace("%1", str(alert.count)) if alert.count > 1 else ""
    return "\n".join(filter(None, (alert.title, times, _lasted(alert.first_at, end))))


def _pages(
    pages: "Sequence[PageRow]", events: "Sequence[EventRow]", face: Facing
) -> Iterator[Span]:
    told = told_pages(events)
    for page in pages:
        if page.state is PageState.CANCELLED and page.sent_at is None:
            continue
        who = face(page.person) if page.person else None
        failed = page.state in (PageState.FAILED, PageState.UNKNOWN)
        words = partial(_page_words, page, who)
        ink = "alarm" if failed else who.ink if who else "quiet"
        end = page.sent_at or page.due_at
        shape = "failed" if failed else "page"
        yield Span(PAGES, page.due_at, end, ink, shape, words, told.get(steps_of(page), 0))


def _page_words(page: "PageRow", who: Face | None) -> str:
    name = who.first if who else page.contact
    return f"{name} · {page.contact} · {page_mark(page.state).word}\n{clock_text(page.due_at)}"


def told_pages(events: "Iterable[EventRow]") -> "dict[tuple[object, ...], int]":
    """Which event tells of a notification: by person, round, level and attempt."""
    keys = ("person", "round", "level", "attempt")
    paged = (event for event in events if event.kind is EventKind.PAGE)
    return {tuple(event.data.get(key) for key in keys): event.id for event in paged}


def steps_of(page: "PageRow") -> tuple[object, ...]:
    """The key of `told_pages` that a page belongs to."""
    return page.person_id, page.round, page.level, page.attempt


def _work(events: "Sequence[EventRow]", face: Facing, over: datetime) -> Iterator[Span]:
    """From whoever took it until it was given back or over, parted where the stage changed."""
    began: EventRow | None = None
    owner, stage = "", ""
    for event in events:
        step = _step(event, owner, stage) if event.kind in STEPS else None
        if step is None:
            continue
        if began is not None and event.at > began.at:
            yield _stretch(began, event.at, owner, stage, face)
        owner, stage = step
        began = event if owner else None
    if began is not None and over > began.at:
        yield _stretch(began, over, owner, stage, face)


def _step(event: "EventRow", owner: str, stage: str) -> tuple[str, str] | None:
    """Who works on it and at which stage from this event on; None where it changes neither."""
    if event.kind is EventKind.ACKNOWLEDGED and event.data.get("took", True):
        return event.actor, stage or Stage.INVESTIGATING
    if event.kind in (EventKind.UNACKNOWLEDGED, EventKind.ESCALATED, EventKind.RESOLVED):
        return ("", stage) if owner else None
    if event.kind is EventKind.ROLE and event.data.get("role") == "owner":
        return str(event.data.get("new") or ""), stage
    if event.kind is EventKind.STAGE and owner:
        new = str(event.data.get("new") or stage)
        return (owner if new in _OPEN else "", new)
    if event.kind is EventKind.REOPENED and event.person_id is not None:
        return event.actor, Stage.INVESTIGATING
    return None


def _stretch(began: "EventRow", end: datetime, owner: str, stage: str, face: Facing) -> Span:
    who = face(owner)
    words = partial(_stretch_words, began.at, end, who, stage)
    return Span(WORK, began.at, end, who.ink, "bar", words, began.id)


def _stretch_words(start: datetime, end: datetime, who: Face, stage: str) -> str:
    word = stage_word(Stage(stage)) if stage in _OPEN else ""
    return "\n".join(filter(None, (f"{who.first} · {word}", _lasted(start, end))))


def _moments(events: "Sequence[EventRow]", face: Facing) -> Iterator[Span]:
    for event in events:
        mark = _MOMENTS.get(event.kind)
        if mark is not None:
            yield Span(
                mark[0], event.at, event.at, *mark[1:], partial(_told, event, face), event.id
            )


def _told(event: "EventRow", face: Facing) -> str:
    """What happened at one moment, short enough for a tooltip."""
    who = face(event.actor).first
    if event.kind is EventKind.ACKNOWLEDGED:
        words = _tr("%1 acknowledged").replace("%1", who)
    else:
        told = happened(event)
        words = told if event.kind is EventKind.UPDATE else f"{who}: {told}"
    short = words if len(words) < 160 else f"{words[:160]}…"
    return f"{short}\n{clock_text(event.at)}"


def _lasted(start: datetime, end: datetime) -> str:
    return f"{clock_text(start)} – {clock_text(end)} · {span_text(end - start)}"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)


_OPEN = {stage.value for stage in Stage if stage.open}
