"""What leaves a review: as a document, as follow-ups, and what a language model is asked; and
`watchbill assistant`, which sets that model up."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs, AsJson, Number, Zone
from app.errors import Refused
from app.operations import assistant as helper
from app.operations import followup, review
from app.operations.assistant import Assistant
from app.operations.review_template import remove_template, save_template
from app.paper.file import save
from app.queries import review as queries
from app.queries.review_paper import FORMATS, paper

assistant = typer.Typer(
    help="A language model that helps to write reviews; off until set.", no_args_is_help=True
)


def export(
    context: typer.Context,
    number: Number,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="A file ending in .md, .html or .pdf.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Mask nothing.")] = False,
    time_zone: Zone = None,
) -> None:
    """Write a review as Markdown (also to standard output), HTML or PDF; secrets and personal data
    are masked."""
    form = out.suffix.lstrip(".").lower() if out else "md"
    if form not in FORMATS:
        raise typer.BadParameter(f"{out}: expected a file that ends in .md, .html or .pdf")
    with desk.opened(context) as store:
        made = paper(store, number, form, desk.local_zone(time_zone), plain=plain)
    if out is None:
        columns.say(made.content.decode())
        return
    for each in save(made.content, made.beside, out):
        columns.say(f"{each} is written.")
    if made.masked:
        columns.say(f"Masked: {made.masked}. --plain masks nothing.")


def templates(context: typer.Context, as_json: AsJson = False) -> None:
    """List the templates."""
    with desk.opened(context) as store:
        found = queries.templates(store)
    if as_json:
        told = [
            {"name": e.name, "categories": list(e.categories), "severities": list(e.severities),
             "sections": [s.key for s in e.sections]}
            for e in found
        ]  # fmt: skip
        desk.say({"templates": told})
        return
    for each in found:
        meant = ", ".join([*each.categories, *each.severities]) or "any incident"
        columns.say(f"{each.name}: {meant}")


def template(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Its name; with FILE, as its first line says it.")],
    file: Annotated[Path | None, typer.Argument(help="Its text; left out, it is shown.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take your own out.")] = False,
    acting_as: ActingAs = None,
) -> None:
    """Show, save or remove a template of your own."""
    with desk.opened(context) as store:
        if remove:
            gone = remove_template(store, name, desk.somebody(store, acting_as))
            columns.say("Removed." if gone else "You have none of this name.")
        elif file is None:
            columns.say(queries.template_text(store, name))
        else:
            saved = save_template(store, _read(file), desk.somebody(store, acting_as))
            columns.say(f"Saved {saved}.")


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else "it is no text"
        raise Refused(f"{file} cannot be read: {why}.") from fault


def dress(
    context: typer.Context,
    number: Number,
    name: Annotated[str, typer.Argument(help="The template's name, or its beginning.")],
    acting_as: ActingAs = None,
    time_zone: Zone = None,
) -> None:
    """Put a review into another template; what was written stays."""
    with desk.opened(context) as store:
        by, zone = desk.somebody(store, acting_as), desk.local_zone(time_zone)
        review.dress(store, number, name, by, zone)
        followed = queries.review(store, number).template
        columns.say(f"The review of #{number} follows {followed}.")


def followups(context: typer.Context, number: Number, acting_as: ActingAs = None) -> None:
    """Make the lines of its action items follow-ups."""
    with desk.opened(context) as store:
        count = followup.from_review(store, number, desk.somebody(store, acting_as))
        columns.say(f"{count} new {'follow-up' if count == 1 else 'follow-ups'} of #{number}.")


def suggest(
    context: typer.Context,
    number: Number,
    section: Annotated[str, typer.Argument(help="The section's key.")],
    send: Annotated[bool, typer.Option("--send", help="Send it; else it is only shown.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Put the answer in.")] = False,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
) -> None:
    """Show, word for word, what a language model would be asked for a section; --send asks it."""
    with desk.opened(context) as store:
        found = helper.prepare(store, number, section, desk.local_zone(time_zone))
        if not send:
            columns.say(f"To {found.place}; masked: {found.masked or 'nothing'}.\n")
            columns.say(found.question.text)
            return
        by = desk.somebody(store, acting_as)
        said = helper.ask(store, found.question, by)
        if write:
            review.write(store, number, section, said, by)
        columns.say(said)


@assistant.command("set")
def put(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Such as https://api.example.org/v1.")] = "",
    model: Annotated[str, typer.Argument(help="As its server calls it.")] = "",
    inside: Annotated[bool, typer.Option("--inside", help="It is inside the house.")] = False,
    off: Annotated[bool, typer.Option("--off", help="Ask none any more.")] = False,
    acting_as: ActingAs = None,
) -> None:
    """Set the address of an OpenAI-compatible server; its key is read from standard input, an empty
    line for none."""
    if not off and not (url and model):
        raise typer.BadParameter("expected an address and a model, or --off")
    key = "" if off else sys.stdin.readline().strip()
    said = None if off else Assistant(url, model, key, inside)
    with desk.opened(context) as store:
        helper.set_assistant(store, said, desk.somebody(store, acting_as))
    columns.say("No language model is asked." if off else "A language model can be asked.")


@assistant.command()
def show(context: typer.Context) -> None:
    """Say which one is asked; never its key."""
    with desk.opened(context) as store:
        found = helper.assistant(store)
    columns.say(f"{found.model} at {found.url}" if found else "No language model is asked.")


def extend(commands: typer.Typer) -> None:
    """The verbs of `watchbill review` that are here."""
    for verb in (export, templates, template, dress, followups, suggest):
        commands.command(verb.__name__)(verb)
