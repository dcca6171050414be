"""`watchbill guide [PAGE]`: the guide that F1 opens, in a shell."""

from typing import Annotated

import typer

from app.cli import columns
from app.queries import guide as pages


def guide(
    page: Annotated[str | None, typer.Argument(help="Such as rota; else all are listed.")] = None,
    search: Annotated[str, typer.Option(help="Only pages in which these words stand.")] = "",
) -> None:
    """Print a page of the guide, or list the pages."""
    if page is not None:
        columns.say(pages.leaf(page).text.rstrip())
        return
    found = pages.found(search)
    if not found:
        columns.say("No page says that.")
        return
    for line in columns.table(("page", "about"), ((each.name, each.title) for each in found), 1):
        columns.say(line)
