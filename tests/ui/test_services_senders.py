"""The senders of a service: the address to paste, health, another key, adding and removing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.life_sign import Pace, Ping
from app.domain.workspace import IntegrationSpec
from app.operations.feed import SERVED
from app.operations.integration import renew_key, save_integration
from app.operations.mailbox import set_mailbox
from app.operations.signal import Received, receive
from app.queries import guide
from app.queries.integration import IntegrationRow, addresses, integrations
from models.kinds import Format, SignalSeverity
from models.ledger import Setting
from tests.night import Night
from tests.patience import spare_port
from tests.receiver import receiving
from ui.bridge import Bridge
from ui.services.page import ServicesPage
from ui.services.sender import SenderView
from ui.widgets.paste_line import PasteLine

HERE = "http://127.0.0.1:8420"
Open = Callable[[str], ServicesPage]


@pytest.fixture
def opened(ana: Bridge, night: Night, qtbot: QtBot) -> Open:
    """Opens the page with a service at its right."""

    def make(name: str) -> ServicesPage:
        page = ServicesPage(ana)
        qtbot.addWidget(page)
        page.resize(1170, 900)
        page.show()
        page.visit(night.services[name])
        qtbot.waitUntil(lambda: page.editor.title.text() == name and bool(values(page)))
        return page

    return make


def values(page: ServicesPage) -> list[str]:
    """What can be pasted, top to bottom."""
    lines = page.editor.senders.findChildren(PasteLine)
    return [field.text() for line in lines if line.isVisible()
            for field in line.findChildren(QLineEdit)]  # fmt: skip


def press(widget: QWidget, words: str, qtbot: QtBot) -> None:
    """A button by its words."""

    def found() -> list[QAbstractButton]:
        buttons = widget.findChildren(QAbstractButton)
        return [each for each in buttons if each.text() == words and each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    qtbot.mouseClick(found()[-1], Qt.MouseButton.LeftButton)


def named(night: Night, name: str) -> IntegrationRow | None:
    """As it is stored."""
    return next((row for row in integrations(night.store) if row.name == name), None)


def test_the_exact_address_and_a_button_that_copies_it(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    page = opened("payments")
    asked = addresses(night.store, night.senders["payments-monitor"], HERE)
    assert values(page) == [each.value for each in asked]
    line = page.editor.senders.findChildren(PasteLine)[1]
    assert line.button.accessibleName() == "Copy Integration (routing) key"
    qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == asked[1].value


def test_health_is_told_and_followed(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened("payments")

    def said() -> list[str]:
        view = page.editor.senders.findChildren(SenderView)[-1]
        return [label.text() for label in view.findChildren(QLabel)]

    assert "Nothing was heard yet" in said()
    night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    qtbot.waitUntil(lambda: any("1 taken · 0 dropped · 0 refused" in w for w in said()))


def test_a_sender_is_added(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened("payments")
    section = page.editor.senders
    press(section, "Add integration", qtbot)
    assert section.name.text() == "payments-2"
    section.format.set_value(Format.GRAFANA)
    section.name.setFocus()
    qtbot.keyClick(section.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(values(page)) == 4)
    assert any(value.startswith(f"{HERE}/in/grafana/") for value in values(page))
    stored = named(night, "payments-2")
    assert stored is not None
    assert (stored.format, stored.service) == (Format.GRAFANA, "payments")
    assert not section.form.isVisible()
    assert page.focusWidget() is section.adding  # never "Remove", which comes next


def test_a_name_that_is_taken_is_refused_beside_it(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    page = opened("payments")
    section = page.editor.senders
    section.begin()
    section.name.setText("prometheus")
    section.add_one()
    qtbot.waitUntil(lambda: "already an integration" in section.form.fields["name"].error)


def test_another_key_only_after_yes(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened("api")
    before = values(page)
    view = page.editor.senders.findChildren(SenderView)[0]
    press(view, "Renew key", qtbot)
    assert values(page) == before
    view._renew()
    qtbot.waitUntil(lambda: values(page) not in ([], before))
    after = addresses(night.store, night.senders["prometheus"], HERE)
    assert values(page) == [each.value for each in after]


def test_a_sender_is_taken_out(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened("api")
    view = page.editor.senders.findChildren(SenderView)[0]
    press(view, "Remove", qtbot)
    view._remove()
    qtbot.waitUntil(page.editor.senders.nothing.isVisible)
    assert named(night, "prometheus") is None


def test_the_desktop_offers_every_format(opened: Open, qtbot: QtBot) -> None:
    section = opened("payments").editor.senders
    offered = [section.format.itemData(at) for at in range(section.format.count())]
    assert offered == list(Format)


def test_a_heartbeat_is_added_and_its_times_are_changed(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    page = opened("payments")
    section = page.editor.senders
    press(section, "Add integration", qtbot)
    assert not section.pace.isVisible()
    section.name.setText("backup-nightly")
    section.format.set_value(Format.HEARTBEAT)
    assert section.pace.isVisible()
    section.pace.every.setText("soon")
    press(section, "Make its address", qtbot)
    assert "no duration" in section.pace.fields["every"].error
    section.pace.every.setText("1s")
    press(section, "Make its address", qtbot)
    qtbot.waitUntil(lambda: "10s to 366d" in section.pace.fields["every"].error)
    section.pace.every.setText("1d")
    press(section, "Make its address", qtbot)
    qtbot.waitUntil(lambda: len(section.views) == 2)
    view = next(each for each in section.views if each.told.row.name == "backup-nightly")
    ping = f"curl -fsS --retry 3 {HERE}"
    qtbot.waitUntil(
        lambda: (
            [each.partition("/in/heartbeat/")[0] for each in values(page) if "curl" in each]
            == [ping] * 2
        )
    )
    assert "Waiting for the first ping" in view.state.text()
    press(view, "Change times", qtbot)
    view.pace.grace.setText("60d")
    press(view, "Save times", qtbot)
    qtbot.waitUntil(lambda: "0s to 30d" in view.pace.fields["grace"].error)
    view.pace.grace.setText("2h")
    press(view, "Save times", qtbot)
    qtbot.waitUntil(lambda: "every 1 d, 2 h of grace" in section.views[0].state.text())
    stored = named(night, "backup-nightly")
    assert stored is not None
    assert stored.life is not None
    assert stored.life.pace == Pace(timedelta(days=1), timedelta(hours=2))


def test_how_the_job_is_follows_its_pings(opened: Open, night: Night, qtbot: QtBot) -> None:
    """Also while somebody types beside it."""
    spec = IntegrationSpec("backup", Format.HEARTBEAT, "payments")
    ident = save_integration(night.store, spec, night.actor("ana"))
    page = opened("payments")
    section = page.editor.senders
    qtbot.waitUntil(lambda: len(section.views) == 2)
    view = section.views[0]
    press(view, "Change times", qtbot)
    hears(night, ident, Ping())
    qtbot.waitUntil(lambda: "Alive, last ping just now" in view.state.text())
    assert view.pace.isVisible()
    assert view.dot.mood == "good"
    hears(night, ident, Ping(failed=True, note="disk full"))
    qtbot.waitUntil(lambda: "Failed just now" in view.state.text())
    assert (view.dot.mood, view.state.toolTip()) == ("alarm", "disk full")


def hears(night: Night, ident: int, ping: Ping) -> None:
    """The job calls."""
    receive(night.store, [Received(ident, (), b"", "", night.store.now(), ping)])


def test_an_address_for_letters_where_the_mailbox_has_one(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    set_mailbox(night.store, "imaps://watch%40example.org:s3cret@mail.example.org",
                night.actor("ana"))  # fmt: skip
    spec = IntegrationSpec("letters", Format.EMAIL, "payments")
    save_integration(night.store, spec, night.actor("ana"))
    page = opened("payments")
    qtbot.waitUntil(lambda: any(each.startswith("watch+") for each in values(page)))
    assert any("/in/email/" in each for each in values(page))


def test_times_that_a_colleague_set_are_said_and_what_is_typed_stays(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    spec = IntegrationSpec("backup", Format.HEARTBEAT, "payments")
    ident = save_integration(night.store, spec, night.actor("ana"))
    page = opened("payments")
    section = page.editor.senders
    qtbot.waitUntil(lambda: len(section.views) == 2)
    press(section.views[0], "Change times", qtbot)
    sets(night, ident, 7)  # nobody types: they follow
    qtbot.waitUntil(lambda: times(section.views[0]) == ("7 min", "1 min"))
    section.views[0].pace.every.setText("9m")
    sets(night, ident, 8)
    words = "Somebody set it to “every 8 min, 1 min of grace” meanwhile. Save keeps yours."
    qtbot.waitUntil(lambda: said(section.views[0]) == words)
    assert times(section.views[0]) == ("9m", "1 min")
    renew_key(night.store, ident, night.actor("ben"))
    qtbot.waitUntil(lambda: section.views[0].told.row.version == 4)
    assert times(section.views[0]) == ("9m", "1 min")
    sets(night, ident, 10)
    press(section.views[0], "Save times", qtbot)  # before it could be read here
    qtbot.waitUntil(lambda: "10 min" in said(section.views[0]))
    assert pace_of(night) == timedelta(minutes=10)
    press(section.views[0], "Save times", qtbot)
    qtbot.waitUntil(lambda: pace_of(night) == timedelta(minutes=9))
    qtbot.waitUntil(lambda: section.views[0].pace is None)


def sets(night: Night, ident: int, minutes: int) -> None:
    """Ben does, how often it is heard."""
    spec = IntegrationSpec("backup", Format.HEARTBEAT, "payments", None, timedelta(minutes=minutes))
    save_integration(night.store, spec, night.actor("ben"), ident=ident)


def times(view: SenderView) -> tuple[str, str]:
    """As they are typed."""
    assert view.pace is not None
    return view.pace.every.text(), view.pace.grace.text()


def said(view: SenderView) -> str:
    """Beside them."""
    shown = view.pace is not None and view._meanwhile.isVisible()
    return view._meanwhile.text() if shown else ""


def pace_of(night: Night) -> timedelta | None:
    """As it is stored."""
    row = named(night, "backup")
    return row.life.pace.every if row is not None and row.life is not None else None


def told(view: SenderView) -> list[str]:
    """Every sentence that is seen in it."""
    return [each.text() for each in view.findChildren(QLabel) if each.isVisible()]


def test_a_new_way_in_is_tried_and_explained_where_it_is_made(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    """Without an engine the sentence says so; the page about the format is asked for."""
    page = opened("payments")
    section = page.editor.senders
    qtbot.waitUntil(lambda: bool(section.views))
    view = section.views[0]
    with qtbot.waitSignal(page.guide_wanted) as asked:
        press(view, "How to set it up", qtbot)
    assert asked.args == [f"senders/{view.told.row.format.value}"]
    assert guide.leaf(asked.args[0]).shelf == "senders"
    nowhere = f"http://127.0.0.1:{spare_port()}"
    with night.store.write() as session:
        session.add(Setting(name=SERVED, value={"url": nowhere}))
    press(view, "Send a test alert", qtbot)
    asked_of = "It opens an incident and pages whoever is on call."
    qtbot.waitUntil(lambda: asked_of in told(view))
    press(view, "Send it", qtbot)
    qtbot.waitUntil(lambda: f"No engine answers at {nowhere}. Is one running?" in told(view))
    assert view.test.isEnabled()
    with receiving() as engine:
        heard = f"http://127.0.0.1:{engine.server_address[1]}"
        with night.store.write() as session:
            session.get_one(Setting, SERVED).value = {"url": heard}
        press(view, "Send a test alert", qtbot)
        press(view, "Send it", qtbot)
        qtbot.waitUntil(lambda: f"The engine at {heard} took the test alert." in told(view))
        assert engine.messages[0][0].startswith(f"/in/{view.told.row.format.value}/")


def test_each_format_has_a_page_of_the_guide() -> None:
    for form in Format:
        assert guide.leaf(f"senders/{form.value}").key == f"senders/{form.value}"
