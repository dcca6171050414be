"""Find what somebody means by a few letters, best first; quick enough for 10,000 entries."""

import re
from collections.abc import Sequence

_MOST = 200
_ENOUGH = 400  # found by letters alone; the rest would not be looked at
_FEW = 3  # fewer letters in order would match nearly everything


def ranked(query: str, texts: Sequence[str], most: int = _MOST) -> list[int]:
    """Positions in `texts` (lower case) that match every word of `query`, best first.

    A word matches where it stands in the text; where too few do, its letters in order are enough.
    """
    words = query.lower().split()
    if not words:
        return list(range(min(most, len(texts))))
    found = [at for at, text in enumerate(texts) if all(word in text for word in words)]
    scored = [(_score(words, texts[at]), at) for at in found]
    if len(found) < 20 and sum(map(len, words)) >= _FEW:
        scored += _loose(words, texts, set(found))
    return [at for _, at in sorted(scored)[:most]]


def _score(words: list[str], text: str) -> float:
    """Smaller is better: at the start, then at the start of a word, then short texts."""
    total = 0.0
    for word in words:
        at = text.find(word)
        if at == 0:
            total += 0
        elif at > 0 and not text[at - 1].isalnum():
            total += 1
        else:
            total += 3 if f" {word}" not in text else 1
    return total + len(text) / 200


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
                scored.append((10 + span / len(letters) + len(text) / 200, at))
                if len(scored) == _ENOUGH:
                    break
    return scored
