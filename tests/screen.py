"""A real screen: an X server, a window manager and a session bus of the tests' own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO

import pytest

SIZE = "1600x1000x24"


@dataclass(frozen=True)
class Screen:
    """Where programs that a test starts show their windows."""

    display: str
    bus: str

    @property
    def env(self) -> dict[str, str]:
        """The whole environment for such a program."""
        seen = {"DISPLAY": self.display, "DBUS_SESSION_BUS_ADDRESS": self.bus}
        return {**os.environ, **seen, "QT_QPA_PLATFORM": "xcb"}

    def xdotool(self, *arguments: str | int) -> str:
        """A real hand on mouse and keyboard: what xdotool answers. Raises when it fails."""
        done = self._xdotool(*arguments)
        assert not done.returncode, f"xdotool {arguments}: {done.stderr.strip()}"
        return done.stdout.strip()

    def finds(self, *which: str | int) -> list[str]:
        """The windows that are there now; none is an answer too."""
        return self._xdotool("search", *which).stdout.split()

    def _xdotool(self, *arguments: str | int) -> subprocess.CompletedProcess[str]:
        command = [_program("xdotool"), *map(str, arguments)]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def real_screen() -> Iterator[Screen]:
    """A screen on a free display with openbox on it; it ends with the session."""
    with ExitStack() as stack:
        display = f":{stack.enter_context(_x_server())}"
        bus = stack.enter_context(_session_bus())
        screen = Screen(display, bus)
        stack.enter_context(_started([_program("openbox")], env=screen.env))
        yield screen


@contextmanager
def _x_server() -> Iterator[str]:
    """The number of a display nobody else has; the server itself finds it."""
    command = [_program("Xvfb"), "-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp"]
    with _started(command, stdout=subprocess.PIPE) as server:
        yield _first_line(server.stdout)


@contextmanager
def _session_bus() -> Iterator[str]:
    command = [_program("dbus-daemon"), "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with _started(command, stdout=subprocess.PIPE) as daemon:
        yield _first_line(daemon.stdout)


@contextmanager
def _started(
    command: list[str], env: dict[str, str] | None = None, stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    guard = [setpriv, "--pdeathsig", "TERM"] if (setpriv := shutil.which("setpriv")) else []
    with subprocess.Popen(
        [*guard, *command],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _first_line(pipe: IO[bytes] | None) -> str:
    assert pipe is not None
    line = pipe.readline().decode().strip()
    assert line, "the program ended before it said where it is"
    return line


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is missing: packaging/test.py installs it, or names the apt command"
    return found
