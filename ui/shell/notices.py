"""The desktop's own notification of a page: with buttons through D-Bus on Linux, elsewhere the
tray's balloon. The card is there in any case, so a failure here is not worth a word."""

import logging
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from models.kinds import Source
from ui.shell import card_words as words
from ui.shell.calls import Calls

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

    from app.queries.called import Call

log = logging.getLogger(__name__)

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
CRITICAL, NORMAL = b"\x02", b"\x01"
ICON = "watchbill"


class Notices(QObject):
    """Tells of pages to me. `open_incident` is emitted by the button Open; `balloon` carries title
    and text where the desktop has no such notifications."""

    open_incident = Signal(int)
    balloon = Signal(str, str)
    _ready = Signal(object)

    def __init__(self, calls: Calls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self._line: Line | None = None
        self._waiting: list[Call] = []
        self._opening = self._dead = False
        self._ready.connect(self._open)
        calls.arrived.connect(self.tell)
        calls.over.connect(self._over)

    def tell(self, call: "Call") -> None:
        """Of a page."""
        if call not in self._calls.ringing:
            return
        if self._dead or not sys.platform.startswith("linux"):
            self._balloon(call)
        elif self._line is not None:
            self._notify(call)
        else:
            self._waiting.append(call)
            self._dial()

    def close(self) -> None:
        """Hangs up."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _dial(self) -> None:
        """The bus may be slow to answer, or not there: never on the GUI's thread."""
        if not self._opening:
            self._opening = True
            threading.Thread(target=self._connect, daemon=True, name="notices").start()

    def _connect(self) -> None:
        found: object = None
        try:
            from jeepney.io.blocking import open_dbus_connection

            found = open_dbus_connection(bus="SESSION")
        except Exception as fault:  # noqa: BLE001 - no bus, a broken one, another's: all the same
            log.debug("no notifications: %s", fault)
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._ready.emit(found)

    def _open(self, connection: "DBusConnection | None") -> None:
        self._opening = False
        if connection is None:
            self._die()
            return
        self._line = Line(connection, self)
        self._line.pressed.connect(self._pressed)
        self._line.lost.connect(self._die)
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            if call in self._calls.ringing:
                self._notify(call)

    def _notify(self, call: "Call") -> None:
        assert self._line is not None
        buttons = ["default", self.tr("Open"), "acknowledge", self.tr("Acknowledge")]
        buttons += ["open", self.tr("Open")]
        urgency = CRITICAL if call.urgent else NORMAL
        self._line.notify(call.number, *_text(call), buttons, urgency[0])

    def _pressed(self, number: int, key: str) -> None:
        if key == "acknowledge":
            self._calls.acknowledge(number, Source.DESKTOP)
        else:
            self.open_incident.emit(number)

    def _over(self, number: int, _sentence: str) -> None:
        if self._line is not None:
            self._line.withdraw(number)

    def _die(self) -> None:
        self.close()
        self._dead = True
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            self._balloon(call)

    def _balloon(self, call: "Call") -> None:
        self.balloon.emit(*_text(call))


def _text(call: "Call") -> tuple[str, str]:
    """Title and body; a body may hold markup, so that what senders say is escaped."""
    from html import escape

    title = f"{call.severity} · {words.headline(call)}"
    return title, f"#{call.number} {escape(call.title, quote=False)}\n" + escape(
        words.facts(call), quote=False
    )


class Line(QObject):
    """Speaks to the desktop's notification service: calls are sent without waiting, what comes
    back is read when it is there. `pressed` carries the incident's number and a button's key."""

    pressed = Signal(int, str)
    lost = Signal()

    def __init__(self, connection: "DBusConnection", parent: QObject | None = None) -> None:
        from jeepney import DBusAddress

        super().__init__(parent)
        self._connection = connection
        self._address = DBusAddress(PATH, bus_name=NAME, interface=NAME)
        self._asked: dict[int, int] = {}  # a call's serial, and the incident
        self._shown: dict[int, int] = {}  # a notification's id, and the incident
        kind = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(connection.sock.fileno(), kind, self)
        self._notifier.activated.connect(self.read)
        self._listen()

    def notify(self, number: int, title: str, body: str, buttons: list[str], urgency: int) -> None:
        """Shows, or shows anew, what is said of an incident."""
        old = next((ident for ident, each in self._shown.items() if each == number), 0)
        hints = {"urgency": ("y", urgency), "desktop-entry": ("s", ICON)}
        told = ("Watchbill", old, ICON, title, body, buttons, hints, -1)
        serial = self._call("Notify", "susssasa{sv}i", told)
        if serial is not None:
            self._asked[serial] = number

    def withdraw(self, number: int) -> None:
        """It has been answered."""
        for ident in [ident for ident, each in self._shown.items() if each == number]:
            del self._shown[ident]
            self._call("CloseNotification", "u", (ident,))

    def read(self) -> None:
        """All that has come."""
        while self._connected():
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except Exception as fault:  # noqa: BLE001 - whatever another program sends us
                self._lose(fault)
                return
            self._take(message)

    def close(self) -> None:
        """Hangs up."""
        self._notifier.setEnabled(False)
        self._connection.close()

    def _listen(self) -> None:
        from jeepney import MatchRule, message_bus

        rule = MatchRule(type="signal", interface=NAME, path=PATH)
        self._send(message_bus.AddMatch(rule))

    def _call(self, member: str, signature: str, told: tuple[Any, ...]) -> int | None:
        from jeepney import new_method_call

        return self._send(new_method_call(self._address, member, signature, told))

    def _send(self, message: Any) -> int | None:
        serial: int = next(self._connection.outgoing_serial)
        try:
            self._connection.send(message, serial=serial)
        except OSError as fault:
            self._lose(fault)
            return None
        return serial

    def _take(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        fields, kind = message.header.fields, message.header.message_type
        if kind is MessageType.method_return:
            number = self._asked.pop(fields.get(HeaderFields.reply_serial, -1), None)
            if number is not None:
                self._shown[message.body[0]] = number
        elif kind is MessageType.error:
            self._asked.pop(fields.get(HeaderFields.reply_serial, -1), None)
        elif fields.get(HeaderFields.member) == "ActionInvoked":
            ident, key = message.body
            if ident in self._shown:
                self.pressed.emit(self._shown[ident], key)
        elif fields.get(HeaderFields.member) == "NotificationClosed":
            self._shown.pop(message.body[0], None)

    def _connected(self) -> bool:
        return self._notifier.isEnabled()

    def _lose(self, fault: Exception) -> None:
        log.debug("notifications are gone: %s", fault)
        self._notifier.setEnabled(False)
        self.lost.emit()
