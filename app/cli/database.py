"""`watchbill db ...`: the database itself, its backups and its key."""

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli import desk
from app.domain.moment import spoken, stamp
from app.errors import Refused
from app.store import open_database
from models import schema
from models.company import company

commands = typer.Typer(help="The database: upgrade, check, backup, restore, info, key.")
key = typer.Typer(help="The key that seals contacts; it is never in the database.")
commands.add_typer(key, name="key")

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]


@commands.command()
def upgrade(context: typer.Context) -> None:
    """Make the tables, or bring them up to this program (an SQLite file is backed up first)."""
    database = open_database(desk.address(context))
    before = schema.revision(database)
    older = company(database).engines if before in schema.REVISIONS[:-1] else ()
    backup = schema.upgrade(database)
    database.close()
    desk.opened(context).__enter__().close()
    _tell(f"Schema {schema.HEAD}" + (", as before." if before == schema.HEAD else "."))
    if backup:
        _tell(f"The database as it was: {backup}")
    if older:
        names = ", ".join(f"{each.name} ({each.program})" for each in older)
        _tell(f"These engines page no more until they are updated: {names}")


@commands.command()
def info(context: typer.Context, as_json: AsJson = False) -> None:
    """Which database this is and what it holds."""
    from app.operations import backup

    with desk.opened(context, as_it_is=True) as store:
        found = backup.info(store)
    if as_json:
        desk.say(asdict(found))
        return
    for name, value in asdict(found).items():
        _tell(f"{name.replace('_', ' ')}: {value}")


@commands.command()
def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Look for damage in the stored data."""
    from app.operations import backup

    with desk.opened(context, as_it_is=True) as store:
        wrong = backup.check(store)
    if as_json:
        desk.say({"sound": not wrong, "problems": wrong})
    if wrong:
        raise Refused("\n".join(wrong))
    if not as_json:
        _tell("The database is sound.")


@commands.command("backup")
def back_up(context: typer.Context, file: Path) -> None:
    """Write the whole database into one new file."""
    from app.operations import backup

    with desk.opened(context) as store:
        backup.back_up(store, file)
    _tell(f"{file}: {file.stat().st_size // 1024} KB. Its key is not in it: see `db key export`.")


@commands.command()
def restore(
    context: typer.Context,
    file: Path,
    replace: Annotated[bool, typer.Option(help="Even if the database holds data.")] = False,
) -> None:
    """Put a backup in place of what the database holds."""
    from app.operations import backup
    from app.operations.damage import put_aside, sound

    if replace and file.is_file() and sound(file):
        kept = put_aside(desk.address(context), datetime.now(UTC))
        if kept is not None:
            _tell(f"The database's file is damaged. It is kept as {kept}.")
    with desk.opened(context) as store:
        backup.restore(store, file, replace=replace)
    with desk.opened(context) as store:
        locked = store.vault.locked
    _tell(f"Restored from {file}.")
    if locked:
        print("Its key is not on this machine: `watchbill db key import`.", file=sys.stderr)  # noqa: T201


@commands.command()
def backups(
    context: typer.Context,
    folder: Annotated[str, typer.Option(help="From now on, into this folder.")] = "",
    every: Annotated[str, typer.Option(help="How often, such as 6h or 1d.")] = "",
    keep: Annotated[str, typer.Option(help="How many of the latest are kept.")] = "",
    off: Annotated[bool, typer.Option("--off", help="No more by the clock.")] = False,
    now: Annotated[bool, typer.Option("--now", help="Make one at once.")] = False,
) -> None:
    """List the backups that this machine makes by the clock, or change when and where."""
    from app.operations import backup_plan

    if off or folder or every or keep:
        backup_plan.change(backup_plan.OFF if off else folder, every, keep)
    with desk.opened(context) as store:
        plan = backup_plan.plan(store)
        if now and plan:
            backup_plan.make(store, plan)
        made = backup_plan.made(store, plan.folder) if plan else []
    if plan is None:
        _tell("No backups are made by the clock: --folder FOLDER begins.")
        return
    _tell(f"Each {spoken(plan.every)} into {plan.folder}; the latest {plan.keep} are kept.")
    for each in made:
        _tell(f"{stamp(each.at)}  {each.size // 1024:>8} KB  {each.file.name}")


@key.command("export")
def export_key(context: typer.Context) -> None:
    """Print the key; whoever has it and the database can read every contact."""
    from app.operations import key as keys

    with desk.opened(context) as store:
        _tell(keys.exported(store))


@key.command("import")
def import_key(context: typer.Context) -> None:
    """Read the key from standard input and keep it on this machine."""
    from app.operations import key as keys

    with desk.opened(context) as store:
        where = keys.bring(store, sys.stdin.read())
    _tell(f"Kept in {where}.")


@key.command("rotate")
def rotate_key(context: typer.Context) -> None:
    """Seal everything with a new key."""
    from app.operations import key as keys

    with desk.opened(context) as store:
        count = keys.rotate(store)
    _tell(f"{count} values sealed with a new key. Carry it to the other machines: `db key export`.")


def _tell(line: str) -> None:
    print(line)  # noqa: T201
