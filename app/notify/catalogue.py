"""What `app` says, in the languages of teams: read from the window's own catalogues (Qt's .qm, one
of which is shipped per language), for there is no Qt here."""

import json
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from app.domain.language import Language
from app.domain.sentence import Speech, Templates, templates_of

MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
MESSAGES = 0x69  # the section; the others are for finding one of them by its hash
END, TRANSLATION, OLD, SOURCE, CONTEXT, COMMENT = 1, 3, 5, 6, 7, 8
HEAD = struct.Struct(">BI")
LISTS = {"Said": "sentences.json", "Drafted": "drafts.json", "Wanted": "wanted.json"}


def said_in(language: Language) -> Callable[[str], str]:
    """A sentence of ours in that language."""
    return str if language is Language.ENGLISH else speech(language).said


def drafted_in(language: Language) -> Callable[[str], str]:
    """A sentence of ours in that language, with the words of records, as on paper."""
    return str if language is Language.ENGLISH else speech(language).drafted


@cache
def speech(language: Language) -> Speech:
    """The sentences of the program in that language."""
    known = translations(language)
    return Speech(listed, lambda context, source: known.get((context, source), source))


@cache
def listed(context: str) -> Templates:
    """What is said in a context, as templates."""
    path = files("resources") / "translations" / LISTS[context]
    return templates_of(json.loads(path.read_text("utf-8")))


@cache
def translations(language: Language) -> Mapping[tuple[str, str], str]:
    """By context and source; of English there is nothing to know."""
    if language is Language.ENGLISH:
        return {}
    path = files("resources") / "translations" / f"watchbill_{language.value}.qm"
    return {(context, source): said for context, source, said in _messages(path.read_bytes())}


def _messages(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Context, source and translation of each; of several forms the last."""
    if not data.startswith(MAGIC):
        return
    fields: dict[int, bytes] = {}
    for tag, value in _tagged(_section(data)):
        if tag != END:
            fields[tag] = value
            continue
        said = fields.get(TRANSLATION, b"").decode("utf-16-be")
        yield fields.get(CONTEXT, b"").decode(), fields.get(SOURCE, b"").decode(), said
        fields = {}


def _section(data: bytes) -> bytes:
    at = len(MAGIC)
    while at < len(data):
        tag, length = HEAD.unpack_from(data, at)
        at += HEAD.size
        if tag == MESSAGES:
            return data[at : at + length]
        at += length
    return b""


def _tagged(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        tag = data[at]
        if tag == END:
            length, at = 0, at + 1
        elif tag == OLD:
            length, at = 4, at + 1
        else:
            _, length = HEAD.unpack_from(data, at)
            at += HEAD.size
        yield tag, data[at : at + length]
        at += length
