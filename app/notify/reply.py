"""Answers by e-mail: which page a reply is about, and what it asks for. What a machine wrote is no
answer, and is never answered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum

TOKEN = re.compile(r"/ack/(\d{1,18}-\d{1,6}\.[0-9a-f]{32})")
TAG = re.compile(r"<[^>]*>")
WRAP = re.compile(r"\s*\n[>\s]*")  # how a mail program breaks and quotes a long link
QUOTE = re.compile(r"^\s*(>|On .*wrote:|-----|_{5}|From:|Sent from )")
HAVE = re.compile(
    r"\b(ack\w*|acknowledge\w*|ok|okay|yes|mine|on it|got it|i have it)\b", re.IGNORECASE
)
DONE = re.compile(r"\b(resolve\w*|fixed|solved|done)\b", re.IGNORECASE)
NOT = re.compile(r"\b(not|no|never|cannot|can't|won't|don't)\b", re.IGNORECASE)
BULK = ("bulk", "junk", "list", "auto_reply")
LARGEST = 1_000_000  # bytes


class Wish(StrEnum):
    """What a reply asks for."""

    ACKNOWLEDGE = "acknowledge"
    RESOLVE = "resolve"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Reply:
    """`tokens` are what its quoted links say, `words` what the person wrote above them."""

    tokens: tuple[str, ...]
    wish: Wish
    words: str
    automatic: bool


def read_reply(raw: bytes) -> Reply:
    """Never raises: who writes mail may write anything."""
    try:
        mail = message_from_bytes(raw[:LARGEST], policy=policy.default)
        texts = list(_texts(mail))
    except Exception:  # noqa: BLE001 - the parser of the standard library raises all sorts of things
        return Reply((), Wish.NOTHING, "", automatic=True)
    whole = "\n".join(texts)
    found = TOKEN.findall(whole) or TOKEN.findall(WRAP.sub("", whole))
    words = _own(texts[0] if texts else "")
    return Reply(tuple(dict.fromkeys(found)), _wish(words), words, automatic=_automatic(mail))


def _automatic(mail: EmailMessage) -> bool:
    said = str(mail.get("auto-submitted", "no")).split(";")[0].strip().lower()
    bulk = str(mail.get("precedence", "")).strip().lower()
    bounce = str(mail.get("return-path", "x")).strip() == "<>"
    return said != "no" or bulk in BULK or bounce or "x-autoreply" in mail


def _texts(mail: EmailMessage) -> Iterator[str]:
    """The plain parts first, then the others without their tags."""
    parts = [part for part in mail.walk() if part.get_content_maintype() == "text"]
    plain = [part for part in parts if part.get_content_subtype() == "plain"]
    for part in plain or parts:
        content = str(part.get_content())
        yield content if part in plain else f"{TAG.sub(' ', content)}\n{content}"


def _own(text: str) -> str:
    """What stands above the quoted mail, in one line."""
    lines = []
    for line in text.splitlines():
        if QUOTE.match(line) or TOKEN.search(line):
            break
        lines.append(line)
    return " ".join(" ".join(lines).split())[:200]


def _wish(words: str) -> Wish:
    if NOT.search(words):
        return Wish.NOTHING
    if DONE.search(words):
        return Wish.RESOLVE
    return Wish.ACKNOWLEDGE if HAVE.search(words) else Wish.NOTHING
