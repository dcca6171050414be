"""Find what somebody means by a few letters, best first; quick enough for 10,000 entries."""

import re
from collections.abc import Sequence

_MOST = 200
_ENOUGH = 400  # found by letters alone; the rest would not be looked at
_INSIDE, _BEGUN = 1, 2.5  # what a word costs that stands inside whole, or only begins a text
_LONG = 200  # letters; longer texts are no worse
_FEW = 3  # fewer letters in order would match nearly everything


def ranked(query: str, texts: Sequence[str], most: int = _MOST) -> list[int]:
    """Positions in `texts` (lower case) that match every word of `query`, best first.

    A word matches where it stands in the text; where too few do, its letters in order are enough.
    """
    words = query.lower().split()
    if not words:
        return list(range(min(most, len(texts))))
    found = [at for at, text in enumerate(texts) if all(word in text for word in words)]
    whole = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in words]
    scored = [(_score(words, whole, texts[at]), at) for at in found]
    if len(found) < 20 and sum(map(len, words)) >= _FEW:
        scored += _loose(words, texts, set(found))
    return [at for _, at in sorted(scored)[:most]]


def _score(words: list[str], whole: list[re.Pattern[str]], text: str) -> float:
    """Smaller is better: a whole word or number, the more so at the start; then the start of the
    text, then that of a word, then short texts."""
    total = 0.0
    for word, alone in zip(words, whole, strict=True):
        at = text.find(word)
        if alone.search(text):
            total += 0 if alone.match(text, at) and at <= text.startswith("#") else _INSIDE
        elif at == 0:
            total += _BEGUN
        elif f" {word}" in text or not text[at - 1].isalnum():
            total += _BEGUN + 1
        else:
            total += _BEGUN + 3
    return total + min(len(text), _LONG) / _LONG


def _loose(words: list[str], texts: Sequence[str], taken: set[int]) -> list[tuple[float, int]]:
    """Letters in order from the start of a word on, as tight as they can be."""
    letters = "".join(words)
    tight = re.compile(r"(?=(\b" + ".*?".join(re.escape(letter) for letter in letters) + "))")
    quick = re.compile(".*".join(re.escape(letter) for letter in letters))
    scored = []
    for at, text in enumerate(texts):
        if at not in taken and quick.search(text):
            span = min((len(found) for found in tight.findall(text)), default=_MOST)
            if span <= len(letters) * 3:
                scored.append((20 + span / len(letters) + len(text) / 200, at))
                if len(scored) == _ENOUGH:
                    break
    return scored
