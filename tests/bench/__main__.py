"""`python -m tests.bench [case ...]`: every module here that offers `rows()`, in one table."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import tests.bench
from tests.bench.table import Row, render

NOT_CASES = {"__main__", "table"}


def cases() -> list[str]:
    """The names of the modules that measure something, in alphabetical order."""
    names = sorted(module.name for module in iter_modules(tests.bench.__path__))
    return [name for name in names if name not in NOT_CASES and hasattr(_module(name), "rows")]


def measure(names: Sequence[str]) -> Iterator[Row]:
    """Run the named cases one after another, saying on stderr which one is under way."""
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        yield from _module(name).rows()


def main(wanted: Sequence[str]) -> int:
    """Print the table; 1 when a figure missed its target, 2 when a case has no such name."""
    known = cases()
    if unknown := sorted(set(wanted) - set(known)):
        print(f"No such case: {', '.join(unknown)}. There are: {', '.join(known)}", file=sys.stderr)
        return 2
    measured = list(measure(wanted or known))
    print(render(measured))
    return 1 if any(row.met is False for row in measured) else 0


def _module(name: str) -> ModuleType:
    return import_module(f"tests.bench.{name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
