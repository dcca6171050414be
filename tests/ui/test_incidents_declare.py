"""The declare form: a title and Enter; the rest is offered, and a draft is kept."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.operations import incident
from app.queries.incident_detail import detail
from models.kinds import Category, Severity, Urgency
from tests import night as story
from tests.night import Night
from ui.bridge import Bridge
from ui.drafts import Drafts
from ui.incidents.declare import DeclareForm

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier
Open = Callable[[], DeclareForm]


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Open:
    """Opens the form, with the services to choose from."""

    def make() -> DeclareForm:
        form = DeclareForm(ana)
        qtbot.addWidget(form)
        form.resize(600, 520)
        with qtbot.waitExposed(form):
            form.show()
        form.begin()
        qtbot.waitUntil(lambda: bool(form.fields.service._choices and form.seat.faces.people))
        return form

    return make


def test_a_title_and_enter(opened: Open, night: Night, qtbot: QtBot) -> None:
    form = opened()
    assert form.fields.title.hasFocus()
    qtbot.keyClicks(form.fields.title, "Checkout fails")
    with qtbot.waitSignal(form.declared) as told:
        qtbot.keyClick(form.fields.title, ENTER)
    found = detail(night.store, told.args[0])
    assert found.row.title == "Checkout fails"
    assert found.row.severity is Severity.SEV3
    assert found.row.declared_by == "ana"
    assert form.fields.title.text() == ""


def test_without_a_title_it_says_so_beside_the_field(opened: Open, qtbot: QtBot) -> None:
    form = opened()
    qtbot.keyClick(form.fields.title, ENTER)
    assert form.fields.fields["title"].error.startswith("A title is needed")
    assert form.fields.title.hasFocus()


def test_everything_that_is_offered(opened: Open, night: Night, qtbot: QtBot) -> None:
    form = opened()
    fields = form.fields
    fields.title.setText("Invoices twice")
    qtbot.mouseClick(fields.severity._tiles[Severity.SEV2], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(fields._urgency.chip("low"), Qt.MouseButton.LeftButton)
    fields.service.set_value(night.services["payments"])
    for key in ("category", "impact", "began", "affected", "description", "drill"):
        qtbot.mouseClick(fields.offers._chips[key], Qt.MouseButton.LeftButton)
        assert not fields.offers._chips[key].isVisible()
    fields.category.set_value(Category.PIPELINE.value)
    fields.impact.setPlainText("140 customers")
    fields.description.setPlainText("Since *the release*")
    fields.affected.set_value((night.services["web"],))
    began = night.clock.now() - timedelta(minutes=25)
    fields.began.set_value(began)
    with qtbot.waitSignal(form.declared) as told:
        qtbot.keyClick(fields.description, ENTER, CONTROL)
    found = detail(night.store, told.args[0])
    row = found.row
    assert (row.severity, row.urgency, row.service) == (Severity.SEV2, Urgency.LOW, "payments")
    assert (row.category, row.impact_started_at, row.drill) == (Category.PIPELINE, began, True)
    assert (found.impact, found.description) == ("140 customers", "Since *the release*")
    assert [name for _, name in found.affected] == ["web"]


def test_a_refusal_is_said_beside_its_field(opened: Open, night: Night, qtbot: QtBot) -> None:
    form = opened()
    form.fields.title.setText("From the future")
    form.fields.began.set_value(night.clock.now() + timedelta(days=2))
    form.declare()
    qtbot.waitUntil(lambda: "future" in form.fields.fields["began"].error)
    assert form.fields.fields["began"].isVisible()
    assert form.fields.title.text() == "From the future"


def test_a_time_nobody_understands(opened: Open) -> None:
    form = opened()
    form.fields.title.setText("When?")
    form.fields.offer("began")
    form.fields.began.setText("quarter past")
    form.declare()
    assert "14:02" in form.fields.fields["began"].error


def test_it_says_whom_it_would_page(opened: Open, night: Night, qtbot: QtBot) -> None:
    form = opened()
    assert form.forecast._words.text().startswith("Pages nobody, because no service is chosen")
    form.fields.service._take(_choice(form, night.services["payments"]))
    qtbot.waitUntil(lambda: " now" in form.forecast._words.text())
    told = form.forecast._words.text().replace("\u00a0", " ")
    assert told == "Pages Ben now, Dan in 10 min, Ana in 20 min, then 2 more."
    assert form.forecast._faces.isVisible()


def test_a_service_without_a_policy_pages_nobody(opened: Open, night: Night, qtbot: QtBot) -> None:
    from tests.builders import service

    bare = service(night.store, "bare")
    form = opened()
    qtbot.waitUntil(lambda: any(c.key == bare for c in form.fields.service._choices))
    form.fields.service._take(_choice(form, bare))
    qtbot.waitUntil(lambda: "no policy" in form.forecast._words.text())


def test_what_is_open_there_already_is_shown(opened: Open, night: Night, qtbot: QtBot) -> None:
    story.some(night)
    form = opened()
    form.fields.service._take(_choice(form, night.services["search"]))
    qtbot.waitUntil(lambda: bool(_links(form)))
    link = _links(form)[0]
    assert link.accessibleName() == "Open #4"
    with qtbot.waitSignal(form.opened) as told:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert told.args == [4]


def test_escape_keeps_a_draft(opened: Open, night: Night, qtbot: QtBot) -> None:
    form = opened()
    qtbot.keyClicks(form.fields.title, "Half a thought")
    qtbot.mouseClick(form.fields.severity._tiles[Severity.SEV1], Qt.MouseButton.LeftButton)
    form.fields.offer("impact")
    qtbot.keyClicks(form.fields.impact, "everybody")
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    again = opened()
    assert again.fields.title.text() == "Half a thought"
    assert again.fields.severity.value() is Severity.SEV1
    assert again.fields.impact.isVisible()
    assert again.fields.impact.text() == "everybody"
    qtbot.mouseClick(again._again, Qt.MouseButton.LeftButton)
    assert again.fields.title.text() == ""
    assert not again._again.isVisible()
    assert not again.fields.impact.isVisible()


@pytest.mark.parametrize(
    "odd",
    [{"severity": "x"}, {"urgency": 3}, {"service": [1]}, {"affected": 7}, {"regions": 1},
     {"began": {}}, {"tags": 5}, {"custom": [1], "category": {}}],
    ids=str,
)  # fmt: skip
def test_of_a_draft_that_makes_no_sense_the_words_are_kept(
    opened: Open, ana: Bridge, qtbot: QtBot, odd: dict[str, object]
) -> None:
    drafts = Drafts(ana)
    drafts.keep("declare", json.dumps({"title": "Half a thought", "impact": "all", **odd}))
    drafts.flush()
    form = opened()
    assert form.fields.title.text() == "Half a thought"
    assert form.fields.impact.text() == "all"


def test_what_is_declared_leaves_no_draft(opened: Open, qtbot: QtBot) -> None:
    form = opened()
    qtbot.keyClicks(form.fields.title, "Done")
    with qtbot.waitSignal(form.declared):
        form.declare()
    assert opened().fields.title.text() == ""


def test_enter_twice_declares_once(opened: Open, night: Night, qtbot: QtBot) -> None:
    form = opened()
    qtbot.keyClicks(form.fields.title, "Once")
    with qtbot.waitSignal(form.declared):
        form.declare()
        form.declare()
    from app.queries.incident import incident_ids

    assert len(incident_ids(night.store)) == 1


def test_everything_that_takes_the_focus_has_a_name(opened: Open) -> None:
    form = opened()
    for key in form.fields.offers.known:
        form.fields.reveal(key)
    nameless = [
        type(each).__name__
        for each in form.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and not (each.accessibleName() or getattr(each, "text", str)())
    ]
    assert nameless == []


def test_after_a_service_was_picked_with_keys_control_enter_declares(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    form = opened()
    qtbot.keyClicks(form.fields.title, "Checkout fails")
    picker = form.fields.service
    picker.setFocus()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    popup = picker._popup
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, ENTER)
    chosen = picker.current()
    assert chosen is not None
    assert not popup.isVisible()
    picker.setFocus()
    with qtbot.waitSignal(form.declared) as told:
        qtbot.keyClick(picker, ENTER, CONTROL)
    assert not popup.isVisible()
    assert detail(night.store, told.args[0]).row.service == chosen.text


def test_control_enter_declares_from_wherever_the_keys_are(
    opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = opened()
    for key in form.fields.offers.known:
        form.fields.reveal(key)
    told: list[int] = []
    monkeypatch.setattr(form, "declare", lambda: told.append(1))
    stops = [
        each
        for each in form.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
    ]
    deaf = []
    for each in stops:
        told.clear()
        each.setFocus()
        qtbot.keyClick(each, ENTER, CONTROL)
        if told != [1]:
            deaf.append(f"{type(each).__name__} {each.accessibleName()}")
    assert len(stops) > 15
    assert deaf == []


def _choice(form: DeclareForm, service: int) -> object:
    return next(choice for choice in form.fields.service._choices if choice.key == service)


def _links(form: DeclareForm) -> list[QAbstractButton]:
    buttons = form.forecast.findChildren(QAbstractButton)
    return [each for each in buttons if each.text() == "Open" and each.isVisible()]


def test_one_like_it_is_shown_while_the_title_is_typed(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    past = night.declare("Checkout fails for cards", "ben", "payments")
    incident.resolve(night.store, past, night.actor("ben"), "Rolled 2.41 back")
    now = night.declare("Checkout fails for wallets", "ben")
    form = opened()
    qtbot.keyClicks(form.fields.title, "checkout fails for")
    qtbot.waitUntil(lambda: any("Rolled 2.41 back" in each for each in said(form)))
    assert "Open already. Is it this one? Then help there:" in said(form)
    go = next(each for each in form.forecast.findChildren(QAbstractButton)
              if each.accessibleName() == f"Open #{now}")  # fmt: skip
    with qtbot.waitSignal(form.opened) as told:
        go.click()
    assert told.args == [now]


def said(form: DeclareForm) -> list[str]:
    """What the form says of others."""
    return [each.text() for each in form.forecast.findChildren(QLabel) if each.isVisible()]
