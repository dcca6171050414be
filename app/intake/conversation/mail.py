"""Mails: one (`.eml`, RFC 5322) or many in a row (`.mbox`, RFC 4155)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from app.domain.conversation import Conversation, Message
from app.errors import Refused
from app.intake.conversation.markup import markdown_of
from app.intake.conversation.message import (
    MESSAGES,
    checked,
    conversation,
    key_of,
    shortened,
)
from models.kinds import Source

FROM = re.compile(rb"^From \S+.*\d{4}\r?$", re.MULTILINE)
KNOWN = ("from", "date", "subject", "message-id", "received", "return-path", "mime-version")
QUOTED = re.compile(r"^(On .+wrote:|-{2,} ?Original Message ?-{2,}|From: .+)$")


def is_mail(content: bytes) -> bool:
    """Whether these bytes begin like a mail or a file of mails."""
    head = content[:20_000].lstrip(b"\xef\xbb\xbf\r\n")
    if head.startswith(b"From "):
        return True
    first = re.match(rb"([!-9;-~]+):[ \t]?\S", head)
    names = {name.decode().lower() for name in re.findall(rb"(?m)^([!-9;-~]{1,60}):", head)}
    return first is not None and len(names & set(KNOWN)) >= 2


def read(content: bytes, what: str) -> Conversation:
    """Raises Refused with one sentence; then nothing of it is used."""
    said: list[Message] = []
    skipped = 0
    for raw in _parts(content):
        if len(said) > MESSAGES:
            raise Refused(f"{what} has more than {MESSAGES} mails; export a shorter time.")
        message = _message(raw, what)
        said.extend([message] if message else [])
        skipped += message is None
    return conversation(Source.MAIL, said, skipped)


def _parts(content: bytes) -> Iterator[bytes]:
    bare = content.lstrip(b"\xef\xbb\xbf\r\n")
    if not bare.startswith(b"From "):
        yield bare
        return
    starts = [found.start() for found in FROM.finditer(bare)] or [0]
    for start, end in zip(starts, [*starts[1:], len(bare)], strict=True):
        _, _, mail = bare[start:end].partition(b"\n")
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", mail)


def _message(raw: bytes, what: str) -> Message | None:
    try:
        mail = message_from_bytes(raw, policy=policy.default)
        text, files = _text(mail), tuple(_file_names(mail))
        name, address = parseaddr(_head(mail, "from"))
        subject = " ".join(_head(mail, "subject").split())
        ident, date = _head(mail, "message-id"), _head(mail, "date")
        thread = _head(mail, "in-reply-to")
    except (ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError) as bad:
        raise Refused(f"{what} has a mail that cannot be read.") from bad
    if not text and not subject:
        return None
    words = f"**{subject}**\n\n{text}" if subject else text
    return Message(
        key=key_of("mail", ident.strip() or f"{date}{address}{subject}{text}"),
        at=_date(date, what),
        author=name or address or "somebody",
        email=address,
        text=shortened(words.strip()),
        channel="",
        thread=key_of("mail", thread.strip()) if thread else "",
        files=files,
    )


def _text(mail: EmailMessage) -> str:
    """The words of its own, without the mail that it answers."""
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    said = _decoded(body)
    words = markdown_of(said) if body.get_content_type() == "text/html" else said
    return _own(words.replace("\r\n", "\n"))


def _decoded(part: MIMEPart) -> str:
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")


def _own(text: str) -> str:
    """Up to where the quoted mail begins: a line that says so, with nothing but quotes after it."""
    lines = text.strip().split("\n")
    quoted = len(lines)  # the first line after which only quotes come
    while quoted and (not lines[quoted - 1].strip() or lines[quoted - 1].startswith(">")):
        quoted -= 1
    for place, line in enumerate(lines):
        ends = line.startswith("--") or (place == quoted - 1 and quoted < len(lines))
        if place and ends and QUOTED.match(line.strip()):
            return "\n".join(lines[:place]).strip()
    return "\n".join(lines).strip()


def _file_names(mail: EmailMessage) -> Iterator[str]:
    for part in mail.iter_attachments():
        yield part.get_filename() or "file"


def _head(mail: EmailMessage, name: str) -> str:
    return str(mail.get(name, ""))


def _date(said: str, what: str) -> datetime:
    try:
        at = parsedate_to_datetime(said)
        return checked(at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC), what)
    except (ValueError, TypeError, IndexError, OverflowError) as fault:
        raise Refused(f"{what} has a mail without a date that can be read.") from fault
