"""From one order of ids to another in few steps that views understand. Pure.

Views keep selection and scroll through removals, insertions and moves, never through a reset.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

_MOST_RUNS = 32


@dataclass(frozen=True, slots=True)
class Step:
    """remove: rows first..last go. insert: rows first..last come. order: the same ids, reordered.

    `ids` is the whole list after the step.
    """

    kind: Literal["remove", "insert", "order"]
    first: int
    last: int
    ids: list[Hashable]


def steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Step]:
    """The steps that turn `old` into `new`; ids in each are unique."""
    made: list[Step] = []
    now = _remove(list(old), set(new), made)
    _insert(now, list(new), made)
    return made


def _remove(now: list[Hashable], wanted: set[Hashable], made: list[Step]) -> list[Hashable]:
    """Take out what is not wanted: a few runs as they lie, many after moving them to the end."""
    gone = [at for at, one in enumerate(now) if one not in wanted]
    spans = runs(gone)
    if len(spans) > _MOST_RUNS:
        kept = [one for one in now if one in wanted]
        now = kept + [now[at] for at in gone]
        made.append(Step("order", 0, len(now) - 1, now))
        spans = [(len(kept), len(now) - 1)]
    for first, last in reversed(spans):
        now = now[:first] + now[last + 1 :]
        made.append(Step("remove", first, last, now))
    return now


def _insert(now: list[Hashable], new: list[Hashable], made: list[Step]) -> None:
    """Put in what is missing; where the rest stands in another order, append and reorder."""
    if now == new:
        return
    have = set(now)
    fresh = [at for at, one in enumerate(new) if one not in have]
    spans = runs(fresh)
    in_order = [one for one in new if one in have] == now
    if in_order and len(spans) <= _MOST_RUNS:
        for first, last in spans:
            now = now[:first] + new[first : last + 1] + now[first:]
            made.append(Step("insert", first, last, now))
        return
    if fresh:
        longer = now + [new[at] for at in fresh]
        made.append(Step("insert", len(now), len(longer) - 1, longer))
    made.append(Step("order", 0, len(new) - 1, new))


def runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Rising positions as (first, last) stretches without holes."""
    spans: list[tuple[int, int]] = []
    for at in positions:
        if spans and at == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], at)
        else:
            spans.append((at, at))
    return spans
