"""What people do to services and their senders, on the writer's thread."""

from typing import TYPE_CHECKING

from models.kinds import Format

if TYPE_CHECKING:
    from datetime import timedelta

    from app.domain.actor import Actor
    from app.domain.workspace import ServiceSpec
    from app.queries.integration import IntegrationRow
    from app.store import Store


def save(
    store: "Store", spec: "ServiceSpec", by: "Actor", ident: int | None, seen: int | None
) -> int:
    """Returns the id. Raises Refused beside a field, Conflict when somebody was faster."""
    from app.operations.service import save_service

    return save_service(store, spec, by, ident=ident, seen=seen)


def remove(store: "Store", ident: int, by: "Actor", seen: int | None) -> None:
    """Raises Refused naming what still needs it."""
    from app.operations.service import remove_service

    remove_service(store, ident, by, seen=seen)


def add_sender(
    store: "Store",
    name: str,
    form: Format,
    service: str,
    by: "Actor",
    every: "timedelta | None" = None,
    grace: "timedelta | None" = None,
) -> int:
    """A new integration, with a key of its own. Raises Refused beside a field."""
    from app.domain.workspace import IntegrationSpec
    from app.operations.integration import save_integration

    return save_integration(store, IntegrationSpec(name, form, service, None, every, grace), by)


def set_pace(
    store: "Store", sender: "IntegrationRow", every: "timedelta", grace: "timedelta", by: "Actor"
) -> int:
    """How often a heartbeat is heard, from now on. Raises Refused, Conflict."""
    from app.domain.workspace import IntegrationSpec
    from app.operations.integration import save_integration

    spec = IntegrationSpec(sender.name, sender.format, sender.service, None, every, grace)
    return save_integration(store, spec, by, ident=sender.id, seen=sender.version)


def renew_key(store: "Store", ident: int, by: "Actor", seen: int) -> str:
    """The old key opens nothing from now on."""
    from app.operations.integration import renew_key

    return renew_key(store, ident, by, seen=seen)


def remove_sender(store: "Store", ident: int, by: "Actor", seen: int) -> None:
    """Its alerts stay for the record."""
    from app.operations.integration import remove_integration

    remove_integration(store, ident, by, seen=seen)


def send_test(store: "Store", integration: int) -> str:
    """Through the engine's own address; returns it. Raises Refused, Unavailable."""
    from app.operations import trial

    return trial.send_test(store, integration)
