"""What stands in the first paint, without the enums of `Qt`."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.patience import PATIENCE
from ui.shell.sidebar import PageButton
from ui.shell.topbar import SearchButton
from ui.widgets import early
from ui.widgets.button import Button, IconButton
from ui.widgets.enter import ENTERS
from ui.widgets.text import Text

INK = QColor("#C02010")
CHOSEN = """
from PySide6.QtGui import QColor, QPalette
from ui.theme.current import Scheme, application, colours, dress
app = application([])
app.setPalette(QPalette(QColor("#202020")))
theme = dress(app, Scheme.LIGHT)
began = colours().dark
theme.wear(Scheme.SYSTEM)
print(began, colours().dark)
"""
DARK = """
import os, sys
from PySide6.QtGui import QColor, QPalette
import ui.main as main
from ui.theme.current import colours, theme
def application(arguments, plain=main.application):
    app = plain(arguments)
    app.setPalette(QPalette(QColor("#202020")))
    return app
def first(self, desktop):
    began = colours().dark
    theme().follow()
    theme().refresh()
    print(began, colours().dark, app_asked())
    sys.stdout.flush(); os._exit(0)
def app_asked():
    from PySide6.QtGui import QGuiApplication
    return QGuiApplication.styleHints().colorScheme().name
main.application, main.Program._first = application, first
main.run(["--database", sys.argv[1]])
"""


def test_a_dark_desktop_that_names_no_scheme_is_followed(tmp_path: Path) -> None:
    """Of its palette, from the first paint on."""
    assert _told(DARK, tmp_path) == "True True Unknown"


def test_a_dark_desktop_is_known_when_its_scheme_is_chosen_later(tmp_path: Path) -> None:
    """Although our own light palette hides it by then."""
    assert _told(CHOSEN, tmp_path) == "False True"


def test_the_numbers_are_those_of_qt() -> None:
    edges = Qt.AlignmentFlag
    middle = edges.AlignAbsolute | edges.AlignVCenter
    assert edges.AlignCenter.value == early.CENTRE
    assert (middle | edges.AlignLeft).value == early.LEFT
    assert (middle | edges.AlignRight).value == early.RIGHT
    assert (Qt.Key.Key_Return, Qt.Key.Key_Enter) == ENTERS


@pytest.mark.parametrize(
    ("policy", "meant"),
    [(early.TAB, Qt.FocusPolicy.TabFocus), (early.CLICK, Qt.FocusPolicy.ClickFocus)],
)
def test_keys_are_taken_by_tab_or_by_click(
    qtbot: QtBot, policy: int, meant: Qt.FocusPolicy
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    early.focus_by(widget, policy)
    assert widget.focusPolicy() is meant


@pytest.mark.parametrize(
    ("make", "shape"),
    [
        (lambda: Button("Go"), Qt.CursorShape.PointingHandCursor),
        (lambda: IconButton("x", "Close"), Qt.CursorShape.PointingHandCursor),
        (lambda: PageButton("alerts", "Alerts", "bell"), Qt.CursorShape.PointingHandCursor),
        (lambda: SearchButton("Ctrl+K"), Qt.CursorShape.IBeamCursor),
    ],
)
def test_the_mouse_that_comes_in_shows_what_can_be_clicked(
    qtbot: QtBot, make: Callable[[], QWidget], shape: Qt.CursorShape
) -> None:
    widget, spot = make(), QPointF(3, 3)
    qtbot.addWidget(widget)
    QApplication.sendEvent(widget, QEnterEvent(spot, spot, spot))
    assert widget.cursor().shape() is shape


def test_a_label_shows_what_was_typed_as_it_was_typed(qtbot: QtBot) -> None:
    plain, rich = Text("<b>x</b>"), Text("<b>x</b>", rich=True)
    qtbot.addWidget(plain)
    qtbot.addWidget(rich)
    assert plain.textFormat() is Qt.TextFormat.PlainText
    assert rich.textFormat() is Qt.TextFormat.RichText


@pytest.mark.parametrize("text", ["Incidents", "Übersicht 🚒", "تنبيه"])
@pytest.mark.parametrize(("edge", "side"), [(early.LEFT, "left"), (early.RIGHT, "right")])
def test_words_stand_where_a_label_has_them(qtbot: QtBot, text: str, edge: int, side: str) -> None:
    """In the middle of the height, and of the ink that was asked for."""
    label = QLabel(text)
    qtbot.addWidget(label)
    font, box = QFont(label.font()), QRectF(10, 5, 200, 40)
    drawn, written = _paper(), _paper()
    painter = QPainter(drawn)
    painter.setFont(font)
    painter.setPen(INK)
    painter.drawText(box, edge, text)
    painter.end()
    painter = QPainter(written)
    early.write(painter, box, text, font, INK, edge)
    painter.end()
    ours, theirs = _inked(written), _inked(drawn)
    assert ours, "nothing was painted"
    assert all(abs(a - b) <= 1 for a, b in zip(ours, theirs, strict=True)), side


def test_a_fill_and_an_outline_have_their_ink() -> None:
    paper = _paper()
    painter = QPainter(paper)
    early.fill(painter, early.rounded(QRectF(20, 10, 40, 30), 8), INK)
    early.outline(painter, early.rounded(QRectF(100, 10, 40, 30), 8), INK)
    painter.end()
    assert paper.pixelColor(40, 25) == INK
    assert paper.pixelColor(20, 10) != INK  # its corner is round
    assert paper.pixelColor(120, 25) == QColor("white")  # nothing inside
    assert paper.pixelColor(120, 10) != QColor("white")


def _told(code: str, home: Path) -> str:
    """What a desktop of its own says."""
    place = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", code, f"sqlite:///{home / 'none.db'}"],
        env={**os.environ, **place, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    return done.stdout.strip() or done.stderr


def _paper() -> QImage:
    made = QImage(220, 50, QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    return made


def _inked(paper: QImage) -> tuple[int, ...]:
    """Left, top, right, bottom of what is not white."""
    spots = [
        (x, y)
        for x in range(paper.width())
        for y in range(paper.height())
        if paper.pixelColor(x, y) != QColor("white")
    ]
    if not spots:
        return ()
    across, down = zip(*spots, strict=True)
    return min(across), min(down), max(across), max(down)
