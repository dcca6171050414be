"""`watchbill tracker ...`: Jira, GitHub and GitLab, and the tickets we follow there."""

import sys
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs, AsJson
from app.cli.incident_word import word
from app.domain.moment import stamp
from app.operations import ticket, tracker
from app.operations.tracker import Wanted
from app.queries import ticket as queries
from app.queries.ticket import TicketRow
from models.kinds_learn import TrackerKind

commands = typer.Typer(help="Where tickets are made: Jira, GitHub, GitLab.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The tracker's name.")]


@commands.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="How you call it, such as ops.")],
    kind: Annotated[str, typer.Argument(help="jira, github or gitlab.")],
    project: Annotated[str, typer.Argument(help="OPS, owner/repository, or group/project.")],
    url: Annotated[str, typer.Option(help="Its address; needed for Jira and your own.")] = "",
    user: Annotated[str, typer.Option(help="The e-mail address of a Jira Cloud token.")] = "",
    issue_type: Annotated[str, typer.Option("--type", help="Jira's issue type.")] = "Task",
    label: Annotated[list[str] | None, typer.Option(help="A label of each ticket.")] = None,
    inside: Annotated[bool, typer.Option("--inside", help="It is inside the house.")] = False,
    unseen: Annotated[bool, typer.Option("--no-try", help="Do not ask it now.")] = False,
    acting_as: ActingAs = None,
) -> None:
    """Set one up; the token is read from standard input, where no history keeps it."""
    said = Wanted(
        name, word(TrackerKind, kind), url, project, sys.stdin.readline().strip(), user,
        issue_type, tuple(label or ()), inside,
    )  # fmt: skip
    with desk.opened(context) as store:
        told = "" if unseen else tracker.attempt(store, said)
        known = next((e for e in queries.trackers(store) if e.name == name), None)
        tracker.save(
            store, said, desk.somebody(store, acting_as), ident=known.id if known else None
        )
    columns.say(told or f"{name} is set up.")


@commands.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """List them; no token is shown."""
    with desk.opened(context) as store:
        rows = queries.trackers(store)
    if as_json:
        told = ({"name": r.name, "kind": r.kind.value, "url": r.url, "project": r.project}
                for r in rows)  # fmt: skip
        desk.say({"trackers": list(told)})
        return
    lines = ((r.name, r.kind.value, r.project, r.url) for r in rows)
    for line in columns.table(("name", "kind", "project", "address"), lines, flexible=3):
        columns.say(line)


@commands.command("try")
def attempt(context: typer.Context, name: Name) -> None:
    """Ask it whether token and project are right."""
    with desk.opened(context) as store:
        row = queries.tracker_named(store, name)
        said = Wanted(row.name, row.kind, row.url, row.project, user=row.user, inside=row.inside)
        columns.say(tracker.attempt(store, said, row.id))


@commands.command()
def remove(context: typer.Context, name: Name, acting_as: ActingAs = None) -> None:
    """Take it out; tickets stay where they are."""
    with desk.opened(context) as store:
        row = queries.tracker_named(store, name)
        tracker.remove(store, row.id, desk.somebody(store, acting_as))
        columns.say(f"{name} is taken out.")


@commands.command()
def again(
    context: typer.Context,
    ident: Annotated[int, typer.Argument(metavar="TICKET")],
    acting_as: ActingAs = None,
) -> None:
    """Try once more a ticket that could not be made, or seen."""
    with desk.opened(context) as store:
        ticket.again(store, ident, desk.somebody(store, acting_as))
        columns.say("An engine tries again.")


def shown_ticket(row: TicketRow) -> dict[str, Any]:
    """As JSON."""
    return {
        "id": row.id,
        "tracker": row.tracker,
        "kind": row.kind.value,
        "key": row.key,
        "url": row.url,
        "title": row.title,
        "state": row.state.value,
        "status": row.status,
        "assignee": row.assignee,
        "error": row.error,
        "seen_at": row.seen_at and stamp(row.seen_at),
    }
