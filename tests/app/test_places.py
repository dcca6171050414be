"""Where files lie on this machine: folders that are named by half a path are passed over."""

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.checkout import ROOT
from tests.patience import PATIENCE

ASK = (
    "from app import autostart, paths; d = paths.DIRS; "
    "print(autostart._file(), d.user_data_path, d.user_config_path, d.user_cache_path, sep='\\n')"
)


def test_places_that_are_not_whole_are_passed_over(tmp_path: Path) -> None:
    """Else a program would keep its data wherever it was started."""
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    around = {**os.environ, **dict.fromkeys(names, "some/where"), "HOME": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", ASK], env=around, cwd=ROOT, capture_output=True, text=True,
        check=True, timeout=PATIENCE,
    )  # fmt: skip
    places = told.stdout.splitlines()
    assert len(places) == 4
    assert all(Path(each).is_relative_to(tmp_path) for each in places)
