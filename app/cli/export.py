"""`watchbill export FOLDER`: everything, in formats that any program reads."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import columns, desk


def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    secrets: Annotated[
        bool, typer.Option("--secrets", help="With contact addresses and integration keys.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Write everything as JSON, CSV, iCalendar and Markdown."""
    from app.workspace.export import export as written

    with desk.opened(context) as store:
        counts = written(store, folder, secrets=secrets)
    if as_json:
        desk.say({"folder": str(folder), **counts})
        return
    columns.say(f"{folder}: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
