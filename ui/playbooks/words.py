"""How steps are named and marked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.language.sentence import worded
from ui.language.target import aimed_words
from ui.language.times import clock

if TYPE_CHECKING:
    from app.queries.play import StepRow

SIGNS = {
    "done": ("circle-check", "good_text"),
    "skipped": ("minus", "faint"),
    "failed": ("circle-x", "sev1_text"),
    "running": ("play", "accent_text"),
}


def kind_words(kind: str) -> str:
    """What a step of this kind asks for, in a word or two."""
    return {
        "do": _tr("Do"),
        "check": _tr("Look and say what you find"),
        "decide": _tr("Decide"),
        "notify": _tr("Tell people"),
        "wait": _tr("Wait"),
        "http": _tr("Call a web address"),
        "command": _tr("Run a command"),
    }.get(kind, kind)


def whose(who: str) -> str:
    """A role, `person:ana` or `schedule:primary`, as a playbook writes it."""
    return aimed_words(who)


def outcome_words(outcome: str) -> str:
    """Why a step failed: what we say of it, then what the program or the server said."""
    first, mark, rest = outcome.partition("\n")
    return f"{worded(first)}{mark}{rest}"


def errand_words(text: str) -> str:
    """What would be run, as it is; what we say of it, in the window's language."""
    from app.domain.errand_text import NOTE

    first, mark, rest = text.partition("\n")
    said = f"{worded(first)}{mark}{rest}" if first.endswith(" Look at what this sends.") else text
    return NOTE.sub(lambda found: worded(found[0]), said)


def due_words(step: "StepRow") -> str:
    """By when it should be done."""
    if step.state.value == "failed":
        return _tr("failed")
    if step.late:
        return _tr("late")
    if step.due_at is None:
        return ""
    return _tr("until %1").replace("%1", clock(step.due_at.astimezone()))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Playbook", words)
