"""What `app` writes into the timeline of a field, a role and a task, in the language of the window:
told from the event's values, for sentences like “Ana is scribe” have too few words of their own to
be recognized."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from models.kinds import EventKind, Role
from ui.language.moments import clock_word
from ui.language.sentence import capital, worded

if TYPE_CHECKING:
    from app.queries.incident_row import EventRow

TEAMS = "custom: "  # before the name of a field of the team's own
WORDED = ("severity", "urgency", "category")  # the values are words of ours


def happened(event: "EventRow") -> str:
    """The event in words; in English as it was written."""
    tell = _TELLING.get(event.kind)
    return (tell(event) if tell is not None else "") or worded(event.text)


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
        return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M:%S} UTC"
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    from app.domain.incident_form import shown_value

    if value is None or value == []:
        return _tr("none")
    return worded(str(value)) if field in WORDED else shown_value(value) or _tr("none")


def _role(event: "EventRow") -> str:
    """Ana Ruiz is incident commander, after Ben Sato."""
    role = str(event.data.get("role"))
    if role not in set(Role):
        return ""
    who, gone, rest = event.text.partition(f" is no longer {role}")
    if gone and not rest:
        return _tr("%1 is no longer %2").replace("%2", worded(role)).replace("%1", who)
    who, here, rest = event.text.partition(f" is {role}")
    before = rest.removeprefix(", after ")
    if not here or (rest and before == rest):
        return ""
    words = _tr("%1 is %2, after %3") if rest else _tr("%1 is %2")
    return words.replace("%2", worded(role)).replace("%3", before).replace("%1", who)


def _task(event: "EventRow") -> str:
    """Task done: what it was called."""
    head, mark, title = event.text.partition(": ")
    known = _tasks().get(head, "")
    return f"{known}: {title}" if mark and known else _given(event.text)


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


_TELLING = {EventKind.FIELD: _field, EventKind.ROLE: _role, EventKind.TASK: _task}
