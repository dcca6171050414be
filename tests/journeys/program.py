"""The program as people and machines start it: the command line, and `serve` as a process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "app"]


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Serving:
    """A `watchbill serve` at work."""

    process: subprocess.Popen[str]
    url: str

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rsplit(":", 1)[1])


@dataclass(frozen=True)
class Program:
    """`watchbill` on one database (empty: the embedded one of this test's home)."""

    database: str = ""

    def call(self, *words: str) -> Answer:
        """Runs one command to its end."""
        done = subprocess.run(
            self._line(*words), capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def do(self, *words: str) -> str:
        """A command that works, in silence but for its answer."""
        answer = self.call(*words)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer.out

    def ask(self, *words: str) -> Any:
        """What it says as JSON."""
        return json.loads(self.do(*words, "--json"))

    @contextmanager
    def serving(self, *words: str) -> Iterator[Serving]:
        """The engine on a free port; ended in order, and its log must stay empty."""
        command = self._line("serve", "--port", "0", *words)
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
        ) as process:
            try:
                yield Serving(process, _address(process))
            finally:
                process.terminate()
                _, said = process.communicate(timeout=PATIENCE)
            assert said == "", said

    def _line(self, *words: str) -> list[str]:
        return [*COMMAND, *(["--database", self.database] if self.database else []), *words]


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Watchbill serves at http://"), line
    return line.split()[3]
