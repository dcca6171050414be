"""What a form is opened on: a spec, with the id and the version that saving gives back.

Addresses and keys are never in a form: None there keeps what is stored.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.workspace import (
    ChannelSpec,
    IntegrationSpec,
    PersonSpec,
    PolicySpec,
    ScheduleSpec,
    ServiceSpec,
    TeamSpec,
)
from app.queries import spec
from app.store import Store
from models.alert import Integration
from models.people import Person, Team
from models.policy import Channel, Policy
from models.rota import Schedule
from models.service import Service

S = TypeVar("S")


@dataclass(frozen=True)
class Form(Generic[S]):
    """`ident` and `version` go back to `save_...` as `ident` and `seen`."""

    ident: int
    version: int
    spec: S


def person_form(store: Store, ident: int) -> Form[PersonSpec] | None:
    """None when there is no such person."""
    with store.read() as session:
        row = session.get(Person, ident)
        return Form(row.id, row.version, spec.person_spec(row, None)) if row else None


def team_form(store: Store, ident: int) -> Form[TeamSpec] | None:
    """None when there is no such team."""
    with store.read() as session:
        row, people = session.get(Team, ident), spec.handles(session)
        return Form(row.id, row.version, spec.team_spec(row, people)) if row else None


def channel_form(store: Store, ident: int) -> Form[ChannelSpec] | None:
    """None when there is no such channel."""
    with store.read() as session:
        row = session.get(Channel, ident)
        return Form(row.id, row.version, spec.channel_spec(row, None)) if row else None


def service_form(store: Store, ident: int) -> Form[ServiceSpec] | None:
    """None when there is no such service."""
    with store.read() as session:
        row = session.get(Service, ident)
        return Form(row.id, row.version, spec.service_spec(row)) if row else None


def integration_form(store: Store, ident: int) -> Form[IntegrationSpec] | None:
    """None when there is no such integration."""
    with store.read() as session:
        row = session.get(Integration, ident)
        return Form(row.id, row.version, spec.integration_spec(row, None)) if row else None


def policy_form(store: Store, ident: int) -> Form[PolicySpec] | None:
    """None when there is no such policy."""
    with store.read() as session:
        row = session.get(Policy, ident)
        return Form(row.id, row.version, spec.policy_spec(row)) if row else None


def schedule_form(store: Store, ident: int) -> Form[ScheduleSpec] | None:
    """None when there is no such schedule."""
    with store.read() as session:
        row, people = session.get(Schedule, ident), spec.handles(session)
        return Form(row.id, row.version, spec.schedule_spec(row, people)) if row else None
