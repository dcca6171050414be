"""Plain data as YAML that is pleasant to read: on one line what fits, else a line for each part.

YAML 1.1 and 1.2 readers understand it alike: a text stands plain only where no reader could take
it for anything else.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

WIDE = 100  # columns
WORD = r"[A-Za-z][A-Za-z0-9_./+@-]*"
PLAIN = re.compile(rf"{WORD}(?::[A-Za-z0-9_.-]+|(?: {WORD})+)?")
VALUES = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null"))  # to some readers


class Raw(str):
    """Text that stands as it is: a number, a time, a duration, null."""

    __slots__ = ()


def section(name: str, things: Iterable[Any]) -> list[str]:
    """The lines of a list under a key; none for an empty list."""
    lines = [line for thing in things for line in _item(thing, 2)]
    return [f"{name}:", *lines] if lines else []


def mapping(name: str, thing: dict[str, Any] | None) -> list[str]:
    """The lines of one thing under a key; none for None."""
    return [] if thing is None else _entry(name, thing, 0)


def scalar(text: str) -> str:
    """A text as it may stand anywhere, also within brackets."""
    if isinstance(text, Raw) or (PLAIN.fullmatch(text) and text.lower() not in VALUES):
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(value: Any) -> str:
    """On one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{scalar(key)}: {flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    return scalar(value)


def bare(value: Any) -> Any:
    """As values that JSON has; times and durations stay texts."""
    if isinstance(value, dict):
        return {key: bare(each) for key, each in value.items()}
    if isinstance(value, list):
        return [bare(each) for each in value]
    if not isinstance(value, Raw):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return str(value)


def _entry(key: str, value: Any, indent: int) -> list[str]:
    head = f"{' ' * indent}{scalar(key)}:"
    line = f"{head} {flow(value)}"
    if isinstance(value, str) or len(line) <= WIDE:
        return [line]
    if isinstance(value, dict):
        return [head, *_entries(value, indent + 2)]
    return [head, *(each for item in value for each in _item(item, indent + 2))]


def _entries(value: dict[str, Any], indent: int) -> list[str]:
    return [line for key, each in value.items() for line in _entry(key, each, indent)]


def _item(value: Any, indent: int) -> list[str]:
    head = f"{' ' * indent}- "
    line = head + flow(value)
    if not isinstance(value, dict) or len(line) <= WIDE:
        return [line]
    first, *rest = _entries(value, indent + 2)
    return [head + first.lstrip(), *rest]
