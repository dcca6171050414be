"""What can be done on the incidents page, as values: for shortcuts, the key map and the palette.
What is rarely done is what the menu behind the three dots offers just then."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.incidents.page import IncidentsPage


Run = Callable[[], object]


class Call:
    """A slot that drops an action's `checked`."""

    def __init__(self, run: Callable[[], object]) -> None:
        self._run = run

    def __call__(self, _on: bool = False) -> None:
        self._run()


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are wanted at night."""
    return (
        Verb("incident-ack", _tr("Acknowledge"), "A", "check"),
        Verb("incident-resolve", _tr("Resolve…"), "R", "circle-check"),
        Verb("incident-note", _tr("Write a note"), "N", "message-square-text"),
        Verb("incident-escalate", _tr("Page the next level now"), "E", "arrow-up-right"),
        Verb("incident-hand", _tr("Hand to somebody…"), "H", "user-plus"),
        Verb("incident-tell", _tr("Tell people…"), "T", "send"),
        Verb("incident-catch-up", _tr("Catch up"), "U", "sparkles"),
        Verb("incident-find", _tr("Filter incidents"), "Ctrl+F", "search"),
        Verb("incident-title", _tr("Edit the title"), "F2", "pencil"),
        Verb("incident-next", _tr("Next incident"), "Alt+Down", "arrow-down"),
        Verb("incident-previous", _tr("Previous incident"), "Alt+Up", "arrow-up"),
        *_rare(),
    )


def _rare() -> tuple[Verb, ...]:
    return (
        Verb("incident-severity", _tr("Change the severity…"), "", "octagon-alert",
             _tr("sev1 sev2 urgency worse")),
        Verb("incident-help", _tr("Call somebody to help…"), "", "user-plus",
             _tr("ask colleague expert responder")),
        Verb("incident-give-back", _tr("Give the incident back"), "", "hand",
             _tr("release return unassign")),
        Verb("incident-accept", _tr("Accept: it is an incident"), "", "badge-check",
             _tr("triage confirm")),
        Verb("incident-decline", _tr("Decline: it is no incident…"), "", "ban",
             _tr("reject false alarm")),
        Verb("incident-snooze", _tr("Snooze until…"), "", "alarm-clock", _tr("later sleep pause")),
        Verb("incident-wake", _tr("End the snooze"), "", "alarm-clock", _tr("wake")),
        Verb("incident-close", _tr("Close the incident"), "", "archive", _tr("finish done")),
        Verb("incident-merge", _tr("Merge into another…"), "", "git-merge", _tr("join duplicate")),
        Verb("incident-split", _tr("Split off another matter…"), "", "shuffle",
             _tr("separate unmerge")),
        Verb("incident-unmerge", _tr("Split off again"), "", "undo-2", _tr("unmerge")),
        Verb("incident-relate", _tr("Relate to another…"), "", "link", _tr("tie same cause")),
        Verb("incident-part", _tr("Make it a part of another…"), "", "layers",
             _tr("child parent whole")),
        Verb("incident-copy", _tr("Copy the incident as text"), "", "copy",
             _tr("clipboard timeline")),
        Verb("incident-pdf", _tr("Export the incident as PDF…"), "", "download",
             _tr("save print paper")),
        Verb("incident-html", _tr("Export the incident as a web page…"), "", "download",
             _tr("save html")),
        Verb("incident-md", _tr("Export the incident as Markdown…"), "", "download", _tr("save")),
        Verb("incident-json", _tr("Export the incident as JSON…"), "", "download", _tr("save")),
        Verb("incident-csv", _tr("Export the list of incidents…"), "", "download",
             _tr("csv table save")),
    )  # fmt: skip


ENTRIES = {
    "incident-give-back": ("IncidentHead", "Give it back"),
    "incident-decline": ("IncidentHead", "Decline: it is no incident…"),
    "incident-close": ("IncidentHead", "Close"),
    "incident-copy": ("IncidentHead", "Copy as text"),
    "incident-accept": ("MoreMenu", "Accept: it is an incident"),
    "incident-help": ("MoreMenu", "Call somebody to help…"),
    "incident-snooze": ("MoreMenu", "Until…"),
    "incident-wake": ("MoreMenu", "End the snooze"),
    "incident-unmerge": ("MoreMenu", "Split off again"),
    "incident-merge": ("MoreMenu", "Merge into another…"),
    "incident-split": ("MoreMenu", "Split off another matter…"),
    "incident-relate": ("MoreMenu", "Relate to another…"),
    "incident-part": ("MoreMenu", "Make it a part of another…"),
    "incident-pdf": ("MoreMenu", "PDF"),
    "incident-html": ("MoreMenu", "Web page"),
    "incident-md": ("MoreMenu", "Markdown"),
    "incident-json": ("MoreMenu", "JSON"),
}  # each as the menu has it, and where its words are translated


def deeds(page: "IncidentsPage") -> Deeds:
    """Of the incident that is shown, but for those of the list."""

    def waits() -> bool:
        return page.reading

    def unchosen() -> str:
        return "" if page.number else _tr("No incident is chosen.")

    def about() -> str:
        return f"#{page.number}" if page.number else ""

    def closed() -> str:
        shown = page.detail.shown if page.number else None
        over = shown is not None and not shown.detail.row.stage.open
        return unchosen() or (_tr("This incident is over.") if over else "")

    of_one: dict[str, Run] = {
        "incident-note": page.note, "incident-hand": page.hand, "incident-tell": page.tell,
        "incident-catch-up": page.catch_up, "incident-title": page.edit_title,
        "incident-severity": page.choose_severity,
    }  # fmt: skip
    of_open: dict[str, Run] = {"incident-ack": page.acknowledge, "incident-resolve": page.resolve,
               "incident-escalate": page.escalate}  # fmt: skip
    of_list: dict[str, Run] = {
        "incident-find": page.look_up, "incident-next": partial(page.list.step, 1),
        "incident-previous": partial(page.list.step, -1), "incident-csv": page.list.view.export,
    }  # fmt: skip
    return {
        **{key: Deed(run, unchosen, waits, about) for key, run in of_one.items()},
        **{key: Deed(run, closed, waits, about) for key, run in of_open.items()},
        **{key: Deed(run) for key, run in of_list.items()},
        **{key: _entry(page, key, Deed(bool, unchosen, waits, about)) for key in ENTRIES},
    }


def _entry(page: "IncidentsPage", key: str, any_one: Deed) -> Deed:
    """What the menu offers, if it does."""
    words = QCoreApplication.translate(*ENTRIES[key]).rstrip("…")

    def missing() -> str:
        if said := any_one.hindered():
            return said
        offered = words in page.detail.head.offers()
        return "" if offered else _tr("This incident does not offer that as it is now.")

    def run() -> None:
        page.detail.head.entries()[words].trigger()

    return any_one._replace(run=run, hindered=missing)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
