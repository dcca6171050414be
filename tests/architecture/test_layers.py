"""Who may import whom: the contracts of pyproject.toml hold, and would notice if they did not."""

import re
import shutil
import sys
from pathlib import Path

from tests.architecture.checkout import PACKAGES, ROOT, imported, modules, run

TOUCHES_THE_WORLD = {
    "asyncio", "ctypes", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib",
    "select", "shutil", "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess",
    "tempfile", "threading", "time", "urllib",
}  # fmt: skip
BREACHES = {
    "resources/paint.py": ("import models.kinds", "Arrows only point down"),
    "ui/policies/breach.py": ("import models.session", "ui skips down to models.kinds only"),
    "app/operations/breach.py": ("import app.cli", "Inside app"),
    "app/domain/breach.py": ("import models.base", "The domain is pure"),
    "models/breach.py": ("import PySide6.QtCore", "Only ui knows Qt"),
    "ui/people/breach.py": ("import ui.services", "Inside ui"),
}


def test_the_contracts_hold() -> None:
    """All of them, on the code as it is."""
    done = run("lint-imports", "--no-cache")
    assert done.returncode == 0, done.stdout


def test_the_contracts_notice_a_breach(tmp_path: Path) -> None:
    """A copy of the house with one wrong import for each contract."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    for name, (wrong, _) in BREACHES.items():
        _write(tmp_path / name, wrong)
    _write(tmp_path / "ui/services/breach.py", "")
    told = " ".join(run("lint-imports", "--no-cache", cwd=tmp_path).stdout.split())
    for _, contract in BREACHES.values():
        verdict = re.split("(KEPT|BROKEN)", told.split(contract, 1)[1])[1]
        assert verdict == "BROKEN", told


def test_the_domain_touches_nothing() -> None:
    """Its modules know the standard library's pure part, numpy, each other and models.kinds."""
    pure = sys.stdlib_module_names - TOUCHES_THE_WORLD | {"app", "models", "numpy"}
    domain = [path for path in modules("app") if path.parts[1] == "domain"]
    found = {str(path): sorted(_tops(path) - pure) for path in domain if _tops(path) - pure}
    assert domain
    assert not found


def test_the_shared_words_stand_alone() -> None:
    """models.kinds imports nothing that could drag anything in."""
    for path in Path("models").glob("kinds*.py"):
        assert _tops(path) <= {"enum", "typing"}, path


def _tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.with_name("__init__.py").touch()
    path.write_text(text)
