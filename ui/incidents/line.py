"""What a row of the timeline shows of an event: mark, words, what stands at its end, its day."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from models.kinds import EventKind, Stage
from ui.incidents.happened import by_machine, happened
from ui.incidents.word import Mark, event_mark, source_words, stage_word
from ui.language.sentence import worded
from ui.widgets.when import clock_text, day_text, exact_text

if TYPE_CHECKING:
    from app.queries.incident_row import EventRow

GROUPS: dict[str, frozenset[EventKind]] = {
    "alerts": frozenset({EventKind.ALERT}),
    "pages": frozenset({EventKind.PAGE, EventKind.ACKNOWLEDGED, EventKind.UNACKNOWLEDGED,
                        EventKind.ESCALATED, EventKind.FLAG, EventKind.RESPONDER}),
    "status": frozenset({EventKind.DECLARED, EventKind.STAGE, EventKind.FIELD, EventKind.ROLE,
                         EventKind.RESOLVED, EventKind.REOPENED, EventKind.UPDATE,
                         EventKind.TIE, EventKind.SNOOZED}),
    "notes": frozenset({EventKind.NOTE, EventKind.UPDATE, EventKind.TASK, EventKind.FILE,
                        EventKind.MESSAGE}),
}  # fmt: skip
WRITTEN = frozenset(  # in Markdown
    {EventKind.NOTE, EventKind.UPDATE, EventKind.MESSAGE, EventKind.FILE}
)
FILE = "watchbill:file/"  # before a file's id, where its name can be pressed
PRESSED = re.compile(rf"\[((?:\\.|[^\]\\])*)\]\({FILE}\d+\)")
PREFIX = {
    EventKind.RESOLVED: "Resolved: ",
    EventKind.ALERT: "Alert: ",
    EventKind.TASK: "Task: ",
    EventKind.DECLARED: "Declared: ",
}
ALERTED = "Opened by an alert: "

Naming = Callable[[str], str]  # a handle as people say it


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `day` is a heading above it, where another day begins; `late` says that it was
    written down well after it happened."""

    event: "EventRow"
    mark: Mark
    text: str
    meta: str
    clock: str
    day: str = ""
    late: bool = False

    @property
    def id(self) -> int:
        """The event's."""
        return self.event.id

    @property
    def written(self) -> bool:
        """Whether the text is somebody's Markdown."""
        return self.event.kind in WRITTEN

    @property
    def told(self) -> str:
        """The row as one line of plain text, for the clipboard and for screen readers."""
        end = f" ({self.meta})" if self.meta else ""
        text = self.text if self.event.kind in WRITTEN else " ".join(self.text.split())
        text = PRESSED.sub(lambda found: found[1].replace("\\", ""), text)
        return f"{self.event.at.astimezone():%Y-%m-%d %H:%M} {self.mark.word}: {text}{end}"


def belongs(event: "EventRow", group: str) -> bool:
    """Whether an event is shown under a filter chip: "" for all, people, or a key of GROUPS."""
    if group == "people":
        return event.person_id is not None
    if group == "alerts" and "alert" in event.data:
        return True
    return not group or event.kind in GROUPS[group]


def day_between(before: "EventRow | None", event: "EventRow", now: datetime) -> str:
    """The heading above an event that begins another day than the one before it; else empty."""
    if before is not None and _day(before) == _day(event):
        return ""
    return day_text(event.at, now)


def line(event: "EventRow", name: Naming, day: str = "") -> Line:
    """One event as a row."""
    late = (event.recorded_at - event.at).total_seconds() > 90
    return Line(
        event, _mark(event), _text(event, name), _meta(event, name), clock_text(event.at), day, late
    )


def times_of(event: "EventRow") -> str:
    """The two times, for a tooltip."""
    words = _tr("Happened %1").replace("%1", exact_text(event.at))
    if event.recorded_at == event.at:
        return words
    return f"{words}\n" + _tr("Recorded %1").replace("%1", exact_text(event.recorded_at))


def _day(event: "EventRow") -> date:
    return event.at.astimezone().date()


def _mark(event: "EventRow") -> Mark:
    opened = event.kind is EventKind.DECLARED and "alert" in event.data
    if event.kind is EventKind.ALERT and event.text.startswith("Alert resolved"):
        return Mark("circle-check", "good_text", event_mark(EventKind.ALERT).word)
    return event_mark(EventKind.ALERT if opened else event.kind)


def _text(event: "EventRow", name: Naming) -> str:
    if event.kind is EventKind.ACKNOWLEDGED:
        return _acknowledged(event, name)
    if event.kind is EventKind.STAGE and {"old", "new"} <= event.data.keys():
        return _staged(event)
    text = event.text.removeprefix(ALERTED) if "alert" in event.data else event.text
    text = text.removeprefix(PREFIX.get(event.kind, "\0"))
    whole = text == event.text and event.kind not in WRITTEN
    text = happened(event) if whole else _after(event, text)
    files = event.data.get("files") or ()
    if event.kind is EventKind.FILE and files:
        return _files(files)
    return f"{text}\n\n{_files(files)}" if event.kind is EventKind.NOTE and files else text


def _after(event: "EventRow", text: str) -> str:
    """What follows a prefix: as somebody called it, but for what the engine says itself."""
    from app.domain.entry import OURS

    return worded(text) if by_machine(event) and OURS.fullmatch(text) else text


def _files(files: list[dict[str, object]]) -> str:
    """The names of what a note brought along, to be pressed; Markdown's own marks in them say
    nothing."""
    named = (f"[{_plain(str(each.get('name', '')))}]({FILE}{each.get('id', 0)})" for each in files)
    return ", ".join(named)


def _plain(name: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>()#~" else c for c in name)


def _acknowledged(event: "EventRow", name: Naming) -> str:
    took = event.data.get("took", True)
    words = _tr("%1 acknowledged") if took else _tr("%1 acknowledged as well")
    return f"{words.replace('%1', name(event.actor))} {source_words(event.source)}".strip()


def _staged(event: "EventRow") -> str:
    try:
        old, new = Stage(event.data["old"]), Stage(event.data["new"])
    except ValueError:
        return event.text
    note = str(event.data.get("note") or "")
    words = f"{stage_word(old)} → {stage_word(new)}"
    return f"{words}: {note}" if note else words


def _meta(event: "EventRow", name: Naming) -> str:
    if event.kind is EventKind.ACKNOWLEDGED:
        return ""
    if event.kind in (EventKind.PAGE, EventKind.ESCALATED):
        level = event.data.get("level")
        return level_words(level) if isinstance(level, int) else ""
    who = "" if event.actor == "watchbill" else name(event.actor)
    of = event.data.get("of")
    parts = [_tr("pinned") if event.data.get("pinned") else "", f"#{of}" if of else "", who]
    return " · ".join(filter(None, [*parts, _tr("edited") if event.data.get("edited") else ""]))


def level_words(level: int) -> str:
    """Level 2; level 0 is the last resort."""
    return _tr("Level %1").replace("%1", str(level)) if level else _tr("Last resort")


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
