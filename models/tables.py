"""Brings every table in, so that the metadata is whole; migrations and the session need that."""

from models import (
    alert,
    attachment,
    draft,
    drill,
    feed,
    incident,
    ledger,
    notice,
    page,
    people,
    playbook,
    policy,
    problem,
    request,
    review,
    rota,
    service,
    status,
    ticket,
    workflow,
)
from models.base import Base

MODULES = (
    alert,
    attachment,
    draft,
    drill,
    feed,
    incident,
    ledger,
    notice,
    page,
    people,
    playbook,
    policy,
    problem,
    request,
    review,
    rota,
    service,
    status,
    ticket,
    workflow,
)
METADATA = Base.metadata
