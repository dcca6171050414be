"""The status page, its components and groups in the shape of the workspace file."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain.moment import zone
from app.domain.workspace import ComponentSpec, PageSpec, StakeholderSpec, TargetSpec
from app.store import setting
from models.kinds import Severity
from models.status import Component, Stakeholder, StakeholderMember

SETTING = "status_page"


def page_spec(session: Session) -> PageSpec | None:
    """The page; None where nobody ever said anything of it."""
    said = setting(session, SETTING)
    if not said:
        return None
    updates = said.pop("updates", {})
    spans = ((each, timedelta(seconds=updates.get(each.value, 0))) for each in Severity)
    return PageSpec(**said, updates=tuple((each, span) for each, span in spans if span))


def page_zone(page: PageSpec) -> ZoneInfo:
    """The page's clock; UTC for a zone this machine does not know."""
    try:
        return zone(page.time_zone)
    except ValueError:
        return ZoneInfo("UTC")


def component_specs(session: Session) -> tuple[ComponentSpec, ...]:
    """In the order of the page."""
    return tuple(component_spec(row) for row in session.scalars(COMPONENTS))


def component_spec(row: Component) -> ComponentSpec:
    """A component."""
    service = row.service.name if row.service else None
    return ComponentSpec(row.name, row.group, service, row.description, row.main)


def stakeholder_specs(session: Session) -> tuple[StakeholderSpec, ...]:
    """By name."""
    return tuple(stakeholder_spec(row) for row in session.scalars(STAKEHOLDERS))


def stakeholder_spec(row: Stakeholder) -> StakeholderSpec:
    """A group; members who are gone are left out."""
    members = tuple(TargetSpec(each.kind, name) for each in row.members if (name := _name(each)))
    return StakeholderSpec(row.name, members, tuple(Severity(each) for each in row.severities))


def _name(member: StakeholderMember) -> str:
    named = member.person or member.team or member.channel
    return named.name if named else ""


COMPONENTS = (
    select(Component)
    .order_by(Component.position, Component.id)
    .options(selectinload(Component.service))
)
STAKEHOLDERS = (
    select(Stakeholder)
    .order_by(Stakeholder.name)
    .options(
        selectinload(Stakeholder.members).selectinload(StakeholderMember.person),
        selectinload(Stakeholder.members).selectinload(StakeholderMember.team),
        selectinload(Stakeholder.members).selectinload(StakeholderMember.channel),
    )
)
