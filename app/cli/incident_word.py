"""What people type for severities, stages, roles and the like, understood generously."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from app.errors import Refused

Kind = TypeVar("Kind", bound=StrEnum)
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def word(kind: type[Kind], said: str) -> Kind:
    """By value, by name or by its beginning, whatever the case: `sev1`, `1`, `pipeline`,
    `commander`. Raises Refused with the words there are."""
    wanted = said.strip().casefold()
    exact = [each for each in kind if wanted in _names(each)]
    close = [each for each in kind if any(name.startswith(wanted) for name in _names(each))]
    found = exact or (close if wanted else [])
    if len(found) == 1:
        return found[0]
    known = ", ".join(each.value for each in kind)
    what = CAPITAL.sub(" ", kind.__name__).lower()
    raise Refused(f"{said!r} is no {what}; there are: {known}.")


def words(kind: type[Kind], said: Iterable[str]) -> frozenset[Kind]:
    """Several, also in one with commas between."""
    return frozenset(word(kind, each) for some in said for each in some.split(","))


def nothing(said: str) -> bool:
    """Whether an option asks for a field to be emptied."""
    return said.strip().casefold() in ("", "none", "null")


def _names(each: StrEnum) -> tuple[str, ...]:
    value, name = each.value.casefold(), each.name.casefold().replace("_", "-")
    return value, name, value.removeprefix("sev")
