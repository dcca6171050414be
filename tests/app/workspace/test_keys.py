"""A key belongs to one integration; a file that gives it to a second one is told where."""

from __future__ import annotations

from app.store import Store
from app.workspace.apply import names_outside
from app.workspace.read import read
from tests.app.workspace.conftest import Apply

HEAD = "watchbill: 1\n"


def test_a_stored_key_is_refused_where_it_stands(put: Apply, store: Store, example: str) -> None:
    """Unless its holder gets another from the same file, or goes."""
    key = "k" * 32
    put(example.replace("service: api}", f"service: api, key: {key}}}"))
    late = f"  - {{name: late, format: generic, service: api, key: {key}}}\n"
    outside = names_outside(store, prune=False)
    (problem,) = read(f"{HEAD}integrations:\n{late}".encode(), outside).problems
    assert (problem.line, problem.sentence) == (
        3,
        "This is the key of prometheus too; expected one of its own.",
    )
    given = example.replace("service: api}", f"service: api, key: {'Z' * 32}}}")
    assert put(f"{given.rstrip()}\n{late}") == [
        "~ integration prometheus: key",
        "+ integration late",
    ]
