"""The files of this checkout, as the checks see them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "models", "resources", "ui")
PROGRAMS = Path(sys.executable).parent


@cache
def files() -> tuple[Path, ...]:
    """Every file of the checkout that .gitignore does not leave out; relative to the top."""
    return tuple(sorted(path.relative_to(ROOT) for path in _walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name == ".git" or any(fnmatch(path.name, one) for one in _ignored()):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


@cache
def _ignored() -> list[str]:
    """.gitignore is kept simple: names and `*.suffix`."""
    return [line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split()]


def modules(*tops: str) -> list[Path]:
    """The Python files under the given folders of the top level."""
    return [path for path in files() if path.suffix == ".py" and path.parts[0] in tops]


@cache
def text(path: Path) -> str:
    """The file's text; bytes that are no text become question marks."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


@cache
def tree(path: Path) -> ast.Module:
    """The file parsed."""
    return ast.parse(text(path), str(path))


def imported(path: Path) -> set[str]:
    """The dotted names that a module imports, wherever in the file: `a.b` and `a.b.c` for
    `from a.b import c`.
    """
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def run(program: str, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """One of the tools in this environment, with both its outputs as `stdout`."""
    command = [str(PROGRAMS / program), *arguments]
    return subprocess.run(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
