"""A key belongs to one integration; a file that gives it to a second one is told where."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store import Store
from app.workspace.apply import names_outside
from app.workspace.file import rehearse
from app.workspace.read import read
from tests.app.workspace.conftest import ANA, Apply

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


STAYS = "{name: p, format: generic, service: api"
LATE = f"{{name: late, format: generic, service: api, key: {'k' * 32}}}"
KEPT = f"services: [{{name: api}}]\nintegrations:\n- {STAYS}}}\n- {LATE}\n"
UNKNOWN = [
    ("people:\n  - name: ana\n    contacts: {x: null}\n", False, (4, 19)),
    ("channels:\n- {name: ops, address: null}\n", False, (3, 24)),
    (KEPT, True, (5, 52)),
]


@pytest.mark.parametrize(("text", "prune", "place"), UNKNOWN)
def test_what_only_the_database_refuses_is_told_where(
    put: Apply, store: Store, tmp_path: Path, text: str, prune: bool, place: tuple[int, int]
) -> None:
    """An address that nobody gave, or a key that stays another's."""
    put(f"{HEAD}services: [{{name: api}}]\nintegrations: [{STAYS}, key: {'k' * 32}}}]\n")
    file = tmp_path / "team.yaml"
    file.write_text(HEAD + text, "utf-8")
    (problem,) = rehearse(store, file, ANA, prune=prune).problems
    assert (problem.line, problem.column) == place
