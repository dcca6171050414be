"""What each journey starts from: a town where messages arrive, and the program on a fresh home."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys.program import Program
from tests.journeys.team import Town, town


@pytest.fixture(name="town")
def _town() -> Iterator[Town]:
    """Mail and webhooks."""
    with town() as made:
        yield made


@pytest.fixture
def program() -> Program:
    """On the embedded database."""
    return Program()
