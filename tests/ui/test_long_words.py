"""The window in a language twice as long, and from right to left: nothing is cut, nothing lies on
anything else, nothing was forgotten, nothing breaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.gallery import (
    page_alerts,
    page_card,
    page_people,
    page_planning,
    page_policies,
    page_shell,
    page_welcome,
)
from tests.looks import cut, overlapping, untranslated

PAGES = (page_alerts, page_card, page_policies, page_shell, page_welcome)
MADE: dict[str, Callable[[], object]] = {
    name: maker for module in PAGES for name, maker in module.pictures()
}
NAMES = ("alerts-open", "card-sev1", "policies", "shell-palette", "welcome-empty")
NARROW = (
    dict(page_alerts.pictures()) | dict(page_people.pictures()) | dict(page_planning.pictures())
)
MAKERS = {name: MADE[name] for name in NAMES}  # one that is gone is missed


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("name", MAKERS)
def test_long_words_are_neither_cut_nor_laid_on_each_other(name: str) -> None:
    """Labels and buttons, on pages and cards."""
    with Shown(MAKERS[name]) as seen:
        assert cut(seen) == []
        assert overlapping(seen) == []


@pytest.mark.usefixtures("pseudo")
def test_nothing_on_an_editor_was_forgotten() -> None:
    """Each word that is not somebody's own stands between brackets."""
    with Shown(MAKERS["welcome-empty"]) as seen:
        assert untranslated(seen) == set()


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", ["alerts-narrow", "people-narrow", "planning-draft-narrow"])
def test_a_narrow_page_keeps_its_words(name: str) -> None:
    """German is a third longer, and a form never reaches beyond its card."""
    with Shown(NARROW[name]) as seen:
        assert cut(seen) == []


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize("name", MAKERS)
def test_right_to_left_does_not_break(name: str) -> None:
    """The layout is mirrored, and there is as much room."""
    with Shown(MAKERS[name]) as seen:
        assert seen.isRightToLeft()
        assert cut(seen) == []


class Shown:
    """A picture of the gallery, shown until it has settled."""

    def __init__(self, maker: Callable[[], object]) -> None:
        self._maker = maker

    def __enter__(self) -> QWidget:
        made = self._maker()
        assert isinstance(made, QWidget)
        self._widget = made
        made.show()
        for _ in range(6):
            QApplication.processEvents()
        return made

    def __exit__(self, *_: object) -> None:
        self._widget.close()
        self._widget.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
