"""A calendar program that nobody here wrote subscribes, and sees what is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.foreign import READERS, Seen
from tests.journeys.program import Program

PLAN = """
watchbill: 1
people:
  - {{name: ana, full_name: Ana Ruiz}}
  - {{name: ben, full_name: Ben Okafor}}
  - {{name: cy}}
schedules:
  - name: primary
    time_zone: Pacific/Auckland
    rotations:
      - name: weekly
        start: 2026-01-05T09:00
        shift: {{every: 1, unit: week}}
        people: [ana, ben]
    overrides: [{overrides}]
"""


def publish(program: Program, folder: Path, overrides: str = "") -> None:
    """A new version of the rota."""
    file = folder / "rota.yaml"
    file.write_text(PLAN.format(overrides=overrides))
    program.do("apply", str(file), "--prune")


def spans(program: Program, seen: list[Seen]) -> list[tuple[str, str]]:
    """What `oncall` says of the time that the calendar shows, whole shifts only."""
    begin, end = seen[0].start - timedelta(hours=1), seen[-1].end + timedelta(hours=1)
    words = ("--from", begin.isoformat(), "--to", end.isoformat())
    shifts = program.ask("oncall", "primary", *words)["shifts"]
    return [(each["start"], each["end"]) for each in shifts][1:-1]


def stamped(at: datetime) -> str:
    """As `oncall` writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_subscribed(
    program: Program, tmp_path: Path, reader: Callable[[bytes], list[Seen]]
) -> None:
    """Shown the shifts; 304 while nothing changes; a published change under the same UID with a
    higher SEQUENCE; nothing after the address was rotated."""
    publish(program, tmp_path)
    with program.serving() as serving, httpx.Client(trust_env=False) as client:
        address = program.ask("feed", "--schedule", "primary", "--ahead", "12")["url"]
        assert address.startswith(serving.url)
        first = client.get(address)
        seen = reader(first.content)
        shown = [(stamped(each.start), stamped(each.end)) for each in seen]
        assert shown == spans(program, seen)
        known = {"if-none-match": first.headers["etag"]}
        assert client.get(address, headers=known).status_code == 304

        chosen = next(each for each in seen if each.start > datetime.now(UTC) + timedelta(days=30))
        cut = chosen.end - timedelta(hours=26)
        cover = f"{{start: {stamped(cut)}, end: {stamped(chosen.end)}, cover: cy}}"
        publish(program, tmp_path, cover)
        second = client.get(address, headers=known)
        assert second.status_code == 200
        before = {each.uid: each for each in seen}
        after = {each.uid: each for each in reader(second.content)}
        same = after[chosen.uid]
        assert (same.start, same.end) == (chosen.start, cut)
        assert same.sequence > chosen.sequence
        (new,) = [each for uid, each in after.items() if uid not in before]
        assert new.summary == "cy on call: primary (cover)"
        others = {uid for uid in before if uid != chosen.uid}
        assert {(uid, after[uid].start, after[uid].end, after[uid].sequence) for uid in others} == {
            (uid, before[uid].start, before[uid].end, before[uid].sequence) for uid in others
        }
        known = {"if-none-match": second.headers["etag"]}
        assert client.get(address, headers=known).status_code == 304

        program.do("feed", "--schedule", "primary", "--rotate")
        assert client.get(address).status_code == 404
