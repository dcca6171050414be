"""The words, icons and tints of what an incident is made of; colour never speaks alone."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication

from models.kinds import EventKind, PageState, Role, Severity, Source, Stage, Urgency
from ui.language.choice import Language, worn
from ui.language.glossary import severity_meaning

STEPS = (Stage.TRIAGE, Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.MONITORING, Stage.RESOLVED)


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon, the colour it wears (a name in `Colours`), and the word beside it."""

    icon: str
    tint: str
    word: str


def stage_word(stage: Stage) -> str:
    """Triage, Investigating ..."""
    return {
        Stage.TRIAGE: _tr("Triage"),
        Stage.INVESTIGATING: _tr("Investigating"),
        Stage.IDENTIFIED: _tr("Identified"),
        Stage.MONITORING: _tr("Monitoring"),
        Stage.RESOLVED: _tr("Resolved"),
        Stage.CLOSED: _tr("Closed"),
        Stage.DECLINED: _tr("Declined"),
        Stage.MERGED: _tr("Merged"),
    }[stage]


def severity_help(severity: Severity) -> str:
    """What a severity means, for those who do not do this every day."""
    return severity_meaning(severity.value)


def urgency_word(urgency: Urgency) -> str:
    """High or Low."""
    return {Urgency.HIGH: _tr("High"), Urgency.LOW: _tr("Low")}[urgency]


def urgency_help(urgency: Urgency) -> str:
    """What an urgency does."""
    return {
        Urgency.HIGH: _tr("High: people are woken"),
        Urgency.LOW: _tr("Low: people are told, nobody is woken"),
    }[urgency]


def role_word(role: Role) -> str:
    """Commander, Deputy, Scribe, Communications, Expert: short, for a narrow column."""
    return {
        Role.COMMANDER: _tr("Commander"),
        Role.DEPUTY: _tr("Deputy"),
        Role.SCRIBE: _tr("Scribe"),
        Role.COMMUNICATIONS: _tr("Comms"),
        Role.EXPERT: _tr("Expert"),
    }[role]


def role_help(role: Role) -> str:
    """What the role does."""
    return {
        Role.COMMANDER: _tr("Decides, and keeps the whole in view"),
        Role.DEPUTY: _tr("Stands in for the commander"),
        Role.SCRIBE: _tr("Writes down what happens"),
        Role.COMMUNICATIONS: _tr("Tells customers and managers"),
        Role.EXPERT: _tr("Knows this part best"),
    }[role]


def source_words(source: Source) -> str:
    """Where an act came from, as the end of a sentence; empty where it goes without saying."""
    return {
        Source.CARD: _tr("from the alert card"),
        Source.TRAY: _tr("from the tray"),
        Source.LINK: _tr("from the link in the message"),
        Source.SHELL: _tr("from the shell"),
        Source.API: _tr("through the API"),
    }.get(source, "")


def page_mark(state: PageState) -> Mark:
    """What became of a page: shape, colour and word."""
    return {
        PageState.DUE: Mark("clock", "muted", _tr("due")),
        PageState.SENDING: Mark("send", "accent_text", _tr("sending")),
        PageState.SENT: Mark("check", "good_text", _tr("sent")),
        PageState.FAILED: Mark("circle-x", "alarm_text", _tr("failed")),
        PageState.UNKNOWN: Mark("circle-help", "warn_text", _tr("unknown")),
        PageState.CANCELLED: Mark("ban", "muted", _tr("cancelled")),
    }[state]


def event_mark(kind: EventKind) -> Mark:
    """How a row of the timeline begins."""
    return _event_marks(worn()).get(kind, Mark("circle", "muted", str(kind).capitalize()))


@cache
def _event_marks(_language: Language) -> dict[EventKind, Mark]:
    """Of all kinds; made once for many rows."""
    return {
        EventKind.DECLARED: Mark("megaphone", "accent_text", _tr("Declared")),
        EventKind.ALERT: Mark("triangle-alert", "sev1_text", _tr("Alert")),
        EventKind.PAGE: Mark("bell-ring", "text", _tr("Page")),
        EventKind.ACKNOWLEDGED: Mark("check", "good_text", _tr("Answered")),
        EventKind.UNACKNOWLEDGED: Mark("hand", "warn_text", _tr("Given back")),
        EventKind.ESCALATED: Mark("arrow-up-right", "warn_text", _tr("Escalated")),
        EventKind.STAGE: Mark("circle-dot", "accent_text", _tr("Status")),
        EventKind.FIELD: Mark("pencil", "muted", _tr("Change")),
        EventKind.ROLE: Mark("user-check", "muted", _tr("Role")),
        EventKind.NOTE: Mark("message-square-text", "text", _tr("Note")),
        EventKind.TASK: Mark("list-checks", "muted", _tr("Task")),
        EventKind.UPDATE: Mark("send", "accent_text", _tr("Update")),
        EventKind.RESOLVED: Mark("circle-check", "good_text", _tr("Resolved")),
        EventKind.REOPENED: Mark("rotate-ccw", "warn_text", _tr("Reopened")),
        EventKind.PLAYBOOK: Mark("book-open", "accent_text", _tr("Playbook")),
        EventKind.FLAG: Mark("flag", "warn_text", _tr("Notice")),
        EventKind.FILE: Mark("paperclip", "text", _tr("File")),
        EventKind.MESSAGE: Mark("message-square", "muted", _tr("Message")),
        EventKind.EDIT: Mark("pencil", "muted", _tr("Edit")),
        EventKind.REVIEW: Mark("file-text", "accent_text", _tr("Review")),
        EventKind.PROBLEM: Mark("link", "accent_text", _tr("Problem")),
        EventKind.WORKFLOW: Mark("workflow", "accent_text", _tr("Workflow")),
        EventKind.PIN: Mark("pin", "muted", _tr("Pin")),
        EventKind.TIE: Mark("git-merge", "muted", _tr("Link")),
        EventKind.SNOOZED: Mark("alarm-clock", "muted", _tr("Snooze")),
        EventKind.RESPONDER: Mark("user-plus", "accent_text", _tr("Help")),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
