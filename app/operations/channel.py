"""Channels: rooms that many read, with their sealed address."""

from dataclasses import replace

from app.domain.actor import Actor
from app.domain.names import Names
from app.domain.soundness import channel_problems
from app.domain.workspace import ChannelSpec
from app.errors import Refused
from app.notify.address import refused, scheme
from app.operations.edit import Edit, editing, refuse_first
from app.operations.reference import refuse_when_used
from app.queries.spec import channel_spec
from app.store import Store
from app.vault import CHANNEL
from models.policy import Channel


def save_channel(
    store: Store, spec: ChannelSpec, by: Actor, *, ident: int | None = None, seen: int | None = None
) -> int:
    """Adds a channel, or changes the one a form was opened on. Returns the id.
    Raises Refused beside a field, Conflict when somebody was faster."""
    refuse_first(channel_problems(spec, Names()))
    if spec.address is not None and (why := refused(spec.address)):
        raise Refused(why, "address")
    with editing(store, by) as edit:
        row = edit.find(Channel, spec.name, ident, seen)
        if ident is None and row is not None:
            raise Refused(f"There is already a channel called {spec.name!r}.", "name")
        return put_channel(edit, spec, row).id


def remove_channel(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Deletes a channel. Raises Refused naming every policy that still needs it."""
    with editing(store, by) as edit:
        row = edit.find(Channel, "", ident, seen)
        if row is not None:
            refuse_when_used(edit, row)
            drop_channel(edit, row)


def put_channel(edit: Edit, spec: ChannelSpec, row: Channel | None) -> Channel:
    """Makes the row what the spec says."""
    if row is None:
        row = Channel(name=spec.name)
        _seal(edit, row, spec.address)
        edit.add(row)
        return row
    old = channel_spec(row, edit.vault)
    wanted = replace(spec, address=spec.address or old.address)
    if wanted == old:
        return row
    row.name = wanted.name
    if wanted.address != old.address:
        _seal(edit, row, wanted.address)
    edit.change(row, old, wanted)
    return row


def drop_channel(edit: Edit, row: Channel) -> None:
    """Deletes it."""
    edit.session.delete(row)
    edit.note("-", "channel", row.name)


def _seal(edit: Edit, row: Channel, address: str | None) -> None:
    if address is None:
        raise Refused(f"The channel {row.name} has no address yet; expected one.", "address")
    row.address, row.scheme = edit.vault.seal(address, CHANNEL), scheme(address)
