"""Exports of Slack, Teams and mail are read; whatever is broken is refused in one sentence."""

import io
import json
import random
import time
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.conversation import Conversation
from app.errors import Refused
from app.intake.conversation import file
from app.intake.conversation.markup import markdown_of
from models.kinds import Source
from tests import talks
from tests.talks import said


def read(content: bytes, name: str = "export.zip") -> Conversation:
    return file.read(content, name)


def test_slack_is_read_with_people_and_its_marks() -> None:
    found = read(
        talks.slack(
            said(60, "U1", "<@U2> see <https://x.org/a|the graph>: *down* &amp; ~up~ `a*b*c`"),
            said(30, "U2", "on it", thread_ts=f"{talks.NIGHT.timestamp() + 60:.6f}"),
            said(90, "U1", "joined", subtype="channel_join"),
            said(95, "U9", "", files=[{"name": "log.txt"}]),
        )
    )
    first, second, third = found.messages
    assert (found.source, found.channels, found.skipped) == (Source.SLACK, ("inc-db",), 1)
    assert (first.author, first.email, first.text) == ("Bo Lind", "", "on it")
    assert (second.author, second.email) == ("Ana G", "a@x.org")
    assert second.text == ("@Bo Lind see [the graph](https://x.org/a): **down** & ~~up~~ `a*b*c`")
    assert second.at == datetime(2026, 3, 29, 0, 1, tzinfo=UTC)
    assert first.thread == second.key
    assert third.files == ("log.txt",)


def test_teams_of_graph_and_of_ones_own_data() -> None:
    at = "2026-03-29T00:10:00.123Z"
    row = talks.chat("17", at, "Bo Lind", "<p>It is <b>down</b>&nbsp;<a href='https://x.org'>x</a>")
    [graph] = read(
        talks.graph(row, row | {"id": "18", "messageType": "systemEventMessage"})
    ).messages
    assert (graph.author, graph.text) == ("Bo Lind", "It is **down** [x](https://x.org)")
    own = {
        "userId": "8:ana@x.org",
        "exportDate": at,
        "conversations": [
            {
                "id": "19:z",
                "displayName": "db",
                "MessageList": [
                    {"id": "1", "displayName": None, "originalarrivaltime": at, "from":
                     "8:ana@x.org", "messagetype": "RichText/Html", "content": "<div>hello</div>"},
                    {"id": "2", "originalarrivaltime": at, "messagetype": "Event/Call"},
                ],
            }
        ],
    }  # fmt: skip
    mine = read(talks.packed({"messages.json": own}))
    assert (mine.source, mine.skipped, mine.channels) == (Source.TEAMS, 1, ("db",))
    assert (mine.messages[0].author, mine.messages[0].email) == ("ana@x.org", "ana@x.org")
    assert mine.messages[0].text == "hello"


def test_mails_one_and_many() -> None:
    answer = "Better now.\n\nOn Sun, Bo wrote:\n> is it down?\n> still?"
    [one] = read(talks.mail(body=answer), "a.eml").messages
    assert (one.author, one.email, one.text) == ("Ana G", "a@x.org", "**db**\n\nBetter now.")
    box = b"".join(
        b"From a@x.org Sun Mar 29 00:20:00 2026\n" + talks.mail(f"<{n}@x>", ">From here\n")
        for n in range(3)
    )
    many = read(box, "a.mbox")
    assert len(many.messages) == 3
    assert many.messages[0].text.endswith("From here")


@pytest.mark.parametrize("charset", ["iso-8859-15", "windows-1252", "utf-8", "no-such-charset"])
def test_mails_in_any_encoding(charset: str) -> None:
    body = "Grüße".encode("utf-8" if charset.startswith("no") else charset)
    head = talks.mail(body="").replace(
        b"Subject: db", f"Subject: db\nContent-Type: text/plain; charset={charset}".encode()
    )
    assert "Grüße" in read(head + body, "a.eml").messages[0].text


def bomb() -> bytes:
    parts = talks.slack_parts()
    return talks.packed(parts | {"inc-db/2026-03-30.json": b"[" + b" " * 60_000_000 + b"]"})


def lying() -> bytes:
    """A part that says it is small, and is not."""
    whole = bytearray(bomb())
    real = (60_000_002).to_bytes(4, "little")
    return bytes(whole.replace(real, (12).to_bytes(4, "little")))


def many_parts() -> bytes:
    return talks.packed({f"c/{n}.json": b"[]" for n in range(20_001)})


def locked() -> bytes:
    whole = bytearray(talks.slack(said(1, "U1", "x")))
    for place in range(len(whole) - 4):
        if whole[place : place + 4] == b"PK\x01\x02":
            whole[place + 8] |= 1
    return bytes(whole)


BROKEN: dict[str, Any] = {
    "empty": b"",
    "noise": random.Random(5).randbytes(5000),
    "words": b"Dear diary, nothing happened.",
    "half a zip": talks.slack(said(1, "U1", "x"))[:-40],
    "a zip of nothing": talks.packed({}),
    "a zip of something else": talks.packed({"a.txt": b"x"}),
    "bomb": bomb,
    "lying": lying,
    "many parts": many_parts,
    "locked": locked,
    "no messages": talks.slack(),
    "not JSON": talks.packed({"c/2026-03-29.json": b"{"}),
    "deep JSON": talks.packed({"c/2026-03-29.json": b"[" * 200_000}),
    "not a list": talks.packed({"c/2026-03-29.json": {"a": 1}}),
    "UTF-16 by halves": talks.packed({"c/2026-03-29.json": b"\xff\xfe["}),
    "latin-1": talks.packed({"c/2026-03-29.json": '["é"]'.encode("latin-1")}),
    "no time": talks.slack(said(1, "U1", "x") | {"ts": "soon"}),
    "far time": talks.slack(said(1, "U1", "x") | {"ts": "1e300"}),
    "NaN": talks.slack(said(1, "U1", "x") | {"ts": "nan"}),
    "other JSON": b'{"a": [1, 2]}',
    "a JSON number": b"[1, 2, 3]",
    "Teams without time": talks.graph(talks.chat("1", "once", "Bo", "x")),
    "Teams' list that is none": b'{"conversations": [{"MessageList": 7}]}',
    "mail without date": talks.mail(date="yesterday, I think"),
    "mail of no time": talks.mail(date="Sun, 29 Mar 9026 00:20:00 +0000"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_broken_is_one_sentence(kind: str) -> None:
    content = BROKEN[kind]
    with pytest.raises(Refused) as refusal:
        read(content() if callable(content) else content, "export")
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Traceback" not in sentence


JSONS = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["type", "ts", "text", "user", "files", "attachments", "profile", "user_profile",
             "value", "conversations", "MessageList", "createdDateTime", "body", "from", "id",
             "messagetype", "subtype", "content", "originalarrivaltime", "thread_ts", "replies"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(JSONS, JSONS, st.booleans())
def test_any_json_is_read_or_refused(day: Any, users: Any, zipped: bool) -> None:
    spoken = {"type": "message", "ts": "1774742400.1", "text": "x"}
    row = spoken | day if isinstance(day, dict) else spoken
    parts = {"users.json": users, "c/2026-03-29.json": [row, day]}
    _held(talks.packed(parts) if zipped else json.dumps(day).encode())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 5000), st.sampled_from(["slack", "mail", "teams"]))
def test_any_damage_is_read_or_refused(noise: bytes, place: int, kind: str) -> None:
    at = "2026-03-29T00:10:00Z"
    whole = {
        "slack": talks.slack(said(1, "U1", "x"), said(2, "U2", "y")),
        "mail": talks.mail() * 3,
        "teams": talks.graph(talks.chat("1", at, "Bo", "<p>x")),
    }[kind]
    place %= len(whole)
    _held(whole[:place] + noise + whole[place + len(noise) :])


def _held(content: bytes) -> None:
    """Nothing but messages or the one sentence comes out."""
    try:
        found = read(content, "export")
    except Refused:
        return
    assert found.messages
    assert list(found.messages) == sorted(found.messages, key=lambda each: (each.at, each.key))
    assert all(len(each.key) == 64 for each in found.messages)


@settings(max_examples=300, deadline=None)
@example("<![;")
@given(st.text(alphabet="<>!?[]-/&#;=\"'ab x\n*`", max_size=40))
def test_any_markup_is_words(html: str) -> None:
    assert isinstance(markdown_of(f"<p>{html}"), str)


@pytest.mark.parametrize(
    "line", ["On Monday Bo wrote:", "From: bo", "> a", "---- Original Message"]
)
def test_a_long_mail_is_read_at_once(line: str) -> None:
    began = time.perf_counter()
    read(talks.mail(body=f"{line}\n" * 60_000), "a.eml")
    assert time.perf_counter() - began < 5


def test_a_folder_of_two_kinds_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.eml", talks.mail())
        archive.writestr("b.json", talks.graph(talks.chat("1", "2026-03-29T00:10:00Z", "B", "x")))
    with pytest.raises(Refused, match="several kinds"):
        read(out.getvalue())
