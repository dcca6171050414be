"""`watchbill apply` and `watchbill dump`: the whole configuration as one file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import desk
from app.errors import Refused
from app.vault import MISSING
from models.kinds import Source

if TYPE_CHECKING:
    from app.workspace.part import Remark

STREAM = Path("-")
NOTHING = "nothing to change"


def apply(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The workspace file; - reads standard input.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Also take out what the file leaves out.")
    ] = False,
    by: Annotated[str | None, typer.Option("--as", help="Who does it.")] = None,
) -> None:
    """Bring the database to what a workspace file says; prints what it changes."""
    from app.workspace import apply as operations
    from app.workspace.file import addresses
    from app.workspace.part import Misplaced
    from app.workspace.read import read

    data = sys.stdin.buffer.read() if file == STREAM else file.read_bytes()
    with desk.opened(context) as store:
        reading = read(data, operations.names_outside(store, prune=prune))
        if reading.problems:
            raise Refused("\n".join(_told(file, each) for each in reading.problems))
        for warning in reading.warnings:
            _warn(_told(file, warning))
        actor = desk.somebody(store, by, Source.FILE)
        try:
            applied = operations.apply(
                store, reading.workspace, actor, prune=prune, rehearse=dry_run
            )
        except Misplaced as fault:
            raise Refused(_told(file, reading.remark(fault))) from fault
    for change in applied.changes:
        _tell(str(change))
    if not applied.changes:
        _tell(NOTHING)
    for name, address in addresses({} if dry_run else applied.keys).items():
        _tell(f"  {name} takes signals in at {address}")


def dump(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to; - is standard output.")] = STREAM,
) -> None:
    """Write the whole configuration as a workspace file, contact addresses and keys included."""
    from app.workspace import apply as operations
    from app.workspace.file import keep

    with desk.opened(context) as store:
        text, sealed = operations.dump(store)
    if file == STREAM:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        keep(file, text)
    if sealed:
        _warn(f"Addresses and keys are missing in this file. {MISSING}")


def _told(file: Path, remark: "Remark") -> str:
    kind = "warning: " if remark.warning else ""
    return f"{file}:{remark.line}:{remark.column}: {kind}{remark.sentence}"


def _tell(line: str) -> None:
    print(line)  # noqa: T201


def _warn(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201
