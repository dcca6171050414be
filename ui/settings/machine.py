"""What the part of the settings about this machine asks, on a reader's thread."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ui.language.sentence import fault_words

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.release import Release
    from app.operations.backup import Info
    from app.store import Store
    from app.workspace.apply import Applied
    from app.workspace.file import Rehearsal


@dataclass(frozen=True, slots=True)
class Machine:
    """The database (no password in its address), start at login, and backups: `folder` empty: none
    are made; `usual`: where they go by themselves; `wrong` says why the settings make no sense."""

    database: "Info"
    starts: bool
    folder: str
    every: str
    keep: str
    made: int
    last_at: datetime | None
    last_size: int
    wrong: str
    sample: bool
    releases: str = ""
    releases_inside: bool = False


def machine(store: "Store") -> Machine:
    """All of it."""
    from app import autostart, settings
    from app.errors import Refused
    from app.operations import backup, backup_plan, release
    from app.operations.sample import sample

    known, wrong = settings.load(), ""
    try:
        plan = backup_plan.plan(store)
    except Refused as fault:
        plan, wrong = None, fault_words(fault)
    made = backup_plan.made(store, plan.folder) if plan else []
    return Machine(
        backup.info(store),
        autostart.starts(),
        str(plan.folder) if plan else "",
        known.backup_every or backup_plan.EVERY,
        known.backup_keep or backup_plan.KEEP,
        len(made),
        made[0].at if made else None,
        made[0].size if made else 0,
        wrong,
        sample(store),
        *release.address(),
    )


def checked(store: "Store") -> list[str]:
    """Everything found wrong with the stored data; may take a while."""
    from app.operations import backup

    return backup.check(store)


def back_up_now(store: "Store") -> Path:
    """One more, by the plan. Raises Refused, Unavailable."""
    from app.errors import Refused
    from app.operations import backup_plan

    plan = backup_plan.plan(store)
    if plan is None:
        raise Refused("Choose a folder first.", "folder")
    return backup_plan.make(store, plan)


def set_backups(folder: str, every: str, keep: str) -> None:
    """Raises Refused beside a field."""
    from app.operations import backup_plan

    backup_plan.set_plan(folder, every, keep)


def set_start(on: bool) -> None:
    """Raises Unavailable."""
    from app import autostart

    autostart.start_at_login(on)


def set_releases(url: str, inside: bool) -> None:
    """Raises Refused."""
    from app.operations import release

    release.set_address(url, inside=inside)


def newer() -> "Release | None":
    """As slow as the network. Raises Refused, Unavailable."""
    from app.operations import release

    return release.look()


def save_workspace(store: "Store", file: Path, *, secrets: bool) -> bool:
    """Whether addresses and keys are missing in it. Raises Refused."""
    from app.workspace.file import save

    return save(store, file, secrets=secrets)


def export_everything(store: "Store", into: Path, *, secrets: bool) -> Path:
    """A new folder in `into`, named after the hour in UTC; may take a while. Raises Refused."""
    from app.errors import Refused
    from app.workspace.export import export

    folder = into / f"watchbill-{store.now():%Y-%m-%d-%H%M%S}"
    try:
        export(store, folder, secrets=secrets)
    except OSError as fault:
        raise Refused(f"{folder}: {fault.strerror}") from fault
    return folder


def rehearse_workspace(store: "Store", file: Path, by: "Actor", *, prune: bool) -> "Rehearsal":
    """What a file would change; on the writer's thread. Raises Refused."""
    from app.workspace.file import rehearse

    return rehearse(store, file, by, prune=prune)


def perform_workspace(store: "Store", shown: "Rehearsal", by: "Actor") -> "Applied":
    """All of it or nothing. Raises Refused, Conflict."""
    from app.workspace.file import perform

    return perform(store, shown, by)
