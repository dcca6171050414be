"""The alert card: each severity, several at once, what it says when somebody has it."""

import tempfile
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from app.operations import incident
from models.kinds import Severity, SignalSeverity
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import Ending
from tests.night import Night
from ui.shell.alert_card import AlertCard
from ui.shell.attention import Attention
from ui.shell.calls import Calls
from ui.shell.tray import Tray
from ui.shell.tray_icon import Mood, tray_pixmap
from ui.shell.window import ShellWindow
from ui.widgets.rows import STRETCH, column, row

LONG = "Refunds wait for more than 20 minutes in eu-west-1, and customers who ask for one get no "
LONG += "answer at all until Monday"
TITLES = {
    Severity.SEV1: (SignalSeverity.CRITICAL, "Checkout fails for card payments"),
    Severity.SEV2: (SignalSeverity.ERROR, LONG),
    Severity.SEV3: (SignalSeverity.WARNING, "Invoice queue is longer than usual"),
    Severity.SEV4: (SignalSeverity.INFO, "Certificate ends in 20 days"),
}  # fmt: skip


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the card."""
    for severity in Severity:
        yield f"card-{severity.lower()}", partial(one, severity)
    yield "card-several", several
    yield "card-answered", answered
    yield "card-refused", refused
    yield "card-snoozed", snoozed
    yield "card-snooze-menu", snooze_menu
    yield "tray-icons", icons
    yield "tray-menu", tray_menu
    yield "tray-leaving", leaving


@cache
def played(*severities: Severity) -> Night:
    """One database a picture; the pages are made by a real policy."""
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'night.db'}")
    for severity in severities:
        told, title = TITLES[severity]
        number, _ = night.alert("payments-monitor", title[:60], told)
        incident.change(night.store, number, night.actor("fay"), None, title=title)
        night.page()
    night.wait(seconds=48)
    return night


def card(night: Night) -> AlertCard:
    """At the desktop of whoever is paged."""
    forgetful()
    from app.queries.rota import on_call_now

    person, name = next(d for d in on_call_now(night.store) if d.schedule == "primary").people[0]
    bridge = bridge_on(night.store, name, person)
    calls = Calls(bridge)
    made = AlertCard(calls)
    for each in (bridge, calls):
        each.setParent(made)
    made.destroyed.connect(Ending(bridge))
    settled(lambda: made.isVisible())
    return made


def one(severity: Severity) -> QWidget:
    """One page."""
    return card(played(severity))


def several() -> QWidget:
    """Three at once."""
    return card(played(*list(Severity)[:3]))


def answered() -> QWidget:
    """Somebody was faster with the first, the second still rings."""
    shown = card(played(*list(Severity)[:2]))
    shown._tell(1, "Cy Lindqvist has #1.")
    return shown


def refused() -> QWidget:
    """It could not be written."""
    shown = card(played(Severity.SEV1))
    assert shown.call is not None
    shown._complain(shown.call.number, "The database cannot be reached. Try again, or use the "
                    "link in the message.")  # fmt: skip
    return shown


def snoozed() -> QWidget:
    """Nothing else rings."""
    shown = card(played(Severity.SEV1))
    shown.silence(15)
    return shown


def snooze_menu() -> QWidget:
    """How long."""
    shown = card(played(Severity.SEV1))
    shown.hide()
    KEPT.append(shown)
    shown.menu.ensurePolished()
    shown.menu.adjustSize()
    return shown.menu


def icons() -> QWidget:
    """The tray's four states, as a panel shows them and large, on light and on dark."""
    made = QWidget()
    made.setFixedSize(640, 240)
    grounds = column(gap=0)
    for ground in ("#F3F4F6", "#20242B"):
        line = QWidget()
        line.setAutoFillBackground(True)
        line.setPalette(QColor(ground))
        parts = []
        for mood in Mood:
            for size in (64, 22, 16):
                label = QLabel()
                label.setPixmap(tray_pixmap(mood, size))
                parts.append(label)
        line.setLayout(row(*parts, STRETCH, gap=12, margins=(16, 16, 16, 16)))
        grounds.addWidget(line)
    made.setLayout(grounds)
    return made


def tray_menu() -> QWidget:
    """What the tray's menu says, with something open."""
    night = played(*list(Severity)[:3])
    shown = card(night)
    shown.hide()
    tray = Tray(shown.calls, shown)
    settled(lambda: tray.seen is not None and bool(tray.seen.open))
    menu = tray.menu
    menu.setParent(shown, menu.windowFlags())
    menu.ensurePolished()
    menu.adjustSize()
    shown.setParent(None)
    menu.destroyed.connect(shown.deleteLater)
    KEPT.append(shown)
    return menu


def leaving() -> QWidget:
    """The question before the program ends."""
    window = ShellWindow()
    night = played(Severity.SEV1)
    bridge = bridge_on(night.store)
    made = Attention(bridge, window)
    KEPT.append(window)
    return made._asked()


KEPT: list[QWidget] = []
