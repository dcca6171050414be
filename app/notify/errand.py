"""Runs what a person approved: a command or an HTTP call, with its time-out and no more output than
is read by anybody. No input, no terminal, none of our own secrets in its environment."""

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from typing import IO

from app.domain.errand_text import Errand
from app.domain.moment import spoken

MOST = 16_000  # bytes of output that are kept
OURS = ("WATCHBILL_", "PG")  # names of variables that stay with us


@dataclass(frozen=True)
class Ended:
    """`sentence` says how it ended; `output` is what it wrote, cut and unmasked."""

    good: bool
    sentence: str
    output: str = ""


def run(errand: Errand) -> Ended:
    """Does it; takes up to its time-out and a little more. Never raises."""
    return _call(errand) if errand.method else _command(errand)


def _command(errand: Errand) -> Ended:
    env = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    with tempfile.TemporaryDirectory() as place:
        try:
            process = subprocess.Popen(
                errand.argv,
                cwd=place,
                env={**env, **dict(errand.env)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except (OSError, ValueError) as fault:
            why = getattr(fault, "strerror", None) or str(fault)
            return Ended(False, f"{errand.argv[0]} could not be started: {why}.")
        return _waited(process, errand)


def _waited(process: subprocess.Popen[bytes], errand: Errand) -> Ended:
    kept = bytearray()
    reader = threading.Thread(target=_drain, args=(process.stdout, kept), daemon=True)
    reader.start()
    try:
        code: int | None = process.wait(errand.time_out.total_seconds())
    except subprocess.TimeoutExpired:
        code = None
    _kill(process)  # also what it left behind, or it would hold the pipe for ever
    reader.join(2)
    if process.stdout is not None and not reader.is_alive():
        process.stdout.close()
    if code is None:
        said = f"Ended after {spoken(errand.time_out)} without an end of its own (time-out)."
    else:
        said = f"It failed with exit code {code}." if code else "It ended well (exit code 0)."
    return Ended(code == 0, said, _text(kept))


def _drain(pipe: IO[bytes] | None, kept: bytearray) -> None:
    while pipe is not None and (part := os.read(pipe.fileno(), 65536)):
        kept += part[: MOST + 1 - len(kept)]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With all it has started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def _text(kept: bytearray) -> str:
    text = bytes(kept[:MOST]).decode("utf-8", "replace").replace("\x00", "")
    return text.rstrip() + ("\n… (cut)" if len(kept) > MOST else "")


def _call(errand: Errand) -> Ended:
    import httpx2 as httpx

    until = time.monotonic() + errand.time_out.total_seconds()
    kept = bytearray()
    try:
        with (
            httpx.Client(timeout=errand.time_out.total_seconds(), follow_redirects=False) as client,
            client.stream(
                errand.method,
                errand.url,
                headers=dict(errand.headers),
                content=errand.body.encode() or None,
            ) as reply,
        ):
            for part in reply.iter_bytes():
                kept += part[: MOST + 1 - len(kept)]
                if len(kept) > MOST or time.monotonic() > until:
                    break
    except httpx.TimeoutException:
        return Ended(False, f"No answer within {spoken(errand.time_out)} (time-out).")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as fault:
        return Ended(False, f"The call failed: {fault}.")
    if time.monotonic() > until:
        return Ended(False, f"No whole answer within {spoken(errand.time_out)} (time-out).")
    good = 200 <= reply.status_code < 300
    said = f"Answered {reply.status_code} {reply.reason_phrase}.".replace(" .", ".")
    return Ended(good, said, _text(kept))
