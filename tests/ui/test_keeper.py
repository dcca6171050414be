"""Every form gives back what was typed and not saved: here the window is deleted in the middle of a
word, as a crash or a walk away leaves it, and the same thing is opened anew."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.operations.policy import save_policy
from app.queries.form import policy_form, service_form
from app.queries.policy import policies
from models.kinds import Pick
from tests.architecture.checkout import ROOT
from tests.night import Night
from tests.patience import PATIENCE
from tests.ui.incident_page import button
from tests.ui.killing import BACK, CHANGED, end_all, killed, news, shown
from tests.ui.test_drafts import on_disk
from ui.bridge import Bridge
from ui.drafts import Drafts
from ui.keeper import Keeper
from ui.main import Program
from ui.policies.editor import PolicyEditor
from ui.policies.page import PoliciesPage
from ui.services.editor import ServiceEditor
from ui.services.page import ServicesPage
from ui.widgets.duration import duration_text
from ui.widgets.text import Text
from ui.wish import Wish


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    yield
    end_all()


def policy_editor(ana: Bridge, qtbot: QtBot, ident: int | None) -> PolicyEditor:
    page = shown(PoliciesPage(ana))
    qtbot.waitUntil(lambda: page.seen is not None)
    page.edit(ident)
    qtbot.waitUntil(lambda: page.editor._clean is not None)
    return page.editor


def platform(night: Night) -> int:
    return next(row.id for row in policies(night.store) if row.name == "platform")


def test_a_policy_comes_back_with_its_levels(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    editor = policy_editor(ana, qtbot, platform(night))
    entry = editor.form.levels.entries[0]
    entry.wait.clear()
    qtbot.keyClicks(entry.wait, "90s")
    entry.pick.set_value(Pick.ROUND_ROBIN)
    editor.form.add_level()
    typed = editor.form.spec()
    killed(editor.window())
    assert on_disk(Pick.ROUND_ROBIN.value)
    again = policy_editor(ana, qtbot, platform(night))
    assert again.form.spec() == typed
    assert again.keep.isEnabled()
    assert news(again).startswith(BACK)
    button(again, "Discard").click()
    assert not again.dirty
    assert news(policy_editor(ana, qtbot, platform(night))) == ""


def test_a_draft_of_a_policy_stands_on_what_a_colleague_saved(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    ident = platform(night)
    editor = policy_editor(ana, qtbot, ident)
    editor.form.zone.clear()
    qtbot.keyClicks(editor.form.zone, "Asia/Tokyo")
    killed(editor.window())
    form = policy_form(night.store, ident)
    assert form is not None
    theirs = replace(form.spec, remind=timedelta(minutes=20))
    save_policy(night.store, theirs, night.actor("ben"), ident=ident, seen=form.version)
    for _ in range(2):  # looking is no answer
        again = policy_editor(ana, qtbot, ident)
        assert CHANGED in news(again)
        assert again.form.spec().time_zone == "Asia/Tokyo"
        assert again.form.remind.text() == duration_text(timedelta(minutes=20))
        stored = policy_form(night.store, ident)
        assert stored is not None
        assert stored.spec == theirs
        killed(again.window())
    again = policy_editor(ana, qtbot, ident)
    with qtbot.waitSignal(again.saved):
        again.save()
    stored = policy_form(night.store, ident)
    assert stored is not None
    assert stored.spec == replace(theirs, time_zone="Asia/Tokyo")
    assert news(policy_editor(ana, qtbot, ident)) == ""


def test_a_new_policy_comes_back_until_it_is_thrown_away(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    editor = policy_editor(ana, qtbot, None)
    qtbot.keyClicks(editor.form.name, "night-watch")
    killed(editor.window())
    again = policy_editor(ana, qtbot, None)
    assert again.form.name.text() == "night-watch"
    again.leave()
    with qtbot.waitSignal(again.left):
        button(again, "Discard them").click()
    assert not on_disk("night-watch")
    killed(again.window())
    assert policy_editor(ana, qtbot, None).form.name.text() == ""


def service_editor(night: Night, ana: Bridge, qtbot: QtBot) -> ServiceEditor:
    page = shown(ServicesPage(ana))
    page.visit(night.services["payments"])
    qtbot.waitUntil(lambda: page.editor.title.text() == "payments")
    return page.editor


def test_a_service_comes_back(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    editor = service_editor(night, ana, qtbot)
    qtbot.keyClicks(editor.form.text, "Takes the money")
    killed(editor.window())
    again = service_editor(night, ana, qtbot)
    assert again.form.text.text() == "Takes the money"
    assert news(again).startswith(BACK)
    with qtbot.waitSignal(again.saved):
        again.save()
    form = service_form(night.store, night.services["payments"])
    assert form is not None
    assert form.spec.description == "Takes the money"
    assert not on_disk("Takes the money")


# the keeper itself


def keeper(ana: Bridge, fields: list[str]) -> tuple[Keeper, Callable[[str], None]]:
    def put(said: tuple[str, ...]) -> None:
        fields[:] = said

    made = Keeper(ana, "thing", lambda: tuple(fields), put)

    def types(words: str) -> None:
        fields[0] = words
        made.note()

    return made, types


def test_a_draft_is_on_disk_while_somebody_types_on(ana: Bridge, qtbot: QtBot) -> None:
    made, types = keeper(ana, ["", ""])
    made.begin(1)
    said = iter(range(10_000))

    def typed_on() -> bool:
        types(f"word {next(said)}")
        return on_disk("word ")

    qtbot.waitUntil(typed_on)  # no pause was ever long enough


KILLED = """
import os, signal, sys
from PySide6.QtCore import QCoreApplication, QSettings
from ui.bridge import Bridge
from ui.keeper import Keeper
app = QCoreApplication([])
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
said = [""]
keeper = Keeper(Bridge(), "thing", lambda: tuple(said), said.extend)
keeper.begin(1)
while not any("half a word" in str(QSettings().value(key)) for key in QSettings().allKeys()):
    said[0] = "half a word"
    keeper.note()
    app.processEvents()
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


def test_a_kill_leaves_it_on_disk(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, timeout=PATIENCE * 4)
    assert any("half a word" in each.read_text() for each in tmp_path.rglob("*.ini"))


def test_a_draft_that_makes_no_sense_is_none(ana: Bridge) -> None:
    drafts = Drafts(ana)
    at = "2026-11-30T02:13:00+00:00"
    for odd in ({"is": "Nonsense", "of": {}}, ["one", "two", "three"], 7, {"is": "PolicySpec"}):
        drafts.keep_said("form thing 1", {"at": at, "was": ["", ""], "said": odd})
        fields = ["stored", "too"]
        made, _ = keeper(ana, fields)
        assert made.begin(1) == ""
        assert fields == ["stored", "too"]
        assert drafts.said("form thing 1") == {}


def test_what_is_called_new_is_not_the_new_one(ana: Bridge) -> None:
    """Nor is a/b a-b: the words of one thing never come back in the form of another."""
    for thing in (None, "new", "a/b", "a-b", "a\\b"):
        fields = ["stored", "too"]
        made, _ = keeper(ana, fields)
        assert made.begin(thing) == ""
        fields[0] = f"mine of {thing}"
        made.note()
    for thing in (None, "new", "a/b", "a-b", "a\\b"):
        fields = ["stored", "too"]
        made, _ = keeper(ana, fields)
        assert made.begin(thing)
        assert fields[0] == f"mine of {thing}"


@pytest.mark.parametrize("at", [{}, {"at": "yesterday"}, {"at": 7}])
def test_a_draft_of_no_time_is_none(ana: Bridge, at: dict[str, object]) -> None:
    words = {"was": ["stored", "too"], "said": ["mine", "too"]}
    Drafts(ana).keep_said("form thing 1", at | words)
    fields = ["stored", "too"]
    made, _ = keeper(ana, fields)
    assert made.begin(1) == ""
    assert fields == ["stored", "too"]


def test_the_forms_typed_into_last_are_kept(ana: Bridge) -> None:
    for number in range(103):
        made, types = keeper(ana, [""])
        made.begin(number)
        types(f"word {number}")
    made._drafts.flush()
    settings = QSettings()
    kept = [key for key in settings.allKeys() if "/form thing " in key]
    assert len(kept) == 100


def test_a_bug_puts_what_was_typed_on_disk_and_the_bar_says_what_is_kept(
    tmp_path: Path, ana: Bridge, sqlite_url: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.start.forbid_gui_thread", lambda: None)
    monkeypatch.setattr("ui.desktop.PORT", 0)
    file = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    program = Program(file, Wish(database=sqlite_url))
    qtbot.waitUntil(lambda: program.desktop.bridged and program.desktop.bridge.post is not None)
    made, types = keeper(ana, [""])
    made.begin(1)
    types("half a word")
    program._say_bug("")
    assert on_disk("half a word")
    said = " ".join(each.text() for each in program.desktop.window.bars.findChildren(Text))
    assert "forms you were writing are kept" in said
    assert "not so single fields, passwords, tokens" in said
    program.desktop.leave()
    program.close()
    program.desktop.end()
