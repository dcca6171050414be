"""The gallery's own sheets can be drawn in both themes, and show something."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gallery import page_shell, page_widgets
from ui.theme.current import Scheme, Theme

SHEETS = [*page_widgets.pictures(), *page_shell.pictures()]


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("maker", [maker for _, maker in SHEETS], ids=[name for name, _ in SHEETS])
def test_a_sheet_is_drawn(
    maker: Callable[[], QWidget], scheme: Scheme, worn: Theme, qtbot: QtBot
) -> None:
    worn.wear(scheme)
    widget = maker()
    qtbot.addWidget(widget)
    widget.show()
    QApplication.processEvents()
    drawn = widget.grab().toImage()
    seen = {
        drawn.pixel(x, y) for x in range(0, drawn.width(), 7) for y in range(0, drawn.height(), 7)
    }
    assert len(seen) > 8
