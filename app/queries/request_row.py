"""A stored request as the value that the rules of the field work on, and who manages it."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.request import Ask
from app.domain.rota import PersonId
from app.domain.window import Window
from models.kinds import Approval
from models.people import Membership, Person, Team
from models.request import Request
from models.rota import Rotation, Schedule, Slot


def ask_of(row: Request) -> Ask:
    """The value of a loaded row."""
    theirs = None
    if row.their_start_at is not None and row.their_end_at is not None:
        theirs = Window(row.their_start_at, row.their_end_at)
    return Ask(
        row.kind,
        row.state,
        row.holder_id,
        Window(row.start_at, row.end_at),
        {each.person_id: each.answer for each in row.asked},
        row.expires_at,
        theirs,
        row.taker_id,
    )


def manages(session: Session, person: PersonId | None, schedule: Schedule) -> bool:
    """Whether somebody manages the team of a schedule."""
    if person is None or schedule.team_id is None:
        return False
    asked = exists().where(
        Membership.team_id == schedule.team_id,
        Membership.person_id == person,
        Membership.manager,
    )
    return bool(session.scalar(select(asked)))


def managers(session: Session, schedule: Schedule) -> list[PersonId]:
    """Those of the schedule's team who did not leave."""
    asked = (
        select(Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.team_id == schedule.team_id, Membership.manager, Person.active)
        .order_by(Membership.position)
    )
    return list(session.scalars(asked))


def needs_approval(session: Session, schedule: Schedule) -> bool:
    """Whether a manager must say yes to what people agree on."""
    team = session.get(Team, schedule.team_id) if schedule.team_id is not None else None
    return team is not None and team.approval is Approval.MANAGER


def mates(session: Session, schedule: Schedule) -> list[PersonId]:
    """Who can be asked when anyone can: the team's members, without a team whoever takes turns."""
    team = (
        select(Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.team_id == schedule.team_id, Membership.member, Person.active)
        .order_by(Membership.position)
    )
    turns = (
        select(Slot.person_id)
        .join(Rotation, Rotation.id == Slot.rotation_id)
        .join(Person, Person.id == Slot.person_id)
        .where(Rotation.schedule_id == schedule.id, Person.active)
        .order_by(Rotation.position, Slot.turn, Slot.place)
    )
    found = session.scalars(team if schedule.team_id is not None else turns)
    return [each for each in dict.fromkeys(found) if each is not None]
