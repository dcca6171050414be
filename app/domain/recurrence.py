"""Whether trouble comes back: an incident recurs when one of the same cause came shortly before."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from app.domain.cases import Cases, Mask, Numbers

WITHIN = (timedelta(days=30), timedelta(days=90))
MICRO = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Of `known` incidents (those whose cause can be told) so many came `again`; `unknown` have
    neither a problem nor both service and category, and are in no share."""

    known: int
    again: int
    unknown: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing is known."""
        return self.again / self.known if self.known else None


def recurrence(cases: Cases, within: timedelta, counted: Mask) -> Recurrence:
    """Of those `counted`; the others are only looked at as what came before."""
    keys = causes(cases)
    known = int(np.count_nonzero(counted & (keys >= 0)))
    again = int(np.count_nonzero(counted & recurring(cases, within)))
    return Recurrence(known, again, int(np.count_nonzero(counted)) - known)


def recurring(cases: Cases, within: timedelta) -> Mask:
    """Which were created no longer than that after another of the same cause."""
    keys = causes(cases)
    order = np.lexsort((cases.number, cases.created, keys))
    key, at = keys[order], cases.created[order]
    soon = np.zeros(len(cases), dtype=np.bool_)
    soon[1:] = (key[1:] == key[:-1]) & (key[1:] >= 0) & (at[1:] - at[:-1] <= within // MICRO)
    found = np.zeros(len(cases), dtype=np.bool_)
    found[order] = soon
    return found


def causes(cases: Cases) -> Numbers:
    """A number for each cause: its problem, else its service with its category; -1 unknown."""
    both = (cases.service >= 0) & (cases.category >= 0)
    pair = (cases.service * (len(cases.categories) + 1) + cases.category) * 2
    return np.where(cases.problem >= 0, cases.problem * 2 + 1, np.where(both, pair, -1))
