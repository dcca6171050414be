"""The Debian packages beside Python's: finds what is missing, installs it or names the command."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from checkout import VENV, say

QT = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "openbox": "openbox",
    "xdotool": "xdotool",
}
CALENDAR = {"libical.so.3": "libical3"}  # a reader of calendar feeds that is not ours
UNPACKED = {"prometheus-alertmanager": "usr/bin/prometheus-alertmanager"}
NOTHING = subprocess.DEVNULL
VENV_PACKAGE = "python{}.{}-venv".format(*sys.version_info)


def bring(purpose, making):
    """Install what is missing, or name the command; whether all is there afterwards.

    Ends the program where not even `.venv` could be made, or no test could start.
    """
    if not sys.platform.startswith("linux"):
        return True  # elsewhere Qt's wheels bring all they need
    missing = wanting(purpose, making)
    if missing and _right() is not None:
        say("Installing {} ...".format(" ".join(missing)))
        _install(missing)
        missing = wanting(purpose, making)
    if missing:
        say(_sentence(missing))
    fatal = {VENV_PACKAGE, *(QT.values() if purpose == "test" else ())}
    if fatal.intersection(missing):
        sys.exit(1)
    return not missing


def wanting(purpose, making):
    """The Debian packages that are missing, in alphabetical order."""
    missing = {package for library, package in QT.items() if not _loads(library)}
    if purpose == "test":
        missing |= {package for program, package in SCREEN.items() if not shutil.which(program)}
        missing |= {package for library, package in CALENDAR.items() if not _loads(library)}
    if making and importlib.util.find_spec("ensurepip") is None:
        missing.add(VENV_PACKAGE)
    return sorted(missing)


def unpack():
    """Lay programs that a test uses where it can into `.venv/bin`, if the machine has none.

    They are not installed, for their packages would start services that nobody asked for.
    """
    for package, program in UNPACKED.items():
        if not shutil.which(Path(program).name) and shutil.which("dpkg-deb"):
            with tempfile.TemporaryDirectory() as folder:
                _fetch(package, folder)
                for archive in Path(folder).glob("*.deb"):
                    subprocess.call(["dpkg-deb", "--extract", str(archive), folder])
                    shutil.copy(Path(folder, program), VENV / "bin")


def _loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _right():
    """What to put before a command that only root may run; None where nobody may."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    asked = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], stderr=NOTHING)
    return ["sudo", "-n"] if asked and asked.returncode == 0 else None


def _install(packages):
    install = ["install", "--yes", "--no-install-recommends", *packages]
    if not _apt(*install):  # a bare machine has no package lists, or old ones
        _apt("update")
        _apt(*install)


def _fetch(package, folder):
    if not _apt("download", package, cwd=folder) and _right() is not None:
        _apt("update")
        _apt("download", package, cwd=folder)


def _apt(*arguments, cwd=None):
    command = [*(_right() or []), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    done = subprocess.run(
        [*command, *arguments], cwd=cwd, stdin=NOTHING, stdout=NOTHING, stderr=NOTHING
    )
    return done.returncode == 0


def _sentence(missing):
    names = " ".join(missing)
    if not shutil.which("apt-get"):
        return "Some system packages are missing; please install what Debian calls " + names
    sudo = "" if os.geteuid() == 0 else "sudo "
    steps = [] if any(Path("/var/lib/apt/lists").glob("*Packages*")) else ["update"]
    steps.append("install --yes --no-install-recommends " + names)
    command = " && ".join(sudo + "apt-get " + step for step in steps)
    return "Some system packages are missing; please run: " + command
