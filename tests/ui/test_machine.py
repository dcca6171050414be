"""What is set for this machine: sound, start at login, backups; About, and reports of bugs."""

import os
import plistlib
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import autostart, settings
from app.operations import backup_plan
from app.queries.incident_detail import detail
from app.store import open_store
from models.kinds import SignalSeverity
from tests.night import Night
from tests.patience import PATIENCE
from ui.bridge import Bridge
from ui.settings.machine_pane import MachinePane
from ui.shell import crash
from ui.shell.about import About, here
from ui.shell.alarm import Alarm
from ui.shell.calls import Calls
from ui.shell.window import ShellWindow


@pytest.fixture
def pane(night: Night, ana: Bridge, qtbot: QtBot) -> MachinePane:
    made = MachinePane(ana)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.seen is not None)
    return made


def test_start_at_login_is_a_file_of_the_desktop(
    pane: MachinePane, home: Path, qtbot: QtBot
) -> None:
    file = home / "config" / "autostart" / "watchbill.desktop"
    pane.start.login.click()
    qtbot.waitUntil(file.exists)
    qtbot.waitUntil(autostart.starts)
    assert "--hidden" in file.read_text()
    pane.start.login.click()
    qtbot.waitUntil(lambda: not file.exists())


def test_start_at_login_on_other_systems() -> None:
    told = plistlib.loads(autostart.content(["/Apps/w b", "--hidden"], "darwin").encode())
    assert told["ProgramArguments"] == ["/Apps/w b", "--hidden"]
    assert autostart.windows_line([r"C:\Program Files\w.exe", "--hidden"]) == (
        r'"C:\Program Files\w.exe" --hidden'
    )
    entry = autostart.content(["/opt/a b%c/watchbill", "--hidden"], "linux")
    assert 'Exec="/opt/a b%%c/watchbill" --hidden' in entry


def test_backups_are_set_made_and_told(pane: MachinePane, tmp_path: Path, qtbot: QtBot) -> None:
    card = pane.backups
    card.folder.setText("here")
    card.save_it()
    qtbot.waitUntil(lambda: bool(card.form.fields["folder"].error))
    card.folder.setText(str(tmp_path / "kept"))
    card.save_it()
    qtbot.waitUntil(lambda: settings.load().backups == str(tmp_path / "kept"))
    card.every.setText("6 hours")
    card.save.click()
    qtbot.waitUntil(lambda: settings.load().backup_every == "6h")
    qtbot.waitUntil(lambda: card.every.text() == "6 h")
    qtbot.waitUntil(card.now.isEnabled)
    card.make_one()
    qtbot.waitUntil(lambda: "1 are there" in card.state.text())
    card.folder.setText("")
    card.save_it()
    qtbot.waitUntil(lambda: settings.load().backups == backup_plan.OFF)


def test_a_file_without_backups_is_told_so(pane: MachinePane, qtbot: QtBot) -> None:
    assert pane.backups.state.text().startswith("No backup of this file is made.")


def test_a_file_too_large_for_the_start_is_told(
    pane: MachinePane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pane.database.told.isHidden()
    monkeypatch.setattr("app.operations.backup.GLANCE_MOST", 1)
    pane.ask()
    qtbot.waitUntil(lambda: "too large" in pane.database.told.text())


def test_the_database_is_told_and_checked(pane: MachinePane, qtbot: QtBot) -> None:
    assert "SQLite" in pane.database.facts._values["kind"].text()
    pane.database.check_it()
    qtbot.waitUntil(lambda: "sound" in pane.database.told.text())


def test_without_sound_nothing_repeats(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    calls = Calls(ana)
    alarm = Alarm(calls, [("true",)], calls)
    number, _ = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    while "ana" not in {page.person for page in detail(night.store, number).pages}:
        night.wait(minutes=1)
        night.page()
    calls.ask()
    qtbot.waitUntil(lambda: alarm.sounding)
    alarm.wanted = False
    alarm.refresh()
    assert not alarm.sounding


def test_diagnostics_hold_no_secret(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    window.show()
    told = f"Ana Ruiz fell ill; postgresql://ana:s3cret@db/x, key {'k' * 40}"
    try:
        raise ValueError(told)
    except ValueError as fault:
        crash.write(type(fault), fault, fault.__traceback__)
    about = About(window, ana)
    about.open()
    qtbot.waitUntil(lambda: "Database" in about.parts)
    about.copy_all()
    said = QGuiApplication.clipboard().text()
    assert "Watchbill: 0." in said
    assert "SQLite 3." in said
    assert "ValueError" in said
    for secret in ("s3cret", "Ana Ruiz", "kkkk", str(night.store.database.url.database)):
        assert secret not in said


@pytest.mark.usefixtures("german")
def test_about_is_read_in_the_language_of_the_window_and_copied_in_english(
    ana: Bridge, qtbot: QtBot
) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    window.show()
    about = About(window, ana)
    about.open()
    qtbot.waitUntil(lambda: "Holds" in about.parts)
    said = [each.text() for each in about.facts.findChildren(QLabel)]
    assert {"Sprache", "Datenbank", "Fenstersystem"} <= set(said)
    assert "8 Personen, 0 Vorfälle" in said
    assert not {"Language", "Holds", "yes", "no"} & set(said)
    about.copy_all()
    assert "Holds: 8 people, 0 incidents" in QGuiApplication.clipboard().text()


def test_no_x_of_about_becomes_a_multiplication_sign() -> None:
    """Inter's own letters for an x between digits: 7 x86."""
    assert not re.search(r"\d ?x\d", here()["System"])


def test_an_old_report_is_not_copied(home: Path) -> None:
    fault = ValueError("ana")
    file = crash.write(type(fault), fault, None)
    assert "ValueError" in crash.recent()
    assert "ana" in crash.latest()
    assert crash.BARE not in crash.latest()
    before = file.stat().st_mtime - 3 * 24 * 3600
    os.utime(file, (before, before))
    assert crash.recent() == ""


PLAIN = "Python 3.11.2, line 1234, 2026-11-30 08:15:00Z"


@pytest.mark.parametrize(("said", "left"), [
    ("mail ana@example.org", "mail …"),
    ("call +49 170 1234567 now", "call … now"),
    ("call 0171/2345678", "call …"),
    ("password=hunter2 and API_TOKEN: abc", "password=… and API_TOKEN: …"),
    ("File /home/ana.ruiz/x.py", "File /home/…/x.py"),
    (r"File C:\Users\Ana\x.py", r"File C:\Users\…\x.py"),
    ("at 10.0.0.5:5432, refused", "at …, refused"),
    (PLAIN, PLAIN),
])  # fmt: skip
def test_what_may_be_private_is_masked(said: str, left: str) -> None:
    assert crash.scrubbed(said) == left


def test_a_fault_of_the_database_says_no_values(database_url: str) -> None:
    store = open_store(database_url, durable=False)
    wrong = text("SELECT no_column FROM person WHERE name = :name")
    with pytest.raises(DBAPIError) as told, store.database.engine.connect() as line:
        line.execute(wrong, {"name": "hunter2"})
    assert "hunter2" not in str(told.value)
    store.close()


def test_a_bug_on_any_thread_is_written_down_once(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    watch = crash.CrashWatch()
    assert watch.begin() == ""
    with qtbot.waitSignal(watch.seen) as told:
        for _ in range(3):
            thread = threading.Thread(target=lambda: 1 / 0)
            thread.start()
            thread.join()
    watch.leave()
    assert "ZeroDivisionError" in Path(told.args[0]).read_text()
    assert len(list(crash.folder().glob("*.txt"))) == 1


def test_a_program_that_was_ended_by_force_says_so_the_next_time(home: Path) -> None:
    code = (
        "import os; from ui.shell.crash import CrashWatch; w = CrashWatch(); print(repr(w.begin()))"
    )
    die = f"{code}; os.abort()"
    subprocess.run([sys.executable, "-c", die], capture_output=True, check=False, timeout=PATIENCE)
    again = subprocess.run(
        [sys.executable, "-c", f"{code}; w.leave()"], capture_output=True, check=True, text=True
    )
    assert "Aborted" in again.stdout
    third = subprocess.run(
        [sys.executable, "-c", f"{code}; w.leave()"], capture_output=True, check=True, text=True
    )
    assert third.stdout.strip() == "''"


def test_the_sample_team_takes_no_trace_of_another_window(home: Path) -> None:
    die = ("import os; from ui.shell.crash import CrashWatch; w = CrashWatch(name='team'); "
           "w.begin(); s = CrashWatch(); s.begin(); s.leave(); w.begin(); os.abort()")  # fmt: skip
    subprocess.run([sys.executable, "-c", die], capture_output=True, check=False, timeout=PATIENCE)
    aside = crash.CrashWatch()
    assert aside.begin() == ""
    aside.leave()
    team = crash.CrashWatch(name="team")
    assert "Aborted" in team.begin()
    team.leave()


def test_what_was_chosen_for_pages_is_kept(pane: MachinePane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.attention_changed):
        pane.attention.sound.click()
    assert QSettings().value("attention/sound", True, bool) is False
    assert not pane.attention.warning.isVisible()
    pane.attention.card.click()
    assert pane.attention.warning.isVisible()
