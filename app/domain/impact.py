"""How much customers felt an incident, as one number from 0 to 100."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from app.domain.cases import SEVERITIES, UNKNOWN, Cases
from models.kinds import Severity

WEIGHTS: Mapping[Severity, float] = {
    Severity.SEV1: 1.0,
    Severity.SEV2: 0.6,
    Severity.SEV3: 0.3,
    Severity.SEV4: 0.1,
}
MOST_CUSTOMERS, MOST_SERVICES, MOST_MINUTES = 10_000, 4, 480
ALONE = 0.5  # the scope of one service where nobody counted customers
SECONDS = 60.0
Floats = NDArray[np.float64]


def scores(cases: Cases, now: int) -> Floats:
    """100 * scope * severity * duration, each factor from 0 to 1:

        scope    = log(1 + customers) / log(1 + 10,000), at most 1, where customers were counted;
                   else 1/2 for one service and 1/6 more for each other, at most 1
        severity = 1, 0.6, 0.3, 0.1 for SEV1 to SEV4
        duration = log(1 + minutes of impact) / log(1 + 480), at most 1

    Impact lasts from impact started (else created) to mitigated (else resolved, else `now`, in
    microseconds). Logarithms: ten customers more matter among ten, not among ten thousand.
    """
    weight = np.array([WEIGHTS[each] for each in SEVERITIES])[cases.severity]
    return np.asarray(100 * scope(cases) * weight * duration(cases, now), dtype=np.float64)


def scope(cases: Cases) -> Floats:
    """How much of what customers use was hit, 0 to 1."""
    counted = np.log1p(np.maximum(cases.customers, 0)) / np.log1p(MOST_CUSTOMERS)
    more = np.maximum(cases.touched - 1, 0) * (1 - ALONE) / (MOST_SERVICES - 1)
    found = np.where(cases.customers >= 0, counted, ALONE + more)
    return np.asarray(np.minimum(found, 1.0), dtype=np.float64)


def duration(cases: Cases, now: int) -> Floats:
    """How long it hurt, 0 to 1."""
    begun = np.where(cases.impact_started != UNKNOWN, cases.impact_started, cases.created)
    ended = np.where(cases.mitigated != UNKNOWN, cases.mitigated, cases.resolved)
    minutes = (np.where(ended != UNKNOWN, ended, now) - begun) / 1_000_000 / SECONDS
    found = np.log1p(np.maximum(minutes, 0)) / np.log1p(MOST_MINUTES)
    return np.asarray(np.minimum(found, 1.0), dtype=np.float64)
