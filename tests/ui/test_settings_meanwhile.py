"""Two desktops at the same card of the settings: a colleague's change is said with their name, what
is typed stays, and nothing is overwritten by somebody who had not heard of it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.operations.assistant import Assistant, assistant, set_assistant
from app.operations.bundle import PACE
from app.operations.followup import set_sla
from app.operations.heartbeat import pacemaker, set_heartbeat
from app.operations.mailbox import mailbox, set_mailbox
from app.operations.pace import pace, set_pace
from app.operations.reach import public, set_public
from app.operations.review_template import save_template
from app.queries.followup import sla
from models.kinds import Severity
from tests.desk import desktop
from tests.night import Night
from ui.bridge import Bridge
from ui.meanwhile import Meanwhile
from ui.settings.address_section import AddressSection
from ui.settings.page import SettingsPage
from ui.settings.reads import review_texts

FIRST, SECOND = (timedelta(minutes=each) for each in (2, 3))
SHORT = "# Short\n\n## Summary\n\n%1\n"
BEN = "imaps://ben:s3cret@imap.ben.example.org/"
OTHER = "imaps://ben:s3cret@imap.other.example.org/"


@pytest.fixture
def page(ana: Bridge, qtbot: QtBot) -> SettingsPage:
    """As Ana sees it."""
    return opened(ana, qtbot)


@pytest.fixture
def both(
    team: Night, database_url: str, qapp: QApplication, qtbot: QtBot
) -> Iterator[tuple[SettingsPage, SettingsPage]]:
    """Ana's page and Ben's."""
    with (
        desktop(team, database_url, "ana") as mine,
        desktop(team, database_url, "ben") as theirs,
    ):
        yield opened(mine, qtbot), opened(theirs, qtbot)


def opened(bridge: Bridge, qtbot: QtBot) -> SettingsPage:
    """Shown and read."""
    made = SettingsPage(bridge)
    qtbot.addWidget(made)
    made.resize(1170, 780)
    made.show()
    qtbot.waitUntil(lambda: made.seen is not None)
    return made


def deaf(page: SettingsPage) -> None:
    """No more news, as in the moment before they come."""
    page._bridge.changed.disconnect(page._hear)


def typed(field: QLineEdit, words: str) -> None:
    """Over what stands there, by hand."""
    field.selectAll()
    QTest.keyClicks(field, words)


def said(line: Meanwhile, words: str) -> bool:
    """Whether it can be read there."""
    return line.isVisible() and words in line.said.text()


def test_two_desktops_set_the_pace(
    both: tuple[SettingsPage, SettingsPage], team: Night, qtbot: QtBot
) -> None:
    mine, theirs = (page.paging for page in both)
    typed(mine.pace, "2m")
    typed(theirs.pace, "3m")
    theirs.save.click()
    qtbot.waitUntil(
        lambda: said(mine.meanwhile, "Ben Okafor set it to “3 min” meanwhile. Save keeps yours.")
    )
    assert mine.pace.text() == "2m"
    mine.save.click()
    qtbot.waitUntil(lambda: pace(team.store) == FIRST)
    qtbot.waitUntil(lambda: mine.meanwhile.isHidden() and not mine.save.isEnabled())
    qtbot.waitUntil(lambda: theirs.pace.value() == FIRST)  # nobody types there: it follows
    assert theirs.meanwhile.isHidden()


def test_a_pace_that_nobody_heard_of_is_not_overwritten(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    card = page.paging
    typed(card.pace, "2m")
    deaf(page)
    set_pace(night.store, SECOND, night.actor("ben"))
    card.save.click()
    qtbot.waitUntil(lambda: said(card.meanwhile, "Ben Okafor set this meanwhile"))
    assert pace(night.store) == SECOND
    assert card.pace.text() == "2m"
    page.ask()
    qtbot.waitUntil(lambda: said(card.meanwhile, "“3 min”"))
    QTest.mouseClick(card.meanwhile.theirs, Qt.MouseButton.LeftButton)
    assert card.pace.value() == SECOND
    assert card.meanwhile.isHidden()
    assert pace(night.store) == SECOND != PACE


def test_ones_own_pace_is_no_news(page: SettingsPage, night: Night, qtbot: QtBot) -> None:
    card = page.paging
    typed(card.pace, "2m")
    card.save.click()
    qtbot.waitUntil(lambda: card.told.text() == "Saved.")
    typed(card.pace, "3m")
    card.save.click()
    qtbot.waitUntil(lambda: pace(night.store) == SECOND)
    assert card.meanwhile.isHidden()


def test_an_address_that_a_colleague_set_is_not_overwritten(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    part, by = page.paging.address, night.actor("ben")
    typed(part.url, "https://mine.example.org")
    set_public(night.store, "https://theirs.example.org", by)
    qtbot.waitUntil(lambda: said(part.meanwhile, "Ben Okafor set it to “https://theirs"))
    deaf(page)
    set_public(night.store, "https://other.example.org", by)
    part.save.click()
    qtbot.waitUntil(lambda: said(part.meanwhile, "Ben Okafor set this meanwhile"))
    assert public(night.store) == "https://other.example.org"
    assert part.url.text() == "https://mine.example.org"
    page.ask()
    qtbot.waitUntil(lambda: said(part.meanwhile, "“https://other"))
    part.save.click()
    qtbot.waitUntil(lambda: public(night.store) == "https://mine.example.org")
    qtbot.waitUntil(lambda: part.meanwhile.isHidden() and not part.save.isEnabled())


def test_an_address_that_was_not_read_yet_is_not_saved(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    set_public(night.store, "https://theirs.example.org", night.actor("ben"))
    part = AddressSection(ana)
    qtbot.addWidget(part)
    part.form.entered.emit()
    assert not part.save.isEnabled()
    assert part.told.text() == ""
    assert part.meanwhile.stamp is None
    qtbot.wait(50)
    assert public(night.store) == "https://theirs.example.org"


def test_a_mailbox_that_a_colleague_set_stays(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    card, by = page.replies, night.actor("ben")
    card.begin()
    card.host.setText("imap.example.org")
    card.user.setText("watch")
    card.word.setText("s3cret")
    set_mailbox(night.store, BEN, by)
    qtbot.waitUntil(lambda: said(card.meanwhile, "set it to “ben at imap.ben.example.org”"))
    deaf(page)
    set_mailbox(night.store, OTHER, by)
    card.save_it()
    qtbot.waitUntil(lambda: said(card.meanwhile, "Ben Okafor set this meanwhile"))
    assert mailbox(night.store) == OTHER
    assert card.host.text() == "imap.example.org"
    page.ask()
    qtbot.waitUntil(lambda: said(card.meanwhile, "imap.other"))
    set_mailbox(night.store, "", by)
    page.ask()
    qtbot.waitUntil(lambda: said(card.meanwhile, "Ben Okafor took it out meanwhile"))
    card.save_it()
    qtbot.waitUntil(lambda: "imap.example.org" in mailbox(night.store))
    qtbot.waitUntil(card.meanwhile.isHidden)


def test_a_mailbox_that_is_another_by_now_is_not_removed(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    by = night.actor("ben")
    set_mailbox(night.store, BEN, by)
    qtbot.waitUntil(page.replies.remove.isVisible)
    deaf(page)
    set_mailbox(night.store, OTHER, by)
    with qtbot.waitSignal(page._bridge.failed):
        page.replies.end()
    assert mailbox(night.store) == OTHER


def test_a_heartbeat_that_a_colleague_set_stays(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    section, by = page.paging.heartbeat, night.actor("ben")
    section.begin()
    section.address.setText("https://mine.example.org/ping")
    set_heartbeat(night.store, "https://hc.example.org/ping", by)
    qtbot.waitUntil(lambda: said(section.meanwhile, "set it to “https://hc.example.org, 1 min”"))
    deaf(page)
    set_heartbeat(night.store, "https://other.example.org/ping", by)
    section.save_it()
    qtbot.waitUntil(lambda: said(section.meanwhile, "Ben Okafor set this meanwhile"))
    assert place(night) == "https://other.example.org"
    page.ask()
    qtbot.waitUntil(lambda: said(section.meanwhile, "https://other"))
    section.save_it()
    qtbot.waitUntil(lambda: place(night) == "https://mine.example.org")


def place(night: Night) -> str:
    """Of the heartbeat."""
    found = pacemaker(night.store)
    return found.place if found is not None else ""


def test_a_model_that_a_colleague_set_stays(page: SettingsPage, night: Night, qtbot: QtBot) -> None:
    card, by = page.learning, night.actor("ben")
    card.begin()
    set_assistant(night.store, Assistant("https://ben.example.org/v1", "small"), by)
    qtbot.waitUntil(lambda: card.model.text() == "small")  # nobody types: it follows
    assert card.meanwhile.isHidden()
    card.model.setText("large")
    set_assistant(night.store, Assistant("https://ben.example.org/v1", "tiny"), by)
    qtbot.waitUntil(lambda: said(card.meanwhile, "Ben Okafor set it to “tiny at ben.example.org”"))
    assert card.model.text() == "large"
    deaf(page)
    set_assistant(night.store, Assistant("https://ben.example.org/v1", "third"), by)
    card.save_it()
    qtbot.waitUntil(lambda: said(card.meanwhile, "Ben Okafor set this meanwhile"))
    assert model(night) == "third"
    page.ask()
    qtbot.waitUntil(lambda: said(card.meanwhile, "third"))
    card.meanwhile.theirs.click()
    assert card.model.text() == "third"
    card.begin()
    card.model.setText("large")
    card.save_it()
    qtbot.waitUntil(lambda: model(night) == "large")


def model(night: Night) -> str:
    """Which is asked."""
    found = assistant(night.store)
    return found.model if found is not None else ""


def test_a_review_template_that_a_colleague_saved_stays(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    card, by = page.reviews, night.actor("ben")
    save_template(night.store, SHORT.replace("%1", "one"), by)
    qtbot.waitUntil(lambda: "Short" in (card._found.own if card._found is not None else ()))
    card.which.set_value("Short")
    card._turn()
    save_template(night.store, SHORT.replace("%1", "two"), by)  # nobody types: it follows
    qtbot.waitUntil(lambda: "two" in card.text.toPlainText())
    card.text.setPlainText(SHORT.replace("%1", "mine"))
    save_template(night.store, SHORT.replace("%1", "three"), by)
    qtbot.waitUntil(lambda: "Save keeps yours" in card.error.text())
    assert "mine" in card.text.toPlainText()
    deaf(page)
    save_template(night.store, SHORT.replace("%1", "four"), by)
    card.save()
    qtbot.waitUntil(lambda: "it was read again" in card.error.text())
    assert "four" in review_texts(night.store).texts["Short"]
    page.ask()
    qtbot.waitUntil(lambda: "Save keeps yours" in card.error.text())
    assert "mine" in card.text.toPlainText()
    card.save()
    qtbot.waitUntil(lambda: "mine" in review_texts(night.store).texts["Short"])


def test_days_of_one_severity_that_a_colleague_set_stay(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    card, by, before = page.learning, night.actor("ben"), sla(night.store)
    card.fields[Severity.SEV1].setValue(3)
    set_sla(night.store, before | {Severity.SEV1: 9, Severity.SEV2: 5}, by)
    words = "Ben Okafor set it to “SEV1: 9, SEV2: 5” meanwhile. Save keeps yours."
    qtbot.waitUntil(lambda: said(card.days_meanwhile, words))
    assert [card.fields[each].value() for each in (Severity.SEV1, Severity.SEV2)] == [3, 5]
    deaf(page)
    set_sla(night.store, before | {Severity.SEV1: 8}, by)
    card.keep.click()
    qtbot.waitUntil(lambda: said(card.days_meanwhile, "Ben Okafor set this meanwhile"))
    assert sla(night.store)[Severity.SEV1] == 8
    page.ask()
    qtbot.waitUntil(lambda: said(card.days_meanwhile, "SEV1: 8"))
    card.keep.click()
    qtbot.waitUntil(lambda: sla(night.store)[Severity.SEV1] == 3)
    qtbot.waitUntil(lambda: card.days_meanwhile.isHidden() and not card.keep.isEnabled())
    card.fields[Severity.SEV1].setValue(4)
    set_sla(night.store, before | {Severity.SEV1: 7}, by)
    page.ask()
    qtbot.waitUntil(lambda: said(card.days_meanwhile, "SEV1: 7"))
    card.days_meanwhile.theirs.click()
    assert (card.fields[Severity.SEV1].value(), card.keep.isEnabled()) == (7, False)


def test_a_review_template_that_a_colleague_changed_is_not_removed(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    card, by = page.reviews, night.actor("ben")
    save_template(night.store, SHORT.replace("%1", "one"), by)
    qtbot.waitUntil(lambda: "Short" in (card._found.own if card._found is not None else ()))
    card.which.set_value("Short")
    card._turn()
    deaf(page)
    save_template(night.store, SHORT.replace("%1", "two"), by)
    card.back.click()
    qtbot.waitUntil(lambda: "it was read again" in card.error.text())
    assert "two" in review_texts(night.store).texts["Short"]
    page.ask()
    qtbot.waitUntil(lambda: "two" in card.text.toPlainText())
    card.back.click()
    qtbot.waitUntil(lambda: "Short" not in review_texts(night.store).texts)
