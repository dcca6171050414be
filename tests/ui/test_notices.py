"""Notifications with buttons, on a real session bus with a small notification service on it."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from pytestqt.qtbot import QtBot

from app.operations import incident
from app.queries.incident_detail import detail
from models.kinds import SignalSeverity
from tests.night import Night
from tests.patience import PATIENCE
from tests.screen import _session_bus
from ui.bridge import Bridge
from ui.shell.calls import Calls
from ui.shell.notices import NAME, PATH, Notices


@dataclass
class Service:
    """Takes notifications as a desktop does, and presses their buttons."""

    line: DBusConnection
    shown: list[tuple[Any, ...]] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    refuses: bool = False

    def run(self) -> None:
        """Until its line is cut."""
        with suppress(OSError, ConnectionError, EOFError, ValueError):
            while True:
                self._take(self.line.receive())

    def press(self, ident: int, key: str) -> None:
        """As a person does."""
        told = new_signal(DBusAddress(PATH, interface=NAME), "ActionInvoked", "us", (ident, key))
        self.line.send(told)

    def _take(self, message: Any) -> None:
        if message.header.message_type is not MessageType.method_call:
            return
        if self.refuses:
            self.line.send(new_error(message, f"{NAME}.Error.Broken"))
        elif message.header.fields[HeaderFields.member] == "Notify":
            self.shown.append(message.body)
            self.line.send(new_method_return(message, "u", (len(self.shown),)))
        else:
            self.withdrawn.append(message.body[0])
            self.line.send(new_method_return(message))


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """The desktop's notification service."""
    with _session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        line = open_dbus_connection(bus="SESSION")
        line.send_and_get_reply(message_bus.RequestName(NAME))
        made = Service(line)
        thread = threading.Thread(target=made.run)
        thread.start()
        yield made
    thread.join(PATIENCE)
    line.close()


@pytest.fixture
def paged(night: Night, ana: Bridge, qtbot: QtBot) -> Iterator[tuple[Notices, int]]:
    """An incident that pages Ana, on her desktop."""
    calls = Calls(ana)
    notices = Notices(calls, calls)
    number, _ = night.alert("payments-monitor", "a < b & c", SignalSeverity.CRITICAL)
    while "ana" not in {page.person for page in detail(night.store, number).pages}:
        night.wait(minutes=5)
    yield notices, number
    notices.close()
    calls.deleteLater()


def test_a_page_is_notified_with_buttons(
    service: Service, paged: tuple[Notices, int], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(service.shown))
    name, _, _, title, body, buttons, hints, _ = service.shown[0]
    assert (name, title) == ("Watchbill", "SEV1 · You are paged")
    assert body.startswith(f"#{paged[1]} a &lt; b &amp; c\n")
    assert buttons == ["default", "Open", "acknowledge", "Acknowledge", "open", "Open"]
    assert hints["urgency"] == ("y", 2)


def test_its_button_acknowledges_and_it_goes(
    service: Service, paged: tuple[Notices, int], night: Night, qtbot: QtBot
) -> None:
    notices, number = paged
    qtbot.waitUntil(lambda: notices._line is not None and bool(notices._line._shown))
    ident = len(service.shown)
    service.press(ident, "acknowledge")
    qtbot.waitUntil(lambda: detail(night.store, number).row.owner == "ana")
    qtbot.waitUntil(lambda: service.withdrawn == [ident])


def test_its_body_opens_the_incident(
    service: Service, paged: tuple[Notices, int], qtbot: QtBot
) -> None:
    notices, number = paged
    qtbot.waitUntil(lambda: notices._line is not None and bool(notices._line._shown))
    with qtbot.waitSignal(notices.open_incident) as told:
        service.press(len(service.shown), "default")
    assert told.args == [number]


def test_others_notifications_are_none_of_ours(
    service: Service, paged: tuple[Notices, int], night: Night, qtbot: QtBot
) -> None:
    notices, number = paged
    qtbot.waitUntil(lambda: notices._line is not None and bool(notices._line._shown))
    service.press(999, "acknowledge")
    with qtbot.waitSignal(notices.open_incident):
        service.press(len(service.shown), "open")
    assert not detail(night.store, number).row.acknowledged


def test_without_a_bus_it_is_a_balloon(
    night: Night, ana: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    calls = Calls(ana)
    notices = Notices(calls, calls)
    with qtbot.waitSignal(notices.balloon) as told:
        number, _ = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
        while "ana" not in {page.person for page in detail(night.store, number).pages}:
            night.wait(minutes=5)
    assert told.args[0] == "SEV1 · You are paged"
    incident.resolve(night.store, number, night.actor("ana"))
    calls.deleteLater()


def test_a_service_that_refuses_is_borne(
    service: Service, paged: tuple[Notices, int], qtbot: QtBot
) -> None:
    service.refuses = True
    notices, number = paged
    qtbot.waitUntil(lambda: notices._line is not None)
    call = next(call for call in notices._calls.all if call.number == number)
    notices.tell(call)
    assert notices._line is not None
    qtbot.waitUntil(lambda: notices._line is not None and not notices._line._asked)
