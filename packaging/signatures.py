"""What PySide6 unpacks and compiles at each start, unpacked and compiled once: `files.dir` beside
shiboken6, where it looks first. In the frozen program only: nothing is written beside the wheel."""

import os
import py_compile
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = "files.dir"  # PySide6's name for it
FOUND = "import importlib.util as u; print(u.find_spec('shiboken6').submodule_search_locations[0])"
UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH


def lay(python, target):
    """The compiled files of the PySide6 that a Python has, into a folder made anew; how many. Ends
    the program with one sentence where there are none: the build would promise what it has not."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "shiboken6"
        shutil.copytree(_asked(python, FOUND), copy)
        _asked(python, "import shiboken6", SBK_EMBED="0", PYTHONPATH=place)
        sources = sorted((copy / FOLDER).rglob("*.py"))
        if not sources:
            sys.exit("PySide6 unpacks nothing any more where packaging/signatures.py looks for it.")
        for source in sources:
            name = source.relative_to(copy / FOLDER)
            made = (target / name).with_suffix(".pyc")
            words = {"dfile": str(name), "invalidation_mode": UNCHECKED}
            py_compile.compile(str(source), str(made), doraise=True, **words)
    return len(sources)


def _asked(python, code, **more):
    words = [str(python), "-c", code]
    environment = {**os.environ, **more}
    done = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()
