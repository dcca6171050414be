"""Subscriptions over real HTTP: fetched once, then only what is news."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime, parsedate_to_datetime

import httpx
import pytest
from sqlalchemy import event

from app.intake.batch import Batch
from app.store import Store, open_store
from app.web.app import build
from app.web.server import Server
from models.kinds import FeedKind
from tests.app.calendars.rota import Team, cover, weekly
from tests.app.intake.test_http import wrong
from tests.foreign import by_ical


@pytest.fixture
def token(team: Team) -> str:
    """Of the schedule."""
    team.plans(weekly())
    return team.token(FeedKind.SCHEDULE, "primary")


@pytest.fixture
def web(store: Store) -> Iterator[httpx.Client]:
    """A calendar program."""
    server = Server(build(store, Batch(store), url=""), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.start()}"
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client
    server.stop()


def test_fetched_and_known(web: httpx.Client, token: str) -> None:
    """200 with a strong tag, then 304 without a body."""
    first = web.get(f"/feeds/{token}.ics")
    assert first.status_code == 200
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert first.headers["cache-control"] == "private, no-cache"
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert len(by_ical(first.content)) > 20
    for said in (tag, f'"other", W/{tag}', "*"):
        again = web.get(f"/feeds/{token}.ics", headers={"if-none-match": said})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = web.get(f"/feeds/{token}.ics", headers={"if-none-match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_by_date(web: httpx.Client, token: str) -> None:
    """For programs that know no tags; a tag that does not match wins."""
    first = web.get(f"/feeds/{token}.ics")
    said = first.headers["last-modified"]
    earlier = format_datetime(parsedate_to_datetime(said).replace(year=2020), usegmt=True)
    codes = {
        date: web.get(f"/feeds/{token}.ics", headers={"if-modified-since": date}).status_code
        for date in (said, earlier, "yesterday", "")
    }
    assert codes == {said: 304, earlier: 200, "yesterday": 200, "": 200}
    both = {"if-modified-since": said, "if-none-match": '"other"'}
    assert web.get(f"/feeds/{token}.ics", headers=both).status_code == 200


def test_head(web: httpx.Client, token: str) -> None:
    """The same without the body."""
    full, head = web.get(f"/feeds/{token}.ics"), web.head(f"/feeds/{token}.ics")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "last-modified", "content-type", "content-length"):
        assert head.headers[name] == full.headers[name]
    assert web.post(f"/feeds/{token}.ics").status_code == 405


@pytest.mark.parametrize("path", ["x", "x" * 32, "x" * 5000, "%00", "%C3%BC", "..%2F..%2Fetc"])
def test_unknown(web: httpx.Client, path: str) -> None:
    """Whatever it is."""
    found = web.get(f"/feeds/{path}.ics")
    assert wrong(found, 404)
    assert found.headers.get("etag") is None


def test_rotated_and_changed(web: httpx.Client, team: Team, token: str) -> None:
    """A change makes another tag; another token makes this one unknown."""
    tag = web.get(f"/feeds/{token}.ics").headers["etag"]
    team.plans(weekly(overrides=[cover("2026-12-06T09:00", "2026-12-07T09:00", "dan")]))
    news = web.get(f"/feeds/{token}.ics", headers={"if-none-match": tag})
    assert news.status_code == 200
    assert "dan on call: primary (cover)" in {each.summary for each in by_ical(news.content)}
    team.token(FeedKind.SCHEDULE, "primary", rotate=True)
    assert web.get(f"/feeds/{token}.ics").status_code == 404


def test_nothing_is_resolved_for_who_has_it(web: httpx.Client, team: Team, token: str) -> None:
    """No rules are read and nothing is written: the stamp says that nothing changed."""
    tag = web.get(f"/feeds/{token}.ics").headers["etag"]
    asked: list[str] = []
    engine = team.store.database.engine
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    again = web.get(f"/feeds/{token}.ics", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert asked
    assert len(asked) <= 10
    assert not [each for each in asked if "rotation" in each or "INSERT" in each.upper()]


def test_many_at_once(database_url: str, team: Team, token: str) -> None:
    """Several engines that are asked at the same moment remember each shift once."""
    stores = [open_store(database_url, clock=team.clock, durable=False) for _ in range(3)]
    others = [Team(store, team.clock) for store in stores]
    try:
        with ThreadPoolExecutor(6) as crowd:
            found = list(crowd.map(lambda one: one.data(token), others * 4))
    finally:
        for store in stores:
            store.close()
    assert set(found) == {team.data(token)}
    assert len({each.uid for each in by_ical(found[0])}) == len(by_ical(found[0]))
