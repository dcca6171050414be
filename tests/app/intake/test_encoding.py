"""Bodies that come packed, on a real server: read, limited and refused like any other."""

from __future__ import annotations

import gzip
import json

import httpx
import pytest
from sqlalchemy import select

from app.intake import http
from app.operations import token
from models.alert import Payload
from models.kinds import Format
from tests import builders
from tests.app.intake.conftest import Site
from tests.app.intake.payloads import EVENT, KEY
from tests.app.intake.test_http import chunks, signals, wrong

GENIE = "g" * 32
PATHS = ["/v2/enqueue", f"/in/{KEY}"]


def send(site: Site, path: str, body: bytes, encoding: str = "gzip") -> httpx.Response:
    """A post with this content encoding."""
    headers = {"content-encoding": encoding, "content-type": "application/json"}
    return site.client.post(path, content=body, headers=headers)


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("path", PATHS)
def test_a_packed_body(site: Site, path: str) -> None:
    """Is read, in one part or several, and kept as it was before it was packed."""
    plain = json.dumps(EVENT).encode()
    half = len(plain) // 2
    whole, parts = gzip.compress(plain), gzip.compress(plain[:half]) + gzip.compress(plain[half:])
    for body, encoding in ((whole, "gzip"), (whole, "X-GZIP"), (parts, "gzip"), (plain, "identity"),
                           (plain, "")):  # fmt: skip
        assert send(site, path, body, encoding).status_code == 202
    bytewise = (whole[i : i + 1] for i in range(len(whole)))
    header = {"content-encoding": "gzip"}
    assert site.client.post(path, content=bytewise, headers=header).status_code == 202
    with site.store.read() as session:
        assert set(session.scalars(select(Payload.size))) == {len(plain)}


def test_a_packed_alert_of_opsgenie_and_the_api(site: Site) -> None:
    """Every path that takes a body takes it packed."""
    builders.sender(site.store, "genie", GENIE, Format.OPSGENIE)
    headers = {"authorization": f"GenieKey {GENIE}", "content-encoding": "gzip"}
    body = gzip.compress(b'{"message": "x"}')
    assert site.client.post("/v2/alerts", content=body, headers=headers).status_code == 202
    assert "gzip" in wrong(site.client.post("/v2/alerts", content=b"{}", headers=headers), 422)[0]
    bearer = token.make(site.store, "bot", builders.actor(site.store, "ana"))
    site.client.headers["authorization"] = f"Bearer {bearer}"
    made = send(site, "/api/v1/incidents", gzip.compress(b'{"title": "Disk full"}'))
    assert made.json()["incidents"][0]["title"] == "Disk full"
    wrong(send(site, "/api/v1/incidents", b"{}"), 400)
    wrong(send(site, "/api/v1/incidents", b"{}", "br"), 415)


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("path", PATHS)
def test_a_bomb(site: Site, path: str) -> None:
    """The limit is on what comes out; a byte over it is too much, a gigabyte no more work."""
    body = json.dumps(EVENT).encode()
    body += b" " * (http.LIMIT - len(body))
    assert send(site, path, gzip.compress(body)).status_code == 202
    bomb = gzip.compress(gzip.compress(bytes(64 << 20)))
    for packed in (gzip.compress(body + b" "), gzip.compress(bytes(64 << 20)), bomb * 1000):
        for content in (packed, chunks(packed)):
            header = {"content-encoding": "gzip"}
            answer = site.client.post(path, content=content, headers=header)
            assert "512 KB" in wrong(answer, 413)[0]
    assert signals(site) == 1


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("path", PATHS)
def test_what_is_no_gzip(site: Site, path: str) -> None:
    """Plain text, half of it, and words behind it: 400 and a sentence."""
    whole = gzip.compress(json.dumps(EVENT).encode())
    for body in (json.dumps(EVENT).encode(), whole[:-9], whole[:40], whole + b"more",
                 gzip.compress(b"") * 1000):  # fmt: skip
        assert "gzip" in wrong(send(site, path, body), 400)[0]
    assert signals(site) == 0


@pytest.mark.usefixtures("monitor")
def test_other_encodings(site: Site) -> None:
    """415, what is taken instead, and counted."""
    for encoding in ("br", "zstd", "gzip, gzip", "x" * 2000):
        for path in PATHS:
            answer = send(site, path, b"{}", encoding)
            (sentence,) = wrong(answer, 415)
            assert "gzip" in sentence
            assert len(sentence) < 200
            assert answer.headers["accept-encoding"] == "gzip"
    assert 'requests_refused_total{reason="malformed"} 4' in site.client.get("/metrics").text
