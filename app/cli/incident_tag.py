"""`watchbill incident tag` and `tags`: the team's own words on incidents."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs, AsJson, answer
from app.operations import tag as operations
from app.queries import tag as queries

Words = Annotated[list[str], typer.Argument(help="Numbers, then +TAG to add, -TAG to remove.")]
Named = Annotated[str, typer.Option(help="OLD=NEW, on every incident; an existing NEW merges.")]


def tag(
    context: typer.Context, words: Words, acting_as: ActingAs = None, as_json: AsJson = False
) -> None:
    """Add and remove tags of incidents, all or none: `incident tag 12 14 +checkout -eu`."""
    numbers, add, remove = _read(words)
    with desk.opened(context) as store:
        changed = operations.tag(store, numbers, desk.somebody(store, acting_as), add, remove)
        told = f"{changed} of {len(numbers)} changed." if len(numbers) > 1 else "Done."
        answer(store, numbers, [told if changed else "It was so already."], as_json)


def tags(
    context: typer.Context,
    rename: Named = "",
    drop: Annotated[str, typer.Option(help="Take this one off every incident.")] = "",
    acting_as: ActingAs = None,
    as_json: AsJson = False,
) -> None:
    """List the tags and how many incidents have each; rename, merge or remove one."""
    old, equals, new = rename.partition("=")
    if rename and not (equals and old.strip() and new.strip()):
        raise typer.BadParameter("expected OLD=NEW", param_hint="--rename")
    with desk.opened(context) as store:
        if rename or drop:
            by = desk.somebody(store, acting_as)
            for name in [old] if rename else []:
                operations.rename(store, _id(store, name), new, by)
            for name in [drop] if drop else []:
                operations.remove(store, _id(store, name), by)
        rows = queries.tags(store)
    if as_json:
        desk.say({"tags": [{"name": row.name, "incidents": row.count} for row in rows]})
        return
    for line in columns.table(("tag", "incidents"), ((r.name, str(r.count)) for r in rows), 0):
        columns.say(line)


def _id(store: Any, name: str) -> int:
    (found,) = queries.tag_ids(store, [name])
    return found


def _read(words: Sequence[str]) -> tuple[list[int], list[str], list[str]]:
    numbers, add, remove = [], [], []
    for word in words:
        bare = word.removeprefix("#")
        if word[:1] == "+":
            add.append(word[1:])
        elif word[:1] == "-" and word[:2] != "--":
            remove.append(word[1:])
        elif bare.isascii() and bare.isdigit() and len(bare) < 19:
            numbers.append(int(bare))
        else:
            raise typer.BadParameter(f"{word!r} is neither a number nor +TAG or -TAG")
    if not numbers or not add + remove:
        raise typer.BadParameter("say numbers and tags, such as 12 +checkout -eu")
    return numbers, add, remove


DASHES = {"ignore_unknown_options": True}  # -eu is a tag
VERBS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "tag": (tag, DASHES),
    "tags": (tags, {}),
}
