"""How much of what came was for nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.domain.cases import UNKNOWN, Cases, Numbers
from app.domain.interruption import Pages

FLAPS = 2  # reopened so often, an incident flaps


@dataclass(frozen=True, slots=True, eq=False)
class Endings:
    """Numbers (sorted) of incidents that the last time were ended by a machine, and of those
    reopened `FLAPS` times or more."""

    healed: Numbers
    flapping: Numbers


@dataclass(frozen=True, slots=True)
class Idle:
    """`healed`: incidents that ended by themselves; `flapping`: those reopened again and again;
    `pages` that went out, `idle` of them for incidents that healed and nobody ever
    acknowledged."""

    healed: int
    flapping: int
    pages: int
    idle: int


def idle(cases: Cases, pages: Pages, endings: Endings) -> Idle:
    """Of incidents that count; pages of others are left out."""
    healed = np.isin(cases.number, endings.healed) & ~cases.open
    silent = cases.number[healed & (cases.acknowledged == UNKNOWN)]
    counted = np.isin(pages.number, cases.number)
    return Idle(
        healed=int(np.count_nonzero(healed)),
        flapping=int(np.count_nonzero(np.isin(cases.number, endings.flapping))),
        pages=int(np.count_nonzero(counted)),
        idle=int(np.count_nonzero(np.isin(pages.number, silent))),
    )


def shares(of: Idle, incidents: int) -> Mapping[str, float | None]:
    """As parts of all, 0 to 1."""
    return {
        "healed": of.healed / incidents if incidents else None,
        "flapping": of.flapping / incidents if incidents else None,
        "idle": of.idle / of.pages if of.pages else None,
    }
