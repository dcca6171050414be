"""Two people changed the same thing: what only one of them touched is nobody's conflict."""

from dataclasses import fields, replace
from typing import Any


def merged(base: Any, mine: Any, theirs: Any) -> Any:
    """Theirs, with every field that I changed since `base` as I typed it. All are specs."""
    changed = {
        each.name: getattr(mine, each.name)
        for each in fields(base)
        if getattr(mine, each.name) != getattr(base, each.name)
    }
    return replace(theirs, **changed)
