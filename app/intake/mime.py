"""A letter taken apart, whatever its sender made of it: broken encodings, missing headers, parts in
parts. What cannot be read is left out; nothing here raises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from html.parser import HTMLParser

from app.domain.incident import storable

TAG = re.compile(r"<[^>]{0,2000}>")
BREAKS = frozenset(("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol"))
UNSEEN = frozenset(("script", "style", "head", "title"))
MOST_PARTS, MOST_FILES = 200, 20
HEADER = 20_000  # characters of one header that are looked at


@dataclass(frozen=True, slots=True)
class Mime:
    """`headers` by lower-case name, decoded, as often as they come; `text` is the plain part, else
    the HTML one as text; `files` are the names of what is attached."""

    headers: dict[str, tuple[str, ...]]
    text: str
    files: tuple[str, ...]
    kind: str  # such as multipart/report

    def first(self, name: str) -> str:
        """A header, empty where there is none."""
        return next(iter(self.headers.get(name, ())), "")


def taken_apart(raw: bytes) -> Mime:
    """Never raises."""
    try:
        mail = message_from_bytes(raw)
        parts = list(_parts(mail))
    except Exception:  # noqa: BLE001 - the standard library's parser raises all sorts of things
        return _barely(raw)
    return Mime(_headers(mail), _text(parts), _files(parts), _kind(mail))


def _barely(raw: bytes) -> Mime:
    """Its headers, and the rest as it stands."""
    head, _, rest = raw.partition(b"\n\r\n" if b"\n\r\n" in raw else b"\n\n")
    return Mime(_headers(BytesHeaderParser().parsebytes(head)), _decoded(rest, "utf-8"), (), "")


def _headers(mail: Message) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, value in mail.raw_items():
        found.setdefault(name.lower(), []).append(_header(str(value)))
    return {name: tuple(values) for name, values in found.items()}


def _header(value: str) -> str:
    """Encoded words as text; raw bytes, which no header may hold, as the UTF-8 they mostly are."""
    raw = value[:HEADER].encode("ascii", "surrogateescape") if value.isascii() else _raw(value)
    said = " ".join(_decoded(raw, "utf-8").split())
    try:
        parts = decode_header(said)
        words = (part if isinstance(part, str) else _decoded(part, name) for part, name in parts)
        return storable("".join(words)).strip() or storable(said)
    except Exception:  # noqa: BLE001 - damaged encoded words are no reason to lose a letter
        return storable(said)


def _raw(value: str) -> bytes:
    return value[:HEADER].encode("utf-8", "surrogateescape")


def _decoded(raw: bytes, charset: str | None) -> str:
    """In the charset it says, if that exists; else as UTF-8, else as the West wrote before it."""
    for name in (charset or "utf-8", "utf-8"):
        try:
            return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1") if charset is None else raw.decode("utf-8", "replace")


def _parts(mail: Message) -> Iterator[Message]:
    for at, part in enumerate(mail.walk()):
        if at >= MOST_PARTS:
            return
        if not part.is_multipart():
            yield part


def _text(parts: list[Message]) -> str:
    shown = [part for part in parts if not _file(part)]
    plain = (_content(part) for part in shown if _plain(part))
    if found := next(filter(str.strip, plain), ""):
        return found.strip()
    pages = (_content(part) for part in shown if part.get_content_type() == "text/html")
    return next(filter(None, map(seen, pages)), "")


def _plain(part: Message) -> bool:
    """Also one that says it has parts, and has none."""
    return part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart"


def _content(part: Message) -> str:
    try:
        raw = part.get_payload(decode=True)
        charset = part.get_content_charset("utf-8")
    except Exception:  # noqa: BLE001 - as above
        return ""
    text = _decoded(raw, charset) if isinstance(raw, bytes) else ""
    return storable(text.replace("\r\n", "\n"))


def _file(part: Message) -> str:
    """Its name, where it is attached and not to be read at once."""
    try:
        name = part.get_filename()
        attached = part.get_content_disposition() == "attachment"
    except Exception:  # noqa: BLE001 - as above
        return ""
    return _header(str(name)) if name else "file" if attached else ""


def _files(parts: list[Message]) -> tuple[str, ...]:
    return tuple(name[:200] for part in parts if (name := _file(part)))[:MOST_FILES]


def _kind(mail: Message) -> str:
    return mail.get_content_type()


class _Page(HTMLParser):
    """Collects what a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.words.append("\n")
        self._hidden += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in UNSEEN))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def seen(page: str) -> str:
    """HTML as text, a line a paragraph."""
    reader = _Page()
    try:
        reader.feed(page)
        reader.close()
        text = "".join(reader.words)
    except Exception:  # noqa: BLE001 - HTML that no browser would show either
        text = TAG.sub(" ", page)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
