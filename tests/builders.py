"""The people and things a test needs, in one call each; returns ids."""

from collections.abc import Mapping, Sequence

from app.domain.actor import Actor
from app.domain.workspace import CategorySpec, FieldSpec, RespondingSpec
from app.operations.incident_form import save_form
from app.queries.incident_form import incident_form
from app.store import Store
from app.vault import digest
from models.alert import Alert, Integration
from models.kinds import Format, ServiceKind, SignalSeverity, Source, TargetKind
from models.ledger import Setting
from models.people import Person
from models.policy import Level, Policy, Target
from models.service import Service


def person(store: Store, name: str, full_name: str = "") -> int:
    """Somebody in the team."""
    with store.write() as session:
        row = Person(name=name, full_name=full_name)
        session.add(row)
        session.flush()
        return row.id


def actor(store: Store, name: str, source: Source = Source.DESKTOP) -> Actor:
    """A new person, ready to act."""
    return Actor(name, source, person(store, name))


def service(
    store: Store,
    name: str,
    policy: int | None = None,
    kind: ServiceKind = ServiceKind.INTERNAL,
) -> int:
    """A service of the catalogue."""
    with store.write() as session:
        row = Service(name=name, policy_id=policy, kind=kind)
        session.add(row)
        session.flush()
        return row.id


def integration(store: Store, name: str, service: int) -> int:
    """A sender's way in, whose key nobody knows."""
    with store.write() as session:
        row = Integration(
            name=name, format=Format.EVENTS_V2, service_id=service, key_hash=name, key=b"sealed"
        )
        session.add(row)
        session.flush()
        return row.id


def alert(
    store: Store,
    integration: int,
    service: int,
    title: str = "disk full",
    severity: SignalSeverity = SignalSeverity.CRITICAL,
) -> Alert:
    """What one signal leaves: an open alert that belongs to no incident yet; unsaved."""
    now = store.now()
    return Alert(
        integration_id=integration,
        service_id=service,
        dedup_key=title[:500],
        title=title,
        severity=severity,
        started_at=now,
        first_at=now,
        last_at=now,
    )


def sender(store: Store, name: str, key: str, form: Format = Format.EVENTS_V2) -> int:
    """An integration that can be posted to, on a service of its own."""
    on = service(store, f"service-of-{name}")
    with store.write() as session:
        row = Integration(
            name=name, format=form, service_id=on, key_hash=digest(key), key=b"sealed"
        )
        session.add(row)
        session.flush()
        return row.id


def policy(store: Store, name: str, *people: int) -> int:
    """One level a person, five minutes each, without further rounds."""
    with store.write() as session:
        row = Policy(name=name)
        session.add(row)
        session.flush()
        row.levels = [
            Level(
                position=place,
                wait_s=300,
                targets=[Target(policy_id=row.id, kind=TargetKind.PERSON, person_id=who)],
            )
            for place, who in enumerate(people)
        ]
        return row.id


def pace(store: Store, seconds: float) -> None:
    """How long a contact is left in peace after a message; 0: every page goes by itself."""
    with store.write() as session:
        session.merge(Setting(name="pace", value={"seconds": seconds}))


def form(
    store: Store,
    by: Actor,
    *,
    categories: Sequence[CategorySpec] | None = None,
    fields: Sequence[FieldSpec] | None = None,
    responding: RespondingSpec | None = None,
    renamed: Mapping[str, str] | None = None,
) -> None:
    """Saves what an incident's form asks for, as the card in the settings does; what is not named
    stays."""
    seen = incident_form(store)
    save_form(
        store,
        by,
        seen,
        categories=seen.categories if categories is None else categories,
        fields=seen.fields if fields is None else fields,
        responding=responding or seen.responding,
        renamed=renamed or {},
        renamed_fields={},
    )
