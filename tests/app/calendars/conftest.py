"""The team, in November."""

from __future__ import annotations

import pytest

from app.clock import SetClock
from app.store import Store
from tests.app.calendars.rota import Team, at


@pytest.fixture
def team(store: Store, clock: SetClock) -> Team:
    """Nobody is planned yet."""
    clock.at = at("2026-11-24T03:00:00")
    return Team(store, clock)
