"""What workflows call outside: once, with its outcome on record, whatever becomes of the engine."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.clock import SetClock
from app.domain.actor import Actor
from app.duties.engine import Engine
from app.errors import Unavailable
from app.operations import errand, incident, workflow_step
from app.operations.incident import Declaration, declare
from app.operations.play import skip
from app.operations.sample import mark
from app.operations.workflow_call import Call, make
from app.operations.workflow_step import LOST, advance, finish
from app.queries.play import plays
from app.queries.workflow import runs
from app.store import Store, open_store
from app.vault import CHANNEL
from app.workspace.apply import dump
from models.kinds import Source
from models.people import Person
from models.policy import Channel
from models.workflow import Workflow, WorkflowRun
from tests.app.workflows import deeds, flow, log, settle, states, told, work
from tests.patience import PATIENCE
from tests.quiet import Strays
from tests.receiver import Receiver, receiving

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hook() -> Iterator[Receiver]:
    """Where calls go."""
    with receiving() as receiver:
        yield receiver


def url(hook: Receiver, path: str = "/in") -> str:
    return hook.address(path).replace("json:", "http:")


def webhook(hook: Receiver, path: str = "/in", more: str = "inside: true") -> str:
    return f'{{do: call webhook, value: "{url(hook, path)}?token=s3cret0", {more}}}'


def ana(store: Store) -> Actor:
    with store.read() as session:
        who = session.scalars(select(Person.id).where(Person.name == "ana")).one()
    return Actor("ana", Source.DESKTOP, who)


def opened(store: Store, *, drill: bool = False) -> int:
    return declare(store, Declaration("It is down", drill=drill), ana(store))


def eventually(done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_webhook_is_told_and_its_answer_is_on_record(store: Store, hook: Receiver) -> None:
    settle(store, flow("Tell", "opened", webhook(hook)))
    number = opened(store)
    work(store)
    (said,) = hook.at("/in?token=s3cret0")
    assert said["incident"]["number"] == number
    assert said["incident"]["title"] == "It is down"
    assert states(store) == ["done"]
    assert deeds(store) == [(f"call {url(hook, '').removeprefix('http://')} (POST)", "done")]
    assert log(store)[0].deeds[0].outcome == "127.0.0.1 answered 204."


def test_a_call_in_hand_is_made_though_the_database_goes_away(
    store: Store, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(store, flow("Tell", "opened", webhook(hook)))
    for _ in range(2):
        opened(store)
    ours = workflow_step._guarded
    taken: list[tuple[bool, Call | None]] = []

    def once(*said: object, **more: object) -> object:
        if any(call for _, call in taken):
            raise Unavailable("The database is away.")
        taken.append(ours(*said, **more))  # type: ignore[arg-type]
        return taken[-1]

    monkeypatch.setattr(workflow_step, "_guarded", once)
    _, calls = advance(store, "one", 50, 6)
    monkeypatch.undo()
    assert len(calls) == 1
    assert finish(store, calls[0], *make(calls[0]))
    work(store)
    assert states(store) == ["done", "done"]


def test_an_address_inside_the_house_is_refused_unless_allowed(
    store: Store, hook: Receiver
) -> None:
    settle(store, flow("Tell", "opened", webhook(hook, more="method: POST")))
    number = opened(store)
    work(store)
    assert hook.messages == []
    assert states(store) == ["failed"]
    assert "inside the house" in log(store)[0].outcome
    assert any("inside the house" in each for each in told(store, number))


def test_the_secret_of_an_address_is_nowhere_to_be_seen(
    store: Store, hook: Receiver, database_url: str
) -> None:
    hook.failing.add("/in?token=s3cret0")
    step = webhook(hook, more="inside: true, headers: {Authorization: Bearer topsecret1}")
    settle(store, flow("Tell", "opened", step))
    number = opened(store)
    work(store)
    assert states(store) == ["failed"]
    with store.read() as session:
        rows = [str(each.data) for each in session.scalars(select(Workflow))]
    shown = "\n".join([*rows, *told(store, number), repr(runs(store, all_=True))])
    assert "s3cret0" not in shown
    assert "topsecret1" not in shown
    assert "answered 500" in shown
    assert "s3cret0" in dump(store)[0], "the workspace file holds everything"


def test_what_is_written_fits_into_json(store: Store, hook: Receiver) -> None:
    body = 'text: \'{"said": "{{title}}", "by": "{{actor}}"}\''
    settle(store, flow("Tell", "note added", webhook(hook, more=f"inside: true, {body}")))
    number = opened(store)
    incident.change(store, number, ana(store), None, title='A "quoted" \\ title')
    incident.note(store, number, "go", ana(store))
    work(store)
    assert hook.at("/in?token=s3cret0") == [{"said": 'A "quoted" \\ title', "by": "ana"}]


def test_a_channel_is_written_to(store: Store, hook: Receiver) -> None:
    settle(
        store,
        flow("Say", "opened", "{do: message channel, to: channel:room, text: 'See #{{number}}'}"),
    )
    with store.write() as session:
        room = session.scalars(select(Channel)).one()
        room.address = store.vault.seal(hook.address("/room"), CHANNEL)
    number = opened(store)
    work(store)
    (said,) = hook.at("/room")
    assert said["message"] == f"See #{number}"
    assert states(store) == ["done"]


@pytest.mark.parametrize("made_up", [True, False])
def test_nothing_leaves_of_a_sample_team_or_a_drill(
    store: Store, hook: Receiver, made_up: bool
) -> None:
    settle(store, flow("Tell", "opened", webhook(hook)))
    if made_up:
        mark(store)
    opened(store, drill=not made_up)
    work(store)
    assert hook.messages == []
    assert states(store) == ["done"]
    assert "nothing" in log(store)[0].deeds[0].outcome.lower()


def test_an_engine_that_dies_in_the_middle_leaves_a_trace(
    store: Store, hook: Receiver, clock: SetClock
) -> None:
    """Claimed and called, never noted: after the claim the log says so, and the rest is done."""
    settle(store, flow("Tell", "opened", webhook(hook), "{do: add note, text: after it}"))
    number = opened(store)
    _, (call,) = advance(store, "dead", 50, 6)
    make(call)
    clock.forward(timedelta(seconds=20))
    work(store, "other")
    assert states(store) == ["calling"], "it may still be at it"
    clock.forward(timedelta(minutes=1))
    work(store, "other")
    assert [each.state.value for each in log(store)[0].deeds] == ["unknown", "done"]
    assert log(store)[0].deeds[0].engine == "dead"
    assert (log(store)[0].state.value, log(store)[0].outcome) == ("failed", LOST)
    assert len(hook.messages) == 1, "it is not called twice"
    assert any(LOST in each for each in told(store, number))
    assert not finish(store, call, True, "late"), "who slept through the claim is not believed"


def test_a_command_runs_only_after_a_persons_yes(store: Store) -> None:
    """It is asked as a playbook of one step; the workflow goes on with what came of it."""
    settle(store, flow("Ask", "opened", "{do: run command, text: 'echo it is {{number}}'}",
                       "{do: add note, text: it ran}"))  # fmt: skip
    numbers = [opened(store) for _ in range(2)]
    work(store)
    assert states(store) == ["asking", "asking"]
    ran, refused = (plays(store, each)[0].steps[0].id for each in numbers)
    text = errand.prepare(store, ran, {}).text
    assert errand.carry_out(store, ran, text, {}, ana(store)).good
    skip(store, refused, ana(store), "not now")
    work(store)
    assert states(store) == ["done", "done"]
    assert [each.deeds[0].state.value for each in log(store)] == ["done", "skipped"]
    assert log(store)[0].deeds[0].outcome == "It ended well (exit code 0)."
    assert f"it is {numbers[0]}" in "".join(told(store, numbers[0]))


def test_a_question_that_nobody_answers_is_taken_back(store: Store, clock: SetClock) -> None:
    settle(store, flow("Ask", "opened", "{do: run command, text: 'echo it'}",
                       "{do: add note, text: without}"))  # fmt: skip
    number = opened(store)
    work(store)
    clock.forward(timedelta(days=1, seconds=1))
    work(store)
    assert states(store) == ["failed"]
    assert "without" in told(store, number)
    assert plays(store, number)[0].ended_at is not None


def test_a_live_engine_calls_once_and_one_that_is_killed_leaves_it_to_another(
    database_url: str, hook: Receiver, strays: Strays
) -> None:
    """The real thing: a process of its own is killed while the address hangs; two engines share
    what follows."""
    store = open_store(database_url, durable=False)
    settle(
        store,
        flow("Hang", "opened", webhook(hook, "/hang"), "{do: add note, text: went on}"),
        flow("Many", "note added", webhook(hook, "/many")),
    )
    hook.hanging.add("/hang?token=s3cret0")
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.child", database_url],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    number = opened(store)
    eventually(lambda: states(store, "Hang") == ["calling"])
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with store.write() as session:  # as if the claim's forty seconds had gone by
        run = session.scalars(select(WorkflowRun)).one()
        run.due_at = run.claim_until = store.now()
    others = [open_store(database_url, durable=False) for _ in range(2)]
    engines = [Engine(each, f"engine-{n}") for n, each in enumerate(others)]
    for engine in engines:
        engine.start()
    for n in range(8):
        incident.note(store, number, f"note {n}", ana(store))
    eventually(lambda: "went on" in told(store, number))
    # eight notes of ours; the one of the workflow itself sets off "Many" as well
    eventually(lambda: states(store, "Many").count("done") == 9)
    for engine, each in zip(engines, others, strict=True):
        engine.stop()
        each.close()
    assert len(hook.at("/many?token=s3cret0")) == 9
    assert [each.state.value for each in log(store, "Hang")[0].deeds] == ["unknown", "done"]
    store.close()
