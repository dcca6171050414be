"""Keeps the tests away from the user's own files, keys, settings, screen and session bus."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PRIVATE = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "SSL_CERT_FILE")
PRIVATE_PREFIXES = ("WATCHBILL_", "QT_", "QML", "PG", "XDG_", "LC_", "KEYRING_", "APPRISE_")
FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
}


def isolate() -> None:
    """Before anything of ours or Qt's is imported; programs that tests start inherit it."""
    for name in list(os.environ):
        if name in PRIVATE or name.startswith(PRIVATE_PREFIXES):
            del os.environ[name]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # as if there were none
    os.environ["LANG"] = "C.UTF-8"
    os.environ["TZ"] = "Europe/Madrid"  # not UTC, or a forgotten zone would go unseen
    time.tzset()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder of this test's own, where settings, data and keys would go."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    for variable, name in FOLDERS.items():
        (folder / name).mkdir(mode=0o700)
        monkeypatch.setenv(variable, str(folder / name))
    return folder


@pytest.fixture(scope="session", autouse=True)
def _font_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """matplotlib looks through all fonts once a run, not once a home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLCONFIGDIR", str(tmp_path_factory.getbasetemp() / "matplotlib"))
        yield


isolate()  # as early as pytest reads its plugins
