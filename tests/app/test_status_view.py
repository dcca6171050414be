"""Further status pages over a real socket: of some parts, for readers of their own, perhaps with a
password; and how often somebody may ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.password import fits, hashed
from app.domain.workspace import ComponentSpec, PageSpec, ViewSpec
from app.errors import Refused
from app.operations import component, dispatch, incident, subscriber
from app.operations.status_page import save_page
from app.operations.status_sender import set_sender
from app.operations.status_view import remove_view, save_view
from app.queries.status_view import views
from app.queries.subscriber import subscribers
from app.web.limit import Limit
from app.web.status_export import written
from app.workspace.apply import apply, dump
from app.workspace.read import read
from models.kinds_status import ComponentState as State
from tests.app import test_status_page as pages
from tests.app.test_status_page import Site
from tests.app.workflows import FILE

WORD = "correct horse"
site = pages.site  # a fixture


@pytest.fixture
def inner(site: Site) -> int:
    """A part that only the page `inside` shows, behind a password."""
    part = component.save_component(site.store, ComponentSpec("Warehouse", main=False), site.ana)
    spec = ViewSpec("inside", "Acme inside", components=("Warehouse",), password=WORD)
    save_view(site.store, spec, site.ana)
    return part


def enter(site: Site, word: str = WORD) -> int:
    return site.web.post("/status/inside/enter", data={"word": word}).status_code


def test_a_page_shows_its_parts_to_those_with_the_password(site: Site, inner: int) -> None:
    site.say("Robots stopped.", title="Warehouse stands", components=((inner, State.MAJOR),))
    site.say("Slow.", title="Shop is slow", components=((site.shop, State.DEGRADED),))
    first = site.read()
    assert "Shop is slow" in first
    for path in ("/status", "/status.json", "/status.atom", "/status/history"):
        assert "Warehouse" not in site.web.get(path).text
    for path in ("", ".json", ".atom", "/history", "/abcdefgh2345"):
        answer = site.web.get(f"/status/inside{path}")
        assert answer.status_code == 401, path
        for word in ("Warehouse", "Robots", "outage", "Shop"):
            assert word not in answer.text, path
    assert enter(site, "wrong horse") == 401
    assert enter(site) == 303
    page = site.read("/status/inside")
    assert "Warehouse stands" in page
    assert "Shop" not in page
    assert "Acme inside" in page
    answer = site.web.get("/status/inside.json")
    assert answer.headers["cache-control"] == "private, no-store"
    assert "access-control-allow-origin" not in answer.headers
    (told,) = answer.json()["incidents"]
    assert told["shortlink"].endswith(f"/status/inside/{told['id']}")
    assert "Robots" in site.read(f"/status/inside/{told['id']}")
    assert site.web.get(f"/status/{told['id']}").status_code == 404
    assert "/status/inside/" in site.web.get("/status/inside.atom").text


def test_the_password_is_asked_again_when_it_is_another(site: Site, inner: int) -> None:
    assert enter(site) == 303
    row = views(site.store)[0]
    assert WORD not in repr(row)
    fresh = ViewSpec("inside", components=("Warehouse",), password="another horse")
    save_view(site.store, fresh, site.ana, ident=row.id)
    site.clock.forward(timedelta(minutes=2))
    assert site.web.get("/status/inside").status_code == 401
    assert site.web.get("/status/inside.json", auth=("x", WORD)).status_code == 401
    said = site.web.get("/status/inside.json", auth=("x", "another horse"))
    assert said.status_code == 200
    for _ in range(12):
        code = enter(site, "guess")
    assert code == 429
    assert enter(site, "another horse") == 429
    other = {"x-forwarded-for": "203.0.113.9"}
    said = site.web.post("/status/inside/enter", data={"word": "another horse"}, headers=other)
    assert said.status_code == 303
    remove_view(site.store, row.id, site.ana)
    site.clock.forward(timedelta(minutes=2))
    assert site.web.get("/status/inside").status_code == 404


def test_a_page_keeps_the_password_that_nobody_speaks_of(site: Site, inner: int) -> None:
    row = views(site.store)[0]
    said = ViewSpec("inside", "Another title", components=("Warehouse",), password=None)
    save_view(site.store, said, site.ana, ident=row.id)
    site.clock.forward(timedelta(minutes=2))
    assert site.web.get("/status/inside.json").status_code == 401
    answer = site.web.get("/status/inside.json", auth=("x", WORD))
    assert answer.json()["page"]["name"] == "Another title"
    save_view(site.store, replace(said, password=""), site.ana, ident=row.id)
    site.clock.forward(timedelta(minutes=2))
    assert site.web.get("/status/inside.json").status_code == 200


def test_private_incidents_are_on_no_page(site: Site, inner: int) -> None:
    number = site.say("Gone.", title="Robots", components=((inner, State.MAJOR),))
    enter(site)
    assert "Robots" in site.read("/status/inside")
    incident.change(site.store, number, site.ana, None, private=True)
    assert "Robots" not in site.read("/status/inside")


def test_each_page_has_its_own_subscribers(site: Site, inner: int, tmp_path: Path) -> None:
    store = site.store
    save_page(store, PageSpec(title="Acme", url="https://s.example.org"), site.ana)
    set_sender(store, "mailto://127.0.0.1:9?from=a@example.org&mode=insecure", site.ana)
    assert site.web.post("/status/inside/subscribe", data={"email": "a@b.org"}).status_code == 401
    enter(site)
    assert site.web.post("/status/inside/subscribe", data={"email": "a@b.org"}).status_code == 200
    assert [each.page for each in subscribers(store)] == ["inside"]
    (asked,) = dispatch.claim(store, "one", 9)
    assert "Acme inside" in asked.subject
    where = asked.words(store, site.url)[1].rsplit("example.org", 1)[-1]
    assert "Acme inside" in site.web.get(where).text
    assert site.web.post(where).status_code == 200
    for page in ("", "inside"):
        subscriber.add_hook(store, "https://hooks.example.org/x", site.ana, page=page)
    site.say("Robots stopped.", title="Robots", components=((inner, State.MAJOR),))
    told = dispatch.claim(store, "one", 9)
    assert {each.subject for each in told} == {"Acme inside: Robots - Investigating"}
    assert len(told) == 2
    assert "https://s.example.org/status/inside" in told[0].body
    site.say("Slow.", title="Slow", components=((site.shop, State.MAJOR),))
    (only,) = dispatch.claim(store, "one", 9)
    assert only.subject == "Acme: Slow - Investigating"
    assert written(store, tmp_path / "inside", "inside") == 5
    assert "Robots" in (tmp_path / "inside" / "index.html").read_text()
    written(store, tmp_path / "first")
    assert "Robots" not in (tmp_path / "first" / "index.html").read_text()


def test_pages_are_in_the_workspace_file(site: Site, inner: int) -> None:
    text, _ = dump(site.store)
    assert WORD not in text
    assert "main: false" in text
    assert apply(site.store, read(text.encode()).workspace, FILE).changes == ()
    plain = (
        text.partition("status_pages:")[0] + "status_pages: [{name: inside, components: [Shop]}]"
    )
    assert [str(each) for each in apply(site.store, read(plain.encode()).workspace, FILE).changes]
    assert views(site.store)[0].locked
    reading = read(b"watchbill: 1\nstatus_pages: [{name: history, components: [Nothing]}]")
    assert len(reading.problems) == 2
    for spec in (ViewSpec("inside"), ViewSpec("x", password="short")):
        with pytest.raises(Refused):
            save_view(site.store, spec, site.ana)


def test_one_who_asks_too_often_keeps_nobody_else_out(site: Site) -> None:
    set_sender(site.store, "mailto://127.0.0.1:9?from=a@example.org&mode=insecure", site.ana)

    def ask(name: str, **headers: str) -> str:
        said = {"email": f"{name}@example.org"}
        return site.web.post("/status/subscribe", data=said, headers=headers).text

    for each in range(10):
        assert "Look into your mail" in ask(f"a{each}")
    assert "many addresses" in ask("b")
    assert "Look into your mail" in ask("c", **{"x-forwarded-for": "1.2.3.4, 203.0.113.9"})
    assert len(subscribers(site.store)) == 11


def test_questions_beyond_an_hours_worth_wait_their_turn(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subscriber, "AN_HOUR", 3)
    set_sender(site.store, "mailto://127.0.0.1:9?from=a@example.org&mode=insecure", site.ana)
    for each in range(5):
        subscriber.subscribe(site.store, f"a{each}@example.org")
    assert len(dispatch.claim(site.store, "one", 9)) == 3
    site.clock.forward(timedelta(hours=1))
    assert len(dispatch.claim(site.store, "one", 9)) == 2


def test_a_limit_counts_each_caller() -> None:
    limit = Limit(2, 60)
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]
    assert limit.allows("b")
    limit.forgive("a")
    assert limit.allows("a")
    kept = hashed(WORD, b"0" * 16)
    assert (fits(WORD, kept), fits("x", kept), fits("", "")) == (True, False, False)
