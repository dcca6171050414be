"""Workflows at work without an engine's thread: what the tests of them share."""

from __future__ import annotations

from app.domain.actor import Actor
from app.operations.workflow_call import make
from app.operations.workflow_clock import ring
from app.operations.workflow_step import advance, finish
from app.queries.incident_detail import timeline
from app.queries.workflow import RunRow, runs
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import Source

TEAM = """watchbill: 1
people:
  - {name: ana, contacts: {mail: "json://127.0.0.1:9/ana"}}
  - {name: ben, contacts: {mail: "json://127.0.0.1:9/ben"}}
teams: [{name: platform, members: [ana, ben], managers: [ana]}]
channels: [{name: room, address: "json://127.0.0.1:9/room"}]
fields: [{name: ticket}]
policies: [{name: plain, levels: [{notify: [person:ana], wait: 30m}]}]
services:
  - {name: database, team: platform, policy: plain}
  - {name: api, depends_on: [database]}
"""
FILE = Actor("file", Source.FILE)


def settle(store: Store, *workflows: str, more: str = "") -> None:
    """The team, its workflows (each the inside of a YAML list item), and more of the file."""
    text = TEAM + more + ("workflows:\n" + "".join(workflows) if workflows else "")
    reading = read(text.encode())
    assert not reading.problems, [each.sentence for each in reading.problems]
    apply(store, reading.workspace, FILE, prune=True)


def flow(name: str, when: str, *then: str, more: str = "", on: bool = True) -> str:
    """One workflow; every `then` is a step in braces."""
    steps = "".join(f"      - {each}\n" for each in then)
    inner = "".join(f"    {line}\n" for line in more.splitlines())
    enabled = "true" if on else "false"
    head = f"  - name: {name}\n    enabled: {enabled}\n    when: [{when}]\n"
    return f"{head}{inner}    then:\n{steps}"


def work(store: Store, engine: str = "one") -> int:
    """What an engine would do until nothing is due; calls are made on the spot."""
    ring(store)
    total = 0
    while True:
        done, calls = advance(store, engine, 50, 6)
        for call in calls:
            finish(store, call, *make(call))
        if not done and not calls:
            return total
        total += done


def log(store: Store, name: str | None = None) -> list[RunRow]:
    """Every run, the first first."""
    return runs(store, name=name, all_=True)[::-1]


def states(store: Store, name: str | None = None) -> list[str]:
    """Of every run."""
    return [each.state.value for each in log(store, name)]


def deeds(store: Store, name: str | None = None) -> list[tuple[str, str]]:
    """What was done, and what became of it."""
    return [(d.words, d.state.value) for run in log(store, name) for d in run.deeds]


def told(store: Store, number: int) -> list[str]:
    """The timeline's texts."""
    return [each.text for each in timeline(store, number)]
