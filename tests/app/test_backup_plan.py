"""Backups by the clock, which of them stay, and everything in open formats."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.main import run
from app.domain.actor import Actor
from app.domain.backup import is_due, superfluous
from app.errors import Refused
from app.operations import attachment, audit, backup, backup_plan, playbook
from app.operations import incident as incidents
from app.operations.attachment import Upload
from app.operations.incident import Declaration
from app.paths import data_folder
from app.store import Store, open_store
from app.workspace.export import export
from models.kinds import Source
from tests import builders

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
ANA = Actor("ana", Source.SHELL)


def test_a_backup_is_made_when_it_is_due_and_can_be_restored(
    store: Store, bare_sqlite_url: str, tmp_path: Path
) -> None:
    builders.person(store, "ana")
    backup_plan.set_plan(str(tmp_path / "kept"), "6h", "2")
    assert [backup_plan.work(store, NOON + timedelta(hours=h)) for h in (0, 3, 6, 12, 18)] == [
        1, 0, 1, 1, 1,
    ]  # fmt: skip
    found = backup_plan.made(store, tmp_path / "kept")
    assert [each.at.hour for each in found] == [6, 0, 18]  # two, and the last of the month before
    assert found[0].file.stat().st_mode & 0o077 == 0
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}")
    backup.restore(other, found[0].file)
    assert backup.info(other).people == 1
    assert backup.check(other) == []
    other.close()


def test_a_backup_that_is_overdue_is_noticed(store: Store, tmp_path: Path) -> None:
    assert backup_plan.late(store, NOON) is None  # none are planned
    backup_plan.set_plan(str(tmp_path / "kept"), "8h")
    assert backup_plan.late(store, NOON) is None  # nobody did anything yet
    with store.write() as session:
        audit.record(session, ANA, "person added", "person ben", NOON)
    assert backup_plan.late(store, NOON + timedelta(hours=9)) is None
    assert backup_plan.late(store, NOON + timedelta(hours=11)) == (None,)
    backup_plan.work(store, NOON + timedelta(hours=11))
    assert backup_plan.late(store, NOON + timedelta(hours=20)) is None
    last = NOON + timedelta(hours=11)
    assert backup_plan.late(store, NOON + timedelta(hours=22)) == (last,)


def test_only_our_own_embedded_database_is_backed_up_unasked(
    store: Store, home: Path, tmp_path: Path
) -> None:
    assert backup_plan.plan(store) is None
    own = open_store(f"sqlite:///{data_folder() / 'watchbill.db'}")
    assert backup_plan.work(own) == 1
    assert backup_plan.work(own) == 0
    backup_plan.set_plan("off")
    assert backup_plan.plan(own) is None
    own.close()


def test_what_makes_no_sense_is_refused(store: Store, tmp_path: Path) -> None:
    for words in (("here", "", ""), (str(tmp_path), "5m", ""), (str(tmp_path), "", "none")):
        with pytest.raises(Refused):
            backup_plan.set_plan(*words)
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(Refused, match="a file"):
        backup_plan.set_plan(str(file))


@given(st.lists(st.integers(0, 3000), unique=True), st.integers(1, 20))
def test_the_latest_stay_and_one_a_month(days: list[int], keep: int) -> None:
    made = [NOON - timedelta(days=day) for day in days]
    left = set(made) - superfluous(made, keep)
    assert set(sorted(made, reverse=True)[:keep]) <= left
    assert len(left) <= keep + 12


def test_a_clock_that_went_back_does_not_end_backups() -> None:
    assert is_due([NOON + timedelta(days=300)], timedelta(days=1), NOON)
    assert not is_due([NOON - timedelta(hours=2)], timedelta(days=1), NOON)


def test_everything_in_open_formats(store: Store, tmp_path: Path) -> None:
    number = incidents.declare(store, Declaration("=Cards fail"), ANA)
    attachment.attach(store, number, [Upload("a/b.txt", b"log")], ANA, "see")
    playbook.save(store, "# Kafka: lag\n\n## Do: Look\n", ANA)
    counts = export(store, tmp_path / "out")
    assert counts["incidents"] == 1
    with (tmp_path / "out" / "incidents.csv").open(encoding="utf-8-sig") as file:
        assert next(csv.DictReader(file))["title"] == "'=Cards fail"
    whole = json.loads((tmp_path / "out" / "incidents.json").read_text())["incidents"][0]
    assert next(event["kind"] for event in whole["timeline"]) == "declared"
    assert (tmp_path / "out" / "playbooks" / "Kafka_ lag.md").exists()
    assert "watchbill: 1" in (tmp_path / "out" / "workspace.yaml").read_text()
    assert [file.read_bytes() for file in (tmp_path / "out" / "files" / "1").iterdir()] == [b"log"]
    with pytest.raises(Refused, match="not empty"):
        export(store, tmp_path / "out")


def test_the_commands(sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "kept")
    assert run(["--database", sqlite_url, "db", "backups", "--folder", folder, "--now"]) == 0
    assert "watchbill-" in capsys.readouterr().out
    assert run(["--database", sqlite_url, "export", str(tmp_path / "out"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["incidents"] == 0
    assert run(["--database", sqlite_url, "db", "backups", "--folder", "x"]) == 1


def test_a_glance_finds_a_damaged_file(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    assert backup.glance(store) == []
    for name in range(400):
        builders.person(store, f"person-{name}")
    store.close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    whole = file.read_bytes()
    at = whole.rindex(b"person-399")
    page = at - at % 4096
    file.write_bytes(whole[:page] + b"\x0d" + bytes(200) + whole[page + 201 :])
    store = open_store(sqlite_url)
    assert backup.glance(store) != []
    store.close()
