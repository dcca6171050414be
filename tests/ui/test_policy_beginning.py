"""The first policy is begun: whoever is on call, then everybody, who are the last resort too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.queries.choice import PersonChoice
from app.queries.policy import policies
from app.store import Store, open_store
from tests import builders
from tests.desk import bridge_on
from ui.policies.beginning import begun
from ui.policies.page import PoliciesPage
from ui.policies.targets import Offer

ANA, BEN = (PersonChoice(at, name, "", None, True) for at, name in enumerate(("ana", "ben")))
GONE = PersonChoice(9, "zoe", "", None, False)


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """Empty."""
    store = open_store(sqlite_url, durable=False)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("offer", "name", "levels", "last"),
    [
        (Offer(), "", [[]], []),
        (Offer([ANA], policies=["platform"]), "", [[]], []),
        (Offer([ANA, GONE]), "primary", [["person:ana"]], ["person:ana"]),
        (Offer([ANA], schedules=["nights"]), "nights", [["schedule:nights"]], ["person:ana"]),
        (
            Offer([ANA, BEN, GONE], schedules=["backup", "primary"]),
            "primary",
            [["schedule:primary"], ["person:ana", "person:ben"]],
            ["person:ana", "person:ben"],
        ),
    ],
)
def test_what_is_proposed(
    offer: Offer, name: str, levels: list[list[str]], last: list[str]
) -> None:
    spec = begun(offer)
    assert spec.name == name
    assert [[str(each) for each in level.notify] for level in spec.levels] == levels
    assert [str(each) for each in spec.last_resort] == last


def test_the_first_policy_only_has_to_be_saved(store: Store, qtbot: QtBot) -> None:
    builders.person(store, "ana")
    builders.person(store, "ben")
    bridge = bridge_on(store)
    page = PoliciesPage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.seen is not None)
    page.begin()
    qtbot.waitUntil(lambda: page.editor.form.name.text() == "primary")
    assert not page.editor.dirty  # nothing of anybody's is lost by leaving it
    qtbot.mouseClick(page.editor.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [row.name for row in policies(store)] == ["primary"])
    bridge.close()
