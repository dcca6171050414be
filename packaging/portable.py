"""`python3 packaging/portable.py`: dist/watchbill-VERSION-linux-MACHINE.tar.xz, for any desktop.

Unpacked, `./watchbill/watchbill` runs where it lies; `./install.sh` puts it into ~/.local.
With `--again` the folder of an earlier `bundle.py` is taken as it is.
"""

import platform
import shutil
import subprocess
import sys
import tarfile

import desktop
from bundle import BUILD, FOLDER, bundle, megabytes, version
from checkout import ROOT, say

README = """Watchbill {version}

./watchbill/watchbill --demo    look at it, nothing is installed
./install.sh                    into ~/.local, with an entry in your menu
watchbill-remove                out again; your data stays

It needs the glibc of the machine it was built on (Debian 12: 2.36) or newer, and the X11 libraries
every desktop has. Where the window does not come, `QT_DEBUG_PLUGINS=1 watchbill` names the library
that is missing.
"""


def main():
    """Builds and says where it is."""
    if not ("--again" in sys.argv and FOLDER.exists()):
        bundle()
    name = "watchbill-{}-linux-{}".format(version(), platform.machine())
    tree = BUILD / "portable" / name
    shutil.rmtree(str(tree.parent), ignore_errors=True)
    shutil.copytree(str(FOLDER), str(tree / "watchbill"), symlinks=True)
    desktop.lay(tree / "share")
    desktop.write(tree / "README", README.format(version=version()))
    for script in ("install.sh", "remove.sh"):
        said = (desktop.LINUX / script).read_text(encoding="utf-8")
        desktop.write(tree / script, said, 0o755)
    packed = _pack(tree)
    print("{} ({:.0f} MB)".format(packed.relative_to(ROOT), megabytes(packed)))


def _pack(tree):
    say("Packing ...")
    target = FOLDER.parent / (tree.name + ".tar.xz")
    plain = target.with_suffix("")
    with tarfile.open(str(plain), "w") as archive:
        archive.add(str(tree), tree.name, filter=_anonymous)
    subprocess.run(["xz", "--force", "--threads=0", "-6", str(plain)], check=True)
    return target


def _anonymous(member):
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = desktop.moment()
    return member


if __name__ == "__main__":
    main()
