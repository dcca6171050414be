"""`watchbill api`: tokens for scripts that use the HTTP API."""

from typing import Annotated

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs
from app.operations import token as operations

commands = typer.Typer(help="The HTTP API under /api/v1: its tokens.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="What it is for.")]


@commands.command()
def token(context: typer.Context, name: Name, acting_as: ActingAs = None) -> None:
    """Make a token and show it, once."""
    with desk.opened(context) as store:
        columns.say(operations.make(store, name, desk.somebody(store, acting_as)))


@commands.command()
def revoke(context: typer.Context, name: Name, acting_as: ActingAs = None) -> None:
    """Make a token worthless."""
    with desk.opened(context) as store:
        operations.revoke(store, name, desk.somebody(store, acting_as))
    columns.say(f"The token {name} opens nothing any more.")


@commands.command()
def tokens(context: typer.Context) -> None:
    """List the tokens, without what opens."""
    with desk.opened(context) as store:
        found = operations.tokens(store)
    rows = ((each.name, f"{each.made_at:%Y-%m-%d}", each.made_by) for each in found)
    for line in columns.table(("token", "made", "by"), rows, 0):
        columns.say(line)
