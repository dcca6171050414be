"""How runs and their steps are named and marked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from models.kinds import DeedState, RunState

SIGNS = {
    "done": ("circle-check", "good_text"),
    "failed": ("circle-x", "sev1_text"),
    "unknown": ("circle-alert", "warn_text"),
    "skipped": ("minus", "faint"),
    "doing": ("play", "accent_text"),
    "waiting": ("clock", "accent_text"),
    "calling": ("play", "accent_text"),
    "asking": ("hand", "warn_text"),
    "unmet": ("minus", "faint"),
    "stopped": ("octagon-x", "warn_text"),
}


def sign_of(state: "RunState | DeedState") -> tuple[str, str]:
    """The icon and its colour."""
    return SIGNS[state.value]


def state_words(state: "RunState") -> str:
    """Where a run stands."""
    return {
        "waiting": _tr("waits"),
        "calling": _tr("at it"),
        "asking": _tr("asks for a yes"),
        "done": _tr("done"),
        "failed": _tr("something went wrong"),
        "unmet": _tr("not run"),
        "stopped": _tr("stopped"),
    }[state.value]


def _tr(words: str) -> str:
    return QCoreApplication.translate("Workflow", words)
