"""What can be done on the settings page, for the command palette."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.settings.page import SettingsPage


def verbs() -> tuple[Verb, ...]:
    """Those of the team, then those of this machine."""
    return (
        Verb("new-heartbeat", _tr("Set a heartbeat"), "", "plus", _tr("watch the watcher paging")),
        Verb("new-category", _tr("Add a category"), "", "plus", _tr("incident form kind")),
        Verb("new-field", _tr("Add a field"), "", "plus", _tr("incident form custom")),
        Verb("new-tracker", _tr("Add a tracker"), "", "link", _tr("jira github gitlab issues")),
        Verb("new-token", _tr("Make a token"), "", "key", _tr("api access program script")),
        Verb("new-drill", _tr("Prepare a drill"), "", "target", _tr("exercise practice rehearsal")),
        Verb("new-channel", _tr("Add a channel"), "", "megaphone", _tr("slack teams chat webhook")),
        Verb("new-mailbox", _tr("Set a mailbox"), "", "mail", _tr("replies imap inbox")),
        Verb("new-model", _tr("Set a model"), "", "sparkles", _tr("language model help ai")),
        *_of_machine(),
    )


def _of_machine() -> tuple[Verb, ...]:
    return (
        Verb("listen", _tr("Listen to the alarm"), "", "volume-2", _tr("sound test ring")),
        Verb("check-database", _tr("Check the database"), "", "database", _tr("sound damaged")),
        Verb("back-up", _tr("Back up now"), "", "save", _tr("backup copy")),
        Verb("ask-release", _tr("Ask for a newer Watchbill now"), "", "download",
             _tr("update upgrade version")),
        Verb("save-workspace", _tr("Save the configuration…"), "", "download",
             _tr("yaml file export dump")),
        Verb("apply-workspace", _tr("Apply a file…"), "", "upload",
             _tr("yaml configuration import")),
        Verb("export-all", _tr("Export everything…"), "", "archive", _tr("data dump csv json")),
    )  # fmt: skip


def deeds(page: "SettingsPage") -> Deeds:
    """Each on its card."""
    machine = page.machine

    def no_folder() -> str:
        some = machine.seen is not None and bool(machine.seen.folder)
        return "" if some else _tr("Choose a folder for backups first.")

    def unread() -> bool:
        return machine.seen is None

    of_team: dict[str, tuple[str, Callable[[], object]]] = {
        "new-heartbeat": ("paging", page.paging.heartbeat.begin),
        "new-category": ("form", page.form.add_category),
        "new-field": ("form", page.form.add_field),
        "new-tracker": ("trackers", page.trackers.begin),
        "new-token": ("tokens", page.tokens.begin),
        "new-drill": ("drills", page.drills.prepare),
        "new-channel": ("channels", page.channels.begin),
        "new-mailbox": ("replies", page.replies.begin),
        "new-model": ("learning", page.learning.begin),
    }
    of_machine: dict[str, tuple[str, Callable[[], object]]] = {
        "listen": ("attention", machine.attention.heard.emit),
        "check-database": ("database", machine.database.check_it),
        "ask-release": ("releases", machine.releases.ask_now),
        "save-workspace": ("workspace", machine.workspace.choose_target),
        "apply-workspace": ("workspace", machine.workspace.choose_file),
        "export-all": ("workspace", machine.workspace.choose_folder),
    }
    return {
        **{
            key: Deed(partial(_on, page, card, run), waits=lambda: page.seen is None)
            for key, (card, run) in of_team.items()
        },
        **{key: Deed(partial(_on, page, card, run)) for key, (card, run) in of_machine.items()},
        "back-up": Deed(partial(_on, page, "backups", machine.backups.make_one), no_folder, unread),
    }


def _on(page: "SettingsPage", card: str, run: Callable[[], object]) -> None:
    page.visit(card)
    run()
    page.reveal_focus()


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
