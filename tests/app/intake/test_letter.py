"""Letters posted to a real server: raw mail of every kind, and what it becomes in the database."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.signal import Signal as Said
from app.intake import http, letter
from app.intake.mime import seen, taken_apart
from app.operations.signal import process
from app.queries import alert as alerts
from app.queries import incident_detail
from app.queries.integration import pasted
from models.alert import Payload, Signal
from models.kinds import AlertState, EventKind, Format, SignalAction, SignalSeverity
from tests import builders
from tests.app.intake.conftest import Site
from tests.app.intake.payloads import KEY
from tests.app.intake.test_events_v2 import check
from tests.app.intake.test_http import wrong

T, R, N = SignalAction.TRIGGER, SignalAction.RESOLVE, SignalAction.NOTE


def mail(subject: str, text: str = "It is.", **headers: str) -> bytes:
    """As a monitor sends it."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"] = "Zabbix <zabbix@example.org>", f"in+{KEY}@example.org"
    made["Subject"] = subject
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return bytes(made)


@pytest.fixture
def box(site: Site) -> Site:
    """An integration by e-mail."""
    builders.sender(site.store, "mail", KEY, Format.EMAIL)
    return site


def posts(box: Site, raw: bytes) -> dict[str, Any]:
    """It is taken, and read."""
    answer = box.client.post(
        f"/in/email/{KEY}", content=raw, headers={"content-type": "message/rfc822"}
    )
    assert answer.status_code == 202
    process(box.store)
    return dict(answer.json())


def found(box: Site) -> list[tuple[str, int, AlertState]]:
    """The alerts: title, how often heard, state."""
    return sorted((row.title, row.count, row.state) for row in alerts.alerts(box.store))


def test_a_letter_is_an_alert_until_it_is_recovered(box: Site) -> None:
    said = posts(box, mail("Problem: disk full", Message_ID="<1@x>"))
    assert said == {"status": "success", "message": "Event processed", "signals": 1,
                    "dedup_key": "disk full"}  # fmt: skip
    posts(box, mail("Problem: disk full", Message_ID="<2@x>"))
    posts(box, mail("Problem: disk full", Message_ID="<2@x>"))  # a repeat is dropped
    assert found(box) == [("Problem: disk full", 2, AlertState.OPEN)]
    [row] = alerts.alerts(box.store)
    assert (row.source, row.severity) == ("zabbix@example.org", SignalSeverity.ERROR)
    posts(box, mail("Resolved: disk full", Message_ID="<3@x>"))
    assert found(box) == [("Problem: disk full", 2, AlertState.RESOLVED)]


def test_without_a_message_id_nothing_is_a_repeat(box: Site) -> None:
    for _ in range(2):
        posts(box, b"Subject: disk full\n\nreally\n")
    assert found(box) == [("disk full", 2, AlertState.OPEN)]


def test_an_answer_joins_its_alert_whatever_it_is_called(box: Site) -> None:
    posts(box, mail("Queue is long", Message_ID="<1@x>"))
    posts(box, mail("Update 2", Message_ID="<2@x>", In_Reply_To="<1@x>"))
    assert found(box) == [("Queue is long", 2, AlertState.OPEN)]
    answer = mail("Re: Update 2", "I look into it.\n\nOn Sunday, Zabbix wrote:\n> It is.\n",
                  Message_ID="<3@x>", References="<0@y> <1@x> <2@x>")  # fmt: skip
    posts(box, answer)
    assert found(box) == [("Queue is long", 2, AlertState.OPEN)]
    notes = [each.text for each in incident_detail.timeline(box.store, 1)
             if each.kind is EventKind.NOTE]  # fmt: skip
    assert notes == ["zabbix@example.org by e-mail: I look into it."]


def test_an_answer_after_the_end_is_trouble_again(box: Site) -> None:
    """A customer who writes that it is broken again must not go unheard."""
    posts(box, mail("Queue is long", Message_ID="<1@x>"))
    posts(box, mail("[OK] Queue is long", Message_ID="<2@x>"))
    posts(box, mail("Re: Queue is long", Message_ID="<3@x>", References="<1@x>"))
    states = [state for _, _, state in found(box)]
    assert sorted(states) == [AlertState.OPEN, AlertState.RESOLVED]


@pytest.mark.parametrize(
    ("subject", "headers", "why"),
    [
        ("Re: disk full", {"Auto_Submitted": "auto-replied"}, "an automatic reply"),
        ("Re: disk full", {"X_Autoreply": "yes"}, "an automatic reply"),
        ("Re: disk full", {"Precedence": "auto_reply"}, "an automatic reply"),
        ("Out of office: Ana", {}, "an automatic reply"),
        ("Abwesenheitsnotiz: Ana", {}, "an automatic reply"),
        ("Undelivered Mail Returned to Sender", {}, "an automatic reply"),
        ("Returned", {"Return_Path": "<>"}, "a bounce"),
        ("Returned", {"X_Failed_Recipients": "a@b"}, "a bounce"),
        ("#1: db down", {"X_Application": "Watchbill"}, "a message of Watchbill's own"),
    ],
)
def test_what_machines_answer_makes_no_alert(
    box: Site, subject: str, headers: dict[str, str], why: str
) -> None:
    said = posts(box, mail(subject, **headers))
    assert (said["signals"], said["message"]) == (0, f"This is {why}: it makes no alert.")
    assert found(box) == []
    with box.store.read() as session:
        assert len(session.scalars(select(Payload.id)).all()) == 1  # kept all the same


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-generated"}, {"Precedence": "bulk"}, {"Auto_Submitted": "no"}],
)
def test_what_machines_say_of_themselves_does(box: Site, headers: dict[str, str]) -> None:
    """cron and most monitors send so."""
    assert posts(box, mail("Cron <root@db1> backup", **headers))["signals"] == 1


def test_ways_in(box: Site) -> None:
    """Any content type; both addresses; the size that is promised."""
    raw = mail("x")
    plain = box.client.put(f"/in/{KEY}", content=raw, headers={"content-type": "text/plain"})
    assert plain.status_code == 202
    large = box.client.post(f"/in/{KEY}", content=raw + b"x" * http.LIMIT)
    assert "512 KB" in wrong(large, 413)[0]
    wrong(box.client.get(f"/in/{KEY}"), 405)
    wrong(box.client.post(f"/in/{KEY}/fail"), 404)
    wrong(box.client.post(f"/in/heartbeat/{KEY}"), 400)
    assert box.client.post(f"/in/{KEY}", content=b"").status_code == 202


def said(raw: bytes) -> Said:
    """What a letter says by itself."""
    return letter.read(raw).signal


def test_html_alone_is_read_as_text() -> None:
    made = EmailMessage(policy=SMTP)
    made["Subject"] = "x"
    made.set_content("<style>p {}</style><p>Disk &amp; CPU</p><p>of <b>db1</b></p>", subtype="html")
    assert said(bytes(made)).body == "Disk & CPU\nof db1"


def test_the_plain_part_goes_first_and_files_are_named() -> None:
    made = EmailMessage(policy=SMTP)
    made["Subject"], made["From"] = "Störung: Drücker", "Jürgen <j@example.org>"
    made.set_content("Grüße")
    made.add_alternative("<p>Grüße</p>", subtype="html")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Fläche.pdf")
    found = said(bytes(made))
    assert (found.title, found.body) == ("Störung: Drücker", "Grüße")
    assert found.details["attachments"] == ["Fläche.pdf"]
    assert found.details["from"] == "Jürgen <j@example.org>"


@pytest.mark.parametrize(
    ("raw", "title", "body"),
    [
        (b"", "Mail from an unknown sender", ""),
        (b"no header at all", "no header at all", "no header at all"),
        (b"\n\nonly a body\nof two lines", "only a body", "only a body\nof two lines"),
        (b"Subject: =?utf-8?B?####?=\n\nx", "=?utf-8?B?####?=", "x"),
        (b"Subject: =?nonsense?Q?a=FF?=\n\nx", "a\ufffd", "x"),
        ("Subject: Gr\u00fc\u00dfe\n\nx".encode(), "Gr\u00fc\u00dfe", "x"),
        (b"Subject: x\nContent-Type: text/plain; charset=nonsense\n\n\xc3\xa9", "x", "\u00e9"),
        (b"Subject: x\nContent-Type: text/plain; charset=us-ascii\n\n\xff", "x", "\ufffd"),
        (b"Subject: x\nContent-Transfer-Encoding: base64\n\n!!!", "x", ""),
        (b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nin\n", "x", "in"),
        (b"Subject: x\nContent-Type: multipart/mixed\n\nno boundary", "x", "no boundary"),
        (b"Subject: a\0b\r\n\r\nc\0d", "ab", "cd"),
        (b"Subject: first\nSubject: second\n\nx", "first", "x"),
    ],
)
def test_broken_letters_are_letters(raw: bytes, title: str, body: str) -> None:
    found = said(raw)
    assert (found.title, found.body) == (title, body)
    check([found])


def test_parts_in_parts_without_end() -> None:
    """Deeper than Python can go: its headers are read, the rest is kept as it stands."""
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
                    for n in range(3000))  # fmt: skip
    found = said(b"Subject: disk full\n" + deep)
    assert found.title == "disk full"
    check([found])


def test_a_long_one_is_cut_and_says_so() -> None:
    found = said(b"Subject: " + b"s" * 3000 + b"\n\n" + b"b" * 30_000)
    assert found.cut == ("subject", "body")
    check([found])


LINES = st.sampled_from(
    [b"Subject: =?utf-8?q?=C3?=", b"From: <@", b"From: \xff", b"To: a+" + KEY.encode() + b"@x",
     b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: text/html; charset=\xff",
     b"Content-Transfer-Encoding: quoted-printable", b"Content-Transfer-Encoding: uuencode",
     b"Content-Disposition: attachment; filename*=utf-8''%FF", b"References: <", b"--b", b"--b--",
     b"", b" folded", b"<![CDATA[", b"<p", b"=3D=", b"begin 644 x", b"Message-ID: <a@b>",
     b"Content-Type: message/rfc822", b"\0"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.lists(LINES | st.binary(max_size=30)).map(b"\n".join))
@example(b"Content-Type: text/plain; charset*=x''%\n\n\xff")
@example(b"Content-Type: text/html\n\n<![x[")
def test_damage_is_a_letter(raw: bytes) -> None:
    """Whatever comes: a signal that fits the database, never a fault of ours."""
    found = letter.read(raw, always=True)
    check([found.signal])
    assert found.signal.delivery
    letter.keys(raw)


@given(st.text())
def test_any_page_is_text(page: str) -> None:
    assert isinstance(seen(page), str)


def test_keys_in_addresses() -> None:
    raw = (
        b"To: a@x, In <in+" + KEY.upper().encode() + b"@x>\nCc: in+short@x\n"
        b"X-Original-To: in+" + b"k" * 32 + b"@x\n\nin+" + b"z" * 32 + b"@x"
    )
    assert letter.keys(raw) == (KEY.upper(), KEY, "k" * 32)


def test_what_to_paste() -> None:
    """The plus address where the mailbox is known to have one."""
    plain = pasted(Format.EMAIL, KEY, "https://w.example")
    assert [each.value for each in plain] == [
        f"curl -fsS --retry 3 --data-binary @- https://w.example/in/email/{KEY}"
    ]
    both = pasted(Format.EMAIL, KEY, "https://w.example", "watch@example.org")
    assert both[0].value == f"watch+{KEY}@example.org"


def test_the_signal_has_the_letters_mark(box: Site) -> None:
    posts(box, mail("x", Message_ID=f"<{'m' * 300}@x>"))
    posts(box, mail("y", In_Reply_To=f"<{'m' * 300}@x>"))
    with box.store.read() as session:
        rows = session.scalars(select(Signal).order_by(Signal.id)).all()
    assert len(rows[0].delivery or "") <= 200
    assert rows[1].dedup_key == "x"


def test_a_mail_server_pipes(box: Site) -> None:
    """As `curl --data-binary @-` sends it: it says that it is a form."""
    form = {"content-type": "application/x-www-form-urlencoded"}
    answer: httpx.Response = box.client.post(f"/in/email/{KEY}", content=mail("x"), headers=form)
    assert answer.json()["dedup_key"] == "x"
    assert taken_apart(mail("x")).first("to") == f"in+{KEY}@example.org"
