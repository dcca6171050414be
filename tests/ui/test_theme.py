"""One sheet, two schemes, icons that follow, fonts that scale."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import resources
from tests.gallery.paint import MARKS, mark
from ui.theme import fonts
from ui.theme.colours import DARK, LIGHT
from ui.theme.current import Scheme, Theme, colour, colours
from ui.theme.icons import icon, pixmap, svg
from ui.theme.sheet import sheet_of


def test_choosing_a_scheme_changes_palette_sheet_and_colours(worn: Theme, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with qtbot.waitSignal(worn.changed):
        worn.wear(Scheme.DARK)
    assert colours() is DARK
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert DARK.accent in app.styleSheet()
    worn.wear(Scheme.LIGHT)
    assert colour("accent") == QColor(LIGHT.accent)
    assert DARK.accent not in app.styleSheet()


def test_the_systems_scheme_is_followed_only_when_asked(worn: Theme) -> None:
    hints = QApplication.styleHints()
    assert hints.colorScheme() is not Qt.ColorScheme.Dark  # offscreen knows none
    worn.wear(Scheme.SYSTEM)
    assert colours() is LIGHT


@pytest.mark.parametrize("worn_colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sheet_is_whole(worn_colours: object) -> None:
    """Nothing left to fill in, every mark it names exists, braces pair up."""
    sheet = sheet_of(worn_colours)  # type: ignore[arg-type]
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    names = {part.split('"')[0] for part in sheet.split('url("')[1:]}
    assert names
    assert all(Path(name).exists() for name in names)


@pytest.mark.parametrize("name", MARKS)
def test_marks_are_as_painted(name: str) -> None:
    """`python -m tests.gallery.paint` was run after the last change of a colour."""
    folder = Path(resources.__path__[0]) / "styles"
    assert (folder / "light" / f"{name}.svg").read_text() == mark(name, LIGHT)
    assert (folder / "dark" / f"{name}.svg").read_text() == mark(name, DARK)


def test_shipped_icons_others_and_unknown_ones() -> None:
    assert "currentColor" in svg("siren")
    assert svg("zodiac-aries") != svg("no-such-icon") != svg("siren")  # the first is not shipped
    assert not icon("no-such-icon").pixmap(16, 16).isNull()


def test_an_icon_follows_the_theme_and_the_state(worn: Theme) -> None:
    made = icon("minus", "text")

    def ink(mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> QColor:
        return made.pixmap(QSize(96, 96), 1.0, mode, state).toImage().pixelColor(48, 48)

    assert ink() == QColor(LIGHT.text)
    assert ink(QIcon.Mode.Disabled) == QColor(LIGHT.faint)
    assert ink(state=QIcon.State.On) == QColor(LIGHT.accent_text)
    worn.wear(Scheme.DARK)
    assert ink() == QColor(DARK.text)


def test_an_icon_survives_being_copied_and_changed() -> None:
    """A clone that only C++ held was freed by PySide6 6.11.3."""
    for _ in range(200):
        copy = QIcon(icon("bell"))
        copy.addPixmap(QPixmap(2, 2))
        assert not copy.pixmap(16, 16).isNull()


def test_icons_are_sharp_on_sharp_screens() -> None:
    assert icon("bell").pixmap(QSize(16, 16), 2.0).size() == QSize(32, 32)
    assert pixmap("bell", "muted", 16, 2.0).devicePixelRatio() == 2.0
    wide = icon("bell").pixmap(QSize(20, 16), 2.0)  # with the gap before a button's words
    assert wide.size() == QSize(40, 32)


def test_sizes_follow_the_applications_font(worn: Theme) -> None:
    before, usual = fonts.em(), QApplication.font()
    larger = QFont(usual)
    larger.setPointSizeF(usual.pointSizeF() * 2)
    QApplication.setFont(larger)
    worn.refresh()
    assert fonts.em() >= before * 1.8
    assert fonts.points("small") < fonts.points("body") < fonts.points("title")
    QApplication.setFont(usual)
    worn.refresh()
    assert fonts.em() == before


def test_the_sheet_reaches_our_own_classes(qtbot: QtBot) -> None:
    from ui.widgets.text import Text

    label = Text("x", "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    plain = QLabel("x")
    qtbot.addWidget(plain)
    plain.ensurePolished()
    assert label.font().pointSizeF() > plain.font().pointSizeF()
    label.set_look("body")
    assert label.font().pointSizeF() == plain.font().pointSizeF()
