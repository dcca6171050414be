"""The status page over a real socket: what it shows, to whom, how it is asked for, and by mail."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import event

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.language import Language
from app.domain.workspace import ComponentSpec, PageSpec
from app.duties.crew import deliver
from app.errors import Unavailable
from app.intake.batch import Batch
from app.operations import component, dispatch, incident, maintenance
from app.operations.incident import Declaration, declare
from app.operations.language import set_language
from app.operations.status_page import save_page
from app.operations.status_sender import set_sender
from app.operations.status_update import Draft, post
from app.operations.subscriber import add_hook, forget
from app.queries import status_public
from app.queries.subscriber import subscribers
from app.store import Store
from app.web.app import build
from app.web.server import Server
from app.web.status_export import written
from models.kinds import Stage
from models.kinds_status import ComponentState as State
from tests import builders
from tests.patience import spare_port
from tests.receiver import receiving

ATOM = "{http://www.w3.org/2005/Atom}"


class Postbox:
    """Keeps what SMTP brings, as (recipient, text)."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
        """As aiosmtpd says."""
        mail = message_from_bytes(envelope.content, policy=policy.default)  # type: ignore[attr-defined]
        body = mail.get_body(("plain",))
        said = f"{mail['subject']}\n{body.get_content() if body else ''}"
        self.letters += [(to, said) for to in envelope.rcpt_tos]  # type: ignore[attr-defined]
        return "250 kept"


@dataclass
class Site:
    """A team with one component, and a browser at its page."""

    store: Store
    clock: SetClock
    ana: Actor
    shop: int
    web: httpx.Client
    url: str

    def say(self, text: str, number: int | None = None, **said: object) -> int:
        """Publicly, about a new incident or one that is there."""
        number = number or declare(self.store, Declaration("shop-api gives 500"), self.ana)
        post(self.store, number, Draft(text, public=True, **said), self.ana)  # type: ignore[arg-type]
        return number

    def read(self, path: str = "/status") -> str:
        """A page, as it is a moment later."""
        self.clock.forward(timedelta(minutes=2))
        answer = self.web.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def deliver(self) -> None:
        """Everything that waits."""
        for each in dispatch.claim(self.store, "one", 20):
            outcome = deliver(self.store, each, self.url)
            assert outcome.error == ""
            dispatch.finish(self.store, each, outcome)


@pytest.fixture
def site(store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr("app.web.status_cache.PATIENCE", 20)
    monkeypatch.setattr("app.web.status_cache.EVERY", 0)
    ana = builders.actor(store, "ana")
    save_page(store, PageSpec(title="Acme <status>"), ana)
    shop = component.save_component(store, ComponentSpec("Shop", group="For customers"), ana)
    web = build(store, Batch(store), url="https://status.example.org")
    server = Server(web, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.start()}"
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as web:
        yield Site(store, clock, ana, shop, web, url)
    server.stop()


@pytest.fixture
def postbox(store: Store) -> Iterator[Postbox]:
    """A mail server, named as the one to send from."""
    box = Postbox()
    port = spare_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    address = f"mailto://127.0.0.1:{port}?from=status@example.org&mode=insecure"
    set_sender(store, address, Actor("ana", builders.Source.SHELL))
    yield box
    controller.stop()


def test_all_is_well(site: Site) -> None:
    page = site.read()
    assert "All services are working" in page
    assert "Acme &lt;status&gt;" in page
    assert "<script" not in page
    assert "Nothing was reported." in page


def test_what_is_said_is_shown_and_goes_to_the_past(site: Site) -> None:
    number = site.say("We are **looking**. <script>x</script>", title="Shop is down",
                      components=((site.shop, State.MAJOR),))  # fmt: skip
    page = site.read()
    assert "Major outage" in page
    assert "<strong>looking</strong>" in page
    assert "<script>" not in page
    assert "shop-api" not in page
    where = re.search(r'href="(/status/[a-z0-9]{12})"', page)
    assert where is not None
    assert "Shop is down" in site.read(where[1])
    site.say("It is over.", number, stage=Stage.RESOLVED)
    page = site.read()
    assert "All services are working" in page
    assert "It is over." in page
    assert "trouble on 1 day" in page
    site.clock.forward(timedelta(days=20))
    assert "It is over." not in site.read()
    assert "It is over." in site.read("/status/history?page=1")


def test_it_says_nothing_of_what_is_private(site: Site) -> None:
    number = site.say("Out.", title="Shop is down", components=((site.shop, State.MAJOR),))
    slug = re.findall(r"/status/([a-z0-9]{12})", site.read())[0]
    incident.change(site.store, number, site.ana, None, private=True)
    for path in ("/status", "/status.json", "/status.atom", "/status/history"):
        said = site.read(path)
        assert "Out." not in said
        assert "Shop is down" not in said
        assert "outage</" not in said.split('<ul class="key"')[0]
    assert site.web.get(f"/status/{slug}").status_code == 404


def test_programs_read_it_as_they_read_statuspage(site: Site) -> None:
    site.say("We look.", title="Shop & more", components=((site.shop, State.DEGRADED),))
    begin = site.clock.now() + timedelta(days=1)
    plan = maintenance.Planned("Disks", begin, begin + timedelta(hours=1), "", (site.shop,))
    maintenance.schedule(site.store, plan, site.ana)
    said = json.loads(site.read("/status.json"))
    assert said["status"] == {
        "indicator": "minor", "description": "Some services are slow or faulty",
    }  # fmt: skip
    assert said["components"][0]["status"] == "degraded_performance"
    assert said["incidents"][0]["incident_updates"][0]["body"] == "We look."
    assert said["scheduled_maintenances"][0]["status"] == "scheduled"
    feed = ElementTree.fromstring(site.read("/status.atom"))
    titles = [each.findtext(f"{ATOM}title") for each in feed.iter(f"{ATOM}entry")]
    assert titles == ["Shop & more - Investigating", "Maintenance: Disks"]
    assert feed.findtext(f"{ATOM}id") == "https://status.example.org/status"


def test_who_knows_it_already_gets_nothing_and_it_is_packed(site: Site) -> None:
    first = site.web.get("/status")
    assert first.headers["content-encoding"] == "gzip"
    again = site.web.get("/status", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert site.web.get("/status.json").headers["access-control-allow-origin"] == "*"
    assert site.web.head("/status").status_code == 200


def test_nobody_waits_for_a_newer_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.read()
    monkeypatch.setattr("app.web.status_cache.PATIENCE", 0)
    held, read = threading.Event(), status_public.board

    def slow(store: Store, name: str) -> status_public.Board:
        held.wait(20)
        return read(store)

    monkeypatch.setattr("app.queries.status_public.board", slow)
    site.say("x", title="Shop is down")
    assert "is down" not in site.web.get("/status").text  # the last one must do
    held.set()
    while "Shop is down" not in site.web.get("/status").text:
        held.wait(0.05)


def test_what_changes_while_it_is_looked_up_is_seen_at_the_next_look(site: Site) -> None:
    """On PostgreSQL each statement sees what was stored by then, so the number comes first."""
    said: list[str] = []

    @event.listens_for(site.store.database.engine, "before_cursor_execute")
    def meanwhile(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        if "FROM public_incident" in statement and not said:  # the components were read before
            said.append(statement)
            component.say_state(site.store, site.shop, State.MAJOR, site.ana)

    found = status_public.board(site.store)
    assert said
    assert [each.state for each in found.lines] == [State.OPERATIONAL]
    assert status_public.stamp_of(site.store) != found.version


def test_switched_off_there_is_none(site: Site) -> None:
    save_page(site.store, PageSpec(on=False), site.ana)
    site.clock.forward(timedelta(minutes=2))
    for path in ("/status", "/status.json", "/status/history"):
        assert site.web.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/status/nothing", "/status/..%2fx", "/status/confirm/1-x", "/status/leave/"]
)
def test_what_is_not_there_is_not_found(site: Site, path: str) -> None:
    assert site.web.get(path).status_code == 404


def test_it_is_still_shown_while_the_database_is_away(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.read()

    def away(_store: Store, _name: str) -> None:
        raise Unavailable("gone")

    monkeypatch.setattr("app.queries.status_public.board", away)
    assert "All services are working" in site.read()


def test_by_mail_only_who_said_so_twice(site: Site, postbox: Postbox) -> None:
    assert "Look into your mail" in join(site, "lea@example.org")
    assert "Look into your mail" in join(site, "lea@example.org")  # asked once
    site.deliver()
    assert [to for to, _ in postbox.letters] == ["lea@example.org"]
    confirm = link(postbox, "confirm")
    number = site.say("Down.", title="Shop is down")
    site.deliver()
    assert len(postbox.letters) == 1
    assert "Shall we tell you" in site.web.get(confirm).text
    assert subscribers(site.store)[0].confirmed_at is None  # looking is not answering
    assert "Thank you" in site.web.post(confirm).text
    site.say("Up.", number, stage=Stage.RESOLVED)
    site.deliver()
    to, said = postbox.letters[-1]
    assert to == "lea@example.org"
    assert "Shop is down - Resolved" in said
    assert "Up." in said
    leave = link(postbox, "leave")
    site.web.get(leave)
    assert len(subscribers(site.store)) == 1
    assert "forgotten" in site.web.post(leave).text
    assert subscribers(site.store) == []


def test_page_and_mails_speak_the_language_of_the_team(site: Site, postbox: Postbox) -> None:
    site.say("Wir suchen.", title="Laden", components=((site.shop, State.MAJOR),))
    english = site.read()
    told = json.loads(site.read("/status.json"))
    assert '<html lang="en">' in english
    set_language(site.store, Language.GERMAN, site.ana)
    page = site.read()
    for words in ('<html lang="de">', "Großer Ausfall", "In Untersuchung", "Die letzten 15 Tage",
                  "seit", "verfügbar in den letzten 90 Tagen"):  # fmt: skip
        assert words in page
    for words in ("Major outage", "Investigating", "Services", "since"):
        assert words not in page
    feed = ElementTree.fromstring(site.read("/status.atom"))
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "de"
    assert "Laden - In Untersuchung" in [each.text for each in feed.iter(f"{ATOM}title")]
    again = json.loads(site.read("/status.json"))
    assert (again["status"], again["incidents"][0]["status"]) == (
        told["status"], told["incidents"][0]["status"])  # fmt: skip
    assert "Sehen Sie in Ihr Postfach" in join(site, "lea@example.org")
    site.deliver()
    assert "Möchten Sie über Neuigkeiten informiert werden?" in postbox.letters[-1][1]
    site.web.post(link(postbox, "confirm"))
    site.say("Gleich.", 1, stage=Stage.IDENTIFIED, next_at=site.clock.now() + timedelta(hours=1))
    site.deliver()
    said = postbox.letters[-1][1]
    for words in (
        "Laden - Ursache bekannt",
        "Nächste Meldung bis ",
        "Keine weiteren Nachrichten: ",
    ):
        assert words in said
    assert "Das ist keine E-Mail-Adresse" in join(site, "nonsense")


def test_a_machine_that_fills_every_field_asks_for_nothing(site: Site, postbox: Postbox) -> None:
    said = {"email": "lea@example.org", "website": "https://spam.example"}
    assert site.web.post("/status/subscribe", data=said).status_code == 200
    assert subscribers(site.store) == []


def test_what_is_no_address_is_said(site: Site, postbox: Postbox) -> None:
    for wrong in ("lea", "lea@example.org, ben@example.org", "a@b\nbcc: c@d.org", "x" * 300):
        answer = site.web.post("/status/subscribe", data={"email": wrong})
        assert answer.status_code == 400
        assert "no e-mail address" in answer.text
    assert subscribers(site.store) == []


def test_a_form_without_end_is_not_read_to_its_end(site: Site, postbox: Postbox) -> None:
    answer = site.web.post("/status/subscribe", data={"email": "a" * 2_000_000})
    assert answer.status_code == 413
    assert site.web.post("/status/subscribe", data={"email": "eve@example.org"}).is_success


def test_who_never_answers_is_forgotten(site: Site, postbox: Postbox) -> None:
    join(site, "lea@example.org")
    site.clock.forward(timedelta(days=6))
    assert forget(site.store) == 0
    site.clock.forward(timedelta(days=2))
    assert forget(site.store) == 1


def test_a_webhook_gets_it_as_statuspage_sends_it(site: Site) -> None:
    with receiving() as receiver:
        url = f"http://127.0.0.1:{receiver.server_address[1]}/hook"
        add_hook(site.store, url, site.ana, inside=True)
        site.say("Down.", title="Shop is down", components=((site.shop, State.MAJOR),))
        site.deliver()
        assert receiver.wait_for(1)
        said = receiver.at("/hook")[0]
    assert said["incident"]["name"] == "Shop is down"
    assert said["incident"]["incident_updates"][0]["body"] == "Down."


def test_it_is_copied_into_a_folder(site: Site, tmp_path: Path) -> None:
    number = site.say("Down.", title="Shop is down")
    assert written(site.store, tmp_path / "out") == 5
    page = (tmp_path / "out/index.html").read_text("utf-8")
    for target in re.findall(r'href="([^"#:]+)"', page):
        assert (tmp_path / "out" / target).is_file(), target
    one = next((tmp_path / "out/incidents").iterdir())
    for target in re.findall(r'href="([^"#:]+)"', one.read_text("utf-8")):
        assert (one.parent / target).is_file(), target
    incident.change(site.store, number, site.ana, None, private=True)
    written(site.store, tmp_path / "out")
    assert not list((tmp_path / "out/incidents").iterdir())
    assert "Shop is down" not in (tmp_path / "out/index.html").read_text("utf-8")


def join(site: Site, email: str) -> str:
    return site.web.post("/status/subscribe", data={"email": email}).text


def link(postbox: Postbox, what: str) -> str:
    found = re.search(rf"(/status/{what}/\S+)", postbox.letters[-1][1])
    assert found is not None
    return found[1]
