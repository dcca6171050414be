"""Where people talk about an incident: a room made at once, or one that they name."""

import secrets

from app.domain.actor import Actor
from app.domain.incident_form import room
from app.errors import Refused
from app.operations.incident_field import change_in
from app.operations.patience import patient
from app.operations.timeline import held
from app.queries.incident_form import form_of
from app.store import Store


@patient
def open_room(store: Store, number: int, by: Actor) -> str:
    """The incident's room, made where it has none; the same for everybody who asks. Its name cannot
    be guessed, for whoever has it may come in. Raises Refused where the team has no place."""
    with store.write() as session:
        incident = held(session, number)
        if incident.bridge:
            return incident.bridge
        base = form_of(session).responding.bridge
        if not base:
            raise Refused("Your team has named no place to talk; give a link.", "bridge")
        made = room(base, number, secrets.token_hex(5))
        change_in(session, incident, by, store.now(), "", {"bridge": made})
        return made
