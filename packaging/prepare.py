"""Makes `.venv`: one maker at a time, a half-made one anew, all packages by their locked hashes."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys

from checkout import LOCKS, PYTHON, ROOT, VENV, brought, ready, say, stamp
from system import bring, unpack

OLDEST = (3, 11)
NEWER = ["python3.{}".format(minor) for minor in range(14, OLDEST[1] - 1, -1)]
UNFINISHED = VENV / "watchbill-unfinished"
ALSO = {"run": ["run"], "test": ["test", "run"]}  # the tests' packages contain the program's
PROGRAM = """#!/bin/sh
exec "$(dirname -- "$(readlink -f -- "$0")")/python" -P -m app "$@"
"""


def prepare(purpose):
    """Bring what is missing. Ends the program with one sentence where that cannot be done."""
    if sys.version_info < OLDEST:
        _start_again_newer()
    with _alone():
        if ready(purpose):  # somebody else was faster
            return
        complete = bring(purpose, making=not brought(purpose))
        if not brought(purpose):
            _install(purpose)
            if purpose == "test":
                unpack()
        if complete:
            stamp("system", purpose).touch()


def _start_again_newer():
    for name in NEWER:
        found = shutil.which(name)
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(found, [found, *sys.argv])
    sys.exit("Watchbill needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))


@contextlib.contextmanager
def _alone():
    folder = os.open(str(ROOT), os.O_RDONLY)  # a lock on the checkout itself leaves no file behind
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another start that is making .venv ...")
        fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


def _install(purpose):
    say("Installing the Python packages into .venv (only this first time) ...")
    if UNFINISHED.exists() or not _sound():
        _make()
    for old in VENV.glob("watchbill-packages-*"):
        old.unlink()
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    locked = ["--no-deps", "--require-hashes", "-r", str(LOCKS[purpose])]
    _run([*pip, *locked], "The packages could not be installed")
    _link()
    for each in ALSO[purpose]:
        shutil.copy(str(LOCKS[each]), str(stamp("packages", each)))
    UNFINISHED.unlink(missing_ok=True)


def _make():
    shutil.rmtree(str(VENV), ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()
    _run([sys.executable, "-m", "venv", str(VENV)], "The folder .venv could not be made")


def _sound():
    """Whether there is a Python with pip in `.venv`, and a new enough one."""
    check = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([str(PYTHON), "-c", check], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _link():
    """The checkout itself, to import and as `.venv/bin/watchbill`; it may be moved as a whole."""
    for packages in VENV.glob("lib/python3*/site-packages"):
        packages.joinpath("watchbill.pth").write_text("../../../..\n")
    program = VENV / "bin" / "watchbill"
    program.write_text(PROGRAM)
    program.chmod(0o755)


def _run(command, failure):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        errors = [line for line in lines if line.startswith("ERROR")] or lines or ["nothing"]
        sentence = "{}. The first start needs the network; what went wrong was: {}"
        sys.exit(sentence.format(failure, errors[-1]))
