"""What the program says, said again in another language. Rules, refusals and records are English
(the shell, the API and the log read them too); a sentence is found among the templates that
`packaging/translations.py` gathered, and said again with the same values.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

SAID = "Said"
DRAFTED = "Drafted"  # words of drafts: alone they say too little to be looked for elsewhere
WANTED = "Wanted"  # single words, each said of a place in a workspace file
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


class Template(NamedTuple):
    """A sentence with gaps; `known` counts its own letters: the one with most of them fits best."""

    source: str
    shape: re.Pattern[str]
    known: int


class Templates(NamedTuple):
    """Those without gaps, and those with, the most telling first."""

    plain: frozenset[str]
    shapes: tuple[Template, ...]


class Speech(NamedTuple):
    """A language: `known` are the templates of a context, `translated` what it says for one."""

    known: Callable[[str], Templates]
    translated: Callable[[str, str], str]

    def said(self, sentence: str, *, drafts: bool = False) -> str:
        """A sentence again; one that nobody knows stays as it is. `drafts`: one of a draft of a
        review, whose own words and templates nothing else knows."""
        runs = list(self._runs(ENDS.split(sentence), drafts))
        every = all(self._is_known(each, drafts) for each in runs)
        if not every and (whole := self._whole(sentence, drafts)):
            return whole
        return "".join(self._whole(each, drafts) or self._listed(each, 0) for each in runs)

    def drafted(self, sentence: str) -> str:
        """A sentence of a draft."""
        return self.said(sentence, drafts=True)

    def _whole(self, sentence: str, drafts: bool) -> str:
        found = self._matched(sentence, 0, DRAFTED) if drafts else ""
        return found or self._matched(sentence, 0)

    def _runs(self, parts: list[str], drafts: bool) -> Iterator[str]:
        """Several sentences, each for itself, or as many together as are known together; and what
        stands between them."""
        at = 0
        while at < len(parts):
            ends = range(len(parts), at, -1)
            end = next(
                e for e in ends if e == at + 1 or self._is_known("".join(parts[at:e]), drafts)
            )
            yield "".join(parts[at:end])
            at = end

    def _is_known(self, words: str, drafts: bool) -> bool:
        """Letter for letter, without a gap; so is a space."""
        known = words.isspace() or words in self.known(SAID).plain
        return known or (drafts and words in self.known(DRAFTED).plain)

    def _matched(self, sentence: str, depth: int, context: str = SAID) -> str:
        """Translated, or empty where no template of the context fits; gaps are of the first one."""
        plain, shapes = self.known(context)
        if sentence in plain:
            return self.translated(context, sentence)
        if depth >= DEPTH:
            return ""
        for each in shapes:
            found = each.shape.fullmatch(sentence)
            if found is not None:
                return self._filled(context, each.source, found.groups(), depth)
        return ""

    def _filled(self, context: str, source: str, values: tuple[str, ...], depth: int) -> str:
        named = {int(each) for each in QUOTED.findall(source)}  # what somebody called it
        words = WANTED if source in WANTING else SAID
        inner = [
            each if place in named else self._inner(each, depth, words)
            for place, each in enumerate(values, 1)
        ]
        text = self.translated(context, source)
        return MARK.sub(lambda mark: inner[int(mark[1]) - 1], text)

    def _inner(self, value: str, depth: int, words: str) -> str:
        """What stands in a gap, translated; the `s` of an English plural is left out."""
        if value == "s":
            return ""
        if words != SAID and value in self.known(words).plain:
            return self.translated(words, value)
        return self._matched(value, depth + 1) or self._listed(value, depth + 1)

    def _listed(self, words: str, depth: int) -> str:
        """Reasons one after another, each for itself."""
        parts = words.split("; ")
        if len(parts) < 2:
            return words
        return "; ".join(self._matched(each, depth) or each for each in parts)


def templates_of(listed: Sequence[str]) -> Templates:
    """Of all that is said in a context."""
    tails = "|".join(_shape(each) for each in listed if each[0] == " ")
    gapped = [_template(each, tails) for each in listed if MARK.search(each)]
    ordered = sorted(gapped, key=lambda each: (-each.known, -len(each.source)))
    return Templates(frozenset(each for each in listed if not MARK.search(each)), tuple(ordered))


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
