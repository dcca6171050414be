"""The files of this checkout, as the checks see them."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "models", "resources", "ui")
PROGRAMS = Path(sys.executable).parent


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or would be, under version control; relative to the top."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-coz", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = sorted({Path(name) for name in listed.split("\0") if name})
    return tuple(path for path in paths if (ROOT / path).is_file())


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
