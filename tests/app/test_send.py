"""One message to one address: over real protocols, and never a word of the address."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from aiosmtpd.controller import Controller
from hypothesis import given
from hypothesis import strategies as st

from app.domain.language import Language
from app.notify.library import apprise
from app.notify.send import SENT, loud, scrubbed, send
from app.notify.template import Next, Notice, body, cut, subject
from app.notify.voice import Voice
from models.kinds import PageState, Severity, Urgency
from tests.patience import spare_port
from tests.receiver import Receiver, receiving

SECRETS = ("hunter2secret", "tok3nTok3n", "ana.ruiz")
NOTICE = Notice(
    number=42,
    title="db down",
    severity=Severity.SEV1,
    urgency=Urgency.HIGH,
    service="api",
    summary="replication lag 40 s",
    since=datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
    level=2,
    zone="Europe/Madrid",
    next=Next("Ben Okoro", datetime(2026, 3, 29, 1, 4, tzinfo=UTC)),
)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """HTTP on loopback."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def said() -> Iterator[list[str]]:
    """Whatever reaches the program's log, however small. (pytest's own capture also hears loggers
    that do not speak to it.)"""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.setLevel(level)
    root.removeHandler(handler)


class Postbox:
    """Keeps what SMTP brings."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
        """As aiosmtpd says."""
        self.letters.append(envelope.content)  # type: ignore[attr-defined]
        return "250 kept"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    """SMTP on loopback, and its port."""
    box = Postbox()
    port = spare_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def test_over_http(receiver: Receiver) -> None:
    assert send(receiver.address("/x"), "subject", "line 1\nline 2", Urgency.HIGH) == SENT
    [message] = receiver.at("/x")
    assert (message["title"], message["message"]) == ("subject", "line 1\nline 2")


def test_over_smtp(postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    address = f"mailto://127.0.0.1:{port}?from=watch@example.org&to=ana@example.org&mode=insecure"
    link = "https://x.example.org/ack/1-2"
    assert send(address, "[SEV1] día negro - api", f"see {link}", Urgency.HIGH) == SENT
    [letter] = map(message_from_bytes, box.letters)
    assert str(make_header(decode_header(letter["subject"]))) == "[SEV1] día negro - api"
    assert letter["to"] == "ana@example.org"
    assert link.encode() in b"".join(
        part.get_payload(decode=True) or b""
        for part in letter.walk()  # type: ignore[misc]
    )


def test_what_is_refused_says_why(receiver: Receiver) -> None:
    receiver.failing.add("/x")
    outcome = send(receiver.address("/x"), "s", "b", Urgency.HIGH)
    assert outcome.state is PageState.FAILED
    assert outcome.again
    assert outcome.error.endswith("Internal server error (500).")


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "nosuchscheme://x", "mailto://", "slack://short", "json://"],
)
def test_a_malformed_address_is_a_sentence(address: str) -> None:
    outcome = send(address, "s", "b", Urgency.LOW)
    assert (outcome.state, outcome.again) == (PageState.FAILED, False)
    assert outcome.error.endswith("its address is malformed.")


@pytest.mark.parametrize(
    "address",
    [
        "json://ana.ruiz:hunter2secret@127.0.0.1:1/tok3nTok3n",
        "ntfy://tok3nTok3n@127.0.0.1:1/hunter2secret",
        "mailto://ana.ruiz:hunter2secret@127.0.0.1:1?from=ana.ruiz@example.org&to=tok3nTok3n@x.org",
        "xmls://hunter2secret@127.0.0.1:1/?x=tok3nTok3n",
    ],
)
def test_neither_outcome_nor_log_tells_the_address(address: str, said: list[str]) -> None:
    outcome = send(address, "s", "b", Urgency.HIGH)
    assert outcome.state is PageState.FAILED
    assert outcome.error
    for secret in (*SECRETS, "127.0.0.1"):
        assert secret not in outcome.error
        assert secret not in "".join(said)


@pytest.mark.parametrize("fault", [TypeError, RuntimeError, OSError, KeyError, UnicodeError])
def test_a_plugin_that_raises_is_a_failure(
    fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def burst(*_: object, **__: object) -> bool:
        raise fault("hunter2secret is wrong")

    monkeypatch.setattr(apprise().plugins.custom_json.NotifyJSON, "send", burst)
    outcome = send("json://ana:hunter2secret@127.0.0.1:1/x", "s", "b", Urgency.HIGH)
    assert outcome.state is PageState.FAILED
    assert outcome.error.startswith("json")
    assert "hunter2secret" not in outcome.error


def test_a_plugin_that_cannot_even_be_made_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(*_: object, **__: object) -> None:
        raise TypeError("hunter2secret")

    monkeypatch.setattr(apprise().Apprise, "instantiate", burst)
    outcome = send("json://hunter2secret@127.0.0.1/x", "s", "b", Urgency.HIGH)
    assert (outcome.state, outcome.error) == (PageState.FAILED, "json broke: TypeError.")


words = st.text(st.characters(categories=("Ll", "Lu", "Nd")), min_size=4, max_size=30)


@given(words, words, words, st.sampled_from(["{} at {}", "{}{}", "<{}>/{}", "x{}y {}"]))
def test_no_part_of_an_address_is_left(user: str, word: str, path: str, shape: str) -> None:
    address = f"ntfy://{user}:{word}@{path}.example.org/{path}"
    text = scrubbed(shape.format(user, word) + f" to {path}", address)
    for part in (user, word, path):
        assert part.lower() in PLAIN_WORDS or part not in text


PLAIN_WORDS = {"sent", "send", "failed", "error", "notification", "from"}


def test_the_words_of_a_page() -> None:
    assert subject(NOTICE) == "[SEV1] db down - api"
    assert body(NOTICE, "https://x.example.org/ack/1-2").splitlines() == [
        "#42 on api, since Sun 01:59 CET.",
        "replication lag 40 s",
        "Level 2.",
        "If nobody acknowledges: Ben Okoro at Sun 03:04 CEST.",
        "Acknowledge or resolve: https://x.example.org/ack/1-2",
    ]


def test_a_page_speaks_the_language_of_the_team() -> None:
    notice = replace(NOTICE, drill=True, urgency=Urgency.LOW, voice=Voice(Language.GERMAN))
    assert subject(notice, 3) == "[SEV1] ÜBUNG db down - api (und 3 weitere)"
    assert body(notice, "https://x/1", ["#43 a"]).splitlines() == [
        "Das ist eine ÜBUNG.",
        "#42 auf api, seit So 01:59 CET.",
        "replication lag 40 s",
        "Stufe 2, niedrige Dringlichkeit.",
        "Wenn niemand quittiert: Ben Okoro um So 03:04 CEST.",
        "Und 1 weitere:",
        "- #43 a",
        "Alle 2 quittieren oder beheben: https://x/1",
    ]
    last = replace(notice, service="", level=0, next=None, voice=Voice(Language.SPANISH))
    assert "#42, desde dom 01:59 CET." in body(last, "")
    assert "Último recurso, urgencia baja." in body(last, "")


def test_an_unknown_zone_is_no_reason_not_to_page() -> None:
    lost = replace(NOTICE, zone="Mars/Base")
    assert "since Sun 00:59 UTC." in body(lost, "")


def test_a_long_title_is_cut_and_lines_are_joined() -> None:
    assert cut("a\nb  c", 9) == "a b c"
    assert len(cut("x" * 500, 160)) == 160


@pytest.mark.parametrize(
    ("address", "urgency", "told"),
    [
        ("ntfys://ntfy.sh/topic", Urgency.HIGH, "max"),
        ("ntfys://ntfy.sh/topic", Urgency.LOW, "default"),
        ("ntfys://ntfy.sh/topic?priority=low", Urgency.HIGH, "low"),
        ("NTFY://box/topic?tags=db", Urgency.HIGH, "max"),
        (f"pover://{'u' * 30}@{'a' * 30}", Urgency.HIGH, 1),
        ("gotifys://push.example.org/Atoken", Urgency.HIGH, 8),
    ],
)
def test_what_is_urgent_gets_past_the_silence_of_a_phone(
    address: str, urgency: Urgency, told: str | int
) -> None:
    """Unless the address itself says how loud it may be."""
    assert apprise().Apprise.instantiate(loud(address, urgency)).priority == told


def test_other_addresses_stay_as_they_are() -> None:
    """A word that a service does not know could be refused."""
    assert loud("json://localhost/a", Urgency.HIGH) == "json://localhost/a"
