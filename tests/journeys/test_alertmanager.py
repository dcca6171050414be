"""A night with Prometheus' Alertmanager as the sender."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from tests.journeys.alertmanager import Recorded, Sender, alertmanager, binary
from tests.journeys.program import Program
from tests.journeys.team import KEY, Town, night

ABSENT = (
    "This machine has no prometheus-alertmanager and packaging/test.py could not bring it: "
    "the journey ran with a recorded notification instead of the real sender."
)


def test_a_night(
    program: Program, town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program.do("apply", town.file(tmp_path, "alertmanager"))
    found = binary()
    if found is None:
        with capsys.disabled():
            print(ABSENT)
    with program.serving() as serving:
        hook = f"{serving.url}/in/{KEY}"
        sending: AbstractContextManager[Sender] = nullcontext(Recorded(hook))
        if found is not None:
            sending = alertmanager(found, hook, tmp_path)
        with sending as sender:
            night(program, town, sender.fire, sender.over)
        assert town.mail.letters[0].subject == "[SEV1] Disk of db1 is full - api"


def test_what_a_recorded_notification_does(program: Program, town: Town, tmp_path: Path) -> None:
    """The other way through the journey above, so that both are always tried."""
    program.do("apply", town.file(tmp_path, "alertmanager"))
    with program.serving() as serving:
        sender = Recorded(f"{serving.url}/in/{KEY}")
        night(program, town, sender.fire, sender.over)
