"""Incidents as columns of numbers, for a hundred thousand of them are to be reckoned with while
somebody waits. Arrays are values: nobody writes into one that was handed over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.case import Case
from models.kinds import OPEN_STAGES, Severity, Stage

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
UNKNOWN = -(2**63)  # a clock that never stood, microseconds
STAGES, SEVERITIES = tuple(Stage), tuple(Severity)
CLOCKED = ("impact_started", "detected", "created", "acknowledged", "mitigated", "resolved")
SECOND = 1_000_000  # microseconds


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """A row an incident; all columns are of one length. `stage` and `severity` are places in
    `STAGES` and `SEVERITIES`, `category` and `service` places in the tuples of names beside them,
    -1 for none. Clocks are microseconds since 1970 UTC or UNKNOWN; `created` is always known.
    `customers` is how many were said to be hit, -1 where nobody said; `touched` how many services
    it concerned; `problem` its cause's id or -1."""

    number: Numbers
    stage: Numbers
    severity: Numbers
    category: Numbers
    service: Numbers
    drill: Mask
    alerts: Numbers
    customers: Numbers
    touched: Numbers
    problem: Numbers
    impact_started: Numbers
    detected: Numbers
    created: Numbers
    acknowledged: Numbers
    mitigated: Numbers
    resolved: Numbers
    categories: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.number)

    def at(self, which: Any) -> "Cases":
        """Some of them: by a mask, or by places in this order."""
        mask = np.asarray(which).dtype == np.bool_  # a mask is looked through once, not per column
        places = np.flatnonzero(which) if mask else which
        chosen = {name: getattr(self, name)[places] for name in COLUMNS}
        return Cases(**chosen, categories=self.categories, services=self.services)

    @property
    def open(self) -> Mask:
        """Which are still worked on."""
        return np.isin(self.stage, OPEN)

    def since(self, begin: str, end: str) -> tuple[NDArray[np.float64], Mask]:
        """`end` - `begin` in seconds, and where both clocks are known."""
        one, other = getattr(self, begin), getattr(self, end)
        known = (one != UNKNOWN) & (other != UNKNOWN)
        return np.where(known, other - np.where(known, one, 0), 0) / SECOND, known


COLUMNS = tuple(each.name for each in fields(Cases) if each.name not in ("categories", "services"))
OPEN = [STAGES.index(each) for each in OPEN_STAGES]


def cases_of(rows: Iterable[Case]) -> Cases:
    """The same as columns."""
    listed = list(rows)
    categories = _names(row.category for row in listed)
    services = _names(row.service for row in listed)
    columns: dict[str, Sequence[object]] = {
        "number": range(1, len(listed) + 1),
        "stage": [STAGES.index(row.stage) for row in listed],
        "severity": [SEVERITIES.index(row.severity) for row in listed],
        "category": [_place(categories, row.category) for row in listed],
        "service": [_place(services, row.service) for row in listed],
        "alerts": [row.alerts for row in listed],
        "customers": [-1] * len(listed),
        "touched": [1] * len(listed),
        "problem": [-1] * len(listed),
    }
    for name in CLOCKED:
        found = (getattr(row, name) for row in listed)
        columns[name] = [UNKNOWN if at is None else at for at in found]
    made: dict[str, Any] = {k: np.array(v, dtype=np.int64) for k, v in columns.items()}
    made["drill"] = np.array([row.drill for row in listed], dtype=np.bool_)
    return Cases(**made, categories=categories, services=services)


def _names(said: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({str(name) for name in said if name is not None}))


def _place(names: tuple[str, ...], name: str | None) -> int:
    return -1 if name is None else names.index(str(name))
