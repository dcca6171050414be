"""What can be wrong with a spec: a path into it and a sentence that says what was expected.

The file reader turns the path into line and column, a form into a field. Secrets are never
repeated in a sentence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from app.domain.handle import handle_of
from app.domain.workspace import NOBODY

Path = tuple[str | int, ...]

HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
LABEL = 64  # characters of a name that is not a handle
SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """A warning does not stop anything."""

    path: Path
    sentence: str
    warning: bool = False


Problems = Iterator[Problem]


def under(prefix: Path, problems: Iterable[Problem]) -> Problems:
    """The same problems, seen from further up."""
    for each in problems:
        yield Problem((*prefix, *each.path), each.sentence, each.warning)


def handle_problems(name: str, path: Path = ("name",)) -> Problems:
    """A handle: lower-case letters, digits, - _ . and at most 64 of them."""
    if name == NOBODY:
        yield Problem(path, f"{NOBODY!r} means an empty slot and cannot be a name.")
    elif not HANDLE.fullmatch(name):
        yield Problem(
            path,
            f"{shown(name)} is no handle; expected lower-case letters, digits, '-', '_' or '.', "
            f"at most 64, the first a letter or digit{_as_handle(name)}",
        )


def text_problems(value: str, most: int, path: Path, *, lines: bool = False) -> Problems:
    """Plain text that every database and screen can hold."""
    allowed = "\n\t" if lines else ""
    if len(value) > most:
        yield Problem(path, f"This has {len(value)} characters; expected at most {most}.")
    elif any(not (c.isprintable() or c in allowed) for c in value):
        yield Problem(path, "This holds a character that cannot be shown; expected plain text.")


def label_problems(value: str, path: Path) -> Problems:
    """A name that is not a handle: of a contact, of a rotation."""
    if not value or value != value.strip():
        yield Problem(path, f"{shown(value)} is no name; expected text without space around it.")
    else:
        yield from text_problems(value, LABEL, path)


def zone_problems(name: str, path: Path = ("time_zone",)) -> Problems:
    """An IANA time zone."""
    if name not in zones():
        yield Problem(
            path,
            f"There is no time zone {shown(name)}; expected an IANA name such as Europe/Madrid"
            f"{hint(name, zones())}",
        )


def number_problems(value: int, least: int, most: int, path: Path) -> Problems:
    """A whole number within limits, both included."""
    if not least <= value <= most:
        yield Problem(path, f"{value} is out of range; expected {least} to {most}.")


def known(name: str, names: Iterable[str], kind: str, path: Path) -> Problems:
    """A reference to something by its handle."""
    found = frozenset(names)
    if name not in found:
        yield Problem(path, f"There is no {kind} called {shown(name)}{hint(name, found)}")


def all_known(listed: Iterable[str], names: Iterable[str], kind: str, path: Path) -> Problems:
    """References in a list, each at most once."""
    seen: set[str] = set()
    found = frozenset(names)
    for place, name in enumerate(listed):
        yield from known(name, found, kind, (*path, place))
        if name in seen:
            yield Problem((*path, place), f"{shown(name)} is named twice here.")
        seen.add(name)


def repeated(names: Iterable[str], kind: str, path: Path) -> Problems:
    """Two things of a list with one name."""
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in seen:
            yield Problem((*path, place, "name"), f"There are two {kind} called {shown(name)}.")
        seen.add(name)


def hint(name: str, names: Iterable[str]) -> str:
    """The end of a sentence: the nearest name as a question, or just a full stop."""
    folded = {each.lower(): str(each) for each in names}
    word = name.lower()[:LABEL]
    near = get_close_matches(word, folded)
    best = next((each for each in near if each[:1] == word[:1]), near[0] if near else None)
    return "." if best is None else f"; did you mean {folded[best]!r}?"


def shown(value: str) -> str:
    """A value as it stands in a sentence: quoted, and no longer than a glance."""
    return repr(value if len(value) <= SHOWN else value[: SHOWN - 3] + "...")


@cache
def zones() -> frozenset[str]:
    """All zones that this machine or the tzdata package knows."""
    return frozenset(available_timezones())


def _as_handle(name: str) -> str:
    meant = handle_of(name)
    return f"; did you mean {meant!r}?" if meant and meant != NOBODY else "."
