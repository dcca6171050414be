"""`watchbill status ...`: the status page, its components, subscribers, maintenance and copy."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import columns, desk, status_page
from app.cli.incident_say import component_id, component_state
from app.domain.moment import duration, spoken, stamp
from app.domain.status import WORDS
from app.domain.workspace import ComponentSpec, PageSpec
from app.errors import Refused
from app.operations import component as components
from app.operations import maintenance, subscriber, update_template
from app.operations.status_page import save_page
from app.operations.status_sender import set_sender
from app.queries import status_public
from app.queries.component import components as component_rows
from app.queries.status_spec import page_spec
from app.queries.subscriber import subscribers
from app.queries.update_template import template_named, templates
from app.store import Store
from models.kinds import Severity, Stage

commands = typer.Typer(
    help="The status pages: show, set, component, maintenance, subscribers, export, ...",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
ActingAs = Annotated[str | None, typer.Option("--as", help="Who does it.")]
Page = Annotated[str, typer.Option("--page", help="A further page's name; default: the first.")]
Zone = Annotated[str | None, typer.Option(help="IANA zone of times; default: this machine's.")]
status_page.add(commands)


@commands.command("show")
def show(context: typer.Context, page: Page = "", as_json: AsJson = False) -> None:
    """Show what the page says now."""
    with desk.opened(context) as store:
        board = status_public.board(store, page)
    if as_json:
        from app.web.status_data import document

        desk.say(document(board, board.page.url.rstrip("/")))
        return
    columns.say(f"{board.page.title or 'Status'}: {board.words}")
    for each in board.lines:
        columns.say(f"  {WORDS[each.state]:<16} {each.name}")
    for shown in board.open:
        columns.say(f"  {shown.stage}: {shown.title}")
    for work in (*board.under_way, *board.planned):
        columns.say(f"  Maintenance {stamp(work.starts_at)} to {stamp(work.ends_at)}: {work.title}")


@commands.command("set")
def set_(
    context: typer.Context,
    title: Annotated[str | None, typer.Option(help="The page's name.")] = None,
    about: Annotated[str | None, typer.Option(help="A sentence below it.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address as readers reach it.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="The clock of its readers.")] = None,
    on: Annotated[bool | None, typer.Option("--on/--off", help="Whether it is served.")] = None,
    update: Annotated[
        list[str] | None, typer.Option(help="How long readers wait: SEV1=30m; 0 for never.")
    ] = None,
    by: ActingAs = None,
) -> None:
    """Change the page itself."""
    with desk.opened(context) as store:
        with store.read() as session:
            old = page_spec(session) or PageSpec()
        spans = dict(old.updates) | dict(map(_update, update or ()))
        spec = PageSpec(
            title=old.title if title is None else title,
            about=old.about if about is None else about,
            url=old.url if url is None else url,
            time_zone=time_zone or old.time_zone,
            on=old.on if on is None else on,
            updates=tuple((each, spans[each]) for each in Severity if spans.get(each)),
        )
        save_page(store, spec, desk.somebody(store, by))
    waits = ", ".join(f"{each} {spoken(span)}" for each, span in spec.updates)
    columns.say(f"{spec.title or 'Status'}: {'on' if spec.on else 'off'}; updates {waits}.")


@commands.command("component")
def component(
    context: typer.Context,
    name: str,
    state: Annotated[
        str | None, typer.Argument(help="operational, degraded, partial, major, maintenance.")
    ] = None,
    group: Annotated[str | None, typer.Option(help="The heading it stands under.")] = None,
    service: Annotated[str | None, typer.Option(help="Ours behind it.")] = None,
    about: Annotated[str | None, typer.Option(help="A sentence below it.")] = None,
    main: Annotated[
        bool | None, typer.Option("--main/--not-main", help="Whether the first page shows it.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Off the page, with history.")] = False,
    by: ActingAs = None,
) -> None:
    """Add or change a component, or say how it is."""
    with desk.opened(context) as store:
        actor = desk.somebody(store, by)
        known = {each.name.casefold(): each for each in component_rows(store)}
        row = known.get(name.casefold())
        if remove:
            components.remove_component(store, component_id(store, name), actor)
            columns.say(f"{name} is off the page.")
            return
        if row is None or any(each is not None for each in (group, service, about, main)):
            spec = ComponentSpec(
                row.name if row else name,
                (row.group if row else "") if group is None else group,
                (row.service if row else None) or None if service is None else service or None,
                (row.description if row else "") if about is None else about,
                (row is None or row.main) if main is None else main,
            )
            ident = components.save_component(store, spec, actor, ident=row.id if row else None)
            columns.say(f"{spec.name} is on the page.")
        else:
            ident = row.id
        if state is not None:
            wanted = component_state(state)
            done = components.say_state(store, ident, wanted, actor)
            columns.say(f"{name}: {WORDS[wanted]}." if done else f"{name} was so already.")


@commands.command("maintenance")
def plan(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="What will be done.")],
    start: Annotated[str, typer.Option("--from", help="ISO 8601.")],
    end: Annotated[str, typer.Option("--to", help="ISO 8601, or a duration such as 2h.")],
    component: Annotated[list[str] | None, typer.Option(help="Repeatable.")] = None,
    text: Annotated[str, typer.Option(help="What readers should know.")] = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="Nobody is told before.")] = False,
    by: ActingAs = None,
    time_zone: Zone = None,
) -> None:
    """Plan a piece of work; it begins and ends by itself."""
    with desk.opened(context) as store:
        begin = desk.instant(start, time_zone)
        try:
            until = begin + duration(end)
        except ValueError:
            until = desk.instant(end, time_zone)
        idents = tuple(component_id(store, each) for each in component or ())
        planned = maintenance.Planned(title, begin, until, text, idents, announce=not quiet)
        ident = maintenance.schedule(store, planned, desk.somebody(store, by))
        columns.say(f"Maintenance {ident}: {stamp(begin)} to {stamp(until)}.")


@commands.command("end-maintenance")
def end(context: typer.Context, ident: int, by: ActingAs = None) -> None:
    """End it now; what has not begun is taken off the page."""
    with desk.opened(context) as store:
        done = maintenance.end_now(store, ident, desk.somebody(store, by))
        columns.say("It is over." if done else "It was over already.")


@commands.command("sender")
def sender(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="mailtos://user:word@host; '' for none.")],
    by: ActingAs = None,
) -> None:
    """Name the mail address that subscribers are written to from; it is kept sealed."""
    with desk.opened(context) as store:
        set_sender(store, address, desk.somebody(store, by))
        columns.say("Subscribers can be written to." if address else "No mail is sent any more.")


@commands.command("subscribers")
def listed(context: typer.Context, as_json: AsJson = False) -> None:
    """List who is told, without their addresses."""
    with desk.opened(context) as store:
        rows = subscribers(store)
    if as_json:
        desk.say({"subscribers": [_subscriber(each) for each in rows]})
        return
    for each in rows:
        state = each.failure or ("told" if each.confirmed_at else "asked, no answer yet")
        columns.say(f"{each.id:>5}  {each.kind:<8} {each.shown:<34} {state}")
    if not rows:
        columns.say("Nobody subscribes yet.")


@commands.command("subscribe")
def subscribe(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="An e-mail address, or a webhook's https://...")],
    inside: Annotated[bool, typer.Option("--inside", help="Allow one within the house.")] = False,
    page: Page = "",
    by: ActingAs = None,
) -> None:
    """Add somebody: by mail they are asked first, a webhook is told at once."""
    with desk.opened(context) as store:
        if "://" in address:
            actor = desk.somebody(store, by)
            ident = subscriber.add_hook(store, address, actor, inside=inside, page=page)
            columns.say(f"Webhook {ident} is told from now on.")
        else:
            subscriber.subscribe(store, address, page)
            columns.say("They are asked by mail whether they want it.")


@commands.command("unsubscribe")
def unsubscribe(context: typer.Context, ident: int, by: ActingAs = None) -> None:
    """Tell somebody no more."""
    with desk.opened(context) as store:
        done = subscriber.remove(store, ident, desk.somebody(store, by))
        columns.say("They are not told any more." if done else "There is no such subscriber.")


@commands.command("templates")
def list_templates(context: typer.Context, as_json: AsJson = False) -> None:
    """List the templates of updates."""
    with desk.opened(context) as store:
        rows = templates(store)
    if as_json:
        found = [{"name": each.name, "stage": each.stage, "public": each.public,
                  "shipped": each.id is None, "text": each.text} for each in rows]  # fmt: skip
        desk.say({"templates": found})
        return
    for each in rows:
        about = "for everyone" if each.public else "inside"
        columns.say(f"{each.name}  ({about}{', shipped' if each.id is None else ''})")


@commands.command("template")
def template(
    context: typer.Context,
    name: str,
    file: Annotated[Path | None, typer.Argument(help="Its text; left out, it is shown.")] = None,
    stage: Annotated[str, typer.Option(help="Which stage it is for.")] = "",
    inside: Annotated[bool, typer.Option("--inside", help="For colleagues.")] = False,
    remove: Annotated[bool, typer.Option("--remove")] = False,
    by: ActingAs = None,
) -> None:
    """Show, save or remove a template."""
    from app.cli.incident_word import word

    with desk.opened(context) as store:
        if remove:
            gone = update_template.remove_template(store, name, desk.somebody(store, by))
            columns.say("Removed." if gone else "You have none of this name.")
        elif file is None:
            columns.say(_template(store, name))
        else:
            text = file.read_text("utf-8-sig")
            wanted = word(Stage, stage) if stage else None
            update_template.save_template(
                store, name, text, desk.somebody(store, by), stage=wanted, public=not inside
            )
            columns.say(f"Saved {name}.")


@commands.command("export")
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Made if it is not there.")],
    page: Page = "",
) -> None:
    """Write the page as files that any web server can show."""
    from app.web.status_export import written

    with desk.opened(context) as store:
        count = written(store, folder, page)
        locked = status_public.board(store, page).word
    columns.say(f"{count} files in {folder}.")
    if locked:
        columns.say("Files ask for no password: let that web server ask for one.")


def _update(said: str) -> tuple[Severity, Any]:
    from app.cli.incident_word import word

    name, equals, span = said.partition("=")
    if not equals:
        raise Refused(f"{said!r} is no severity and duration; expected one such as SEV1=30m.")
    try:
        return word(Severity, name), duration(span)
    except ValueError as fault:
        raise Refused(str(fault)) from fault


def _template(store: Store, name: str) -> str:
    with store.read() as session:
        found = template_named(session, name)
    if found is None:
        listed = ", ".join(each.name for each in templates(store))
        raise Refused(f"There is no template {name!r}; there are: {listed}.")
    return found.text


def _subscriber(each: Any) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": each.kind,
        "address": each.shown,
        "confirmed": each.confirmed_at is not None,
        "failure": each.failure or None,
    }
