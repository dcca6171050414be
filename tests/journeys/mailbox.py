"""A real SMTP server on loopback that keeps what it gets."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.patience import PATIENCE, spare_port

LINK = re.compile(r"https?://\S+/ack/[\w.~-]+")


@dataclass(frozen=True)
class Letter:
    """A mail as its reader sees it, and when it came."""

    to: str
    subject: str
    body: str
    at: datetime

    @property
    def link(self) -> str:
        """The one link in it."""
        found = set(LINK.findall(self.body))
        assert len(found) == 1, self.body
        return str(found.pop())


class Mailbox:
    """Everybody's letters, in the order they came."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.letters: list[Letter] = []
        self._changed = threading.Condition()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """As aiosmtpd calls it."""
        mail = message_from_bytes(envelope.original_content or b"")
        subject = str(make_header(decode_header(mail["subject"])))
        parts = [part for part in mail.walk() if part.get_content_type() == "text/plain"]
        text = parts[0].get_payload(decode=True)
        assert isinstance(text, bytes)
        letter = Letter(envelope.rcpt_tos[0], subject, text.decode(), datetime.now(UTC))
        with self._changed:
            self.letters.append(letter)
            self._changed.notify_all()
        return "250 kept"

    def address(self, person: str) -> str:
        """Of Apprise's kind."""
        sender = f"from=watch@example.org&to={person}@example.org&mode=insecure&format=text"
        return f"mailto://127.0.0.1:{self.port}?{sender}"

    def of(self, person: str) -> list[Letter]:
        """What one person got."""
        with self._changed:
            return [each for each in self.letters if each.to == f"{person}@example.org"]

    def next_of(self, person: str, seconds: float = PATIENCE) -> Letter:
        """The person's first letter, as soon as it is there."""
        with self._changed:
            wanted = f"{person}@example.org"
            came = self._changed.wait_for(
                lambda: any(each.to == wanted for each in self.letters), seconds
            )
        assert came, f"no mail for {person} within {seconds} s: {self.letters}"
        return self.of(person)[0]


@contextmanager
def delivering() -> Iterator[Mailbox]:
    """At work until the end."""
    box = Mailbox(spare_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
