"""What the incidents page says where there is nothing to show."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from ui.widgets.empty import EmptyState


def chosen(declare: Callable[[], object]) -> EmptyState:
    """No incident is shown, for there is none in the list: the first would be."""
    state = EmptyState(
        "siren",
        _tr("The story of an incident stands here."),
        _tr("An alert opens one, and anybody can declare one."),
    )
    state.add_action(_tr("Declare incident"), declare)
    return state


def ever(declare: Callable[[], object], sample: Callable[[], object]) -> EmptyState:
    """There never was one."""
    state = EmptyState(
        "siren",
        _tr("Incidents land here when something breaks."),
        _tr(
            "An alert opens one by itself; anybody can declare one in ten seconds. "
            "Nothing is broken now."
        ),
    )
    state.add_action(_tr("Declare incident"), declare, "primary")
    state.add_action(_tr("Load a sample team"), sample)
    return state


def _tr(words: str) -> str:
    return QCoreApplication.translate("IncidentsPage", words)
