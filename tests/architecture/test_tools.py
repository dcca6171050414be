"""The tools that read our code find nothing; their settings are in pyproject.toml."""

from tests.architecture.checkout import run


def test_ruff_finds_nothing() -> None:
    """Style, imports, names, zones, traps."""
    done = run("ruff", "check", "--no-fix", "--output-format", "concise")
    assert done.returncode == 0, done.stdout


def test_the_code_is_formatted() -> None:
    """As `ruff format` would leave it."""
    done = run("ruff", "format", "--check")
    assert done.returncode == 0, done.stdout


def test_the_types_hold() -> None:
    """mypy --strict on app, models, resources and ui."""
    done = run("mypy", "--strict")
    assert done.returncode == 0, done.stdout
