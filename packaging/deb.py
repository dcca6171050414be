"""`python3 packaging/deb.py`: the Debian package, dist/watchbill_VERSION_ARCH.deb.

With `--again` the folder of an earlier `bundle.py` is taken as it is.
"""

import os
import shutil
import subprocess
import sys
from email.utils import formatdate

import desktop
from bundle import BUILD, FOLDER, bundle, megabytes, version
from checkout import ROOT, say
from system import QT

TREE = BUILD / "deb"
RUNTIME = ("libc6 (>= 2.36)", "libgcc-s1", "libstdc++6", "libwayland-cursor0", "libwayland-egl1")
CONTROL = """Package: watchbill
Version: {version}
Architecture: {architecture}
Maintainer: The Watchbill authors <watchbill@example.org>
Installed-Size: {size}
Depends: {depends}
Recommends: postgresql-client, shared-mime-info, desktop-file-utils, hicolor-icon-theme, xdg-utils
Suggests: pipewire-bin | pulseaudio-utils | alsa-utils
Section: admin
Priority: optional
Description: on-call and incidents for a small team, on its own database
 An alert becomes an incident; the person on call is paged, and paged again,
 until somebody answers. This is the desktop window, the commands, and the
 engine that pages while no window is open.
 .
 The service does nothing until it is enabled:
 /usr/share/doc/watchbill/README.md says how.
"""
COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Watchbill

Files: *
Copyright: The Watchbill authors
License: Apache-2.0
 The full text is in /usr/share/common-licenses/Apache-2.0. The licences of what
 lies beside the program are in /usr/lib/watchbill/licences.
"""


def main():
    """Builds and says where it is."""
    if not shutil.which("dpkg-deb"):
        sys.exit("A Debian package is built by dpkg-deb, which this machine does not have.")
    if not ("--again" in sys.argv and FOLDER.exists()):
        bundle()
    shutil.rmtree(TREE, ignore_errors=True)
    _lay_program()
    _lay_service()
    desktop.lay(TREE / "usr" / "share")
    package = _pack()
    print("{} ({:.0f} MB)".format(package.relative_to(ROOT), megabytes(package)))


def control(size, architecture):
    """What apt reads. Debian's own names for the libraries that Qt expects of a system."""
    depends = ", ".join([*RUNTIME, *sorted(QT.values())])
    told = {"version": version(), "architecture": architecture, "size": size, "depends": depends}
    return CONTROL.format(**told)


def _lay_program():
    place = TREE / "usr" / "lib" / "watchbill"
    shutil.copytree(str(FOLDER), str(place), symlinks=True)
    commands = TREE / "usr" / "bin"
    commands.mkdir(parents=True)
    for name in ("watchbill", "watchbill-engine"):
        (commands / name).symlink_to("../lib/watchbill/" + name)


def _lay_service():
    told = (desktop.LINUX / "watchbill.service").read_text(encoding="utf-8")
    told = told.replace("/usr/bin/watchbill serve", "/usr/bin/watchbill-engine serve")
    desktop.write(TREE / "usr" / "lib" / "systemd" / "system" / "watchbill.service", told)
    share = TREE / "usr" / "share"
    settings = (desktop.LINUX / "environment").read_text(encoding="utf-8")
    desktop.write(share / "watchbill" / "environment", settings)
    guide = (desktop.LINUX / "README.md").read_text(encoding="utf-8")
    desktop.write(share / "doc" / "watchbill" / "README.md", guide)
    desktop.write(share / "doc" / "watchbill" / "copyright", COPYRIGHT)
    changed = "watchbill ({}) stable; urgency=medium\n\n  * See About.\n\n -- {}\n".format(
        version(),
        "The Watchbill authors <watchbill@example.org>  " + formatdate(desktop.moment()),
    )
    desktop.write(share / "doc" / "watchbill" / "changelog", changed)


def _pack():
    say("Packing ...")
    architecture = _asked(["dpkg", "--print-architecture"])
    size = int(megabytes(TREE) * 1000)
    for script in (desktop.LINUX / "debian").iterdir():
        said = script.read_text(encoding="utf-8")
        desktop.write(TREE / "DEBIAN" / script.name, said, 0o755)
    desktop.write(TREE / "DEBIAN" / "control", control(size, architecture))
    for folder in [TREE, *(each for each in TREE.rglob("*") if each.is_dir())]:
        folder.chmod(0o755)
    package = FOLDER.parent / "watchbill_{}_{}.deb".format(version(), architecture)
    words = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z19", "--build"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(desktop.moment())}
    subprocess.run(
        [*words, str(TREE), str(package)], check=True, env=environment, stdout=subprocess.DEVNULL
    )
    return package


def _asked(words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
