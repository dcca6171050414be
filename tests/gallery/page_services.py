"""The services page: one with its senders, a question, an error, a new sender, nothing at all."""

import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.clock import SetClock
from app.domain.life_sign import Ping
from app.domain.workspace import IntegrationSpec
from app.errors import Refused
from app.operations.integration import save_integration
from app.operations.mailbox import set_mailbox
from app.operations.signal import Received, receive
from app.store import open_store
from models.kinds import Format
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending, played
from tests.night import BEGIN
from ui.bridge import Bridge
from ui.services.page import ServicesPage
from ui.services.sender import SenderView


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the page."""
    yield "services", page
    yield "services-narrow", partial(page, (712, 700))
    yield "services-adding", adding
    yield "services-wrong", wrong
    yield "services-asking", asking
    yield "services-heartbeat", heartbeat
    yield "services-heartbeat-adding", adding_heartbeat
    yield "services-empty", empty


def on(bridge: Bridge, size: tuple[int, int] = SIZE) -> ServicesPage:
    """The page on a desktop."""
    made = ServicesPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: not made._asking and not made._stale)
    return made


def page(size: tuple[int, int] = SIZE) -> ServicesPage:
    """A service with a sender."""
    forgetful()
    night = played("rich")[0]
    made = on(bridge_on(night.store, "ana", night.people["ana"]), size)
    made.view.choose(night.services["payments"])
    settled(lambda: bool(made.editor._clean) and made.editor._clean[0] == "payments")
    return made


def adding() -> QWidget:
    """A sender about to be added."""
    made = page()
    made.editor.senders.begin()
    return made


def adding_heartbeat() -> QWidget:
    """A heartbeat about to be added."""
    made = page()
    made.editor.senders.begin()
    made.editor.senders.name.setText("backup-nightly")
    made.editor.senders.format.set_value(Format.HEARTBEAT)
    return made


def heartbeat() -> QWidget:
    """Jobs in every state, one with its times being changed, and letters."""
    forgetful()
    night = played("rich")[0]
    by, now = night.actor("ana"), night.store.now()
    with suppress(Refused):  # it may have been played before
        set_mailbox(night.store, "imaps://watch%40example.org:word@mail.example.org", by)
        for name, ping in JOBS.items():
            spec = IntegrationSpec(name, Format.HEARTBEAT, "search", None, HOUR, HOUR / 12)
            ident = save_integration(night.store, spec, by)
            if ping is not None:
                at = now - timedelta(minutes=2)
                receive(night.store, [Received(ident, (), b"", "", at, ping)])
        spec = IntegrationSpec("letters", Format.EMAIL, "search")
        save_integration(night.store, spec, by)
    made = on(bridge_on(night.store, "ana", night.people["ana"]), (1170, 1500))
    made.view.choose(night.services["search"])
    settled(lambda: len(made.editor.senders.views) > len(JOBS))
    made.editor.senders.views[1]._ask_pace()
    settled(lambda: True)
    return made


HOUR = timedelta(hours=1)
JOBS = {
    "backup-nightly": None,
    "invoices": Ping(),
    "mail-queue": Ping(failed=True, note="exit 2: disk full"),
}


def asking() -> QWidget:
    """About to take the service out, and to renew a key."""
    made = page((900, 900))
    made.editor._ask()
    made.editor.senders.findChildren(SenderView)[-1]._ask_renew()
    settled(lambda: True)
    return made


def wrong() -> QWidget:
    """A circle of dependencies, refused beside the field."""
    made = page()
    made.view.choose(played("rich")[0].services["database"])
    settled(lambda: made.editor._clean[0] == "database")
    made.editor.form.needs.set_value(("payments",))
    made.editor.save()
    settled(lambda: bool(made.editor.form.fields["depends_on"].error))
    made.editor._refresh()
    return made


def empty() -> QWidget:
    """No service yet."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}"
    return on(bridge_on(open_store(url, clock=SetClock(BEGIN), durable=False)))
