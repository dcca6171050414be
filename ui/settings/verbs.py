"""What can be done on the settings page, for the command palette."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.settings.page import SettingsPage


def verbs() -> tuple[Verb, ...]:
    """Those of the team, then those of this machine."""
    return (
        Verb("new-heartbeat", tr("Set a heartbeat"), "", "plus", tr("watch the watcher paging")),
        Verb("new-category", tr("Add a category"), "", "plus", tr("incident form kind")),
        Verb("new-field", tr("Add a field"), "", "plus", tr("incident form custom")),
        Verb("new-tracker", tr("Add a tracker"), "", "link", tr("jira github gitlab issues")),
        Verb("new-token", tr("Make a token"), "", "key", tr("api access program script")),
        Verb("new-drill", tr("Prepare a drill"), "", "target", tr("exercise practice rehearsal")),
        Verb("new-channel", tr("Add a channel"), "", "megaphone", tr("slack teams chat webhook")),
        Verb("new-mailbox", tr("Set a mailbox"), "", "mail", tr("replies imap inbox")),
        Verb("new-model", tr("Set a model"), "", "sparkles", tr("language model help ai")),
        *_of_machine(),
    )


def _of_machine() -> tuple[Verb, ...]:
    return (
        Verb("listen", tr("Listen to the alarm"), "", "volume-2", tr("sound test ring")),
        Verb("check-database", tr("Check the database"), "", "database", tr("sound damaged")),
        Verb("back-up", tr("Back up now"), "", "save", tr("backup copy")),
        Verb("ask-release", tr("Ask for a newer Watchbill now"), "", "download",
             tr("update upgrade version")),
        Verb("save-workspace", tr("Save the configuration…"), "", "download",
             tr("yaml file export dump")),
        Verb("apply-workspace", tr("Apply a file…"), "", "upload",
             tr("yaml configuration import")),
        Verb("export-all", tr("Export everything…"), "", "archive", tr("data dump csv json")),
    )  # fmt: skip


def deeds(page: "SettingsPage") -> Deeds:
    """Each on its card."""
    machine = page.machine

    def no_folder() -> str:
        some = machine.seen is not None and bool(machine.seen.folder)
        return "" if some else tr("Choose a folder for backups first.")

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
