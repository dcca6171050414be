"""Whether trouble comes back: an incident recurs when one of the same cause came shortly before."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from app.domain.alike import Titles, since_alike, since_same
from app.domain.cases import Cases, Mask, Numbers

WITHIN = (timedelta(days=30), timedelta(days=90))
MICRO = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Of `known` incidents (those whose cause can be told) so many came `again`; `unknown` have
    neither a problem nor both service and category nor a title, and are in no share."""

    known: int
    again: int
    unknown: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing is known."""
        return self.again / self.known if self.known else None


def recurrence(since: Numbers, known: Mask, within: timedelta, counted: Mask) -> Recurrence:
    """Of those `counted`; `since` and `known` are what is said below."""
    told = int(np.count_nonzero(counted & known))
    again = int(np.count_nonzero(counted & known & (since <= within // MICRO)))
    return Recurrence(told, again, int(np.count_nonzero(counted)) - told)


def telling(cases: Cases, titles: Titles | None = None) -> Mask:
    """Whose cause can be told."""
    named = np.zeros(len(cases), np.bool_) if titles is None else titles.of(cases.number) >= 0
    return np.asarray((cases.problem >= 0) | (pairs(cases) >= 0) | named, dtype=np.bool_)


def since_last(cases: Cases, titles: Titles | None = None) -> Numbers:
    """How long before each the last of the same cause came, in microseconds. What people linked to
    a problem recurs with that problem only; anything else when its service had the same category,
    or a title alike."""
    at, number = cases.created, cases.number
    by_problem = since_same(cases.problem, at, number)
    other = since_same(pairs(cases), at, number)
    if titles is not None:
        kinds = titles.of(number)
        other = np.minimum(other, since_alike(kinds, titles.words, cases.service, at, number))
    return np.where(cases.problem >= 0, by_problem, other)


def pairs(cases: Cases) -> Numbers:
    """A number for each service with a category; -1 where one of them is not known."""
    both = (cases.service >= 0) & (cases.category >= 0)
    return np.where(both, cases.service * (len(cases.categories) + 1) + cases.category, -1)
