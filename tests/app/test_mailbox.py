"""Answers by e-mail: out by a real SMTP server, back by IMAP; machines' answers are no answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.workspace import IntegrationSpec
from app.duties.mail import MailWatch
from app.errors import Refused, Unavailable
from app.notify.reply import Wish, read_reply
from app.operations import sample
from app.operations.integration import save_integration
from app.operations.mailbox import mailbox, set_mailbox
from app.queries import incident_detail
from app.queries.alert import alerts
from app.queries.incident import incident_rows
from app.queries.readiness import Ready, readiness
from app.store import Store, setting
from models.kinds import EventKind, Format, Source, Stage
from tests.imap import Imap, serving_mail
from tests.journeys.mailbox import Letter, Mailbox, delivering
from tests.oncall import Night

TEAM = """
watchbill: 1
people:
  - {{name: ana, full_name: Ana Ruiz, contacts: {{mail: "{ana}"}}}}
  - {{name: ben, full_name: Ben Okoro, contacts: {{mail: "{ben}"}}}}
policies: [{{name: platform, levels: [{{notify: [person:ana, person:ben], wait: 30m}}]}}]
services: [{{name: api, policy: platform}}]
"""
BY = Actor("fay", Source.SHELL)


@pytest.fixture
def post() -> Iterator[Mailbox]:
    """Where pages go."""
    with delivering() as box:
        yield box


@pytest.fixture
def imap() -> Iterator[Imap]:
    """Where replies come to."""
    with serving_mail() as server:
        yield server


@pytest.fixture
def night(store: Store, clock: SetClock, post: Mailbox, imap: Imap) -> Night:
    """Both were paged by mail."""
    team = TEAM.format(ana=post.address("ana"), ben=post.address("ben"))
    night = Night(store, clock, team)
    set_mailbox(store, imap.address, BY)
    night.receives("db down", night.sender("monitor", "api"))
    return night


def reply(letter: Letter, words: str, **headers: str) -> bytes:
    """As a mail program answers: what was written, and the page quoted below."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = letter.to, "watch@example.org"
    mail["Subject"] = f"Re: {letter.subject}"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    quoted = "\n".join(f"> {line}" for line in letter.body.splitlines())
    mail.set_content(f"{words}\n\nOn Sunday, Watchbill wrote:\n{quoted}\n")
    return bytes(mail)


def looks(night: Night) -> int:
    """The engine looks into the mailbox."""
    night.clock.forward(timedelta(seconds=15))
    return MailWatch(night.store).look()


def acknowledged(night: Night) -> list[str]:
    """By whom, from where."""
    events = incident_detail.timeline(night.store, 1)
    kinds = [each for each in events if each.kind is EventKind.ACKNOWLEDGED]
    return [f"{each.actor} {each.source.value} {each.text}" for each in kinds]


def test_a_reply_acknowledges_as_whoever_was_paged(night: Night, post: Mailbox, imap: Imap) -> None:
    imap.letters.append(reply(post.next_of("ana"), "Ack, on it."))
    assert looks(night) == 1
    assert acknowledged(night) == ["ana mail Acknowledged"]
    assert imap.seen == {1}
    assert looks(night) == 0
    [mine] = [each for each in readiness(night.store) if each.name == "ana"]
    assert mine.state is Ready.PROVEN


def test_a_reply_resolves(night: Night, post: Mailbox, imap: Imap) -> None:
    imap.letters.append(reply(post.next_of("ana"), "Fixed!"))
    looks(night)
    assert incident_rows(night.store, [1])[0].stage is Stage.RESOLVED


def test_a_late_reply_is_told_who_has_it(night: Night, post: Mailbox, imap: Imap) -> None:
    imap.letters.append(reply(post.next_of("ben"), "ok"))
    looks(night)
    imap.letters.append(reply(post.next_of("ana"), "I have it"))
    looks(night)
    assert acknowledged(night) == ["ben mail Acknowledged", "ana mail Acknowledged as well"]
    night.forward(minutes=1)
    assert [each.subject for each in post.of("ana")][-1] == "#1: Ben Okoro already has it"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner=x"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
    ],
)
def test_what_a_machine_wrote_is_no_answer(
    night: Night, post: Mailbox, imap: Imap, headers: dict[str, str]
) -> None:
    before = len(post.letters)
    imap.letters.append(reply(post.next_of("ana"), "ok, I am on holiday", **headers))
    assert looks(night) == 1
    assert acknowledged(night) == []
    assert night.says(EventKind.NOTE) == []
    night.forward(minutes=1)
    assert len(post.letters) == before  # and nobody answers it


def test_other_words_are_kept_as_a_note(night: Night, post: Mailbox, imap: Imap) -> None:
    imap.letters.append(reply(post.next_of("ana"), "I cannot, please ask Cy"))
    looks(night)
    assert acknowledged(night) == []
    assert night.says(EventKind.NOTE) == ["By e-mail: I cannot, please ask Cy"]


KEY = "k" * 32


def letter(subject: str, text: str = "It is.", to: str = f"watch+{KEY}@example.org",
           **headers: str) -> bytes:  # fmt: skip
    """As a monitor writes it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = "zabbix@example.org", to
    mail["Subject"] = subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return bytes(mail)


@pytest.fixture
def letters(night: Night) -> Night:
    """The same, and an integration by e-mail of the same service."""
    spec = IntegrationSpec("letters", Format.EMAIL, "api", KEY)
    save_integration(night.store, spec, BY)
    return night


def alerted(night: Night) -> list[tuple[str, int, str]]:
    """By letters: title, how often, state."""
    night.engine.tick()
    rows = (row for row in alerts(night.store) if row.integration == "letters")
    return sorted((row.title, row.count, row.state.value) for row in rows)


@pytest.mark.parametrize(
    "raw",
    [
        letter("disk full"),
        letter("disk full", to=f"Ops <watch+{KEY.upper()}@example.org>"),
        letter("disk full", to="x@example.org", Cc=f"a@b, watch+{KEY}@example.org"),
        letter("disk full", to="x@example.org", Delivered_To=f"watch+{KEY}@example.org"),
        letter("disk full", to="x@example.org", X_Original_To=f"watch+{KEY}@example.org"),
    ],
)
def test_a_letter_to_an_integration_is_an_alert(letters: Night, imap: Imap, raw: bytes) -> None:
    imap.letters.append(raw)
    assert looks(letters) == 1
    assert alerted(letters) == [("disk full", 1, "open")]
    assert imap.seen == {1}


def test_a_letter_that_comes_again_is_taken_once(letters: Night, imap: Imap) -> None:
    """Where the mailbox could not be told that it was seen."""
    imap.letters += [letter("disk full"), letter("Resolved: disk full", Message_ID="<2@x>")]
    looks(letters)
    imap.seen.clear()
    looks(letters)
    assert alerted(letters) == [("disk full", 1, "resolved")]


def test_it_is_never_an_answer_to_a_page(letters: Night, post: Mailbox, imap: Imap) -> None:
    """Whatever is quoted in it; answers go on working beside it."""
    quoting = reply(post.next_of("ana"), "ok, done").replace(
        b"watch@example.org", f"watch+{KEY}@example.org".encode()
    )
    imap.letters += [quoting, reply(post.next_of("ben"), "ack")]
    assert looks(letters) == 2
    assert [title for title, _, _ in alerted(letters)] == ["[SEV1] db down - api"]
    assert acknowledged(letters) == ["ben mail Acknowledged"]


def test_an_unknown_or_renewed_key_is_nobodys(letters: Night, imap: Imap) -> None:
    """It is looked at as an answer, and does nothing."""
    imap.letters += [
        letter("disk full", to=f"watch+{'z' * 32}@example.org"),
        letter("disk full", to="watch+short@example.org"),
    ]
    assert looks(letters) == 2
    assert alerted(letters) == []


def test_our_own_pages_make_no_alert(letters: Night, post: Mailbox, imap: Imap) -> None:
    """Or a page to that address would open an incident, which pages, for ever."""
    imap.letters.append(letter("[SEV1] db down - api", X_Application="Watchbill"))
    imap.letters.append(letter("Automatic reply: db down", Auto_Submitted="auto-replied"))
    assert looks(letters) == 2
    assert alerted(letters) == []


def test_no_database_and_it_is_fetched_again(
    letters: Night, imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise Unavailable("no database")

    imap.letters.append(letter("disk full"))
    with monkeypatch.context() as broken:
        broken.setattr("app.duties.mail.receive", away)
        assert looks(letters) == 0
    assert imap.seen == set()
    looks(letters)
    assert alerted(letters) == [("disk full", 1, "open")]


def test_a_link_that_was_changed_does_nothing(night: Night, post: Mailbox, imap: Imap) -> None:
    forged = reply(post.next_of("ana"), "ok").replace(b"/ack/1-", b"/ack/2-")
    imap.letters.append(forged)
    looks(night)
    assert acknowledged(night) == []


def test_a_mailbox_that_is_away_or_refuses_is_tried_again(night: Night, imap: Imap) -> None:
    set_mailbox(night.store, imap.address.replace("s3cret", "wrong"), BY)
    assert looks(night) == 0
    set_mailbox(night.store, "imap://a:b@127.0.0.1:1", BY)
    assert looks(night) == 0


def test_nothing_is_read_for_the_sample_team(night: Night, imap: Imap) -> None:
    sample.mark(night.store)
    MailWatch(night.store).work()
    assert imap.logins == []


def test_the_address_is_sealed(night: Night) -> None:
    with night.store.read() as session:
        assert "s3cret" not in json.dumps(setting(session, "mailbox"))
    assert "s3cret" in mailbox(night.store)


@pytest.mark.parametrize(
    "address", ["smtp://a:b@c", "imap://c", "imaps://a@c", "x", "imap://a:b@c:x"]
)
def test_what_is_no_mailbox_is_refused(store: Store, address: str) -> None:
    with pytest.raises(Refused) as fault:
        set_mailbox(store, address, BY)
    assert "a:b" not in str(fault.value)


TOKEN = "12-1." + "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("ack", Wish.ACKNOWLEDGE),
        ("OK!", Wish.ACKNOWLEDGE),
        ("Acknowledged, thanks", Wish.ACKNOWLEDGE),
        ("resolved", Wish.RESOLVE),
        ("It is not fixed", Wish.NOTHING),
        ("who are you?", Wish.NOTHING),
        ("", Wish.NOTHING),
    ],
)
def test_what_a_reply_asks_for(words: str, wish: Wish) -> None:
    mail = EmailMessage(policy=SMTP)
    mail.set_content(f"{words}\n\n> http://watch.example.org/ack/{TOKEN}\n")
    found = read_reply(bytes(mail))
    assert (found.wish, found.tokens) == (wish, (TOKEN,))


def test_a_link_that_was_broken_by_quoting_is_found() -> None:
    text = f"ok\n\n> Acknowledge: http://watch.example.org/ack/{TOKEN[:20]}\n> {TOKEN[20:]}\n"
    mail = EmailMessage(policy=SMTP)
    mail.set_content(text)
    assert read_reply(bytes(mail)).tokens == (TOKEN,)


def test_html_alone_is_read_too() -> None:
    mail = EmailMessage(policy=SMTP)
    link = f"http://watch.example.org/ack/{TOKEN}"
    mail.set_content(f'<p>Ok.</p><blockquote><a href="{link}">x</a></blockquote>', subtype="html")
    found = read_reply(bytes(mail))
    assert (found.wish, found.tokens) == (Wish.ACKNOWLEDGE, (TOKEN,))


@given(st.binary(max_size=400))
def test_whatever_comes_it_is_read(raw: bytes) -> None:
    read_reply(raw)
