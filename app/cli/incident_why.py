"""`watchbill incident why`: why somebody was paged, and why somebody else was not."""

from typing import Annotated

import typer

from app.cli import columns, desk
from app.cli.incident_verb import AsJson, Number, Zone
from app.queries.named import person_id
from app.queries.why import Why, why


def tell(
    context: typer.Context,
    number: Number,
    person: Annotated[str | None, typer.Option(help="This person, paged or not.")] = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Say why somebody was paged by an incident, or was not; else of everybody who was."""
    zone = desk.local_zone(time_zone)
    with desk.opened(context) as store:
        who = person_id(store, person) if person else None
        found = why(store, number, who, zone.key)
    if as_json:
        desk.say({"incident": number, "people": [_document(each) for each in found]})
        return
    for each in found:
        columns.say(f"{each.full_name or each.name} was {'' if each.paged else 'not '}paged.")
        for sentence in each.sentences:
            columns.say(f"  {sentence}")
    if not found:
        columns.say("Nobody was paged.")


def _document(each: Why) -> dict[str, object]:
    return {"person": each.name, "paged": each.paged, "why": list(each.sentences)}
