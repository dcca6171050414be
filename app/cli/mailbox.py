"""`watchbill mailbox`: where replies by e-mail come to."""

import sys
from typing import Annotated

import typer

from app.cli import columns, desk
from app.notify.mailbox import checked
from app.operations.mailbox import mailbox, set_mailbox

commands = typer.Typer(help="Replies by e-mail.", no_args_is_help=True)


@commands.command("set")
def put(
    context: typer.Context,
    off: Annotated[bool, typer.Option("--off", help="Look nowhere any more.")] = False,
    by: Annotated[str | None, typer.Option("--as", help="Who sets it.")] = None,
) -> None:
    """Read imaps://user:word@host from standard input, where no history keeps it."""
    address = "" if off else sys.stdin.readline().strip()
    if not off and not address:
        raise typer.BadParameter("expected an address on standard input, or --off")
    with desk.opened(context) as store:
        set_mailbox(store, address, desk.somebody(store, by))
    columns.say("Replies are not looked for any more." if off else "Replies are looked for.")


@commands.command("show")
def show(context: typer.Context) -> None:
    """Say which mailbox is looked into."""
    with desk.opened(context) as store:
        address = mailbox(store)
    where = f"{checked(address).hostname}" if address else "nowhere"
    columns.say(f"Replies are looked for at {where}.")
