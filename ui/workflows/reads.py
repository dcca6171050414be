"""What the workflows page asks the database, on a reader's thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.workflows.offer import Offer

if TYPE_CHECKING:
    from app.domain.workflow import WorkflowSpec
    from app.queries.workflow import RunRow, WorkflowRow
    from app.queries.workflow_rehearsal import Rehearsal
    from app.store import Store

SHOWN = 60  # runs in the log, incidents to try it at


@dataclass(frozen=True, slots=True)
class Seen:
    """All workflows, all that they may name, and incidents to try one at (number, title)."""

    rows: "tuple[WorkflowRow, ...]"
    offer: Offer
    incidents: tuple[tuple[int, str], ...]


def seen(store: "Store") -> Seen:
    """By name."""
    from app.queries.choice import names, people
    from app.queries.incident import incident_ids, incident_rows
    from app.queries.incident_filter import Filter
    from app.queries.incident_form import incident_form
    from app.queries.playbook import playbooks
    from app.queries.update_template import templates
    from app.queries.workflow import workflows

    form = incident_form(store)
    named, rows = names(store), tuple(workflows(store))
    offer = Offer(
        people=people(store),
        teams=sorted(named.teams),
        schedules=sorted(named.schedules),
        channels=sorted(named.channels),
        groups=sorted(named.groups),
        templates=[each.name for each in templates(store)],
        services=sorted(named.services),
        policies=sorted(named.policies),
        playbooks=[each.name for each in playbooks(store)],
        workflows=[each.name for each in rows if each.id is not None],
        categories=[str(each.name) for each in form.categories],
        fields={each.name: each.kind for each in form.fields},
    )
    latest = sorted(incident_ids(store, Filter(open=False)), reverse=True)[:SHOWN]
    found = {row.number: row.title for row in incident_rows(store, latest)}
    return Seen(rows, offer, tuple((number, found.get(number, "")) for number in latest))


def rehearsed(store: "Store", spec: "WorkflowSpec", number: int) -> "Rehearsal":
    """Raises Refused."""
    from app.queries.workflow_rehearsal import rehearsal

    return rehearsal(store, spec, number)


def log(store: "Store", name: str) -> "list[RunRow]":
    """The latest runs of one workflow, those that were not run included."""
    from app.queries.workflow import runs

    return runs(store, name=name, all_=True, limit=SHOWN)
