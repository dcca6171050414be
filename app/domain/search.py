"""What somebody types to find something, as words; and the part of a text where they stand, without
the marks of Markdown."""

import re
import unicodedata
from collections.abc import Sequence

WORD = re.compile(r"[^\W_]+")
MOST = 12  # words of one question
MARKS = (  # of Markdown: what stands there, and what is read instead
    (r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(\|[ \t:|-]*)?$|^[ \t]*`{3}.*$", ""),
    (r"^[ \t]*(#{1,6}|>|[-*+]|\d+[.)])[ \t]+(\[[ xX]\][ \t]+)?", ""),
    (r"^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$", ""),
    (r"!?\[([^\]\n]*)\]\([^)\s]*\)", r"\1"),
    (r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1", r"\2"),
    (r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])", r"\1"),
)
CELL = re.compile(r"[ \t]+\|[ \t]+")
BEFORE, ROOM = 40, 160  # characters of an excerpt before the first word found, and in all


def words(said: str) -> tuple[str, ...]:
    """Letters and digits only, in small letters: whatever is typed, no query language is in it."""
    return tuple(WORD.findall(unicodedata.normalize("NFC", said).lower())[:MOST])


def number(said: str) -> int | None:
    """Of an incident, where nothing else is said: `42` or `#42`."""
    found = re.fullmatch(r"#?([0-9]{1,18})", said.strip())
    return int(found[1]) if found else None


def excerpt(text: str, found: Sequence[str]) -> str:
    """One line of a text around the first of the words that stands in it."""
    line = " ".join(bare(text).split())
    small = line.lower()
    places = [at for at in (_place(small, word) for word in found) if at >= 0]
    begin = max(0, min(places, default=0) - BEFORE)
    begin = line.find(" ", begin) + 1 if begin else 0
    cut = line[begin : begin + ROOM]
    if begin + ROOM < len(line):
        cut = f"{cut.rsplit(' ', 1)[0]} …"
    return f"… {cut}" if begin else cut


def bare(markdown: str) -> str:
    """Its words: without headings' and lists' marks, rules of tables, stars and addresses."""
    for mark, instead in MARKS:
        markdown = re.sub(mark, instead, markdown, flags=re.MULTILINE)
    return CELL.sub(" · ", markdown)


def _place(text: str, word: str) -> int:
    found = re.search(rf"(?<![^\W_]){re.escape(word)}", text)
    return found.start() if found else -1
