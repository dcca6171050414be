"""Verbs of `watchbill incident` about its story: files, conversations, pins, edits, catching up,
looking back, exports."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs, AsJson, Number, Zone
from app.domain.attachment import MOST, Upload, size_text
from app.domain.moment import stamp
from app.domain.window import Window
from app.errors import Refused

QUESTIONS = {
    "what": "What is it?",
    "since": "Since when?",
    "who": "Who is on it?",
    "tried": "What was tried?",
    "next": "What comes next?",
}
Files = Annotated[list[Path], typer.Argument(help="Files of at most 25 MB.")]
Entry = Annotated[int, typer.Argument(metavar="ENTRY", help="Its id in `show --json`.")]


def attach(
    context: typer.Context,
    number: Number,
    files: Files,
    text: Annotated[str, typer.Option("--note", help="A note with them (Markdown).")] = "",
    at: Annotated[str, typer.Option(help="When it happened, if earlier (ISO 8601).")] = "",
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Give files to the incident; the timeline tells of them."""
    from app.operations import attachment

    given = [Upload(each.name, _bytes(each, MOST)) for each in files]
    with desk.opened(context) as store:
        when = desk.instant(at, time_zone) if at else None
        by = desk.somebody(store, acting_as)
        event = attachment.attach(store, number, given, by, text, when)
        if as_json:
            desk.say({"entry": event})
            return
        columns.say(f"{len(given)} kept with #{number}.")


def list_files(context: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """List the incident's files."""
    from app.queries import attachment

    with desk.opened(context) as store:
        rows = attachment.files(store, number)
    if as_json:
        keys = ("id", "event", "name", "type", "size", "sha256")
        desk.say({"files": [{k: getattr(row, k) for k in keys} for row in rows]})
        return
    for row in rows:
        columns.say(f"{row.id}  {row.name}  {size_text(row.size)}  sha256 {row.sha256[:12]}…")
    if not rows:
        columns.say(f"#{number} has no files.")


def take(
    context: typer.Context,
    ident: Annotated[int, typer.Argument(metavar="FILE", help="Its id in `files`.")],
    to: Annotated[Path, typer.Option("--output", "-o", help="Where to.")] = Path(),
) -> None:
    """Write one of the incident's files to disk."""
    from app.queries import attachment

    with desk.opened(context) as store:
        found = attachment.content(store, ident)
    target = to / found.name if to.is_dir() else to
    if target.exists():
        raise Refused(f"{target} is there already.")
    target.write_bytes(found.content)
    columns.say(f"Written to {target}.")


def bring(
    context: typer.Context,
    number: Number,
    file: Annotated[Path, typer.Argument(help="Slack .zip, Teams .json or .zip, .eml, .mbox.")],
    channel: Annotated[
        list[str] | None, typer.Option(help="Only this channel; repeatable.")
    ] = None,
    since: Annotated[str, typer.Option("--from", help="Not before (ISO 8601).")] = "",
    until: Annotated[str, typer.Option("--to", help="Before (ISO 8601).")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be.")] = False,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Bring a conversation into the timeline; the same file twice adds nothing."""
    from app.intake.conversation import file as reader
    from app.intake.conversation.message import FILE
    from app.operations import conversation

    talk = reader.read(_bytes(file, FILE), file.name)
    if bool(since) != bool(until):
        raise Refused("Give both --from and --to, or neither: then the incident's own time counts.")
    span: Window | None = desk.window(since, until, time_zone) if since else None
    with desk.opened(context) as store:
        by = desk.somebody(store, acting_as)
        done = conversation.bring(
            store, number, talk, by, channels=channel or (), span=span, dry=dry_run
        )
    if as_json:
        keys = ("added", "known", "outside", "skipped")
        said: dict[str, Any] = {key: getattr(done, key) for key in keys}
        said |= {"source": done.source.value, "strangers": list(done.strangers)}
        said |= {"from": stamp(done.span.start), "to": stamp(done.span.end), "dry_run": dry_run}
        desk.say(said)
        return
    columns.say(("Would be: " if dry_run else "") + done.sentence)
    if done.strangers:
        columns.say(f"Nobody of the team: {', '.join(done.strangers[:20])}.")


def edit(
    context: typer.Context,
    entry: Entry,
    text: Annotated[str, typer.Argument(help="Markdown; - reads standard input.")],
    acting_as: ActingAs = None,
) -> None:
    """Give a note another text; the old one stays to be read."""
    from app.operations import annotation

    said = typer.get_text_stream("stdin").read() if text == "-" else text
    with desk.opened(context) as store:
        done = annotation.edit(store, entry, said, desk.somebody(store, acting_as))
    columns.say("The note is changed." if done else "It said so already.")


def pin(
    context: typer.Context,
    entry: Entry,
    undo: Annotated[bool, typer.Option("--undo", help="Take the pin away.")] = False,
    acting_as: ActingAs = None,
) -> None:
    """Keep an entry of the timeline where everybody sees it."""
    from app.operations import annotation

    verb = annotation.unpin if undo else annotation.pin
    with desk.opened(context) as store:
        done = verb(store, entry, desk.somebody(store, acting_as))
    state = "unpinned" if undo else "pinned"
    columns.say(f"It is {state}." if done else f"It was {state} already.")


def catch_up(
    context: typer.Context, number: Number, time_zone: Zone = None, as_json: AsJson = False
) -> None:
    """Say in a minute what somebody who comes late must know; nothing leaves this machine."""
    from app.queries.incident_story import catch_up

    with desk.opened(context) as store:
        found = catch_up(store, number, desk.local_zone(time_zone))
    if as_json:
        desk.say({"incident": number, **{each.key: list(each.lines) for each in found}})
        return
    for each in found:
        columns.say(QUESTIONS[each.key])
        for line in each.lines:
            columns.say(f"  {line}")


def stood(
    context: typer.Context,
    number: Number,
    at: Annotated[str, typer.Option(help="The moment (ISO 8601).")],
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Say how the incident stood at a moment: what was on record then."""
    from app.queries.incident_story import stood

    with desk.opened(context) as store:
        moment = desk.instant(at, time_zone)
        state, events = stood(store, number, moment)
    said: dict[str, Any] = {
        "at": stamp(moment),
        "title": state.title,
        "stage": state.stage.value,
        "severity": state.severity.value,
        "urgency": state.urgency.value,
        "category": state.category,
        "service": state.service,
        "owner": state.owner,
        "acknowledged": state.acknowledged,
        "roles": [{"role": role, "person": who} for role, who in state.roles],
        "alerts": state.alerts,
        "events": len(events),
    }
    if as_json:
        desk.say({"incident": number} | said)
        return
    columns.say(f"#{number}  {state.title}")
    has = f"{state.owner} has it" if state.owner else "nobody has it"
    columns.say(f"{state.severity.value} · {state.stage.value} · {has} · {len(events)} entries")
    for event in events[-5:]:
        columns.say(f"  {stamp(event.at)}  {event.actor}  {' '.join(event.text.split())}")


def export(
    context: typer.Context,
    number: Number,
    to: Annotated[Path, typer.Option("--output", "-o", help="A file .md, .html, .pdf or .json.")],
    plain: Annotated[bool, typer.Option("--plain", help="Mask nothing.")] = False,
    time_zone: Zone = None,
) -> None:
    """Write the incident into a file, its ending says the kind; secrets and personal data are
    masked."""
    from app.domain.incident_paper import FORMATS
    from app.queries.incident_paper import exported

    kind = to.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise Refused(f"{to.name} ends in nothing known; expected .md, .html, .pdf or .json.")
    with desk.opened(context) as store:
        made = exported(store, number, kind, desk.local_zone(time_zone), plain=plain)
    to.write_bytes(made.content)
    columns.say(f"Written to {to}.")
    if made.masked:
        columns.say(f"Masked: {made.masked}. --plain masks nothing.")


def _bytes(file: Path, most: int) -> bytes:
    """Raises Refused where it is larger than is ever read."""
    if file.is_dir():
        raise Refused(f"{file} is a folder; give a file.")
    if file.stat().st_size > most:
        size = size_text(file.stat().st_size)
        raise Refused(f"{file.name} has {size}; {most // 2**20} MB is the most.")
    return file.read_bytes()


VERBS: dict[str, Callable[..., Any]] = {
    "attach": attach,
    "files": list_files,
    "take": take,
    "import": bring,
    "edit": edit,
    "pin": pin,
    "catch-up": catch_up,
    "at": stood,
    "export": export,
}
