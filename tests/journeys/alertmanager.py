"""Two senders of one kind: the real Alertmanager, and what it posts, for machines without it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import httpx

from tests.app.intake.payloads import firing, notification, resolved
from tests.patience import PATIENCE, spare_port

CONFIG = """
route: {{receiver: watchbill, group_by: ["..."], group_wait: 100ms, group_interval: 1s}}
receivers: [{{name: watchbill, webhook_configs: [{{url: "{url}"}}]}}]
"""
TEXTS = "/usr/share/prometheus/alertmanager"
ALERT = {
    "labels": {"alertname": "DiskFull", "instance": "db1:9100", "severity": "critical"},
    "annotations": {"summary": "Disk of db1 is full"},
}


class Sender(Protocol):
    """Says that something is wrong, and that it is over."""

    def fire(self) -> None:
        """It is wrong."""

    def over(self) -> None:
        """It is right again."""


class Alertmanager:
    """The real one, told of alerts as Prometheus tells it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._began = datetime.now(UTC)

    def fire(self) -> None:
        """As long as nobody says otherwise."""
        self._post()

    def over(self) -> None:
        """From now on."""
        self._post(endsAt=datetime.now(UTC).isoformat())

    def _post(self, **more: Any) -> None:
        alert = ALERT | {"startsAt": (self._began - timedelta(seconds=1)).isoformat()} | more
        httpx.post(f"{self._url}/api/v2/alerts", json=[alert]).raise_for_status()


class Recorded:
    """What Alertmanager posts, without it."""

    def __init__(self, hook: str) -> None:
        self._hook = hook

    def fire(self) -> None:
        """One alert."""
        httpx.post(self._hook, json=notification(firing())).raise_for_status()

    def over(self) -> None:
        """The same."""
        httpx.post(self._hook, json=notification(resolved())).raise_for_status()


def binary() -> str | None:
    """Of the machine, or what packaging/test.py laid beside the Python."""
    return shutil.which("prometheus-alertmanager") or shutil.which(
        "prometheus-alertmanager", path=str(Path(sys.executable).parent)
    )


def settled(program: str, folder: Path) -> str:
    """The program to start. Debian's looks for texts of mails under /usr/share and does not start
    without them; one that was only unpacked, not installed, gets to look where it is started."""
    if Path(TEXTS, "default.tmpl").exists():
        return program
    here = b".".ljust(len(TEXTS), b"/")  # as long as the path it replaces
    moved = folder / "alertmanager"
    moved.write_bytes(Path(program).read_bytes().replace(TEXTS.encode(), here))
    moved.chmod(0o700)
    for name in ("default.tmpl", "email.tmpl"):
        (folder / name).touch()
    return str(moved)


@contextmanager
def alertmanager(program: str, hook: str, folder: Path) -> Iterator[Alertmanager]:
    """Runs until the end of the test; posts to the hook."""
    config = folder / "alertmanager.yml"
    config.write_text(CONFIG.format(url=hook))
    address = f"127.0.0.1:{spare_port()}"
    options = [f"--config.file={config}", f"--storage.path={folder / 'data'}"]
    options += [f"--web.listen-address={address}", "--cluster.listen-address="]
    with (folder / "alertmanager.log").open("wb") as log:
        command = [settled(program, folder), *options]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait(process, f"http://{address}/-/ready", folder / "alertmanager.log")
        yield Alertmanager(f"http://{address}")
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], ready: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            if httpx.get(ready).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())
