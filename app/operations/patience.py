"""Does an operation again when another one got in between: for those that do not depend on what
their user saw, so that "somebody was faster" is no news to anybody."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from app.errors import Conflict

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 5


def patient(act: Callable[P, R]) -> Callable[P, R]:
    """Wraps a whole operation (one transaction, which a Conflict has undone)."""

    @wraps(act)
    def again(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES - 1):
            try:
                return act(*args, **kwargs)
            except Conflict:
                continue
        return act(*args, **kwargs)

    return again
