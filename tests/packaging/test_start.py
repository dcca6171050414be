"""packaging/run.py in a small checkout of its own: no packages to fetch, a program that answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "packaging"
PROGRAM = "import json, sys; import models; print(json.dumps(sys.argv[1:]))\n"
NO_NETWORK = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
WANTED = "nowhere-to-be-had==1.0 --hash=sha256:" + "0" * 64 + "\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that was started once."""
    checkout = tmp_path_factory.mktemp("made") / "checkout"
    _lay(checkout)
    assert _start(checkout).stdout == "[]\n"
    return checkout


@pytest.fixture
def checkout(made: Path, tmp_path: Path) -> Path:
    """A copy of it, in another place."""
    return Path(shutil.copytree(made, tmp_path / "moved", symlinks=True))


def test_the_first_start_says_what_it_does_on_stderr_only(tmp_path: Path) -> None:
    """stdout belongs to the program, for `--json` must be all there is on it."""
    _lay(tmp_path)
    done = _start(tmp_path, "oncall", "--json")
    assert done.stdout == '["oncall", "--json"]\n'
    assert "Installing" in done.stderr


def test_the_second_start_does_nothing_but_start(made: Path) -> None:
    """Nothing is said, nothing is written."""
    before = _times(made / ".venv")
    done = _start(made, "a b", "--c")
    assert (done.stdout, done.stderr) == ('["a b", "--c"]\n', "")
    assert _times(made / ".venv") == before


def test_a_checkout_may_be_moved(checkout: Path) -> None:
    """And its `watchbill` command too, from any folder, whatever modules lie there."""
    elsewhere = checkout.parent / "elsewhere"
    (elsewhere / "app").mkdir(parents=True)
    program = checkout / ".venv" / "bin" / "watchbill"
    done = subprocess.run([program, "x"], cwd=elsewhere, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ('["x"]\n', "")


def test_a_half_made_folder_is_made_anew(checkout: Path) -> None:
    """As a power cut leaves it."""
    (checkout / ".venv" / "watchbill-unfinished").touch()
    (checkout / ".venv" / "watchbill-packages-run").unlink()
    shutil.rmtree(next((checkout / ".venv" / "lib").glob("*/site-packages/pip")))
    assert _start(checkout).stdout == "[]\n"
    assert not (checkout / ".venv" / "watchbill-unfinished").exists()


def test_two_starts_at_once_do_not_break_one_another(tmp_path: Path) -> None:
    """The second waits for the first."""
    _lay(tmp_path)
    both = [subprocess.Popen(_command(tmp_path), stdout=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate()[0] for process in both] == [b"[]\n", b"[]\n"]


def test_packages_that_cannot_be_had_are_a_sentence(checkout: Path) -> None:
    """And what was installed before goes on working as soon as the lock is the old one again."""
    lock = checkout / "requirements.lock"
    old = lock.read_text()
    lock.write_text(WANTED)
    done = _start(checkout, env=NO_NETWORK)
    assert done.returncode == 1
    assert "could not be installed. The first start needs the network" in done.stderr
    assert "Traceback" not in done.stderr
    lock.write_text(old)
    assert _start(checkout, env=NO_NETWORK).stdout == "[]\n"


def _lay(checkout: Path) -> None:
    """The scripts as they are, locks without packages, a program that repeats its arguments."""
    ignored = shutil.ignore_patterns("*.lock", "__pycache__")
    shutil.copytree(SCRIPTS, checkout / "packaging", ignore=ignored)
    for name in ("app/__init__.py", "models/__init__.py", "requirements.lock"):
        (checkout / name).parent.mkdir(exist_ok=True)
        (checkout / name).touch()
    (checkout / "app" / "__main__.py").write_text(PROGRAM)


def _start(
    checkout: Path, *arguments: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [*_command(checkout), *arguments]
    return subprocess.run(command, env=os.environ | (env or {}), capture_output=True, text=True)


def _command(checkout: Path) -> list[str]:
    return [sys.executable, str(checkout / "packaging" / "run.py")]


def _times(folder: Path) -> dict[Path, int]:
    return {path: path.lstat().st_mtime_ns for path in folder.rglob("*")}
