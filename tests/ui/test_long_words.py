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
    page_incidents,
    page_metrics,
    page_people,
    page_planning,
    page_policies,
    page_reviews,
    page_services,
    page_shell,
    page_tasks,
    page_together,
    page_welcome,
    page_workflows,
)
from tests.looks import cut, overlapping, untranslated

PAGES = (
    page_alerts, page_card, page_incidents, page_metrics, page_people, page_planning,
    page_policies, page_reviews, page_services, page_shell, page_tasks, page_together, page_welcome,
    page_workflows,
)  # fmt: skip
MADE: dict[str, Callable[[], object]] = {
    name: maker for module in PAGES for name, maker in module.pictures()
}
NAMES = ("alerts-open", "card-sev1", "policies", "shell-palette", "welcome-empty")
TIGHT = (
    "alerts-narrow", "followups-narrow", "incidents-declare-filled", "incidents-narrow",
    "incidents-resolved", "incidents-unanswered", "metrics-report", "people-narrow",
    "planning-rotation-hours", "planning-rotation-mirrored", "reviews-narrow", "services-narrow",
    "services-heartbeat", "together-replay", "together-split", "welcome-older",
    "welcome-older-file", "welcome-restore", "workflows-narrow",
)  # fmt: skip
MAKERS = {name: MADE[name] for name in NAMES}  # one that is gone is missed


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("name", MAKERS)
def test_long_words_are_neither_cut_nor_laid_on_each_other(name: str) -> None:
    """Labels and buttons, on pages and cards."""
    with Shown(MAKERS[name]) as seen:
        assert cut(seen) == []
        assert overlapping(seen) == []


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("name", TIGHT)
def test_where_there_is_little_room_words_give_way_on_purpose(name: str) -> None:
    """They wrap, go on below, or end in an ellipsis with a tooltip."""
    with Shown(MADE[name]) as seen:
        assert cut(seen) == []


@pytest.mark.usefixtures("pseudo")
def test_nothing_on_an_editor_was_forgotten() -> None:
    """Each word that is not somebody's own stands between brackets."""
    with Shown(MAKERS["welcome-empty"]) as seen:
        assert untranslated(seen) == set()


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", ["alerts-narrow", "people-narrow", "planning-draft-narrow"])
def test_a_narrow_page_keeps_its_words(name: str) -> None:
    """German is a third longer, and a form never reaches beyond its card."""
    with Shown(MADE[name]) as seen:
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
