"""What `app` says, in the language of the window. Rules, refusals and records are English (the
shell, the API and the log read them too); here a sentence is found among the templates that
`packaging/translations.py` gathered, and said again with the same values.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT = "Said"
DRAFTED = "Drafted"  # words of drafts: alone they say too little to be looked for elsewhere
WANTED = "Wanted"  # single words, each said of a place in a workspace file
LISTS = {CONTEXT: "sentences.json", DRAFTED: "drafts.json", WANTED: "wanted.json"}
WANTING = {  # the sentences whose gaps hold such words
    "Expected %1, not %2.", "Expected a list of %1, not %2.", "%1 is missing; expected %2.",
    "%1 is no %2: %3", "%1 is no %2: %3.", "This slot is empty; expected %1.",
}  # fmt: skip
MARK = re.compile(r"%(\d)")
QUOTED = re.compile(r"“%(\d)”")
ENDS = re.compile(r"((?<=[.!?]) (?=[A-Z“])|\n)")
TIGHT = {  # with so few words of their own that their values must look like what they are
    "%1 customers": r"([\d.,\s]+) customers",
    "%1 customers in %2": r"([\d.,\s]+) customers in (.*?)",
    "%1 after %2": r"(.*?) after ((?:\d+[dhms])+)",
}
USE = re.compile(  # where a thing is named: several stand one after another
    r"(team|service|schedule|group|integration|policy|workflow) “?%1”?( \(.+\))?"
)
DEPTH = 4  # a sentence within a sentence within ...

_speaking: list[bool] = [False]


class Template(NamedTuple):
    """A sentence with gaps; `known` counts its own letters: the one with most of them fits best."""

    source: str
    shape: re.Pattern[str]
    known: int


def speak(foreign: bool) -> None:
    """Whether there is anything to translate. English windows show what is said as it is."""
    _speaking[0] = foreign
    _found.cache_clear()


def speaking() -> bool:
    """Whether the window speaks another language than `app` writes."""
    return _speaking[0]


def worded(sentence: str) -> str:
    """A sentence of `app` for the window; one that nobody knows stays as it is."""
    return _found(sentence) if sentence and _speaking[0] else sentence


def drafted(sentence: str) -> str:
    """The same for a draft of a review, whose own words and templates nothing else knows."""
    return _found(sentence, True) if sentence and _speaking[0] else sentence


def fault_words(fault: BaseException) -> str:
    """What a fault says; its commands as they are typed on this machine."""
    said = worded(str(fault))
    if "`watchbill " not in said:
        return said
    from app.command import own_command

    return said.replace("`watchbill ", f"`{own_command()} ")


def capital(words: str) -> str:
    """As a sentence begins; what follows stays as it is written."""
    return words[:1].upper() + words[1:]


def inside(words: str) -> str:
    """As it stands within a sentence; German keeps the capitals of its nouns."""
    german = QLocale().language() is QLocale.Language.German
    return words if german else words.lower()


@lru_cache(maxsize=4096)
def _found(sentence: str, drafts: bool = False) -> str:
    runs = list(_runs(ENDS.split(sentence), drafts))
    every = all(_is_known(each, drafts) for each in runs)
    if not every and (whole := _whole(sentence, drafts)):
        return whole
    return "".join(_whole(each, drafts) or _listed(each, 0) for each in runs)


def _whole(sentence: str, drafts: bool) -> str:
    return (_matched(sentence, 0, DRAFTED) if drafts else "") or _matched(sentence, 0)


def _runs(parts: "list[str]", drafts: bool) -> "Iterator[str]":
    """Several sentences, each for itself, or as many together as are known together; and what
    stands between them."""
    at = 0
    while at < len(parts):
        ends = range(len(parts), at, -1)
        end = next(e for e in ends if e == at + 1 or _is_known("".join(parts[at:e]), drafts))
        yield "".join(parts[at:end])
        at = end


def _is_known(words: str, drafts: bool) -> bool:
    """Letter for letter, without a gap; so is a space."""
    known = words.isspace() or words in _templates(CONTEXT)[0]
    return known or (drafts and words in _templates(DRAFTED)[0])


def _matched(sentence: str, depth: int, context: str = CONTEXT) -> str:
    """Translated, or empty where no template of the context fits; gaps are of the first one."""
    plain, shapes = _templates(context)
    if sentence in plain:
        return QCoreApplication.translate(context, sentence)
    if depth >= DEPTH:
        return ""
    for each in shapes:
        found = each.shape.fullmatch(sentence)
        if found is not None:
            return _filled(context, each.source, found.groups(), depth)
    return ""


def _filled(context: str, source: str, values: "tuple[str, ...]", depth: int) -> str:
    named = {int(each) for each in QUOTED.findall(source)}  # what somebody called it, word by word
    words = WANTED if source in WANTING else CONTEXT
    inner = [
        each if place in named else _inner(each, depth, words)
        for place, each in enumerate(values, 1)
    ]
    text = QCoreApplication.translate(context, source)
    return MARK.sub(lambda mark: inner[int(mark[1]) - 1], text)


def _inner(value: str, depth: int, words: str) -> str:
    """What stands in a gap, translated; the `s` of an English plural is left out."""
    if value == "s":
        return ""
    if words != CONTEXT and value in _templates(words)[0]:
        return QCoreApplication.translate(words, value)
    return _matched(value, depth + 1) or _listed(value, depth + 1)


def _listed(words: str, depth: int) -> str:
    """Reasons one after another, each for itself."""
    parts = words.split("; ")
    return "; ".join(_matched(each, depth) or each for each in parts) if len(parts) > 1 else words


@lru_cache(maxsize=3)
def _templates(context: str) -> tuple[frozenset[str], tuple[Template, ...]]:
    """Those without gaps, and those with, the most telling first."""
    import json
    from importlib.resources import files

    path = files("resources") / "translations" / LISTS[context]
    listed = json.loads(path.read_text("utf-8"))
    tails = "|".join(_shape(each) for each in listed if each[0] == " ")
    gapped = [_template(each, tails) for each in listed if MARK.search(each)]
    ordered = sorted(gapped, key=lambda each: (-each.known, -len(each.source)))
    return frozenset(each for each in listed if not MARK.search(each)), tuple(ordered)


def _template(source: str, tails: str) -> Template:
    """A gap right after another is what may follow a name: a mark and more, a known tail, or
    nothing."""
    parts = MARK.split(source)  # text, number, text, ...
    more = f"((?:[:;,.\\n].*?|{tails})?)"
    plain = "([^;]*?)" if USE.fullmatch(source) else "(.*?)"
    gaps = [more if at > 1 and not parts[at - 1] else plain for at in range(1, len(parts), 2)]
    texts = [re.escape(each) for each in parts[::2]]
    shape = TIGHT.get(source) or texts[0] + "".join(
        gap + text for gap, text in zip(gaps, texts[1:], strict=True)
    )
    known = sum(map(str.isalpha, "".join(parts[::2])))
    return Template(source, re.compile(shape, re.DOTALL), known)


def _shape(source: str) -> str:
    return ".*?".join(map(re.escape, MARK.split(source)[::2]))
