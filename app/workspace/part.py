"""A part of the file while it is read: its node, its path in the workspace, and where to complain.

Reading goes on after a problem with a harmless stand-in, so that all problems are told at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from app.domain.problem import Path, Problem, hint, shown
from app.errors import Refused
from app.workspace.tree import Node

Value = TypeVar("Value")
Instead = TypeVar("Instead")


class Found(StrEnum):
    """What stands where something else was expected."""

    NOTHING = "nothing"
    LIST = "a list"
    PAIRS = "keys with values"
    VALUE = "a single value"


@dataclass(frozen=True, order=True)
class Remark:
    """A problem (or a warning) with its place, counted from 1."""

    line: int
    column: int
    sentence: str
    warning: bool = False


@dataclass
class Report:
    """Where everything stood, and what was wrong with it."""

    places: dict[Path, Node] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)

    def complain(self, node: Node, path: Path, sentence: str) -> None:
        """A problem found while reading; what was put in its stead is not looked at again."""
        self.remarks.append(Remark(node.line, node.column, sentence))
        self.broken.add(path)

    def take(self, problem: Problem) -> None:
        """A problem found in what was read."""
        above = [problem.path[:length] for length in range(len(problem.path), -1, -1)]
        if not self.broken.isdisjoint(above):
            return
        node = next(self.places[path] for path in above if path in self.places)
        remark = Remark(node.line, node.column, problem.sentence, problem.warning)
        self.remarks.append(remark)


class Misplaced(Refused):
    """What only the database can refuse; `path` is where it stands in the workspace."""

    def __init__(self, sentence: str, path: Path) -> None:
        super().__init__(sentence, ".".join(map(str, path)))
        self.path = path


class Part:
    """A node that is to become the value at `path`."""

    def __init__(
        self, report: Report, node: Node, path: Path = (), key: Node | None = None
    ) -> None:
        self._report, self.node, self.path = report, node, path
        self.key = key or node
        report.places[path] = node

    @property
    def empty(self) -> bool:
        """Nothing, `~` or `null`."""
        return self.node.empty

    def complain(self, sentence: str) -> None:
        """This is wrong."""
        self._report.complain(self.node, self.path, sentence)

    def take(self, problem: Problem) -> None:
        """Something in here is wrong; the path of the problem goes on from this one."""
        path = (*self.path, *problem.path)
        self._report.take(Problem(path, problem.sentence, problem.warning))
        self._report.broken.add(path)

    def lacks(self, key: str, what: str) -> None:
        """This should hold a key that it does not."""
        if self.node.pairs is not None:
            sentence = f"{key!r} is missing; expected {what}."
            self._report.complain(self.node, (*self.path, key), sentence)

    def fields(self, what: str, *known: str) -> "Fields":
        """The values of a mapping with known keys; those that are empty count as left out."""
        found: dict[str, Part] = {}
        for key, part in self.entries(what):
            if key not in known:
                near, listed = hint(key, known), ", ".join(known)
                sentence = f"{shown(key)} is unknown here{near} Expected: {listed}."
                self._report.complain(part.key, part.path, sentence)
            elif not part.empty:
                found[key] = part
        return Fields(self, found)

    def entries(self, what: str) -> Iterator[tuple[str, "Part"]]:
        """Keys and values of a mapping, in their order; a key that comes twice only once."""
        if self.node.pairs is None:
            self.complain(f"Expected {what}, not {_kind(self.node)}.")
            return
        seen: set[str] = set()
        for key, value in self.node.pairs:
            if key.text is None:
                self._report.complain(key, self.path, "Expected a word as key.")
            elif key.text in seen:
                twice = f"{shown(key.text)} comes twice."
                self._report.complain(key, (*self.path, key.text), twice)
            else:
                seen.add(key.text)
                yield key.text, Part(self._report, value, (*self.path, key.text), key)

    def each(self, what: str, read: Callable[["Part"], Value]) -> tuple[Value, ...]:
        """The values of a list."""
        if self.empty:
            return ()
        if self.node.items is None:
            self.complain(f"Expected a list of {what}, not {_kind(self.node)}.")
            return ()
        listed = enumerate(self.node.items)
        return tuple(read(Part(self._report, item, (*self.path, n))) for n, item in listed)

    def one_or_each(self, what: str, read: Callable[["Part"], Value]) -> tuple[Value, ...]:
        """The same for a list of one that may stand without brackets."""
        return self.each(what, read) if self.node.items is not None else (read(self),)

    def text(self, what: str) -> str:
        """The raw text of a scalar; empty after a complaint."""
        if self.node.text is None or self.empty:
            self.complain(f"Expected {what}, not {_kind(self.node)}.")
            return ""
        return self.node.text

    def value(self, what: str, read: Callable[[str], Value], instead: Instead) -> Value | Instead:
        """A scalar as `read` understands it."""
        if self.node.text is None or self.empty:
            self.complain(f"Expected {what}, not {_kind(self.node)}.")
            return instead
        try:
            return read(self.node.text)
        except ValueError as fault:
            self.complain(_unfit(shown(self.node.text), what, str(fault)))
            return instead


class Fields:
    """The values of a mapping, each asked for by its key."""

    def __init__(self, part: Part, found: dict[str, Part]) -> None:
        self._part, self._found = part, found

    def get(self, key: str) -> Part | None:
        """The value, if it is there."""
        return self._found.get(key)

    def needed(self, key: str, what: str) -> Part | None:
        """The value; a complaint when it is missing."""
        if key not in self._found:
            self._part.lacks(key, what)
        return self._found.get(key)

    def text(self, key: str, what: str = "text") -> str:
        """A text that may be left out."""
        return self._found[key].text(what) if key in self._found else ""

    def named(self, key: str, what: str) -> str | None:
        """A name that may be left out."""
        return self._found[key].text(what) if key in self._found else None

    def name(self, what: str = "a name") -> str:
        """The name by which a thing is known; it must be there."""
        found = self.needed("name", what)
        return found.text(what) if found else ""

    def value(self, key: str, what: str, read: Callable[[str], Value], default: Value) -> Value:
        """A scalar that may be left out."""
        return self._found[key].value(what, read, default) if key in self._found else default

    def each(self, key: str, what: str, read: Callable[[Part], Value]) -> tuple[Value, ...]:
        """A list that may be left out."""
        return self._found[key].each(what, read) if key in self._found else ()

    def names(self, key: str) -> tuple[str, ...]:
        """A list of names that may be left out."""
        return self.each(key, "names", lambda item: item.text("a name"))

    def span(self, read: Callable[[str], datetime]) -> tuple[datetime, datetime] | None:
        """The times at `start` and `end`; None after a complaint."""
        ends = [self._time(key, read) for key in ("start", "end")]
        start, end = ends
        return None if start is None or end is None else (start, end)

    def _time(self, key: str, read: Callable[[str], datetime]) -> datetime | None:
        part = self.needed(key, "a time such as 2026-02-03T18:00")
        return None if part is None else part.value("time", read, None)


def _kind(node: Node) -> str:
    if node.empty:
        return Found.NOTHING
    if node.items is not None:
        return Found.LIST
    return Found.PAIRS if node.pairs is not None else Found.VALUE


def _unfit(value: str, what: str, why: str) -> str:
    said = why.removesuffix(".")
    if said.endswith("?"):
        return f"{value} is no {what}: {said}"
    return f"{value} is no {what}: {said}."
