"""`watchbill search WORDS...`: everything that was written, from a shell."""

from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.errors import Refused
from app.queries.search import Hit
from app.queries.search import search as found
from models.search import KINDS

MOST = 1000
HEADINGS = ("what", "incident", "title", "text")


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="Beginnings of words; all must be there.")],
    kind: Annotated[
        list[str] | None, typer.Option(help=f"Only these: {', '.join(KINDS)}. May be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many at most.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Search incidents, timelines, alerts, playbooks, reviews, follow-ups and problems."""
    for each in kind or ():
        if each not in KINDS:
            raise Refused(f"There is no kind {each!r}; there are: {', '.join(KINDS)}.")
    with desk.opened(context) as store:
        hits = found(store, " ".join(words), limit, kind or KINDS)
    if as_json:
        desk.say({"found": [_document(hit) for hit in hits]})
    elif not hits:
        columns.say("Nothing is found.")
    else:
        for line in columns.table(HEADINGS, map(_line, hits), flexible=3):
            columns.say(line)


def _line(hit: Hit) -> tuple[str, ...]:
    number = f"#{hit.number}" if hit.number is not None else "-"
    return hit.kind, number, hit.title, hit.text


def _document(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "id": hit.id,
        "incident": hit.number,
        "title": hit.title,
        "text": hit.text,
    }
