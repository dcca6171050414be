"""`watchbill selftest`: the program, frozen or not, tests itself on this machine."""

import json
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.resources import files
from pathlib import Path

import typer

from app.autostart import window
from app.errors import Refused

PATIENCE = 60  # seconds for the page to arrive, and for the window to paint


def selftest() -> None:
    """Check resources, database, a page to itself and a window; end with 1 if anything fails."""
    failed = [name for name, check in CHECKS if not _passes(name, check)]
    if failed:
        raise Refused(f"The self-test failed: {', '.join(failed)}.")
    typer.echo("All is well.")


def _passes(name: str, check: Callable[[], str]) -> bool:
    began = time.monotonic()
    try:
        said, well = check(), True
    except Exception as fault:  # noqa: BLE001 - whatever is broken must be named, not raised
        said, well = f"{type(fault).__name__}: {fault}", False
    spent = (time.monotonic() - began) * 1000
    typer.echo(f"{'ok  ' if well else 'FAIL'} {name:<10} {spent:6.0f} ms  {said}", err=not well)
    return well


def _resources() -> str:
    root = files("resources")
    wanted = ("styles", "fonts", "templates", "demo/team.yaml", "templates/ack.html",
              "words/de.json", "playbooks/de", "workflows/es")  # fmt: skip
    missing = [name for name in wanted if not _there(root.joinpath(name))]
    if missing:
        raise Refused(f"missing: {', '.join(missing)}")
    return f"{len(wanted)} found"


def _there(place: object) -> bool:
    return place.is_file() or place.is_dir()  # type: ignore[attr-defined, no-any-return]


def _database() -> str:
    from app.operations import backup
    from app.store import open_store

    with _apart() as folder:
        store = open_store(f"sqlite:///{folder}/self.db")
        wrong = backup.check(store)
        backup.back_up(store, folder / "copy.db")
        store.close()
    if wrong:
        raise Refused(wrong[0])
    return "made, checked, backed up"


def _page() -> str:
    """An incident is declared, and a message to ourselves comes out at the other end."""
    with _apart() as folder, _receiver() as (port, arrived):
        _night(f"sqlite:///{folder}/self.db", TEAM.replace("PORT", str(port)), arrived)
    return "declared, and a page arrived"


def _night(url: str, team: str, arrived: threading.Event) -> None:
    from app import start
    from app.domain.actor import Actor
    from app.operations.incident import Declaration, declare
    from app.workspace.apply import apply
    from app.workspace.read import read
    from models.kinds import Source

    by, post = Actor("selftest", Source.SHELL), start.opened(url)
    try:
        apply(post.store, read(team.encode()).workspace, by)
        start.manned(post, "127.0.0.1", 0, kind="serve")
        declare(post.store, Declaration(title="Self-test", service=1), by)
        if not arrived.wait(PATIENCE):
            raise Refused("the page did not arrive")
    finally:
        post.close()


def _window() -> str:
    screen = (
        {} if os.environ.get("DISPLAY") or os.name == "nt" else {"QT_QPA_PLATFORM": "offscreen"}
    )
    words = [*window(), "--selftest"]
    with _apart() as folder:
        done = subprocess.run(
            [*words, "--database", f"sqlite:///{folder}/self.db"],
            env={**os.environ, **screen},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    if done.returncode:
        typer.echo(done.stderr, err=True)
        raise Refused(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no window")
    return "painted"


@contextmanager
def _apart() -> Iterator[Path]:
    """A folder of its own, also for the key."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("WATCHBILL_KEY")
        os.environ["WATCHBILL_KEY"] = "1:" + "A" * 43 + "="
        try:
            yield Path(folder)
        finally:
            os.environ.pop("WATCHBILL_KEY")
            if before is not None:
                os.environ["WATCHBILL_KEY"] = before


@contextmanager
def _receiver() -> Iterator[tuple[int, threading.Event]]:
    arrived = threading.Event()

    class Take(BaseHTTPRequestHandler):
        """Takes any message."""

        def do_POST(self) -> None:
            json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            arrived.set()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Take)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, arrived
    finally:
        server.shutdown()
        server.server_close()


CHECKS = (
    ("resources", _resources), ("database", _database), ("page", _page), ("window", _window),
)  # fmt: skip

TEAM = """watchbill: 1
people:
  - {name: self, email: self@example.org, time_zone: UTC, contacts: {here: "json://127.0.0.1:PORT"}}
policies:
  - {name: self, levels: [{notify: [person:self], wait: 5m}], last_resort: [person:self]}
services:
  - {name: self, policy: self}
"""
