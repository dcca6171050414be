"""How quickly pages are answered, by level and by person. Figures about people: shown to managers
only, where the team says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from app.domain.cases import SECOND, UNKNOWN, Mask, Numbers
from app.domain.interruption import Pages
from app.domain.rota import PersonId
from app.domain.statistic import Summary, summary


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """When somebody first acknowledged an incident, as columns of one length: its number, the
    person's id, and microseconds since 1970; each pair of the first two once, in any order."""

    number: Numbers
    person: Numbers
    at: Numbers


@dataclass(frozen=True, slots=True)
class Response:
    """Of `paged` times somebody (or a level) was paged about an incident, so many were `answered`
    by whoever was paged; `seconds` from the first page to that answer."""

    paged: int
    answered: int
    seconds: Summary


@dataclass(frozen=True, slots=True)
class Responses:
    """By level (0 the last resort) and by person."""

    levels: Mapping[int, Response]
    people: Mapping[PersonId, Response]


def responses(pages: Pages, answers: Answers) -> Responses:
    """An answer from before the page is none to it. Several pages of one person about one incident
    count from the first; a level's answer is that of anybody it paged."""
    firsts = _firsts(pages)
    took = _took(firsts, answers)
    people = {int(who): _response(took[firsts.person == who]) for who in _known(firsts.person)}
    levels = {int(one): _level(firsts, took, firsts.level == one) for one in _known(firsts.level)}
    return Responses(levels, people)


def _firsts(pages: Pages) -> Pages:
    """Each person's first page about each incident."""
    order = np.lexsort((pages.sent, pages.person, pages.number))
    number, person = pages.number[order], pages.person[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (number[1:] != number[:-1]) | (person[1:] != person[:-1])
    chosen = order[first]
    return Pages(pages.number[chosen], pages.person[chosen], pages.sent[chosen],
                 pages.level[chosen])  # fmt: skip


def _took(pages: Pages, answers: Answers) -> Numbers:
    """Microseconds to each answer, or UNKNOWN."""
    if not len(answers.at):
        return np.full(len(pages), UNKNOWN, dtype=np.int64)
    wide = 1 + max(pages.person.max(initial=0), answers.person.max(initial=0))
    keys = answers.number * wide + answers.person
    order = np.argsort(keys)
    keys, asked = keys[order], pages.number * wide + pages.person
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    at = answers.at[order][place]
    good = (keys[place] == asked) & (at >= pages.sent)
    return np.where(good, at - np.where(good, pages.sent, 0), UNKNOWN)


def _level(pages: Pages, took: Numbers, which: Mask) -> Response:
    """An incident counts once for a level: by the quickest of those it paged."""
    number, best = pages.number[which], took[which]
    order = np.lexsort((np.where(best == UNKNOWN, np.iinfo(np.int64).max, best), number))
    number, best = number[order], best[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = number[1:] != number[:-1]
    return _response(best[first])


def _response(took: Numbers) -> Response:
    known = took[took != UNKNOWN]
    return Response(len(took), len(known), summary(known / SECOND))


def _known(values: Numbers) -> Iterable[int]:
    return (int(each) for each in np.unique(values))
