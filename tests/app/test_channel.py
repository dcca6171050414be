"""Channels of a team: what keeps one, by its name or at all; on both databases."""

import pytest

from app.domain.actor import Actor
from app.domain.workspace import ChannelSpec
from app.errors import Refused
from app.operations.channel import remove_channel, save_channel
from app.queries.channel import ChannelRow, channels
from app.store import Store
from models.kinds import Source
from tests.app.workflows import flow, settle


@pytest.fixture
def named(store: Store) -> ChannelRow:
    """A room that a workflow writes to."""
    settle(store, flow("Tell", "opened", "{do: message channel, to: channel:room, text: hello}"))
    [found] = channels(store)
    return found


def test_a_name_that_a_workflow_holds_stays(store: Store, named: ChannelRow) -> None:
    by = Actor("ana", Source.DESKTOP)
    assert named.uses == ("workflow “Tell” (step 1)",)
    with pytest.raises(Refused, match=r"room is named by workflow “Tell” \(step 1\)") as refused:
        save_channel(store, ChannelSpec("lobby", None), by, ident=named.id, seen=named.version)
    assert refused.value.field == "name"
    with pytest.raises(Refused, match="still needed by workflow “Tell”"):
        remove_channel(store, named.id, by, seen=named.version)
    assert channels(store) == [named]


def test_another_address_is_no_other_name(store: Store, named: ChannelRow) -> None:
    by = Actor("ana", Source.DESKTOP)
    spec = ChannelSpec("room", "ntfy://ntfy.example.org/room")
    save_channel(store, spec, by, ident=named.id, seen=named.version)
    [found] = channels(store)
    assert (found.name, found.scheme, found.uses) == ("room", "ntfy", named.uses)
