"""`watchbill language`: in which language the playbooks, workflows and templates come along."""

from typing import Annotated

import typer

from app.cli import columns, desk
from app.cli.incident_word import word
from app.domain.language import Language
from app.operations.language import set_language
from app.queries import language as queries


def language(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="en, de or es; left out, it is shown.")] = "",
    by: Annotated[str | None, typer.Option("--as", help="Who sets it.")] = None,
) -> None:
    """Show or set the language of the team."""
    with desk.opened(context) as store:
        if code:
            set_language(store, word(Language, code), desk.somebody(store, by))
        columns.say(queries.language(store).value)
