"""Channels: rooms that many read, with their sealed address."""

from dataclasses import replace

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.names import Names
from app.domain.soundness import channel_problems
from app.domain.uses import by_name
from app.domain.workspace import ChannelSpec
from app.errors import Conflict, Refused
from app.notify.address import refused, scheme
from app.notify.send import Outcome, send
from app.operations.contact import SUBJECT
from app.operations.edit import Edit, editing, refuse_first
from app.operations.reference import refuse_when_used
from app.operations.sample import NOTHING_SENT, marked
from app.queries.spec import channel_spec, workspace
from app.store import Store
from app.vault import CHANNEL
from models.kinds import PageState, Urgency
from models.policy import Channel

BODY = "This is a test. What concerns this room will be written here; nothing needs to be done."


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
        if row is not None and row.name != spec.name:
            _refuse_when_named(edit, row)
        return put_channel(edit, spec, row).id


def send_test(store: Store, ident: int | None, address: str = "") -> Outcome:
    """Sends at once, on this thread, outside any transaction: to a new address, or the stored one.
    Raises Refused beside `address`, Conflict when the channel is gone, Locked when its address
    cannot be opened on this machine."""
    if address and (why := refused(address)):
        raise Refused(why, "address")
    if not address and ident is None:
        raise Refused("Say where it is first: the address.", "address")
    with store.read() as session:
        sealed = None if address else session.scalar(select(Channel.address).filter_by(id=ident))
        nowhere = marked(session)
    if not address and sealed is None:
        raise Conflict("Somebody took this channel out meanwhile.")
    if nowhere:
        return Outcome(PageState.SENT, NOTHING_SENT)
    found = address or store.vault.open(sealed or b"", CHANNEL)
    return send(found, SUBJECT, BODY, Urgency.LOW)


def remove_channel(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Deletes a channel. Raises Refused naming every policy, group and workflow that needs it."""
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


def _refuse_when_named(edit: Edit, row: Channel) -> None:
    """Policies and groups follow another name; the steps of a workflow hold the old one."""
    places = by_name("channel", row.name, workspace(edit.session, None))
    if places:
        raise Refused(f"{row.name} is named by {', '.join(places)}: keep its name.", "name")
