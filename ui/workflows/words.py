"""How runs and their steps are named and marked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.language.sentence import capital, worded

if TYPE_CHECKING:
    from app.domain.workflow import StepSpec
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


def step_text(step: "StepSpec") -> str:
    """One step as a sentence, with when and under what condition."""
    from app.domain.condition import words as condition_words
    from app.domain.moment import spoken
    from app.domain.workflow_words import DOES, again_words

    said = worded(DOES[step.do](step)) + worded(again_words(step))
    if step.only_if:
        only = worded(condition_words(step.only_if))
        said = _tr("if %1, %2").replace("%1", only).replace("%2", said)
    if step.after:
        said = _tr("after %1, %2").replace("%1", spoken(step.after)).replace("%2", said)
    return capital(said)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Workflow", words)
