"""Tags beside an incident, in the declare form and over the list, by mouse and by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.operations import tag
from app.queries.incident_detail import detail
from app.queries.tag import tag_ids
from models.kinds import EventKind
from tests import night as story
from tests.night import Night
from tests.ui.incident_page import opened_page, seen
from ui.bridge import Bridge
from ui.incidents.declare import DeclareForm
from ui.incidents.happened import happened
from ui.incidents.page import IncidentsPage
from ui.widgets.tags import TagChips, TagPopup

NUMBER = 4
RETURN, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Delete


@pytest.fixture
def page(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """An incident with its facts; another one has the tag Checkout."""
    story.some(night)
    tag.tag(night.store, [1], night.actor("ben"), ["Checkout"])
    page = opened_page(ana, qtbot)
    page.open_incident(NUMBER)
    qtbot.waitUntil(lambda: seen(page, NUMBER))
    return page


def stored(night: Night) -> tuple[str, ...]:
    return detail(night.store, NUMBER).row.tags


def popup(chips: TagChips) -> TagPopup:
    assert chips.popup is not None
    return chips.popup


def test_tags_are_typed_and_known_ones_completed(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    chips = page.facts.facts.tags
    assert chips.plus.accessibleName() == "Add a tag"
    assert chips.accessibleDescription() == "No tags"
    qtbot.keyClick(chips.plus, RETURN)
    field = popup(chips).search
    qtbot.waitUntil(lambda: popup(chips).list.table.rowCount() == 1)
    qtbot.keyClicks(field, "che")
    qtbot.keyClick(field, RETURN)
    qtbot.waitUntil(lambda: stored(night) == ("Checkout",))
    qtbot.keyClicks(field, "eu west,")
    qtbot.waitUntil(lambda: chips.value() == ("Checkout", "eu west"))
    assert popup(chips).isVisible()
    qtbot.keyClicks(field, "chec")
    assert popup(chips).list.table.at(0).text == "New: chec"  # type: ignore[union-attr]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(popup(chips), Qt.Key.Key_Escape)
    assert not popup(chips).isVisible()
    assert chips.accessibleDescription() == "Checkout, eu west"


def test_tags_go_by_cross_and_by_key_and_come_back(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    tag.tag(night.store, [NUMBER], night.actor("ben"), ["a", "b", "c"])
    chips = page.facts.facts.tags
    qtbot.waitUntil(lambda: chips.value() == ("a", "b", "c"))
    first, second, _ = chips.chips()
    assert first.accessibleName() == "Remove the tag a"
    second.setFocus()
    qtbot.keyClick(second, DELETE)
    qtbot.waitUntil(lambda: chips.value() == ("a", "c"))
    assert chips.chips()[1].hasFocus()
    cross = QPoint(chips.chips()[0].width() - 8, chips.chips()[0].height() // 2)
    qtbot.mouseClick(chips.chips()[0], Qt.MouseButton.LeftButton, pos=cross)
    qtbot.waitUntil(lambda: stored(night) == ("c",))
    page._toast._act()
    qtbot.waitUntil(lambda: chips.value() == ("a", "c"))


def test_a_command_tags_as_well(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    composer = page.detail.composer
    for words, names in (("/tag eu, black friday", ("black friday", "eu")),
                         ("/tag -EU,pos", ("black friday", "pos"))):  # fmt: skip
        composer.field.setPlainText(words)
        composer.send()
        qtbot.waitUntil(lambda names=names: stored(night) == names)
    composer.field.setPlainText("/tag -")
    composer.send()
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)


def test_the_timeline_tells_it_in_one_line(page: IncidentsPage, night: Night) -> None:
    tag.tag(night.store, [NUMBER], night.actor("ben"), ["a", "b"])
    tag.tag(night.store, [NUMBER], night.actor("ben"), ["c"], ["a"])
    from app.queries.incident_detail import timeline

    told = [happened(e) for e in timeline(night.store, NUMBER) if e.kind is EventKind.FIELD]
    assert told[-2:] == ["Added tags a, b", "Added tag c, removed tag a"]


def test_the_list_is_narrowed_by_a_tag(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    chip = page.chips.bar.chip("tag")
    qtbot.waitUntil(lambda: not chip.isHidden())
    page.chips.bar.turn("open", False)
    page.chips._menu("tag").flip(next(iter(tag_ids(night.store, ["checkout"]))), True)
    qtbot.waitUntil(lambda: page.list.table.ids() == [1])
    assert page.chips.narrowed
    row = page.list.table.row(0)
    shown = {each.key: each.text(row) for each in page.list.table.columns if each.key == "tags"}
    assert shown == {"tags": "Checkout"}
    page.chips.clear()
    page.list.search.setText("tag:check")
    page.chips.bar.turn("open", False)
    page.chips.changed.emit()
    qtbot.waitUntil(lambda: page.list.table.ids() == [1])
    tag.remove(night.store, *tag_ids(night.store, ["checkout"]), night.actor("ana"))
    qtbot.waitUntil(chip.isHidden)


def test_they_are_declared_with_it_and_the_field_is_remembered(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    story.some(night)
    form = DeclareForm(ana)
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.begin()
    qtbot.waitUntil(lambda: bool(form.fields.service._choices))
    assert form.fields.fields["tags"].isHidden()
    form.fields.offer("tags")
    form.fields.title.setText("Checkout fails")
    form.fields.tags.open()
    qtbot.keyClicks(popup(form.fields.tags).search, "eu,EU,pos,")
    assert form.fields.tags.value() == ("eu", "pos")
    assert form.fields.state()["tags"] == ("eu", "pos")
    popup(form.fields.tags).close()
    with qtbot.waitSignal(form.declared) as told:
        qtbot.keyClick(form.fields.title, RETURN)
    assert detail(night.store, told.args[0]).row.tags == ("eu", "pos")
    form.begin()
    assert not form.fields.fields["tags"].isHidden()
    assert form.fields.tags.value() == ()
