"""A wrong call ends in a sentence, whatever was wrong."""

from __future__ import annotations

import pytest

from app.cli.main import run

HUGE = "9" * 20


@pytest.mark.parametrize(
    "said",
    [
        f"followup show {HUGE}",
        f"workflow log --incident {HUGE}",
        f"status unsubscribe {HUGE}",
        "status maintenance Work --from 9999-12-31T23:00 --to 2h",
        "followup move 1 sideways",
    ],
)
def test_a_number_or_a_word_too_far(
    said: str, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--database", sqlite_url, *said.split()]) == 1
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert "larger than there can be" in error or "is no task state" in error
