"""What a Linux desktop reads about the program, laid under a prefix: entry, icons, types, page."""

import os
import shutil
import time
from pathlib import Path

from bundle import BUILD, HERE, version
from checkout import ROOT

LINUX = HERE / "linux"
METAINFO = "org.watchbill.Watchbill.metainfo.xml"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def lay(share):
    """The folder `share` of a prefix."""
    _copy(LINUX / "watchbill.desktop", share / "applications" / "watchbill.desktop")
    _copy(LINUX / "watchbill-mime.xml", share / "mime" / "packages" / "watchbill.xml")
    icons = share / "icons" / "hicolor"
    drawing = ROOT / "resources" / "icons" / "app" / "watchbill.svg"
    _copy(drawing, icons / "scalable" / "apps" / "watchbill.svg")
    for size in SIZES:
        target = icons / "{0}x{0}".format(size) / "apps" / "watchbill.png"
        _copy(BUILD / "icons" / "{}.png".format(size), target)
    write(share / "metainfo" / METAINFO, metainfo())


def metainfo():
    """The page that software centres show, with this version and its date."""
    said = (LINUX / METAINFO).read_text(encoding="utf-8")
    return said.replace("@VERSION@", version()).replace("@DATE@", _day())


def write(target, said, mode=0o644):
    """A file with its folders, whatever the umask."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(said, encoding="utf-8")
    target.chmod(mode)


def _copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(str(source), str(target))
    Path(target).chmod(0o644)


def moment():
    """Seconds: SOURCE_DATE_EPOCH where a build is to be repeated, else now."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def _day():
    return time.strftime("%Y-%m-%d", time.gmtime(moment()))
