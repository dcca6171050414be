"""Whether a newer version is out: only what the project signed is believed, and nobody is asked
unasked."""

from __future__ import annotations

import importlib.util
import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.release import Release, numbers, signed_part, understood, written
from app.errors import Refused, Unavailable
from app.operations import release
from app.version import VERSION
from tests.architecture.checkout import ROOT

NOTES = "https://example.org/notes"
NEXT = ".".join(map(str, (*numbers(VERSION)[:2], numbers(VERSION)[2] + 1)))


class Site(ThreadingHTTPServer):
    """Answers every question with `said`."""

    said = b""
    status = 200
    asked = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/release.json"


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.said)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def site(home: Path) -> Iterator[Site]:
    made = Site()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> Ed25519PrivateKey:
    """The project's, as far as this test is concerned."""
    made = Ed25519PrivateKey.generate()
    public = b64encode(made.public_key().public_bytes_raw()).decode()
    monkeypatch.setattr(release, "public_key", lambda: public)
    return made


def signed(version: str, key: Ed25519PrivateKey) -> bytes:
    said = Release(version, NOTES)
    return written(said, b64encode(key.sign(signed_part(said))).decode()).encode()


def test_nobody_is_asked_before_somebody_wants_it(site: Site) -> None:
    assert release.address() == ("", False)
    assert release.look() is None
    assert site.asked == 0


def test_a_newer_one_is_told_an_older_is_no_news(site: Site, key: Ed25519PrivateKey) -> None:
    release.set_address(site.url, inside=True)
    assert release.address() == (site.url, True)
    site.said = signed(NEXT, key)
    assert release.look() == Release(NEXT, NOTES)
    for version in (VERSION, "0.0.1"):
        site.said = signed(version, key)
        assert release.look() is None
    release.set_address("")
    assert release.look() is None
    assert site.asked == 3


def test_what_the_project_did_not_sign_is_ignored(site: Site, key: Ed25519PrivateKey) -> None:
    release.set_address(site.url, inside=True)
    good = json.loads(signed(NEXT, key))
    forged = [
        signed(NEXT, Ed25519PrivateKey.generate()),
        json.dumps({**good, "version": "9.9.9"}).encode(),
        json.dumps({**good, "notes": "https://evil.example.org/"}).encode(),
        json.dumps({**good, "signature": "no base64"}).encode(),
        json.dumps({**good, "signature": ""}).encode(),
    ]
    for said in forged:
        site.said = said
        with pytest.raises(Refused, match="not signed"):
            release.look()


@pytest.mark.parametrize(
    "said",
    [b"", b"\xff\xfe", b"[]", b"{}", b"[" * 5000, b"<html>", b"x" * 30_000,
     b'{"version": 1, "notes": "https://example.org", "signature": ""}',
     b'{"version": "1.0", "notes": "https://example.org", "signature": ""}',
     b'{"version": "1.0.0", "notes": "javascript:alert(1)", "signature": ""}'],
)  # fmt: skip
def test_what_is_no_release_file_says_so(site: Site, key: Ed25519PrivateKey, said: bytes) -> None:
    release.set_address(site.url, inside=True)
    site.said = said
    with pytest.raises(Refused, match="no release file"):
        release.look()


def test_an_address_that_does_not_answer(site: Site, key: Ed25519PrivateKey) -> None:
    release.set_address(site.url)
    with pytest.raises(Refused, match="inside the house"):
        release.look()
    release.set_address(site.url, inside=True)
    site.status = 404
    with pytest.raises(Unavailable, match="answered 404"):
        release.look()
    with pytest.raises(Refused, match="no web address"):
        release.set_address("file:///etc/passwd")


def test_a_release_is_signed_with_one_command(tmp_path: Path) -> None:
    command, secret, out = _command(), tmp_path / "key", tmp_path / "release.json"
    public = tmp_path / "release.pub"
    told = type("Told", (), {"file": secret, "notes": NOTES, "out": out})
    command.made(told, public)
    assert secret.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        command.made(told, public)
    command.signed(told)
    said, signature = understood(out.read_bytes())
    assert said == Release(VERSION, NOTES)
    assert release.verified(said, signature, public.read_text())
    assert not release.verified(said, signature, release.public_key())
    assert command.main(["check", str(out)]) == 1


def _command() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / "packaging" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
