"""Categories as a reader says them, while what is stored stays."""

import pytest
from pytestqt.qtbot import QtBot

from app.domain.incident_form import SHIPPED
from app.domain.workspace import CategorySpec
from models.kinds import Category
from ui.language.category import category_word
from ui.metrics.filters import MetricsChips
from ui.settings.form_entries import CategoryEntry
from ui.widgets.chip import MenuChip
from ui.workflows.offer import Offer, values


def test_shipped_ones_have_words_the_teams_own_stay() -> None:
    assert category_word(Category.THIRD_PARTY) == "Third-party failure"
    assert category_word("cold chain") == "cold chain"
    assert category_word(None) == "–"


@pytest.mark.usefixtures("german")
def test_the_form_shows_them_in_the_readers_language_and_keeps_what_is_stored(
    qtbot: QtBot,
) -> None:
    entry = CategoryEntry(SHIPPED[0])
    qtbot.addWidget(entry)
    assert entry.name.text() == "Infrastrukturausfall"
    assert entry.about.text().startswith("Server, ")
    assert entry.spec() == SHIPPED[0]
    entry.name.setText("Strom")
    assert entry.spec() == CategorySpec("Strom", SHIPPED[0].about)


@pytest.mark.usefixtures("german")
def test_filters_and_conditions_speak_the_readers_language(qtbot: QtBot) -> None:
    chips = MetricsChips()
    qtbot.addWidget(chips)
    menu = chips.bar.chip("category")
    assert isinstance(menu, MenuChip)
    menu.set_value(["third-party failure"])
    assert menu.text() == "Ausfall bei Dritten"
    assert chips.wanted().categories == {"third-party failure"}
    offered = {each.key: each.text for each in values("category", Offer())}
    assert offered["third-party failure"] == "Ausfall bei Dritten"
    own = values("category", Offer(categories=("cold chain", "other")))
    assert [(each.key, each.text) for each in own] == [
        ("cold chain", "cold chain"),
        ("other", "Sonstiges"),
    ]
