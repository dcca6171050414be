"""The night on PostgreSQL with two engines, of which one is killed in the middle of a storm."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.queries import incident as incidents
from app.queries import incident_detail
from app.queries.incident_filter import Filter
from app.queries.incident_json import shown
from app.store import Store, open_store
from tests import builders
from tests.journeys.program import Program, Serving
from tests.journeys.team import KEY, SLACK_S, Town, until
from tests.patience import PATIENCE
from tests.senders import Told, post_at_rate, request

ALERTS = 30
WAIT_S = 7


def test_one_of_two_is_killed_in_a_storm(postgresql_url: str, town: Town, tmp_path: Path) -> None:
    program = Program(postgresql_url)
    program.do("apply", town.file(tmp_path, wait=WAIT_S))
    one_by_one(postgresql_url)
    with program.serving() as lasting, program.serving() as victim:
        reaper = threading.Thread(target=reap, args=(town, victim), name="reaper")
        reaper.start()
        halves = [range(0, ALERTS, 2), range(1, ALERTS, 2)]
        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(storm, (lasting.port, victim.port), halves))
        reaper.join(PATIENCE)
        assert victim.process.wait(PATIENCE) == -9
        taken = {
            half[place] for half, each in zip(halves, told, strict=True) for place in each.taken()
        }
        assert taken >= set(halves[0])
        store = open_store(postgresql_url, durable=False)
        until(lambda: all_settled(stories(store), taken), pause=1)
        found = stories(store)
        store.close()
    assert {each["title"] for each in found} >= {f"alert {number}" for number in taken}
    once_each(town, found)
    in_time(found)


def one_by_one(url: str) -> None:
    """Each page by itself, so that each can be counted."""
    store = open_store(url, durable=False)
    builders.pace(store, 0)
    store.close()


def reap(town: Town, victim: Serving) -> None:
    """Kills it as soon as the first messages went out."""
    town.hook.wait_for(4)
    victim.process.kill()


def storm(port: int, numbers: range) -> Told:
    """Alerts at an even pace, each with a key of its own."""
    return post_at_rate(port, [request("/v2/enqueue", event(each)) for each in numbers], 2, 5)


def event(number: int) -> dict[str, Any]:
    """A trigger."""
    said = {"summary": f"alert {number}", "source": "db1", "severity": "critical"}
    return {
        "routing_key": KEY, "event_action": "trigger", "dedup_key": str(number), "payload": said,
    }  # fmt: skip


def stories(store: Store) -> list[dict[str, Any]]:
    """Every incident with its pages, as `incident show --json` says it."""
    numbers = incidents.incident_ids(store, Filter(open=False))
    return [shown(incident_detail.detail(store, each), []) for each in numbers]


def all_settled(found: list[dict[str, Any]], taken: set[int]) -> bool:
    """Both levels of all of them were paged and nothing is under way."""
    levels = [{page["level"] for page in each["pages"]} for each in found]
    states = {page["state"] for each in found for page in each["pages"]}
    return (
        len(found) >= len(taken)
        and levels == [{1, 2}] * len(found)
        and not states & {"due", "sending"}
    )


def once_each(town: Town, found: list[dict[str, Any]]) -> None:
    """A message each, twice only where the record says that nobody knows."""
    doubtful = {
        each["title"] for each in found for page in each["pages"]
        if "unknown" in {page["state"], *(tried["state"] for tried in page["tries"])}
    }  # fmt: skip
    got = Counter((path, said["title"]) for path, said in town.hook.messages)
    got += Counter((letter.to, letter.subject) for letter in town.mail.letters)
    places = ("/ana", "/ben", "ana@example.org", "ben@example.org")
    for title in (each["title"] for each in found):
        counts = [got.pop((place, f"[SEV1] {title} - api"), 0) for place in places]
        assert counts == [1] * 4 or (title in doubtful and max(counts) <= 2), (title, counts)
    assert not got
    print(f"{len(found)} incidents of {ALERTS} alerts, unknown on record: {sorted(doubtful)}")


def in_time(found: list[dict[str, Any]]) -> None:
    """Each level by the clock of its own incident (whole seconds). Only what the dead engine had in
    its hands may be handed on to another contact later, when it is sure to be dead."""
    late: Counter[float] = Counter()
    for each in found:
        created = datetime.fromisoformat(each["created_at"])
        doubtful = any(page["state"] == "unknown" for page in each["pages"])
        for level in (1, 2):
            pages = [page for page in each["pages"] if page["level"] == level]
            due = created + timedelta(seconds=(level - 1) * WAIT_S)
            at = [datetime.fromisoformat(page["at"]) for page in pages]
            assert min(at) == due, each
            assert doubtful or set(at) == {due}, each
            late.update(_late(page, due) for page in pages if page["state"] == "sent")
    print(f"seconds from due to sent: {sorted(late.items())}")
    assert doubtful_or_prompt(found, late)


def doubtful_or_prompt(found: list[dict[str, Any]], late: Counter[float]) -> bool:
    """Nothing came late but what was in doubt: at most one message for each such page."""
    doubts: int = sum(page["state"] == "unknown" for each in found for page in each["pages"])
    late_ones = sum(count for seconds, count in late.items() if seconds > 1 + SLACK_S)
    return late_ones <= doubts


def _late(page: dict[str, Any], due: datetime) -> float:
    return (datetime.fromisoformat(page["sent_at"]) - due).total_seconds()
