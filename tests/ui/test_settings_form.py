"""The card about an incident's form: categories, own fields, reasons, the room to talk in."""

from pytestqt.qtbot import QtBot

from app.domain.workspace import RespondingSpec
from app.operations import incident
from app.operations.incident import Declaration
from app.queries.incident_detail import detail
from app.queries.incident_form import incident_form
from models.kinds import Category
from models.kinds_together import FieldKind
from tests import builders
from tests.night import Night
from ui.bridge import Bridge
from ui.settings.form_card import FormCard
from ui.widgets.brief import BriefField


def test_all_of_it_is_changed_and_saved_at_once(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    by = night.actor("ana")
    said = Declaration("x", category=Category.PERFORMANCE)
    number = incident.declare(night.store, said, by)
    card = FormCard(ana)
    qtbot.addWidget(card)
    card.show()
    qtbot.waitUntil(lambda: len(card.categories) == 7)
    assert not card.save.isEnabled()
    slow = next(each for each in card.categories if each.was == Category.PERFORMANCE)
    slow.name.setText("too slow")
    card.categories[-1].dropped.emit()
    card.add_field()
    card.fields[0].name.setText("Plan")
    card.fields[0].kind.set_value(FieldKind.CHOICE.value)
    card.fields[0]._tell()
    card.reasons["severity"].setChecked(True)
    card.keep()
    qtbot.waitUntil(lambda: "nothing to choose from" in card._error.text())
    card.fields[0].choices.setText("free, paid")
    card._typed()
    builders.form(night.store, by, responding=RespondingSpec())  # as it was: no news
    card.keep()
    qtbot.waitUntil(lambda: card.told.text() == "Saved.")
    form = incident_form(night.store)
    assert [each.name for each in form.categories][-1] == "too slow"
    assert (form.fields[0].name, form.fields[0].choices) == ("Plan", ("free", "paid"))
    assert form.responding.why == ("severity",)
    assert detail(night.store, number).row.category == "too slow"


def test_somebody_was_faster(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    card = FormCard(ana)
    qtbot.addWidget(card)
    qtbot.waitUntil(lambda: bool(card.categories))
    card.reasons["stage"].setChecked(True)
    stored = card._stored
    builders.form(night.store, night.actor("ben"), responding=RespondingSpec("tel:+49301"))
    card._stored = stored
    card.keep()
    qtbot.waitUntil(lambda: "Somebody changed the form" in card._error.text())
    card.leave()
    assert not card._error.isVisible()


def test_what_is_too_long_for_its_line_is_whole_in_its_tooltip(qtbot: QtBot) -> None:
    field = BriefField()
    qtbot.addWidget(field)
    field.setText("misconfiguration or access")
    field.resize(80, 32)
    field.grab()
    assert field.toolTip() == "misconfiguration or access"
    field.resize(400, 32)
    field.grab()
    assert field.toolTip() == ""
