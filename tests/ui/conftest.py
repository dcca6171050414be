"""Every test of the looks wears the theme, as the program does."""

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme.current import Scheme, Theme, dress, theme


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
