"""Settings of what comes after incidents: trackers, days, a language model."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.operations import assistant
from app.operations.followup import set_sla
from app.queries.followup import sla
from app.queries.review import templates
from app.queries.ticket import trackers
from models.kinds import Severity
from models.kinds_learn import TrackerKind
from tests.night import Night
from tests.trackers import TOKEN, Trackers, listening
from tests.ui.incident_page import button
from ui.bridge import Bridge
from ui.settings.page import SettingsPage


@pytest.fixture
def page(ana: Bridge, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(ana)
    qtbot.addWidget(made)
    made.resize(1170, 900)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.seen is not None)
    return made


@pytest.fixture
def there() -> Iterator[Trackers]:
    with listening() as server:
        yield server


def test_a_tracker_is_tried_saved_changed_and_removed(
    night: Night, page: SettingsPage, there: Trackers, qtbot: QtBot
) -> None:
    card = page.trackers
    card.begin()
    card.kind.set_value(TrackerKind.GITHUB)
    card.name.setText("shop")
    card.url.setText(there.url)
    card.project.setText("acme/shop")
    card.token.setText("wrong")
    card.inside.setChecked(True)
    card.try_it()
    qtbot.waitUntil(lambda: "does not take this token" in card.told.text())
    card.token.setText(TOKEN)
    card.try_it()
    qtbot.waitUntil(lambda: "shows acme/shop" in card.told.text())
    card.save_it()
    qtbot.waitUntil(lambda: len(trackers(night.store)) == 1)
    qtbot.waitUntil(lambda: card.form.isHidden() and card._lines.count() == 1)
    assert card.token.text() == ""
    button(card, "Change").click()
    card.project.setText("shop")
    card.save_it()
    qtbot.waitUntil(lambda: "expected owner/repository" in card.form.fields["project"].error)
    card.project.setText("acme/web")
    card.save_it()
    qtbot.waitUntil(lambda: trackers(night.store)[0].project == "acme/web")
    qtbot.waitUntil(lambda: card._shown is not None and card._shown[0].project == "acme/web")
    button(card, "Remove").click()
    qtbot.waitUntil(lambda: trackers(night.store) == [])


def test_days_are_set(night: Night, page: SettingsPage, qtbot: QtBot) -> None:
    card = page.learning
    assert card.fields[Severity.SEV1].value() == 7
    assert not card.keep.isEnabled()
    card.fields[Severity.SEV1].setValue(3)
    card.keep.click()
    qtbot.waitUntil(lambda: sla(night.store)[Severity.SEV1] == 3)


def test_days_that_a_colleague_set_meanwhile_stay(
    night: Night, page: SettingsPage, qtbot: QtBot
) -> None:
    card, before = page.learning, sla(night.store)
    card.fields[Severity.SEV1].setValue(3)
    set_sla(night.store, before | {Severity.SEV2: 5}, night.actor("ben"))
    qtbot.waitUntil(lambda: dict(card._found.days)[Severity.SEV2] == 5)
    assert card.fields[Severity.SEV1].value() == 3
    card.keep.click()
    assert card.fields[Severity.SEV2].value() == 5
    qtbot.waitUntil(lambda: sla(night.store)[Severity.SEV1] == 3)
    assert sla(night.store)[Severity.SEV2] == 5


def test_a_model_is_set_and_removed(night: Night, page: SettingsPage, qtbot: QtBot) -> None:
    card = page.learning
    card.setup.click()
    card.url.setText("no address")
    card.model.setText("small")
    card.save_it()
    qtbot.waitUntil(lambda: "no web address" in card.form.fields["url"].error)
    card.url.setText("https://model.example.org/v1")
    card.key.setText("sk-secret")
    card.save_it()
    qtbot.waitUntil(lambda: "model.example.org can be asked" in card.state.text())
    known = assistant.assistant(night.store)
    assert known is not None
    assert (known.model, known.key, card.key.text()) == ("small", "sk-secret", "")
    card.end()
    qtbot.waitUntil(lambda: assistant.assistant(night.store) is None)


def test_a_template_of_a_review_is_changed_and_taken_back(
    night: Night, page: SettingsPage, qtbot: QtBot
) -> None:
    card = page.reviews
    qtbot.waitUntil(lambda: bool(card.text.toPlainText()))
    name = card._name()
    assert not card.keep.isEnabled()
    card.text.setPlainText("no template")
    card.save()
    qtbot.waitUntil(lambda: "expected" in card.error.text())
    card.text.setPlainText(f"# {name}\n\n## Only this\n")
    card.save()
    qtbot.waitUntil(lambda: card.back.isVisibleTo(card))
    (found,) = [each for each in templates(night.store) if each.name == name]
    assert [each.title for each in found.sections] == ["Only this"]
    card.remove()
    qtbot.waitUntil(lambda: not card.back.isVisibleTo(card))
    assert "Only this" not in card.text.toPlainText()
