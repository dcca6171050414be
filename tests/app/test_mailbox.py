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
from app.duties.mail import MailWatch
from app.errors import Refused
from app.notify.reply import Wish, read_reply
from app.operations import sample
from app.operations.mailbox import mailbox, set_mailbox
from app.queries import incident_detail
from app.queries.incident import incident_rows
from app.queries.readiness import Ready, readiness
from app.store import Store, setting
from models.kinds import EventKind, Source, Stage
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
