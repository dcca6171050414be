"""What can be done on the incidents page, as values: for shortcuts, the key map and the palette."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

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
    tr = page.tr
    return (
        Verb("incident-ack", tr("Acknowledge"), "A", "check", page.acknowledge),
        Verb("incident-resolve", tr("Resolve…"), "R", "circle-check", page.resolve),
        Verb("incident-note", tr("Write a note"), "N", "message-square-text", page.note),
        Verb("incident-escalate", tr("Page the next level now"), "E", "arrow-up-right",
             page.escalate),
        Verb("incident-hand", tr("Hand to somebody…"), "H", "user-plus", page.hand),
        Verb("incident-catch-up", tr("Catch up"), "U", "sparkles", page.catch_up),
        Verb("incident-find", tr("Filter incidents"), "Ctrl+F", "search", page.look_up),
        Verb("incident-title", tr("Edit the title"), "F2", "pencil", page.edit_title),
        Verb("incident-next", tr("Next incident"), "Alt+Down", "arrow-down",
             partial(page.list.step, 1)),
        Verb("incident-previous", tr("Previous incident"), "Alt+Up", "arrow-up",
             partial(page.list.step, -1)),
    )  # fmt: skip
