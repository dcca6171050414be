"""What a manager decides about a request: yes, no, or without asking further."""

from app.domain.actor import Actor
from app.domain.request import Act
from app.domain.rota import PersonId
from app.errors import Refused
from app.operations import request_notice as notice
from app.operations.edit import editing
from app.operations.request_case import Outcome, end, found, outcome, overtaken, schedule_of, stands
from app.operations.request_rota import settled
from app.store import Store
from models.kinds import RequestKind, RequestState
from models.people import Person


def approve(store: Store, number: int, by: Actor, *, seen: int | None = None) -> Outcome:
    """A manager says yes to what two people agreed on. Raises Refused, Conflict."""
    with editing(store, by) as edit:
        row, ask = found(edit, number, Act.APPROVE, seen)
        schedule = schedule_of(edit, row)
        if not stands(edit.session, schedule, ask, edit.now):
            return overtaken(edit, row)
        row.decided_by = by.name[:200]
        return settled(edit, row, schedule, f"Approved by {by.name}.")


def turn_down(store: Store, number: int, by: Actor, *, why: str = "") -> Outcome:
    """A manager says no. Raises Refused, Conflict."""
    with editing(store, by) as edit:
        row, _ = found(edit, number, Act.TURN_DOWN, None)
        row.decided_by = by.name[:200]
        end(edit, row, RequestState.DECLINED, f"{by.name} did not approve it. {why}".strip())
        people = (row.holder_id, row.taker_id)
        notice.tell_all(edit, row, people, notice.TURNED_DOWN, notice.SAME)
        return outcome(row, "It is not approved; the rota stays as it is.")


def force(
    store: Store, number: int, by: Actor, person: PersonId | None = None, *, seen: int | None = None
) -> Outcome:
    """A manager puts it into the rota without waiting for an answer; where several were asked,
    `person` says who takes it. Raises Refused, Conflict."""
    with editing(store, by) as edit:
        row, ask = found(edit, number, Act.FORCE, seen)
        taker = person or (next(iter(ask.answers)) if len(ask.answers) == 1 else None)
        if taker is None or (row.kind is RequestKind.SWAP and taker not in ask.answers):
            raise Refused("Say who shall take it.", "person")
        who = edit.session.get(Person, taker)
        if who is None or not who.active or taker == row.holder_id:
            raise Refused("They cannot take it; expected somebody else of the team.", "person")
        schedule = schedule_of(edit, row)
        if not stands(edit.session, schedule, ask, edit.now):
            return overtaken(edit, row)
        row.taker_id, row.forced, row.decided_by = taker, True, by.name[:200]
        return settled(edit, row, schedule, f"Decided by {by.name}, without asking further.")
