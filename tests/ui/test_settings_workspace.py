"""The configuration as a file: saved, looked at, applied as it was shown or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.domain.workspace import TeamSpec
from app.operations.team import save_team
from app.queries.people import people
from app.workspace.apply import dump
from tests.desk import bridge_on
from tests.night import Night
from ui.settings.workspace_card import WorkspaceCard
from ui.settings.workspace_preview import ChangeLine

MORE = """watchbill: 1
people:
- {name: kim, full_name: Kim Berg, time_zone: UTC}
integrations:
- {name: probes, format: alertmanager, service: database}
"""


@pytest.fixture
def card(team: Night, qapp: QApplication, qtbot: QtBot) -> Iterator[WorkspaceCard]:
    bridge = bridge_on(team.store, "fay", team.people["fay"])
    made = WorkspaceCard(bridge)
    qtbot.addWidget(made)
    made.show()
    yield made
    bridge.close()


def lines(card: WorkspaceCard) -> list[str]:
    found = card.preview.findChildren(ChangeLine)
    return [each.accessibleName() for each in found if each.isVisibleTo(card)]


def begun(card: WorkspaceCard, file: Path, text: str, qtbot: QtBot) -> None:
    file.write_text(text, "utf-8")
    card.open_file(file)
    qtbot.waitUntil(lambda: card.preview.shown is not None)


def names(night: Night) -> set[str]:
    return {each.name for each in people(night.store)}


def test_what_is_saved_comes_back_with_secrets_and_without(
    card: WorkspaceCard, team: Night, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kept"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    card.save.click()
    qtbot.waitUntil(lambda: card.told.text() == f"Saved as {file}.yaml.")
    kept, whole = file.with_suffix(".yaml"), dump(team.store)[0]
    assert kept.read_text("utf-8") == whole
    assert kept.stat().st_mode & 0o777 == 0o600
    card.secrets.click()
    card.save.click()
    qtbot.waitUntil(lambda: kept.read_text("utf-8") != whole)
    assert "key: " not in kept.read_text("utf-8")
    begun(card, kept, kept.read_text("utf-8"), qtbot)
    assert card.preview.told.text().startswith("Nothing to change")
    assert card.preview.apply.isHidden()
    card.save_to(tmp_path / "nowhere" / "x.yaml")
    qtbot.waitUntil(lambda: "No such file" in card.told.text())


def test_a_file_is_looked_at_and_then_applied(
    card: WorkspaceCard, team: Night, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, file = dump(team.store), tmp_path / "more.yaml"
    file.write_text(MORE, "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    card.bring.click()
    qtbot.waitUntil(lambda: card.preview.shown is not None)
    qtbot.waitUntil(lambda: lines(card) == ["kim, Person: new", "probes, Integration: new"])
    assert card.preview.told.text() == "Nothing is changed yet. It would be: 2 new."
    assert dump(team.store) == before
    file.write_text("watchbill: 1", "utf-8")  # what was shown is what is done
    card.preview.apply.click()
    qtbot.waitUntil(lambda: card.preview.isHidden())
    applied, address = card.told.text().splitlines()
    assert applied == "Applied more.yaml."
    assert "/in/" in address
    assert address.startswith("probes takes signals in at ")
    assert "kim" in names(team)


def test_what_is_wrong_is_told_with_its_place(
    card: WorkspaceCard, team: Night, tmp_path: Path, qtbot: QtBot
) -> None:
    before, file = dump(team.store), tmp_path / "wrong.yaml"
    wrong = MORE.replace("UTC", "Europe/Nowhere").replace("database", "nothing")
    begun(card, file, wrong, qtbot)
    assert card.preview.told.text().startswith("2 things are wrong in this file")
    said = [each.text() for each in card.preview.findChildren(QLabel)]
    place = MORE.splitlines()[2].index("UTC") + 1
    assert any(each.startswith(f"Line 3, column {place}: There is no time zone") for each in said)
    assert card.preview.apply.isHidden()
    file.write_text(MORE, "utf-8")
    card.preview.reread.click()
    qtbot.waitUntil(card.preview.apply.isVisible)
    card.preview.leave.click()
    assert card.preview.isHidden()
    assert dump(team.store) == before
    file.unlink()
    card.preview.show()
    card.preview.reread.click()
    qtbot.waitUntil(lambda: "No such file" in card.preview.told.text())


def test_only_who_says_so_removes_what_the_file_leaves_out(
    card: WorkspaceCard, team: Night, tmp_path: Path, qtbot: QtBot
) -> None:
    begun(card, tmp_path / "kim.yaml", "".join(MORE.partition("integrations")[:1]), qtbot)
    assert card.preview.apply.text() == "Apply"
    card.preview.prune.click()
    qtbot.waitUntil(lambda: card.preview.shown is not None and card.preview.shown.prune)
    assert "Apply, and remove" in card.preview.apply.text()
    qtbot.waitUntil(lambda: "ana, Person: removed" in lines(card))
    assert "ana" in names(team)
    save_team(team.store, TeamSpec("auditors"), team.actor("ana"))
    card.preview.apply.click()
    qtbot.waitUntil(lambda: "changed meanwhile" in card.preview.told.text())
    assert "ana" in names(team)
    card.preview.reread.click()
    qtbot.waitUntil(lambda: "auditors, Team: removed" in lines(card))
    card.preview.apply.click()
    qtbot.waitUntil(card.preview.isHidden)
    assert names(team) == {"kim"}


def test_everything_goes_into_a_new_folder(
    card: WorkspaceCard, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    card.secrets.click()
    card.export.click()
    qtbot.waitUntil(lambda: card.told.text().startswith("Everything is in "))
    (folder,) = out.iterdir()
    assert (folder / "incidents.json").exists()
    assert "key: " not in (folder / "workspace.yaml").read_text("utf-8")
    assert card.export.isEnabled()
    card.export_to(folder / "README.txt")
    qtbot.waitUntil(lambda: "Not a directory" in card.told.text())
