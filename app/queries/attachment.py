"""Which files an incident has, and the bytes of one of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.domain.incident import NUMBERS
from app.errors import Refused
from app.store import Store
from models.attachment import Attachment, Blob


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file without its bytes; `size` in bytes, `at` aware UTC."""

    id: int
    incident: int
    event: int
    name: str
    type: str
    size: int
    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file with its bytes."""

    name: str
    type: str
    content: bytes


COLUMNS = (
    Attachment.id, Attachment.incident_id, Attachment.event_id, Attachment.name, Attachment.type,
    Blob.size, Blob.sha256, Attachment.at,
)  # fmt: skip


def files(store: Store, number: int) -> list[FileRow]:
    """All files of an incident, in the order in which they were given."""
    asked = select(*COLUMNS).join(Blob, Blob.id == Attachment.blob_id)
    with store.read() as session:
        rows = session.execute(
            asked.where(Attachment.incident_id == number).order_by(Attachment.id)
        )
        return [FileRow(*row) for row in rows]


def content(store: Store, ident: int) -> FileContent:
    """One file. Raises Refused where there is none of this id."""
    with store.read() as session:
        row = session.get(Attachment, ident) if ident in NUMBERS else None
        if row is None:
            raise Refused("This file is not there.")
        blob = session.get_one(Blob, row.blob_id, options=[undefer(Blob.content)])
        return FileContent(row.name, row.type, blob.content)
