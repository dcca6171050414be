"""Integrations with their health, and the address a sender needs for each format."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from urllib.parse import unquote

from sqlalchemy import select

from app.notify.mailbox import checked
from app.operations.mailbox import mailbox
from app.queries.life_sign import LifeRow, life_row
from app.store import Store
from app.vault import INTEGRATION, Locked
from models.alert import Health, Integration, LifeSign
from models.kinds import Format
from models.service import Service

UNREAD = "(the key is not on this machine)"
TRIED = (Format.EVENTS_V2, Format.GENERIC, Format.ALERTMANAGER)  # see `app.operations.trial`
CURL = ("curl", "-fsS", "--retry", "3")


@dataclass(frozen=True, slots=True)
class IntegrationRow:
    """A sender's way in. `accepted`, `dropped` (answers to no open alert) and `refused` (requests)
    count since it exists; `last_at` is when it last sent something that was taken. `life` is a
    heartbeat's."""

    id: int
    name: str
    format: Format
    service: str
    service_id: int
    version: int
    accepted: int
    dropped: int
    refused: int
    last_at: datetime | None
    life: LifeRow | None = None

    @property
    def tried(self) -> bool:
        """Whether we can send a test alert in its words; the other senders send their own."""
        return self.format in TRIED


@dataclass(frozen=True, slots=True)
class Address:
    """What to paste into a sender: its field's name and the value."""

    label: str
    value: str


def integrations(store: Store) -> list[IntegrationRow]:
    """Those in use, by name."""
    asked = (
        select(Integration, Service.name, Health, LifeSign)
        .join(Service, Service.id == Integration.service_id)
        .outerjoin(Health, Health.integration_id == Integration.id)
        .outerjoin(LifeSign, LifeSign.integration_id == Integration.id)
        .where(Integration.active)
        .order_by(Integration.name)
    )
    with store.read() as session:
        return [_row(*row) for row in session.execute(asked)]


def addresses(store: Store, integration: int, base: str) -> list[Address]:
    """What a sender of this integration needs, under the address at which it reaches us."""
    with store.read() as session:
        row = session.get(Integration, integration)
    if row is None:
        return []
    try:
        key = store.vault.open(row.key, INTEGRATION)
    except Locked:
        key = UNREAD
    return pasted(
        row.format, key, base, mailbox_address(store) if row.format is Format.EMAIL else ""
    )


def plus_address(mailbox: str, key: str) -> str:
    """Where letters for an integration go: the mailbox's own address with the key in it; empty
    where its user is no e-mail address."""
    local, at, host = mailbox.rpartition("@")
    return f"{local}+{key}@{host}" if at and local and key != UNREAD else ""


def pasted(form: Format, key: str, base: str, mailbox: str = "") -> list[Address]:
    """The address, and what else is pasted beside it, for one format. `mailbox` is the e-mail
    address that the team's replies come to."""
    root = base.rstrip("/")
    own = Address(OWN.get(form, "Webhook URL"), f"{root}/in/{form}/{key}")
    if form is Format.EVENTS_V2:
        return [
            Address("Events API URL", f"{root}/v2/enqueue"),
            Address("Integration (routing) key", key),
            own,
        ]
    if form is Format.HEARTBEAT:
        return [
            Address("At the end of the job", " ".join((*CURL, own.value))),
            Address("Where the job fails", " ".join((*CURL, f"{own.value}/fail"))),
        ]
    if form is Format.EMAIL:
        letter = Address("Pipe a letter to", " ".join((*CURL, "--data-binary", "@-", own.value)))
        plus = [Address("E-mail address", found)] if (found := plus_address(mailbox, key)) else []
        return [*plus, letter]
    if form is Format.OPSGENIE:
        return [Address("API URL", root), Address("API key (GenieKey)", key), own]
    return [own, Address("Payload", _template())] if form is Format.DATADOG else [own]


OWN: Mapping[Format, str] = {
    Format.EVENTS_V2: "Or, with the key in the address",
    Format.ALERTMANAGER: "webhook_configs: url",
    Format.GRAFANA: "Contact point: Webhook URL",
    Format.OPSGENIE: "Or, to post to one address only",
    Format.CLOUDWATCH: "SNS subscription: HTTPS endpoint",
    Format.AZURE: "Action group: Webhook URI (common alert schema: yes)",
    Format.GITHUB: "Payload URL",
    Format.GITLAB: "Webhooks: URL (pipeline events)",
    Format.JIRA: "WebHook URL (issues: created, updated, deleted)",
    Format.STATUSPAGE: "Subscribe to updates: Webhook URL",
    Format.BETTERSTACK: "Outgoing webhook: URL",
}


def mailbox_address(store: Store) -> str:
    """Its user, where that is an e-mail address."""
    try:
        address = mailbox(store)
    except Locked:
        return ""
    user = unquote(checked(address).username or "") if address else ""
    return user if "@" in user else ""


def _template() -> str:
    """Datadog's payload on one line, as its page has it."""
    place = files("resources").joinpath("docs", "senders", "datadog-template.json")
    return json.dumps(json.loads(place.read_text("utf-8")), separators=(",", ":"))


def _row(
    integration: Integration, service: str, health: Health | None, life: LifeSign | None
) -> IntegrationRow:
    return IntegrationRow(
        id=integration.id,
        name=integration.name,
        format=integration.format,
        service=service,
        service_id=integration.service_id,
        version=integration.version,
        accepted=health.accepted if health else 0,
        dropped=health.dropped if health else 0,
        refused=health.refused if health else 0,
        last_at=health.last_at if health else None,
        life=life_row(life) if integration.format is Format.HEARTBEAT else None,
    )
