"""`watchbill status page ...`: further status pages, each for readers of its own."""

from dataclasses import replace
from typing import Annotated

import typer

from app.cli import columns, desk
from app.domain.workspace import ViewSpec
from app.errors import Refused
from app.operations.status_view import remove_view, save_view
from app.queries.status_view import ViewRow, views
from app.store import Store

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
ActingAs = Annotated[str | None, typer.Option("--as", help="Who does it.")]


def add(commands: typer.Typer) -> None:
    """Hangs them in."""
    commands.command("pages")(pages)
    commands.command("page")(page)


def pages(context: typer.Context, as_json: AsJson = False) -> None:
    """List the further pages."""
    with desk.opened(context) as store:
        rows = views(store)
    if as_json:
        desk.say({"pages": [_shown(each) for each in rows]})
        return
    for each in rows:
        columns.say(_line(each))
    if not rows:
        columns.say("There is one page only; `watchbill status page NAME` adds another.")


def page(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="It is served at /status/NAME.")],
    title: Annotated[str | None, typer.Option(help="What its readers see it called.")] = None,
    about: Annotated[str | None, typer.Option(help="A sentence below it.")] = None,
    component: Annotated[
        list[str] | None, typer.Option(help="What it shows; repeatable. Default: everything.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="It shows every component.")] = False,
    password: Annotated[
        bool | None, typer.Option("--password/--no-password", help="Ask for one, or take it away.")
    ] = None,
    on: Annotated[bool | None, typer.Option("--on/--off", help="Whether it is served.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="With its subscribers.")] = False,
    by: ActingAs = None,
) -> None:
    """Add, change or remove a further page."""
    with desk.opened(context) as store:
        row, actor = _found(store, name), desk.somebody(store, by)
        if remove:
            if row is None:
                raise Refused(f"There is no status page called {name!r}.")
            remove_view(store, row.id, actor)
            columns.say(f"{name} is gone.")
            return
        old = replace(row.spec, password=None) if row else ViewSpec(name)
        spec = replace(
            old,
            title=old.title if title is None else title,
            about=old.about if about is None else about,
            components=() if everything else tuple(component or old.components),
            password=_password(old, password),
            on=old.on if on is None else on,
        )
        save_view(store, spec, actor, ident=row.id if row else None)
        saved = _found(store, name)
    assert saved is not None, "it was saved"
    columns.say(_line(saved))


def _password(old: ViewSpec, asked: bool | None) -> str | None:
    if asked is None:
        return old.password
    return str(typer.prompt("Password", hide_input=True, err=True)) if asked else ""


def _found(store: Store, name: str) -> ViewRow | None:
    return next((each for each in views(store) if each.spec.name == name), None)


def _line(row: ViewRow) -> str:
    spec = row.spec
    shows = ", ".join(spec.components) or "everything"
    state = "" if spec.on else ", off"
    locked = ", with a password" if row.locked else ""
    return f"/status/{spec.name}  {spec.title or '-'}: {shows}{locked}{state}"


def _shown(row: ViewRow) -> dict[str, object]:
    spec = row.spec
    return {"name": spec.name, "title": spec.title, "about": spec.about, "on": spec.on,
            "components": list(spec.components), "password": row.locked}  # fmt: skip
