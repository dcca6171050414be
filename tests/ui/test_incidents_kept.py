"""Nothing that was typed, given or dropped is lost: it waits, or it is said what became of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.operations import tie
from app.queries.attachment import files
from app.queries.incident_detail import detail
from tests import night as story
from tests.night import Night
from tests.ui.incident_page import seen
from tests.ui.test_incidents_facts import shown
from ui.bridge import Bridge
from ui.incidents.ask_popup import TextPopup
from ui.incidents.page import IncidentsPage


@pytest.fixture
def number(night: Night) -> int:
    """The long one, which Ana has."""
    return story.checkout(night)


@pytest.fixture
def page(ana: Bridge, qtbot: QtBot, number: int) -> IncidentsPage:
    """With its facts."""
    return shown(ana, qtbot, number)


def test_a_picture_waits_with_its_incident(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    composer, other = page.detail.composer, night.declare("another matter", "ben", "payments")
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    source = QMimeData()
    source.setImageData(picture)
    composer.field.insertFromMimeData(source)
    page.open_incident(other)
    qtbot.waitUntil(lambda: seen(page, other))
    assert composer.given.files == []
    page.open_incident(number)
    qtbot.waitUntil(lambda: seen(page, number))
    assert len(composer.given.files) == 1
    composer.send()
    qtbot.waitUntil(lambda: len(files(night.store, number)) == 1)
    qtbot.waitUntil(composer.given.isHidden)
    assert files(night.store, other) == []


def test_what_solved_it_is_not_lost_where_it_is_refused(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    page.detail._ask_resolve(page.detail.head.resolve)
    popup = next(each for each in page.detail.findChildren(TextPopup) if each.isVisible())
    said = "We moved it. " * 8000
    popup.field.setPlainText(said)
    popup.answer()
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    assert detail(night.store, number).row.stage.open
    page.detail._ask_resolve(page.detail.head.resolve)
    popup = next(each for each in page.detail.findChildren(TextPopup) if each.isVisible())
    assert popup.field.toPlainText() == said.strip()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("talk.mbox", b"From nobody at all", "talk.mbox has no message of a person in it."),
        ("talk.eml", b"", "talk.eml is empty."),
        ("talk.zip", b"PK\x03\x04 broken", "This is no zip archive that can be read."),
        ("logs.json", b'{"level": "error"}', ""),
    ],
)
def test_a_conversation_that_cannot_be_read_waits_as_a_file_and_it_is_said_why(
    page: IncidentsPage, tmp_path: Path, qtbot: QtBot, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    source, composer = QMimeData(), page.detail.composer
    source.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    page.detail.take_drop(source)
    qtbot.waitUntil(lambda: [each.name for each in composer.given.files] == [name])
    assert composer._error.text().startswith(reason)
    assert bool(composer._error.text()) == bool(reason)


def test_from_what_was_merged_one_is_led_to_where_work_goes_on(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    other = night.declare("the same again", "ben", "payments")
    tie.merge(night.store, other, number, night.actor("ben"))
    page.open_incident(other)
    qtbot.waitUntil(lambda: seen(page, other))
    head = page.detail.head
    assert head.duty._words.text() == f"Merged into #{number}"
    assert head.primary.text() == f"Go to #{number}"
    head.primary.click()
    qtbot.waitUntil(lambda: seen(page, number))
