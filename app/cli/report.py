"""`watchbill report`: the report of a month, written to files or mailed every month."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs, Zone
from app.cli.metrics import window_said
from app.domain.window import Window
from app.errors import Refused
from app.operations.report import month_of, plan, schedule, title_of
from app.paper.kind import written as rendered
from app.queries.asked import Asked
from app.queries.named import service_id, team_id
from app.store import Store

KINDS = (".pdf", ".html", ".md")
FILES = typer.Argument(help="FILE.pdf, FILE.html or FILE.md; none: say what is planned.")
MAIL = typer.Option("--mail", help="Mail it every month; the address (mailto://) on stdin.")


def report(
    context: typer.Context,
    files: Annotated[list[Path] | None, FILES] = None,
    month: Annotated[str, typer.Option(help="Such as 2026-10; else the last one.")] = "",
    begin: Annotated[str | None, typer.Option("--from", help="ISO 8601.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="ISO 8601.")] = None,
    span: Annotated[str, typer.Option(help="Such as 'last quarter'.")] = "",
    service: Annotated[list[str] | None, typer.Option(help="Only these.")] = None,
    team: Annotated[list[str] | None, typer.Option(help="Only theirs.")] = None,
    mail: Annotated[bool, MAIL] = False,
    off: Annotated[bool, typer.Option("--off", help="Mail it no more.")] = False,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
) -> None:
    """Write the report of a month: cover, figures, charts, the worst incidents, follow-ups."""
    zone = desk.local_zone(time_zone)
    with desk.opened(context) as store:
        if mail or off:
            address = "" if off else sys.stdin.readline().strip()
            if mail and not address:
                raise typer.BadParameter("expected an address on standard input")
            schedule(store, address, zone.key, desk.somebody(store, acting_as))
        if not files:
            columns.say(_planned(store))
            return
        named = "" if begin or end else span or "last month"
        window = (
            month_of(month, zone) if month else window_said(store, begin, end, named, time_zone)
        )
        services = frozenset(service_id(store, each) for each in service or ())
        teams = frozenset(team_id(store, each) for each in team or ())
        written(store, Asked(window, zone, services, teams), window, files)
    for file in files:
        columns.say(f"{file}")


def written(store: Store, asked: Asked, window: Window, files: list[Path]) -> None:
    """By their endings. Raises Refused before anything is written."""
    if wrong := [each for each in files if each.suffix.lower() not in KINDS]:
        raise Refused(f"{wrong[0]}: a report is written as .pdf, .html or .md.")
    from app.queries.report import report as made

    document = made(store, asked, title_of(window, asked.where))
    for file in files:
        file.write_bytes(rendered(document, file.suffix.lower().removeprefix(".")))


def _planned(store: Store) -> str:
    found = plan(store)
    if not found.scheme:
        return "No report is mailed."
    told = f"Each month's report goes out by {found.scheme} when the month is over ({found.zone})."
    told += f" The last was {found.sent}." if found.sent else ""
    return f"{told} It did not go out: {found.error}" if found.error else told
