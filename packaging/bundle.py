"""`python3 packaging/bundle.py`: one folder with the program and all it needs, in dist/watchbill.

The tools live in build/venv, made from two locks: what the program needs, and PyInstaller.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import signatures
from checkout import LOCKS, ROOT, say

HERE = ROOT / "packaging"
BUILD = ROOT / "build"
VENV = BUILD / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "watchbill-locks"
NEEDED = (LOCKS["run"], HERE / "bundle.lock")
FOLDER = ROOT / "dist" / "watchbill"
MAC = ROOT / "dist" / "Watchbill.app" / "Contents"
PROGRAMS = MAC / "MacOS" if sys.platform == "darwin" else FOLDER
ENGINE = "watchbill-engine"
SUFFIX = ".exe" if os.name == "nt" else ""


def bundle():
    """The folder, tested. Ends the program with one sentence where it cannot be made."""
    if sys.version_info < (3, 11):
        sys.exit("Building needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
    _tools()
    _do([PYTHON, HERE / "icons.py", BUILD / "icons"], "The icons could not be drawn")
    signatures.lay(PYTHON, BUILD / "signatures")
    _freeze()
    _name_engine()
    _strip()
    _licences()
    _test()
    return FOLDER


def version():
    """The program's version, as app/version.py says it."""
    told = {}
    exec((ROOT / "app" / "version.py").read_text(encoding="utf-8"), told)
    return told["VERSION"]


def megabytes(*places):
    """What files and folders take, in megabytes."""
    found = [f for place in places for f in [place, *place.rglob("*")]]
    return sum(f.lstat().st_size for f in found if not f.is_symlink() and f.is_file()) / 1e6


def _tools():
    locks = "".join(lock.read_text(encoding="utf-8") for lock in NEEDED)
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == locks:
        return
    say("Installing the tools into build/venv ...")
    shutil.rmtree(VENV, ignore_errors=True)
    _do([sys.executable, "-m", "venv", VENV], "The folder build/venv could not be made")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for lock in NEEDED:
        words = [*pip, "--no-deps", "--require-hashes", "-r", lock]
        _do(words, "The packages could not be installed")
    STAMP.write_text(locks, encoding="utf-8")


def _freeze():
    say("Freezing {} ...".format(version()))
    words = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", FOLDER.parent, "--workpath", BUILD / "frozen"]
    _do([*words, *places, HERE / "app.spec"], "PyInstaller did not come to an end")


def _name_engine():
    """The same program by its other name, where a console does not make it another one."""
    if sys.platform == "linux":
        (FOLDER / ENGINE).symlink_to("watchbill")


def _strip():
    """What nothing is loaded by, from what was not patched since its compiler made it."""
    if not (sys.platform == "linux" and shutil.which("strip")):
        return
    for library in (FOLDER / "_internal").rglob("*.so*"):
        if not library.is_symlink() and not _patched(library):
            _do(["strip", "--strip-unneeded", library], "{} is not a library".format(library.name))


def _patched(library):
    """Wheels lay libraries of others beside theirs, and rewrite where each looks for the other."""
    return b".libs" in library.read_bytes() or library.parent.name.endswith(".libs")


def _licences():
    """With the program: ours, and those of everything that is in the folder."""
    folder = (MAC / "Resources" if sys.platform == "darwin" else FOLDER) / "licences"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(ROOT / "LICENSE", folder / "watchbill.txt")
    for told in sorted(VENV.rglob("*.dist-info")):
        for file in sorted(told.rglob("*")):
            if file.is_file() and file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
                shutil.copy(file, folder / "{}-{}".format(told.name.split("-")[0], file.name))


def _test():
    for name in ("watchbill", ENGINE):
        _do([PROGRAMS / (name + SUFFIX), "selftest"], "{} fails its own test".format(name))


def _do(words, failure):
    done = subprocess.run([str(word) for word in words], cwd=str(ROOT))
    if done.returncode != 0:
        sys.exit("{} (exit code {}).".format(failure, done.returncode))


if __name__ == "__main__":
    made = bundle()
    print("{} ({:.0f} MB)".format(made.relative_to(ROOT), megabytes(Path(made))))
