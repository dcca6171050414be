"""What the incidents page says where there is nothing to show."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from ui.widgets.empty import EmptyState


def chosen() -> EmptyState:
    """No incident is chosen."""
    return EmptyState(
        "mouse-pointer-click",
        _tr("Choose an incident to see its story."),
        _tr("Arrow keys go through the list."),
    )


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
