"""What the services page asks the database, on a reader's thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.workspace import ServiceSpec
    from app.queries.form import Form
    from app.queries.integration import Address, IntegrationRow
    from app.queries.service import ServiceRow
    from app.store import Store

HERE = "http://127.0.0.1:8420"  # where this desktop takes signals in when nothing else is said


@dataclass(frozen=True, slots=True)
class Listed:
    """All services, and what a form may name, by handle."""

    rows: "list[ServiceRow]"
    teams: tuple[str, ...]
    policies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """An integration with what must be pasted into the sender."""

    row: "IntegrationRow"
    addresses: "tuple[Address, ...]"


@dataclass(frozen=True, slots=True)
class Opened:
    """One service as it is stored, and its senders."""

    form: "Form[ServiceSpec] | None"
    senders: tuple[Sender, ...]


def listed(store: "Store") -> Listed:
    """By name."""
    from app.queries.schedule import policy_rows
    from app.queries.service import services
    from app.queries.team import teams

    return Listed(
        services(store),
        tuple(team.name for team in teams(store)),
        tuple(policy.spec.name for policy in policy_rows(store)),
    )


def opened(store: "Store", service: int, base: str) -> Opened:
    """`base` is the address at which senders reach us; empty: as the settings say."""
    from app.queries.form import service_form
    from app.queries.integration import addresses, integrations

    root = base or _base()
    senders = (row for row in integrations(store) if row.service_id == service)
    return Opened(
        service_form(store, service),
        tuple(Sender(row, tuple(addresses(store, row.id, root))) for row in senders),
    )


def _base() -> str:
    from app import settings

    return settings.load().url or HERE
