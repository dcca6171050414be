"""Documents written down, and read again by other programs where they are here."""

import struct
import zlib
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.domain.document import (
    Bullets,
    Document,
    Facts,
    Heading,
    NewPage,
    Picture,
    Rule,
    Table,
    Words,
)
from app.paper.html import html_of, safe_html
from app.paper.markdown import escaped, markdown_of
from app.paper.pdf import pdf_of
from tests.printed import words_of


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_)

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


WRITTEN = """Disk *full* on **db-1**, see [the board](https://example.org/a?b=1&c=2) and `df -h`.

1. first
2. second
   - deeper <b>no tag</b>

> It was the log.

```
$ du -sh /var/log/*
    4.0G  app.log
```

| host | free |
| --- | --- |
| db-1 | 0 % |

![a picture elsewhere](https://example.org/spy.png) [bad](javascript:alert(1))
"""
CRAMPED = (  # there is no room for all of these words
    Table(("a", "b"), (("w" * 300, "v" * 300),)),
    Table(tuple("abcdefgh"), (("w" * 30,) * 8,)),
)
ALL = Document(
    "Review of #42: “Checkout fails” – Ärger & Köln ≥ 3 → 漢",
    "24 November 2026, Europe/Madrid",
    (
        Heading("What happened"),
        Words(WRITTEN),
        Heading("People", 2),
        Facts((("Commander", "Ana Ruiz"), ("Scribe", "<nobody> & co."))),
        Bullets(("paged in *2 min*", "escalated"), numbered=True),
        Table(("when", "minutes"), (("09:00", "12"), ("a|b", "7")), (3, 1), frozenset({1})),
        Rule(),
        NewPage(),
        Heading("Timeline", 3),
        Picture(png(80, 20), "four lanes", "As it went", 0.5, "timeline"),
    ),
)


class Texts(HTMLParser):
    """What a reader sees, and what a browser would ask for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", list[str]()
        self.sources, self.links = list[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.sources += [found["src"]] if "src" in found else []
        self.links += [found["href"]] if "href" in found else []

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_says_all_of_it_and_asks_for_nothing() -> None:
    page = Texts(html_of(ALL))
    assert all(source.startswith("data:image/png;base64,") for source in page.sources)
    assert len(page.sources) == 1
    assert page.links == ["https://example.org/a?b=1&c=2"]
    assert "script" not in page.tags
    for words in (ALL.title, "<b>no tag</b>", "<nobody> & co.", "a|b", "As it went", "4.0G"):
        assert words in page.text


@given(st.text(max_size=200))
def test_html_of_whatever_people_type_is_safe(typed: str) -> None:
    page = Texts(safe_html(typed))
    assert not {"script", "img", "iframe", "style", "svg"} & set(page.tags)
    assert all(
        link.split(":")[0] in ("http", "https", "mailto") for link in page.links if ":" in link
    )


def test_markdown_reads_back() -> None:
    text = markdown_of(ALL, ["timeline.png"])
    assert text.startswith("# Review of #42: “Checkout fails”")
    assert "![four lanes](timeline.png)" in text
    assert "| 09:00 | 12 |" in text
    assert "data:image" in markdown_of(ALL)
    html = MarkdownIt("commonmark").enable("table").render(text)
    page = Texts(html)
    for words in ("<nobody> & co.", "a|b", "Commander:"):
        assert words in page.text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=80))
def test_what_is_escaped_is_shown_as_it_was(typed: str) -> None:
    line = " ".join(typed.split())
    shown = Texts(MarkdownIt("commonmark").render(f"x {escaped(line)}")).text
    assert " ".join(shown.split()) == f"x {line}".strip()


def test_pdf_is_the_same_each_time() -> None:
    made = pdf_of(ALL)
    assert made.startswith(b"%PDF-")
    assert made == pdf_of(ALL)


def test_pdf_breaks_no_word_that_another_column_has_room_for() -> None:
    rows = (("11-27 16:38:43", "payments-monitor", "It began with a long sentence. " * 9),)
    made = pdf_of(Document("Wide", "", (Table(("When", "Who", "What"), rows, (16, 14, 70)),)))
    assert "payments-monitor" in words_of(made)
    assert all(words_of(pdf_of(Document("", "", (table,)))) for table in CRAMPED)


def test_pdf_tears_no_short_table() -> None:
    """It goes to the next page as a whole, its head with it, and its head is there once."""
    clocks = "| Clock | Took |\n| --- | --- |\n" + "\n".join(f"| c{n} | 4m |" for n in range(4))
    for lines in range(30, 60):
        filling = Words("\n\n".join(["word"] * lines))
        said = words_of(pdf_of(Document("Long", "", (filling, Words(clocks)))))
        assert said.count("Clock") == 1, lines


def test_pdf_has_as_many_pages_as_it_needs() -> None:
    rows = tuple((str(number), "words " * 20) for number in range(200))
    made = pdf_of(Document("Long", "", (Table(("number", "words"), rows, (1, 5)),)))
    assert made.count(b"/Type /Page\n") > 5


@pytest.mark.parametrize("width", [1, 5000])
def test_pdf_takes_a_picture_of_any_shape(width: int) -> None:
    tall = Picture(png(width, 5001 - width), "a line")
    assert pdf_of(Document("Thin", "", (tall,)))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_pdf_takes_whatever_people_type(typed: str) -> None:
    blocks = (Words(typed), Bullets((typed,)), Facts(((typed, typed),)), Heading(typed))
    table = Table((typed, "b"), ((typed, typed),))
    assert pdf_of(Document(typed, typed, (*blocks, table), foot=typed))


@pytest.mark.parametrize(
    "typed",
    ["x" * 5000, "> " * 50 + "deep", "- " * 40 + "deep", "`" + "y" * 3000 + "`", "\0\x07\ud800"],
)
def test_pdf_takes_odd_words(typed: str) -> None:
    assert pdf_of(Document("Odd", "", (Words(typed), Table(("a", "b"), ((typed, typed),)))))
