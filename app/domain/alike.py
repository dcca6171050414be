"""Which titles say nearly the same: by the trigrams of their words, numbers taken as one.

Two titles are alike when the trigrams both have, over the geometric mean of how many each has, come
to `ALIKE` (Ochiai, 1957): the same two titles are so whatever else was ever written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.domain.cases import Numbers
from app.domain.similar import DIGITS, WORD

ALIKE = 0.6
SLACK = 1e-9
Floats = NDArray[np.float64]
NEVER = 2**62  # microseconds: longer than anything lasts


@dataclass(frozen=True, slots=True, eq=False)
class Titles:
    """Titles as numbers: `kind` has a place in `words` for each incident of `number` (sorted)."""

    number: Numbers
    kind: Numbers
    words: Sequence[str]

    def of(self, numbers: Numbers) -> Numbers:
        """The kind of each incident's title, -1 for one that is not known."""
        place = np.minimum(np.searchsorted(self.number, numbers), max(len(self.number) - 1, 0))
        if not len(self.number):
            return np.full(len(numbers), -1, dtype=np.int64)
        return np.where(self.number[place] == numbers, self.kind[place], -1)


def plain(title: str) -> str:
    """What is compared of it."""
    return " ".join(WORD.findall(DIGITS.sub("0", title.casefold())))


@lru_cache(maxsize=50_000)
def grams(plain_title: str) -> frozenset[str]:
    """Of each word, with its ends."""
    padded = (f" {word} " for word in plain_title.split())
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def likeness(one: str, other: str) -> float:
    """0 to 1, of two plain titles."""
    a, b = grams(one), grams(other)
    return len(a & b) / float(np.sqrt(len(a) * len(b))) if a and b else float(one == other)


def since_alike(titles: Numbers, words: Sequence[str], service: Numbers, at: Numbers,
                number: Numbers) -> Numbers:  # fmt: skip
    """How long before each incident the last one of the same service (or of none, as it) came
    whose title is alike; NEVER where none did. Of two at the same instant, the lower number came
    first. All columns are of one length."""
    found = np.full(len(at), NEVER, dtype=np.int64)
    order = np.lexsort((number, at, service))
    cuts = np.flatnonzero(np.diff(service[order])) + 1
    for rows in np.split(order, cuts):
        known = rows[titles[rows] >= 0]
        if len(known):
            found[known] = _within(titles[known], words, at[known])
    return found


def since_same(keys: Numbers, at: Numbers, number: Numbers) -> Numbers:
    """The same of those that have the same key; a key below nothing is none."""
    order = np.lexsort((number, at, keys))
    key, when = keys[order], at[order]
    lag = np.full(len(at), NEVER, dtype=np.int64)
    again = (key[1:] == key[:-1]) & (key[1:] >= 0)
    lag[1:][again] = (when[1:] - when[:-1])[again]
    found = np.empty_like(lag)
    found[order] = lag
    return found


def _within(titles: Numbers, words: Sequence[str], at: Numbers) -> Numbers:
    """Of one service; rows in the order in which they came."""
    kinds, place = np.unique(titles, return_inverse=True)
    near = _neighbours([words[kind] for kind in kinds])
    order = np.argsort(place, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(place))[:-1])
    found = np.empty(len(at), dtype=np.int64)
    for kind, own in enumerate(rows):
        others = own if len(near[kind]) == 1 else np.sort(np.concatenate([rows[k] for k in
                                                                          near[kind]]))  # fmt: skip
        before = np.searchsorted(others, own) - 1
        lag = at[own] - at[others[np.maximum(before, 0)]]
        found[own] = np.where(before >= 0, lag, NEVER)
    return found


def _neighbours(texts: Sequence[str]) -> list[Numbers]:
    """For each text the places of those alike, its own among them."""
    if len(texts) == 1:
        return [np.zeros(1, dtype=np.int64)]
    places: dict[str, int] = {}
    rows = [np.array([places.setdefault(g, len(places)) for g in sorted(grams(text))],
                     dtype=np.int64) for text in texts]  # fmt: skip
    sizes = np.array([max(len(row), 1) for row in rows], dtype=np.float64)
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    flat = np.concatenate(rows)
    order = np.argsort(flat, kind="stable")
    having = np.split(owners[order], np.cumsum(np.bincount(flat, minlength=len(places)))[:-1])
    return [_alike(at, row, having, sizes) for at, row in enumerate(rows)]


def _alike(at: int, row: Numbers, having: list[Numbers], sizes: Floats) -> Numbers:
    if not len(row):
        return np.array([at], dtype=np.int64)
    shared = np.bincount(np.concatenate([having[g] for g in row]), minlength=len(sizes))
    return np.flatnonzero(shared >= (ALIKE - SLACK) * np.sqrt(sizes * sizes[at]))
