"""The alert card: each severity, several at once, what it says when somebody has it."""

import tempfile
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.operations import incident
from models.kinds import Severity, SignalSeverity
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import Ending
from tests.night import Night
from ui.shell.alert_card import AlertCard
from ui.shell.calls import Calls

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
