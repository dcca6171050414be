"""`watchbill review ...`, and `watchbill incident similar`: learning, from a shell."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs, AsJson, Number, Zone
from app.cli.incident_word import word
from app.domain.moment import stamp
from app.operations import review as operations
from app.queries import review as queries
from app.queries.review import ReviewDetail, ReviewRow
from app.queries.similar import Similar
from models.kinds import ReviewState

commands = typer.Typer(
    help="Post-incident reviews: draft, write, comment, publish, export, and more.",
    no_args_is_help=True,
)
SECTION = typer.Option(help="The section's key, as `show --json` says it.")


@commands.command("list")
def list_(context: typer.Context, time_zone: Zone = None, as_json: AsJson = False) -> None:
    """List reviews, and incidents that are owed one."""
    with desk.opened(context) as store:
        rows = queries.reviews(store)
    if as_json:
        desk.say({"reviews": [_shown(each) for each in rows]})
        return
    zone = desk.local_zone(time_zone)

    def day(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d}" if at else "-"

    head = ("incident", "severity", "state", "due", "by", "title")
    lines = (
        (f"#{r.number}", r.severity.value, _state(r), day(r.owed_at), r.changed_by, r.title)
        for r in rows
    )
    for line in columns.table(head, lines, flexible=5):
        columns.say(line)


@commands.command()
def show(context: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """Show the review of an incident, as Markdown."""
    with desk.opened(context) as store:
        found = queries.review(store, number)
    if as_json:
        desk.say(_whole(found))
        return
    for line in _markdown(found):
        columns.say(line)


@commands.command()
def draft(
    context: typer.Context,
    number: Number,
    template: Annotated[str, typer.Option(help="By name; else the closest.")] = "",
    acting_as: ActingAs = None,
    time_zone: Zone = None,
) -> None:
    """Begin a review from what is on record; nothing leaves this machine."""
    with desk.opened(context) as store:
        zone = desk.local_zone(time_zone)
        operations.draft(store, number, desk.somebody(store, acting_as), zone, template)
        columns.say(f"The review of #{number} is begun.")


@commands.command()
def waive(
    context: typer.Context,
    number: Number,
    reason: Annotated[str, typer.Argument(help="Why none is needed.")],
    acting_as: ActingAs = None,
) -> None:
    """Say that no review of an incident is needed; `draft` begins one all the same."""
    with desk.opened(context) as store:
        operations.waive(store, number, reason, desk.somebody(store, acting_as))
        columns.say(f"No review of #{number} is owed any more.")


@commands.command()
def write(
    context: typer.Context,
    number: Number,
    section: Annotated[str, typer.Argument(help="The section's key.")],
    text: Annotated[str, typer.Argument(help="Markdown; - reads standard input.")],
    acting_as: ActingAs = None,
) -> None:
    """Write one section anew; the version before stays."""
    said = typer.get_text_stream("stdin").read() if text == "-" else text
    with desk.opened(context) as store:
        operations.write(store, number, section, said, desk.somebody(store, acting_as))
        columns.say(f"Written in the review of #{number}.")


@commands.command()
def comment(
    context: typer.Context,
    number: Number,
    text: Annotated[str, typer.Argument(help="What you have to say.")],
    section: Annotated[str, SECTION] = "",
    acting_as: ActingAs = None,
) -> None:
    """Say something of a review."""
    with desk.opened(context) as store:
        operations.comment(store, number, text, desk.somebody(store, acting_as), section)
        columns.say(f"Said of the review of #{number}.")


@commands.command()
def publish(
    context: typer.Context,
    number: Number,
    state: Annotated[str, typer.Option(help="Or: draft, in review.")] = "published",
    acting_as: ActingAs = None,
) -> None:
    """Publish a review to the team (nobody outside sees it), or move it to another state."""
    to = word(ReviewState, state)
    with desk.opened(context) as store:
        operations.move(store, number, to, desk.somebody(store, acting_as))
        columns.say(f"The review of #{number} is {to.value}.")


def similar(
    context: typer.Context,
    number: Number,
    most: Annotated[int, typer.Option(min=1, max=50, help="At most so many.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Show earlier incidents like this one, and what solved them."""
    from app.queries.similar import similar as found_like

    with desk.opened(context) as store:
        rows = found_like(store, number, most)
    if as_json:
        desk.say({"incident": number, "similar": [_alike(each) for each in rows]})
        return
    if not rows:
        columns.say(f"No earlier incident is like #{number}.")
    for each in rows:
        columns.say(f"#{each.row.number} {each.row.title} ({each.match.why})")
        columns.say(f"    {_solution(each)}")


def _state(row: ReviewRow) -> str:
    return row.state.value if row.state else "owed"


def _solution(found: Similar) -> str:
    if not found.solution:
        return "What solved it was not written down."
    return f"{'Review' if found.reviewed else 'Solved'}: {' '.join(found.solution.split())}"


def _alike(found: Similar) -> dict[str, Any]:
    match = found.match
    parts = {"title": match.title, "service": match.service, "category": match.category}
    return {
        "number": found.row.number,
        "title": found.row.title,
        "score": round(match.score, 4),
        "parts": {key: round(part, 4) for key, part in parts.items()},
        "why": match.why,
        "solution": found.solution,
        "reviewed": found.reviewed,
    }


def _shown(row: ReviewRow) -> dict[str, Any]:
    return {
        "incident": row.number,
        "title": row.title,
        "severity": row.severity.value,
        "state": _state(row),
        "ended_at": row.ended_at and stamp(row.ended_at),
        "owed_at": row.owed_at and stamp(row.owed_at),
        "changed_at": row.changed_at and stamp(row.changed_at),
        "changed_by": row.changed_by,
    }


def _whole(found: ReviewDetail) -> dict[str, Any]:
    return _shown(found.row) | {
        "template": found.template,
        "edition": found.edition,
        "published_at": found.published_at and stamp(found.published_at),
        "sections": [each.stored() for each in found.sections],
        "comments": [
            {"section": c.section, "text": c.text, "at": stamp(c.at), "by": c.by}
            for c in found.comments
        ],
    }


def _markdown(found: ReviewDetail) -> Iterator[str]:
    yield f"# Review of #{found.row.number}: {found.row.title}"
    yield f"{_state(found.row)}, edition {found.edition}, by {found.row.changed_by}"
    for section in found.sections:
        yield f"\n## {section.title}"
        yield from (section.text or (f"> {section.guide}" if section.guide else "-")).splitlines()
    if found.comments:
        yield "\n## Comments"
    for said in found.comments:
        yield f"- {said.by}: {' '.join(said.text.split())}"
