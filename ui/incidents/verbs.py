"""What can be done on the incidents page, as values: for shortcuts, the key map and the palette."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from ui.incidents.page import IncidentsPage


class Verb(NamedTuple):
    """`key` is stable; `keys` is the shortcut, which holds inside the page only."""

    key: str
    words: str
    keys: str
    icon: str
    run: Callable[[], object]


class Call:
    """A slot that drops an action's `checked`."""

    def __init__(self, run: Callable[[], object]) -> None:
        self._run = run

    def __call__(self, _on: bool = False) -> None:
        self._run()


def verbs_of(page: "IncidentsPage") -> tuple[Verb, ...]:
    """In the order in which they are wanted at night."""
    return (
        Verb("incident-ack", _tr("Acknowledge"), "A", "check", page.acknowledge),
        Verb("incident-resolve", _tr("Resolve…"), "R", "circle-check", page.resolve),
        Verb("incident-note", _tr("Write a note"), "N", "message-square-text", page.note),
        Verb("incident-escalate", _tr("Page the next level now"), "E", "arrow-up-right",
             page.escalate),
        Verb("incident-hand", _tr("Hand to somebody…"), "H", "user-plus", page.hand),
        Verb("incident-tell", _tr("Tell people…"), "T", "send", page.tell),
        Verb("incident-catch-up", _tr("Catch up"), "U", "sparkles", page.catch_up),
        Verb("incident-find", _tr("Filter incidents"), "Ctrl+F", "search", page.look_up),
        Verb("incident-title", _tr("Edit the title"), "F2", "pencil", page.edit_title),
        Verb("incident-next", _tr("Next incident"), "Alt+Down", "arrow-down",
             partial(page.list.step, 1)),
        Verb("incident-previous", _tr("Previous incident"), "Alt+Up", "arrow-up",
             partial(page.list.step, -1)),
    )  # fmt: skip


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
