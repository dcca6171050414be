"""The services page: the catalogue, saving, what is refused, and two people at one service."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.clock import SetClock
from app.domain.workspace import LevelSpec, PolicySpec, TargetSpec
from app.operations.policy import save_policy
from app.operations.service import remove_service, save_service
from app.queries.form import service_form
from app.queries.service import ServiceRow, services
from app.store import Store, open_store
from models.kinds import ServiceKind, SignalSeverity, TargetKind
from tests import builders
from tests.desk import bridge_on
from tests.night import BEGIN, Night
from ui.bridge import Bridge
from ui.services.page import ServicesPage

Open = Callable[..., ServicesPage]


@pytest.fixture
def opened(ana: Bridge, night: Night, qtbot: QtBot) -> Open:
    """Opens the page with a service at its right."""

    def make(name: str = "payments") -> ServicesPage:
        page = shown(ana, qtbot)
        page.visit(night.services[name])
        qtbot.waitUntil(lambda: page.editor.title.text() == name)
        return page

    return make


def shown(bridge: Bridge, qtbot: QtBot) -> ServicesPage:
    """The page with its answer."""
    page = ServicesPage(bridge)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    page.show()
    qtbot.waitUntil(lambda: not page._asking and not page._stale)
    return page


def press(widget: QWidget, words: str, qtbot: QtBot) -> None:
    """A button by its words."""

    def found() -> list[QAbstractButton]:
        buttons = widget.findChildren(QAbstractButton)
        return [each for each in buttons if each.text() == words and each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def named(store: Store, name: str) -> ServiceRow | None:
    """As it is stored."""
    return next((row for row in services(store) if row.name == name), None)


def behind(night: Night, name: str, **fields: object) -> None:
    """Ben changes a service from his desk."""
    form = service_form(night.store, night.services[name])
    assert form is not None
    spec = replace(form.spec, **fields)  # type: ignore[arg-type]
    save_service(night.store, spec, night.actor("ben"), ident=form.ident, seen=form.version)


def bar(page: ServicesPage) -> str:
    """What the bar over the fields says."""
    item = page.editor.news.itemAt(0)
    return item.widget().accessibleName() if item is not None else ""


def test_the_catalogue(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    place = page.table.place(night.services["payments"])
    cells = page.table.texts(page.table.row(place))
    assert cells[:6] == ["payments", "–", "platform", "platform", "99.95 %", "api, card-provider"]
    night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    qtbot.waitUntil(lambda: page.table.texts(page.table.row(place))[1] == "1")


def test_what_is_typed_is_saved(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    form = page.editor.form
    assert not page.editor.keep.isEnabled()
    form.text.setPlainText("Takes the money")
    form.kind.set_value(ServiceKind.THIRD_PARTY)
    form.slo.setText("99,5 %")
    form.needs.set_value(("database",))
    form.policy.set_value(None)
    press(page.editor, "Save", qtbot)
    qtbot.waitUntil(lambda: not page.editor.dirty)
    stored = named(night.store, "payments")
    assert stored is not None
    assert (stored.description, stored.slo, stored.policy) == ("Takes the money", 99.5, None)
    assert (stored.kind, stored.depends_on) == (ServiceKind.THIRD_PARTY, ("database",))
    assert bar(page) == ""


def test_errors_stand_beside_their_fields(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened("database")
    form = page.editor.form
    form.slo.setText("much")
    page.editor.save()
    assert form.fields["slo"].error == "This is no number; expected one such as 99.9."
    form.slo.setText("99")
    form.needs.set_value(("payments",))
    page.editor.save()
    qtbot.waitUntil(lambda: form.fields["depends_on"].error.startswith("A service cannot need"))
    assert form.fields["slo"].error == ""
    form.needs.set_value(())
    form.name.setText("Data Base")
    page.editor.save()
    qtbot.waitUntil(lambda: "no handle" in form.fields["name"].error)
    stored = named(night.store, "database")
    assert stored is not None
    assert stored.slo == 99.95


def test_a_new_service(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    press(page, "Add service", qtbot)
    assert not page.editor.senders.isVisible()
    qtbot.keyClicks(page.editor.form.name, "mail")
    qtbot.keyClick(page.editor.form.name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.editor.title.text() == "mail")
    assert named(night.store, "mail") is not None
    qtbot.waitUntil(lambda: [row.name for row in page.view.rows()] == ["mail"])
    assert page.editor.senders.isVisible()


def test_a_used_service_stays_and_says_why(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened("database")
    qtbot.mouseClick(page.editor.drop, Qt.MouseButton.LeftButton)
    assert "Its incidents stay on record." in bar(page)
    page.editor._remove()
    qtbot.waitUntil(lambda: "still needed by" in bar(page))
    assert named(night.store, "database") is not None


def test_a_service_is_taken_out(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    page.begin()
    page.editor.form.name.setText("mail")
    page.editor.save()
    qtbot.waitUntil(lambda: page.editor.title.text() == "mail")
    page.editor._ask()
    page.editor._remove()
    qtbot.waitUntil(lambda: named(night.store, "mail") is None)
    qtbot.waitUntil(lambda: page.table.rowCount() == 6)


def test_somebody_was_faster(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    page.editor.form.text.setPlainText("mine")
    behind(night, "payments", slo=99.0)
    qtbot.waitUntil(lambda: bar(page).startswith("Somebody changed this service."))
    assert page.editor.form.text.text() == "mine"
    press(page.editor, "Show theirs", qtbot)
    assert page.editor.form.slo.text() == "99"
    assert page.editor.form.text.text() == ""


def test_a_save_that_comes_too_late_keeps_what_was_typed(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    page = opened()
    page._bridge.changed.disconnect()
    behind(night, "payments", slo=99.0)
    page.editor.form.text.setPlainText("mine")
    page.editor.save()
    qtbot.waitUntil(lambda: bar(page).startswith("Somebody changed this service."))
    assert page.editor.form.text.text() == "mine"
    press(page.editor, "Save mine", qtbot)
    qtbot.waitUntil(lambda: not page.editor.dirty)
    stored = named(night.store, "payments")
    assert stored is not None
    assert stored.description == "mine"


def test_what_somebody_took_out_can_come_back(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    page.begin()
    page.editor.form.name.setText("mail")
    page.editor.save()
    qtbot.waitUntil(lambda: page.editor.title.text() == "mail")
    stored = named(night.store, "mail")
    assert stored is not None
    remove_service(night.store, stored.id, night.actor("ben"))
    qtbot.waitUntil(lambda: bar(page) == "This service was taken out meanwhile.")
    press(page.editor, "Add it again", qtbot)
    qtbot.waitUntil(lambda: named(night.store, "mail") is not None)
    qtbot.waitUntil(lambda: bar(page) == "")


def test_what_was_typed_waits_while_another_is_looked_at(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    page = opened()
    page.editor.form.text.setPlainText("half a sentence")
    page.visit(night.services["web"])
    qtbot.waitUntil(lambda: page.editor.title.text() == "web")
    assert page.editor.form.text.text() == ""
    page.visit(night.services["payments"])
    qtbot.waitUntil(lambda: page.editor.title.text() == "payments")
    assert page.editor.form.text.text() == "half a sentence"


def test_no_service_offers_the_first_step(sqlite_url: str, qtbot: QtBot) -> None:
    store = open_store(sqlite_url, clock=SetClock(BEGIN), durable=False)
    bridge = bridge_on(store)
    page = shown(bridge, qtbot)
    assert page._stack.currentIndex() == 1
    press(page, "Add the first service", qtbot)
    assert page.editor.form.policy.value() is None
    page.editor.form.name.setText("web")
    page.editor.save()
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    bridge.close()
    store.close()


def test_a_new_service_takes_the_only_policy_there_is(sqlite_url: str, qtbot: QtBot) -> None:
    """Who types a name alone must not get a service that pages nobody."""
    store = open_store(sqlite_url, clock=SetClock(BEGIN), durable=False)
    ana = builders.actor(store, "ana")
    target = TargetSpec(TargetKind.PERSON, "ana")
    spec = PolicySpec("default", (LevelSpec((target,)),), last_resort=(target,))
    save_policy(store, spec, ana)
    bridge = bridge_on(store)
    page = shown(bridge, qtbot)
    press(page, "Add the first service", qtbot)
    assert page.editor.form.policy.value() == "default"
    assert not page.editor.dirty
    bridge.close()
    store.close()


def test_the_model_keeps_qts_rules(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(page.table, mode)
    behind(night, "web", slo=98.0)
    qtbot.waitUntil(lambda: any(row.slo == 98.0 for row in map(page.table.row, range(6))))
    assert tester.model() is page.table
