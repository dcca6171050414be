"""E-mail: what a letter says, which earlier ones it answers, and which make no alert: answers of
machines, bounces, our own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import getaddresses
from hashlib import sha256

from app.domain.signal import Signal
from app.intake import field, subject
from app.intake.alertmanager import UNSAID
from app.intake.mime import Mime, taken_apart
from models.kinds import SignalAction, SignalSeverity

IDENT = re.compile(r"<[^<>\s]{1,1000}>")
KEYED = re.compile(r"\+([A-Za-z0-9_-]{32})@")
TO = ("to", "cc", "delivered-to", "x-original-to")
ANSWERS = 50  # earlier letters that are looked for
QUOTE = re.compile(r"^\s*(>|On .{1,200} wrote:|-----|_{5}|From:|Sent from )")
WORDS = 400  # characters of an answer on the timeline
AWAY = re.compile(
    r"(out of (the )?office|automatic reply|auto(matic)?[- ]?re(ply|sponse)|undeliverable"
    r"|automatische antwort|abwesenheit\w*|respuesta autom[aá]tica|r[eé]ponse automatique"
    r"|(mail )?delivery (status notification|failure)|undelivered mail)\b",
    re.IGNORECASE,
)
REPLIED, BOUNCED = "an automatic reply", "a bounce"
OURS = "a message of Watchbill's own"


@dataclass(frozen=True, slots=True)
class Letter:
    """`signal` is what it says by itself, `answers` are the marks of those before it, the nearest
    last. `none` says why it makes no alert."""

    signal: Signal
    answers: tuple[str, ...] = ()
    reply: bool = False
    none: str = ""

    def joined(self, key: str, *, heard: bool) -> Signal:
        """The same, where it answers a letter of the alert `key`. While that alert is open
        (`heard`) somebody's answer is a note on it; later it is trouble again."""
        said = replace(self.signal, dedup_key=key)
        if not (self.reply and heard and said.action is SignalAction.TRIGGER):
            return said
        words = " ".join(_own(said.body).split()) or said.title
        note = f"{said.source} by e-mail: {words}"[:WORDS]
        return replace(said, action=SignalAction.NOTE, title=note, severity=SignalSeverity.INFO)


def read(raw: bytes, *, always: bool = False) -> Letter:
    """Never raises: who writes mail may write anything. `always`: it has a mark of its own even
    without a Message-ID, for it may be fetched again."""
    mail = taken_apart(raw)
    said = subject.read(mail.first("subject"))
    source = _source(mail)
    title = said.title or next(iter(mail.text.splitlines()), "").strip() or f"Mail from {source}"
    key, kept = field.dedup(said.key or title.casefold())
    long = {"subject": len(title) > field.TITLE, "body": len(mail.text) > field.BODY}
    mark = _mark(mail.first("message-id"))
    signal = Signal(
        action=said.action,
        dedup_key=key,
        title=title[: field.TITLE],
        severity=said.severity or UNSAID,
        source=source[: field.SOURCE],
        body=mail.text[: field.BODY],
        delivery=mark or (f"sha256:{sha256(raw).hexdigest()}" if always else None),
        cut=tuple(name for name, cut in long.items() if cut),
        details=_details(mail) | kept,
    )
    return Letter(signal, tuple(_answers(mail)), said.reply, _none(mail, said.title))


def keys(raw: bytes) -> tuple[str, ...]:
    """What stands after a plus in the addresses it went to, and may be a key."""
    mail = taken_apart(raw.partition(b"\r\n\r\n")[0] if b"\r\n\r\n" in raw else raw)
    found = (each for name in TO for value in mail.headers.get(name, ()) for each in _keys(value))
    return tuple(dict.fromkeys(found))


def _keys(value: str) -> Iterator[str]:
    for key in KEYED.findall(value):
        yield from (key, key.lower())  # some servers write addresses in small letters, some in caps


def _none(mail: Mime, title: str) -> str:
    """Why it makes no alert. "auto-generated" is no reason: monitors and cron say so of alerts."""
    submitted = mail.first("auto-submitted").split(";")[0].strip().lower()
    sender = mail.first("from").lower()
    if mail.first("x-application") == "Watchbill":
        return OURS
    if mail.kind == "multipart/report" or "x-failed-recipients" in mail.headers:
        return BOUNCED
    if mail.first("return-path") == "<>" or "mailer-daemon@" in sender:
        return BOUNCED
    replied = submitted in ("auto-replied", "auto-notified")
    if replied or {"x-autoreply", "x-autorespond"} & set(mail.headers):
        return REPLIED
    if mail.first("precedence").lower() == "auto_reply" or AWAY.match(title):
        return REPLIED
    return ""


def _source(mail: Mime) -> str:
    said = mail.first("from")
    found = next((address for _, address in getaddresses([said]) if "@" in address), "")
    return found or said or "an unknown sender"


def _mark(said: str) -> str:
    """A Message-ID as it is kept; long ones, which nobody may send, as a digest."""
    found = IDENT.search(said)
    mark = found[0] if found else said.strip()
    return mark if len(mark) <= field.DELIVERY else f"sha256:{sha256(mark.encode()).hexdigest()}"


def _answers(mail: Mime) -> Iterator[str]:
    said = f"{mail.first('references')} {mail.first('in-reply-to')}"
    for ident in IDENT.findall(said)[-ANSWERS:]:
        yield _mark(ident)


def _own(text: str) -> str:
    """What stands above the letter that is answered."""
    lines: list[str] = []
    for line in text.splitlines():
        if QUOTE.match(line):
            break
        lines.append(line)
    return "\n".join(lines)


def _details(mail: Mime) -> dict[str, object]:
    said = {name: mail.first(name)[: field.WORD] for name in ("from", "to", "date")}
    return field.bare(said | {"attachments": list(mail.files)})
