"""The time between two messages by one contact, set for the team."""

from datetime import timedelta

import pytest

from app.domain.actor import Actor
from app.errors import Refused
from app.operations.bundle import PACE
from app.operations.heartbeat import Pacemaker
from app.operations.pace import MOST, pace, set_pace
from app.store import Store
from models.kinds import Source

BY = Actor("fay", Source.SHELL)


def test_it_is_a_minute_until_it_is_set(store: Store) -> None:
    assert pace(store) == PACE
    set_pace(store, timedelta(), BY)
    assert pace(store) == timedelta()
    set_pace(store, MOST, BY)
    assert pace(store) == MOST


@pytest.mark.parametrize("span", [MOST + timedelta(seconds=1), timedelta(seconds=-1)])
def test_nobody_waits_for_long(store: Store, span: timedelta) -> None:
    with pytest.raises(Refused, match="15m at most") as fault:
        set_pace(store, span, BY)
    assert fault.value.field == "pace"
    assert pace(store) == PACE


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://user:word@hc.example.org/ping/s3cret", "https://hc.example.org"),
        ("slack://tokenA/tokenB/tokenC", "slack"),
    ],
)
def test_what_may_be_shown_of_a_heartbeat(address: str, place: str) -> None:
    assert Pacemaker(address).place == place
