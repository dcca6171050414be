"""What is installed: named with its hash, from wherever; free to ship; the same for all."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

from app.version import VERSION
from tests.architecture.checkout import text

LOCK = Path("requirements.lock")
TESTS_LOCK = Path("packaging/tests.lock")
PIN = re.compile(r"^([\w.-]+)==([\w.+!-]+)(.*?) \\$", re.MULTILINE)
NAME = re.compile(r"^[\w.-]+")
COPYLEFT = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)


def pins(lock: Path) -> set[tuple[str, ...]]:
    """Name, version and marker of each package."""
    return set(PIN.findall(text(lock)))


def installed() -> list[Distribution]:
    """The packages of the lock that this Python needs; markers leave some out."""
    return [distribution(name) for name, _, marker in pins(LOCK) if not marker]


@pytest.mark.parametrize("lock", [LOCK, TESTS_LOCK], ids=str)
def test_locks_name_no_place(lock: Path) -> None:
    """No address, no index, no file."""
    assert pins(lock)
    assert re.findall(r"://|--(?!hash=)[a-z-]+", text(lock)) == []


@pytest.mark.parametrize("lock", [LOCK, TESTS_LOCK], ids=str)
def test_every_package_has_a_hash(lock: Path) -> None:
    """Or pip would not take the lock, on the first machine that has no cache."""
    blocks = re.split(r"\n(?=\w)", text(lock))
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_tests_run_what_is_shipped() -> None:
    """The tests' lock holds the program's packages, at the same versions."""
    assert pins(LOCK) <= pins(TESTS_LOCK)


def test_the_locks_know_every_dependency() -> None:
    """Whoever adds one to pyproject.toml makes the locks anew."""
    project = tomllib.loads(text(Path("pyproject.toml")))["project"]
    shipped, dev = project["dependencies"], project["optional-dependencies"]["dev"]
    assert _names(shipped) <= {_same(name) for name, _, _ in pins(LOCK)}
    assert _names(dev) <= {_same(name) for name, _, _ in pins(TESTS_LOCK)}


def test_the_program_knows_its_version() -> None:
    """pyproject.toml and the program say the same."""
    assert tomllib.loads(text(Path("pyproject.toml")))["project"]["version"] == VERSION


def test_nothing_shipped_is_under_the_gpl() -> None:
    """Nor the AGPL; the LGPL is fine, and so is a choice that offers something else."""
    bound = [one.name for one in installed() if _only_copyleft(one)]
    assert len(installed()) > 50
    assert bound == []


def _only_copyleft(package: Distribution) -> bool:
    choices = _choices(package)
    return bool(choices) and all(COPYLEFT.search(one) for one in choices)


def _choices(package: Distribution) -> list[str]:
    """The licences to choose from, as the package says it in one of three places."""
    said = package.metadata.get_all
    if expression := said("License-Expression"):
        return str(expression[0]).split(" OR ")
    classified = [one for one in said("Classifier") or [] if one.startswith("License")]
    return classified or [str(one)[:80] for one in said("License") or []]


def _names(requirements: list[str]) -> set[str]:
    return {_same(match[0]) for one in requirements if (match := NAME.match(one))}


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
