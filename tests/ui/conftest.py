"""Every test of the looks wears the theme, as the program does."""

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme.current import Scheme, Theme, dress, theme

OFFSCREEN = "This plugin does not support"  # raising, grabbing, size hints: it has no screen


@pytest.hookimpl
def pytest_itemcollected(item: pytest.Item) -> None:
    """What the offscreen platform cannot do says nothing about us."""
    item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN, extend=True))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The application in its clothes, once a run."""
    return dress(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def worn(dressed: Theme) -> Theme:
    """Light, still, before each test."""
    dressed.motion = False
    if dressed.scheme is not Scheme.LIGHT:
        dressed.wear(Scheme.LIGHT)
    assert theme() is dressed
    return dressed
