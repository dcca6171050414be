"""The shape of the house: fixed top level, short files that say why they exist, honest tests."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.checkout import files, imported, modules, text, tree

OURS = ("app", "models", "resources", "ui")
TOP = {"pyproject.toml", "README.md", "LICENSE", "requirements.lock", "tests", "packaging", *OURS}
MOST_LINES = 400
MOST_LINES_OF_WHY = 5
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "controller"}
HOSTS = re.compile(
    r"pypi[.]org|pythonhosted[.]org|[.]debian[.]org/debian|registry[.]npmjs|artifact.?registry"
)
MACHINE_PATHS = re.compile(r"(?<![\w.}])/(?:work|root|tmp|home/\w+)/")
GIVING_UP = {"skip", "skipif", "xfail", "importorskip"}


def test_the_top_level_is_fixed() -> None:
    """Eight names, a licence, a lock, and dot-folders."""
    tops = {path.parts[0] for path in files()}
    assert {top for top in tops if not top.startswith(".")} <= TOP


def test_packages_hold_a_docstring_at_most() -> None:
    """`__init__.py` runs nothing, so that importing a part imports only that part."""
    inits = [path for path in modules(*OURS, "tests") if path.name == "__init__.py"]
    assert inits
    assert [str(path) for path in inits if not _only_a_docstring(path)] == []


def test_modules_start_by_saying_why_they_exist() -> None:
    """One to five lines of it."""
    lengths = {str(path): _lines_of_why(path) for path in modules(*OURS)}
    wrong = [name for name, lines in lengths.items() if not 1 <= lines <= MOST_LINES_OF_WHY]
    assert wrong == []


def test_files_are_short() -> None:
    """Migrations may be as long as the schema is."""
    lengths = {str(path): text(path).count("\n") for path in modules(*OURS, "tests")}
    long = {name: lines for name, lines in lengths.items() if lines > MOST_LINES}
    assert [name for name in long if not name.startswith("models/migrations/versions/")] == []


def test_modules_are_named_for_what_they_are() -> None:
    """None is called utils, or by another word that says nothing."""
    paths = modules(*OURS, "tests", "packaging")
    assert [str(path) for path in paths if EMPTY_WORDS & set(path.stem.split("_"))] == []


def test_no_file_names_a_registry_or_a_machine() -> None:
    """Where packages come from is the environment's business, and so is where the checkout is."""
    texts = {path: text(path) for path in files() if path.name != "LICENSE"}
    named = {
        f"{path}: {match[0]}"
        for path, content in texts.items()
        for pattern in (HOSTS, MACHINE_PATHS)
        for match in pattern.finditer(content)
    }
    assert named == set()


def test_tests_use_no_mocks() -> None:
    """Small real fakes instead."""
    paths = modules("tests")
    assert [str(path) for path in paths if {"unittest.mock", "mock"} & imported(path)] == []


def test_no_test_gives_up() -> None:
    """No skip, no expected failure: a test runs or does not exist."""
    assert [str(path) for path in modules("tests") if GIVING_UP & _pytest_words(path)] == []


def _lines_of_why(path: Path) -> int:
    lines = (ast.get_docstring(tree(path)) or "").splitlines()
    return sum(bool(line.strip()) for line in lines)


def _only_a_docstring(path: Path) -> bool:
    body = tree(path).body
    return len(body) == 1 and ast.get_docstring(tree(path)) is not None


def _pytest_words(path: Path) -> set[str]:
    """The last words of `pytest.…` and `pytest.mark.…` in the file."""
    dotted = [ast.unparse(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)]
    return {name.rsplit(".", 1)[1] for name in dotted if name.startswith("pytest.")}
