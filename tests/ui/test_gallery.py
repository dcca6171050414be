"""The gallery's own sheets can be drawn in both themes, and show something."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gallery import page_shell, page_widgets
from tests.spoken import forgotten
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


def test_only_words_of_ours_can_have_been_forgotten() -> None:
    """What people and senders say in the sample has no brackets either."""
    assert forgotten("12:51:09 level 1 of night, which notifies somebody.")
    assert forgotten("⟦Éšçålåté lorem i⟧: nights running")
    assert not forgotten("⟦Éšçålåté lorem i⟧ Checkout fails for card payments")
    assert not forgotten("search: no answer from shard 3")
    assert not forgotten("⟦Åñ ålért lorem⟧ 2026-11-23 12:51:03 UTC")
