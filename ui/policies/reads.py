"""What the policies page asks the database, on a reader's thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ui.language.choice import worn
from ui.policies.targets import Offer

if TYPE_CHECKING:
    from app.domain.workspace import PolicySpec
    from app.queries.choice import PersonChoice
    from app.queries.dry_run import Moment
    from app.queries.form import Form
    from app.queries.plan import Plan
    from app.queries.policy import PolicyRow
    from app.store import Store
    from models.kinds import Severity, Urgency


@dataclass(frozen=True, slots=True)
class Seen:
    """All policies as they would page now; `people` by the name that policies show of them."""

    policies: "tuple[PolicyRow, ...]"
    people: "Mapping[str, PersonChoice]"
    now: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """What the editor needs: the policy as it is stored (None for a new one, or one that is gone),
    all that it may name, moments to try it at, and the zone that hours are in unless said."""

    form: "Form[PolicySpec] | None"
    offer: Offer
    moments: "list[Moment]"
    zone: str


def seen(store: "Store") -> Seen:
    """By name."""
    from app.queries.choice import people
    from app.queries.policy import policies

    named = {who.full_name or who.name: who for who in people(store)}
    return Seen(tuple(policies(store)), named, store.now())


def opened(store: "Store", ident: int | None, here: str) -> Opened:
    """A policy to be edited; `here` is the zone of this machine, which counts where the policy says
    none."""
    from app.queries.choice import names, people
    from app.queries.dry_run import moments
    from app.queries.form import policy_form

    form = None if ident is None else policy_form(store, ident)
    named = names(store)
    offer = Offer(
        people=people(store),
        teams=sorted(named.teams),
        schedules=sorted(named.schedules),
        channels=sorted(named.channels),
        services=sorted(named.services),
        policies=sorted(named.policies),
    )
    zone = (form.spec.time_zone if form else None) or here
    return Opened(form, offer, moments(store, zone, worn().value), zone)


def dry_run(
    store: "Store",
    spec: "PolicySpec",
    at: datetime | None,
    urgency: "Urgency",
    ident: int | None,
    severity: "Severity | None",
    service: str | None,
) -> "Plan":
    """`at` None: now. Raises Refused."""
    from app.queries import dry_run as queries

    begin = (at or store.now()).replace(microsecond=0)
    return queries.dry_run(
        store, spec, begin, urgency, ident=ident, severity=severity, service=service
    )
