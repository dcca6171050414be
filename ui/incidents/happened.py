"""What `app` writes into the timeline, in the language of the window. Of a field and a task it is
told from the event's values, for they have too few words of their own to be recognized; of all else
by `app.domain.entry`, which keeps what people wrote as they wrote it."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from models.kinds import EventKind, Source, Stage
from ui.incidents.word import stage_word
from ui.language.moments import clock_word
from ui.language.sentence import capital, speaking, worded
from ui.language.target import aimed, aimed_words
from ui.language.times import clock_seconds, dated

if TYPE_CHECKING:
    from app.queries.incident_row import EventRow

TEAMS = "custom: "  # before the name of a field of the team's own
WORKFLOW = "workflow"  # a flag
CLOSED = re.compile(r"(.+) \((\S+ is closed in .+)\)", re.DOTALL)  # why the engine ended a task
RUN = (EventKind.WORKFLOW, EventKind.FLAG)
QUOTED = re.compile("(?<=“).+(?=”)", re.DOTALL)
WORDED = ("severity", "urgency", "category")  # the values are words of ours


def happened(event: "EventRow") -> str:
    """The event in words; in English as it was written."""
    tell = _TELLING.get(event.kind)
    return (tell(event) if tell is not None else "") or _entry(event)


def by_machine(event: "EventRow") -> bool:
    """Whether no person wrote it."""
    return event.source in (Source.ENGINE, Source.SENDER)


def _entry(event: "EventRow") -> str:
    if event.kind in RUN and "run" in event.data:
        return _ran(event.text)
    if event.data.get("flag") == WORKFLOW:
        return event.text  # what a workflow of the team's flags is in the team's words
    return entry_words(event.kind, event.text, machine=by_machine(event))


def entry_words(kind: EventKind, text: str, *, machine: bool) -> str:
    """What is told by its kind and text alone; `machine`: no person wrote it."""
    from app.domain.entry import entry

    alone = {  # words that say too little to be looked for elsewhere
        "Resolved": _tr("Resolved"),
        "Reopened": _tr("Reopened"),
        "Declined": stage_word(Stage.DECLINED),
    }
    ours = aimed_words if kind is EventKind.RESPONDER else worded
    told = entry(kind, text, lambda words: alone.get(words) or ours(words), machine=machine)
    return aimed(told) if kind is EventKind.FLAG else told  # nobody's own words are in it


def _ran(text: str) -> str:
    """What a step of a workflow did, and what became of it."""
    from app.domain.veil import Veil

    veil = Veil()
    step, mark, outcome = QUOTED.sub(lambda found: veil.over(found[0]), text).partition(": ")
    if not mark or step == "Not run":
        return worded(text)
    said = capital(worded(step[:1].lower() + step[1:]))
    return veil.off(f"{said}: {worded(outcome)}")


def _field(event: "EventRow") -> str:
    """Category none → third-party failure; and the reason, where one was given."""
    if not {"field", "old", "new"} <= event.data.keys():
        return ""
    field, old, new = str(event.data["field"]), event.data["old"], event.data["new"]
    why = str(event.data.get("why") or "")
    told = _whole(field, old, new)
    label = _label(field)
    if not told and label:
        told = f"{label} {_value(field, old)} → {_value(field, new)}"
    return f"{told}: {why}" if why and told else told


def _whole(field: str, old: Any, new: Any) -> str:
    """Where the values themselves are too long to be told, or make a sentence."""
    if field == "bridge":
        talk, over = _tr("Talk at %1"), _tr("There is no room to talk any more")
        return talk.replace("%1", str(new)) if new else over
    if field == "tags":
        return _tagged(old, new)
    if field == "impact":
        return _came(old, new, _tr("Impact added"), _tr("Impact changed"), _tr("Impact removed"))
    if field == "description":
        added, removed = _tr("Description added"), _tr("Description removed")
        return _came(old, new, added, _tr("Description changed"), removed)
    return ""


def _tagged(old: list[str], new: list[str]) -> str:
    """Added tag checkout, removed tag eu."""
    from app.domain.tag import change

    added, removed = change(old, new)
    one = (_tr("added tag %1"), _tr("removed tag %1"))
    several = (_tr("added tags %1"), _tr("removed tags %1"))
    told = [
        (several if len(names) > 1 else one)[at].replace("%1", ", ".join(names))
        for at, names in enumerate((added, removed))
        if names
    ]
    return capital(", ".join(told))


def _came(old: Any, new: Any, added: str, changed: str, removed: str) -> str:
    return (changed if old else added) if new else removed


def _label(field: str) -> str:
    """Empty for one that is not known here."""
    from app.domain.incident import CLOCK

    if field.startswith(TEAMS):
        return field.removeprefix(TEAMS)
    return capital(clock_word(CLOCK[field])) if field in CLOCK else _labels().get(field, "")


def _labels() -> dict[str, str]:
    return {
        "title": _tr("Title"),
        "severity": _tr("Severity"),
        "urgency": _tr("Urgency"),
        "category": _tr("Category"),
        "drill": _tr("Drill"),
        "private": _tr("Private"),
        "service": _tr("Service"),
        "affected": _tr("Affected"),
        "customers": _tr("Customers"),
        "regions": _tr("Regions"),
    }


def _value(field: str, value: Any) -> str:
    from app.domain.incident import CLOCK

    if field in CLOCK and value:
        return _moment(datetime.fromisoformat(value))
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    from app.domain.incident_form import shown_value

    if value is None or value == []:
        return _tr("none")
    return worded(str(value)) if field in WORDED else shown_value(value) or _tr("none")


def _moment(at: datetime) -> str:
    """In English as it was written; else as the locale has it, by this machine's clock."""
    if not speaking():
        return f"{at:%Y-%m-%d %H:%M:%S} UTC"
    here = at.astimezone()
    return f"{dated(here, 'd MMM yyyy')} {clock_seconds(here)}"


def _task(event: "EventRow") -> str:
    """Task done: what it was called."""
    head, mark, title = event.text.partition(": ")
    known = _tasks().get(head, "")
    if not mark or not known:
        return _given(event.text)
    shut = CLOSED.fullmatch(title) if by_machine(event) else None
    return f"{known}: {shut[1]} ({worded(shut[2])})" if shut else f"{known}: {title}"


def _given(text: str) -> str:
    """Task for Ana: what it is called."""
    for lead, words in (
        ("Task for ", _tr("Task for %1: %2")),
        ("Follow-up for ", _tr("Follow-up for %1: %2")),
    ):
        who, mark, title = text.removeprefix(lead).partition(": ")
        if text.startswith(lead) and mark:
            who = _tr("nobody") if who == "nobody" else who
            return words.replace("%1", who, 1).replace("%2", title)
    return ""


def _tasks() -> dict[str, str]:
    """By the English words before the title."""
    return {
        "Follow-up": _tr("Follow-up"),
        "Task done": _tr("Task done"),
        "Task dropped": _tr("Task dropped"),
        "Task open again": _tr("Task open again"),
        "Task under way": _tr("Task under way"),
        "Follow-up done": _tr("Follow-up done"),
        "Follow-up dropped": _tr("Follow-up dropped"),
        "Follow-up open again": _tr("Follow-up open again"),
        "Follow-up under way": _tr("Follow-up under way"),
        "Follow-up changed": _tr("Follow-up changed"),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("Happened", words)


_TELLING = {EventKind.FIELD: _field, EventKind.TASK: _task}
