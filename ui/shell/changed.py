"""What somebody else changed, in words people use; what only programs care for is not told."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from app.changes import Changes

INCIDENT = ("event", "alert", "task", "assignment", "affected", "responder", "escalation", "page")
ROTA = ("schedule", "rotation", "override", "edition", "shift_request")
PEOPLE = ("person", "team", "contact", "time_off")
STATUS = ("status_update", "public_incident", "component", "maintenance", "subscriber")


def change_words(changes: "Changes") -> str:
    """#12 changed just now; empty for what is no news to people."""
    if changes.everything:
        return ""
    numbers = sorted(changes.ids("incident"))
    if len(numbers) == 1:
        return _tr("#%1 changed just now").replace("%1", str(numbers[0]))
    told = (
        (("incident", *INCIDENT), _tr("Incidents changed just now")),
        (ROTA, _tr("The rota changed just now")),
        (PEOPLE, _tr("People changed just now")),
        (STATUS, _tr("The status page changed just now")),
        (("review", "review_comment"), _tr("A review changed just now")),
        (("playbook", "play", "play_step"), _tr("A playbook changed just now")),
        (("service", "integration"), _tr("Services changed just now")),
        (("policy",), _tr("Policies changed just now")),
        (("workflow",), _tr("Workflows changed just now")),
    )
    return next((words for kinds, words in told if changes.touch(*kinds)), "")


def _tr(words: str) -> str:
    return QCoreApplication.translate("Changed", words)
