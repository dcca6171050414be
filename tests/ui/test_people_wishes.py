"""Wishes of a person: by chips and days, wrong ones said, saved and shown again."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.domain.wish import WishSpec
from app.domain.workspace import PersonSpec
from ui.people.wish_section import WishSection

CHRISTMAS = WishSpec((), date(2026, 12, 24), date(2026, 12, 31))
STORED = (WishSpec((4, 5)), WishSpec((0,), gladly=True), CHRISTMAS)


@pytest.fixture
def section(qtbot: QtBot) -> WishSection:
    """Of somebody with one wish of each form."""
    made = WishSection()
    qtbot.addWidget(made)
    made.show_spec(PersonSpec("ana", wishes=STORED))
    return made


def test_what_is_stored_is_shown_and_comes_back(section: WishSection) -> None:
    assert section.against.on() == (4, 5)
    assert section.gladly.on() == (0,)
    assert section.dated.all[0].first.text() == "2026-12-24"
    assert section.wishes() == STORED
    section.show_spec(PersonSpec("ben"))
    assert section.wishes() == ()


def test_a_day_is_on_one_side_only(section: WishSection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.changed):
        section.gladly.chip(4).click()
    assert section.against.on() == (5,)
    assert section.gladly.on() == (0, 4)


def test_days_are_added_and_taken_out(section: WishSection, qtbot: QtBot) -> None:
    section.add_days()
    entry = section.dated.all[-1]
    assert section.wrong() == ""  # nothing typed is no wish
    entry.kind.set_value(True)
    entry.first.setText("2027-02-01")
    entry.last.setText("2027-02-03")
    assert section.wishes()[-1] == WishSpec((), date(2027, 2, 1), date(2027, 2, 3), gladly=True)
    with qtbot.waitSignal(section.changed):
        entry.cross.click()
    assert section.wishes() == STORED


@pytest.mark.parametrize(("first", "last"), [("soon", "2027-02-03"), ("2027-02-03", "2027-02-01")])
def test_days_that_are_none_are_said(section: WishSection, first: str, last: str) -> None:
    entry = section.dated.all[0]
    entry.first.setText(first)
    entry.last.setText(last)
    assert section.wrong().startswith("From which day to which?")
    section.complain()
    assert entry.told == section.wrong()
    entry.first.setText("2026-12-24")
    entry.last.setText("2026-12-31")
    section.complain()
    assert entry.told == ""
