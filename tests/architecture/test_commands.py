"""The commands that the README promises first are those that the machines run."""

import re
import stat
from pathlib import Path

import pytest

from tests.architecture.checkout import ROOT, text

COMMANDS = ["python3 packaging/run.py", "python3 packaging/test.py"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_the_command_before_anything_else(command: str) -> None:
    """In its first block of code."""
    assert command in text(Path("README.md")).split("```")[1]


def test_ci_calls_the_readme_s_test_command() -> None:
    """And nothing but that."""
    script = [line for line in text(Path(".ci/run")).splitlines() if "python3" in line]
    assert len(script) == 1
    assert re.search(rf"{COMMANDS[1]}(?: |$)", script[0])
    assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR
