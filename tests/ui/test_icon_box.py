"""Icons that a start takes from where the last one left them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from ui.theme import icon_box, icons

pytestmark = pytest.mark.usefixtures("qtbot")
SOME = (
    ("siren", "#C01010", 18, 1.0),
    ("arrow-left", "#102030", 36, 2.0),
    ("moon", "#000000", 9, 1),
)


@pytest.fixture(autouse=True)
def _undrawn() -> Iterator[None]:
    """As at the start of a program, and no trace of it afterwards."""
    icons._rendered.cache_clear()
    yield
    for each in (icon_box._box, icon_box._seen, icon_box._watching):
        each.clear()
    icons._rendered.cache_clear()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)


def drawn() -> list[bytes]:
    """Each as its pixels."""
    made = [icons._rendered(name, ink, size, ratio, False).toImage()
            for name, ink, size, ratio in SOME]  # fmt: skip
    return [bytes(each.constBits()) for each in made]


def start(settings: QSettings, folder: Path) -> tuple[list[bytes], int]:
    """What is painted, and how many of it were kept; then it keeps what it saw."""
    icons._rendered.cache_clear()
    icon_box.begin(settings, icons.FOLDER)
    known = len(icon_box._box)
    found = drawn()
    icon_box.keep(settings, icons.FOLDER, folder)
    return found, known


def test_the_next_start_takes_what_the_last_one_drew(settings: QSettings, tmp_path: Path) -> None:
    fresh, none = start(settings, tmp_path)
    (picture,) = tmp_path.glob("*.png")
    written = picture.stat().st_mtime_ns
    again, all_of_them = start(settings, tmp_path)
    assert (none, all_of_them) == (0, len(SOME))
    assert again == fresh
    assert picture.stat().st_mtime_ns == written  # nothing new, nothing written
    ratios = [icons._rendered(*look, False).devicePixelRatio() for look in SOME]
    assert ratios == [1.0, 2.0, 1.0]


@pytest.mark.parametrize(
    "kept",
    ["", "x", "nowhere.png|1|siren #C01010 18 1.0 0", "{path}|{stamp}|siren", "{path}|{stamp}",
     "{path}|{stamp}|siren #C01010 9000 1.0 0", "{path}|0|siren #C01010 18 1.0 0"],
)  # fmt: skip
def test_what_is_not_as_it_was_written_is_drawn(
    settings: QSettings, tmp_path: Path, kept: str
) -> None:
    fresh, _ = start(settings, tmp_path)
    path, stamp, *_ = str(settings.value(icon_box.KEY)).split("|")
    settings.setValue(icon_box.KEY, kept.format(path=path, stamp=stamp))
    assert start(settings, tmp_path) == (fresh, 0)
    assert start(settings, tmp_path) == (fresh, len(SOME))  # and kept again


def test_a_picture_that_is_gone_is_drawn_again(settings: QSettings, tmp_path: Path) -> None:
    fresh, _ = start(settings, tmp_path)
    (picture,) = tmp_path.glob("*.png")
    picture.write_bytes(b"half a pict")
    assert start(settings, tmp_path) == (fresh, 0)
    picture.unlink()
    assert start(settings, tmp_path) == (fresh, 0)
    settings.remove(icon_box.KEY)
    assert start(settings, tmp_path / "nowhere") == (fresh, 0)
    assert not settings.contains(icon_box.KEY)
