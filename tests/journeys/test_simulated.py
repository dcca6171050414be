"""What `simulate` foretells is what `serve` does, second by second."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from tests.journeys.program import Program
from tests.journeys.team import KEY, Town, until

PLAN = """
watchbill: 1
people:
  - name: ana
    contacts: {{phone: "{hook}/ana", other: "{hook}/other"}}
    rules: {{high: [{{contact: phone, after: 0m}}, {{contact: other, after: 1s}}]}}
  - name: ben
    contacts: {{broken: "{hook}/broken", spare: "{hook}/ben"}}
    rules: {{high: [{{contact: broken, after: 0m}}]}}
  - {{name: cy}}
teams: [{{name: all, members: [ana, ben]}}]
policies:
  - name: night
    levels:
      - {{notify: ["person:ana"], wait: 2s, retry: 1}}
      - {{notify: ["person:cy"], wait: 1h}}
      - {{notify: ["team:all"], wait: 2s, pick: round_robin}}
    repeat: 0
    last_resort: ["person:ben"]
services: [{{name: api, policy: night}}]
integrations: [{{name: monitor, format: events_v2, service: api, key: {key}}}]
"""


def test_foretold_and_done(program: Program, town: Town, tmp_path: Path) -> None:
    file = tmp_path / "team.yaml"
    file.write_text(PLAN.format(hook=town.hook.address(""), key=KEY))
    program.do("apply", str(file))
    town.hook.failing.add("/broken")
    foretold = program.ask("simulate", "night", "--at", "2026-03-29T00:59:58Z")
    assert foretold["end"]["reason"] == "exhausted"
    said = {"summary": "db1 is down", "source": "db1", "severity": "critical"}
    event = {"routing_key": KEY, "event_action": "trigger", "payload": said}
    with program.serving() as serving:
        assert httpx.post(f"{serving.url}/v2/enqueue", json=event).status_code == 202
        until(lambda: town.hook.at("/ben"))
        until(lambda: all_sent(program.ask("incident", "show", "1")["pages"]))
    done = program.ask("incident", "show", "1")
    kept = [each for each in done["pages"] if each["contact"] != "spare"]
    assert steps(kept, done["created_at"]) == steps(foretold["pages"], foretold["at"])
    failed = [each for each in done["pages"] if each["state"] == "failed"]
    assert {each["contact"] for each in failed} == {"broken"}
    assert all("500" in each["error"] for each in failed)
    assert [each["state"] for each in done["pages"] if each["contact"] == "spare"] == ["sent"]


def all_sent(pages: list[dict[str, Any]]) -> bool:
    """Nothing is under way."""
    return not {each["state"] for each in pages} & {"due", "sending"}


def steps(pages: list[dict[str, Any]], begin: str) -> list[tuple[Any, ...]]:
    """Who is paged when, counted from the beginning."""
    began = datetime.fromisoformat(begin)
    return [
        (
            (datetime.fromisoformat(each["at"]) - began).total_seconds(),
            *(each[key] for key in ("round", "level", "attempt", "person", "contact")),
        )
        for each in pages
    ]
