"""Silence is part of the contract: a log record of WARNING or above fails the test it came from."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest


class Strays(logging.Handler):
    """Collects what was logged at WARNING or above; `expect` takes out what a test reckons with."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Called by logging, in whichever thread speaks."""
        self.records.append(record)

    def expect(self, pattern: str, *, times: int | None = None) -> list[logging.LogRecord]:
        """The records whose text matches, no longer stray. Without `times`, at least one."""
        found = [record for record in self.records if re.search(pattern, record.getMessage())]
        self.records = [record for record in self.records if record not in found]
        right = bool(found) if times is None else len(found) == times
        assert right, f"{len(found)} log records match {pattern!r}; there are: {self}"
        return found

    def __str__(self) -> str:
        lines = (f"{one.levelname} {one.name}: {one.getMessage()}" for one in self.records)
        return "; ".join(lines) or "none"


@pytest.fixture(autouse=True)
def strays() -> Iterator[Strays]:
    """What was logged in this test and should not have been; `strays.expect(pattern)` allows."""
    handler = Strays()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)
    if handler.records:
        pytest.fail(f"logged without being expected: {handler}", pytrace=False)
