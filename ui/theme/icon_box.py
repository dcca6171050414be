"""Icons as they looked at the last start: the first paint takes them out of one picture, and need
not load and feed what draws them, which takes 5 ms. Whatever is not in it is drawn as ever."""

from contextlib import suppress
from pathlib import Path
from zlib import crc32

from PySide6.QtCore import QSettings
from PySide6.QtGui import QPainter, QPixmap

KEY = "look/icons"  # where the picture is, of which icons, and what is in it from left to right
Look = tuple[str, str, int, float, bool]  # name, ink, pixels, ratio, mirrored

_box: dict[Look, QPixmap] = {}
_seen: dict[Look, QPixmap] = {}
_watching: list[bool] = []


def begin(settings: QSettings, icons: Path) -> None:
    """Before the first paint: what was kept of the icons in a folder."""
    _watching[:] = [True]
    path, *more = str(settings.value(KEY, "")).split("|")
    if not more or more.pop(0) != _stamp(icons):
        return
    whole, left = QPixmap(path), 0
    with suppress(ValueError):  # not as it was written: they are drawn
        known = [_read(each) for each in more]
        if sum(look[2] for look in known) != whole.width():
            return
        for look in known:
            _box[look] = whole.copy(left, 0, look[2], look[2])
            _box[look].setDevicePixelRatio(look[3])
            left += look[2]


def taken(look: Look) -> QPixmap | None:
    """One as it was kept."""
    found = _box.get(look)
    if found is not None:
        note(look, found)
    return found


def note(look: Look, made: QPixmap) -> None:
    """One was drawn; until `keep` it is one of those that a start needs."""
    if _watching:
        _seen[look] = made


def keep(settings: QSettings, icons: Path, folder: Path) -> None:
    """After the first paint: what was seen until now, for the next start; nothing where that is
    there. `folder` gets the picture. Raises OSError."""
    seen, new = dict(_seen), not _seen.keys() <= _box.keys()
    for each in (_box, _seen, _watching):
        each.clear()
    if not new:
        return
    whole = QPixmap(sum(look[2] for look in seen), max(look[2] for look in seen))
    whole.fill("transparent")
    painter, left = QPainter(whole), 0
    for look, made in seen.items():
        painter.drawPixmap(left, 0, look[2], look[2], made)
        left += look[2]
    painter.end()
    said = "|".join([_stamp(icons), *map(_said, seen)])
    path = folder / f"icons-{crc32(said.encode()):08x}.png"  # what is said fits no other picture
    half = path.with_suffix(".half")
    if whole.save(str(half), "PNG"):
        half.replace(path)
        settings.setValue(KEY, f"{path}|{said}")
        for other in folder.glob("icons-*.png"):
            if other != path:
                other.unlink(missing_ok=True)


def _stamp(icons: Path) -> str:
    return str(icons.stat().st_mtime_ns)


def _said(look: Look) -> str:
    return " ".join(map(str, (*look[:4], int(look[4]))))


def _read(said: str) -> Look:
    name, ink, pixels, ratio, mirrored = said.split(" ")
    return name, ink, int(pixels), float(ratio), mirrored == "1"
