"""Subjects as monitors write them: begin and end of one trouble must meet under one key."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake import subject
from models.kinds import SignalAction, SignalSeverity

T, A, R = SignalAction.TRIGGER, SignalAction.ACKNOWLEDGE, SignalAction.RESOLVE
PAIRS = [
    ("UptimeRobot", "Monitor is DOWN: shop", "Monitor is UP: shop", "shop"),
    ("Pingdom", "DOWN alert: shop (shop.example.org) is DOWN",
     "UP alert: shop (shop.example.org) is UP", "shop (shop.example.org)"),
    ("Nagios", "** PROBLEM Service Alert: db1/disk is CRITICAL **",
     "** RECOVERY Service Alert: db1/disk is OK **", "service alert: db1/disk"),
    ("Nagios host", "** PROBLEM Host Alert: web1 is DOWN **",
     "** RECOVERY Host Alert: web1 is UP **", "host alert: web1"),
    ("Icinga", "[PROBLEM] Ping on db1 is WARNING!", "[RECOVERY] Ping on db1 is OK!",
     "ping on db1"),
    ("Zabbix", "Problem: Disk is full on db1", "Resolved: Disk is full on db1",
     "disk is full on db1"),
    ("Zabbix 6", "Problem: High load", "Resolved in 1h 5m 12s: High load", "high load"),
    ("Alertmanager", "[FIRING:2] DiskFull (db1 prod)", "[RESOLVED] DiskFull (db1 prod)",
     "diskfull (db1 prod)"),
    ("Grafana", "[Alerting] CPU", "[OK] CPU", "cpu"),
    ("Datadog", "[Triggered on] CPU", "[Triggered on] CPU", "[triggered on] cpu"),
    ("CloudWatch", 'ALARM: "db-cpu" in EU (Ireland)', 'OK: "db-cpu" in EU (Ireland)',
     '"db-cpu" in eu (ireland)'),
    ("Checkmk", "Check_MK: db1/Disk OK -> CRIT", "Check_MK: db1/Disk CRIT -> OK",
     "check_mk: db1/disk"),
    ("Healthchecks", "DOWN | nightly", "UP | nightly", "nightly"),
    ("Uptime Kuma", "[🔴 Down] shop", "[✅ Up] shop", "shop"),
    ("by hand", "The shop is down", "The shop is back up", "the shop"),
    ("in the middle", "[prod] disk full [CRITICAL]", "[prod] disk full [RESOLVED]",
     "[prod] disk full"),
]  # fmt: skip


@pytest.mark.parametrize(("begun", "over", "key"), [pair[1:] for pair in PAIRS],
                         ids=[pair[0] for pair in PAIRS])  # fmt: skip
def test_begin_and_end_meet(begun: str, over: str, key: str) -> None:
    first, last = subject.read(begun), subject.read(over)
    assert (first.key, last.key) == (key, key)
    assert (first.action, first.title) == (T, begun)
    assert last.action is (T if begun == over else R)


@pytest.mark.parametrize(
    ("said", "action", "severity"),
    [
        ("CRITICAL: disk full", T, SignalSeverity.CRITICAL),
        ("WARNING - disk nearly full", T, SignalSeverity.WARNING),
        ("[Info] rebooted", T, SignalSeverity.INFO),
        ("disk is critical", T, SignalSeverity.CRITICAL),
        ("[RESOLVED] CRITICAL: disk full", R, SignalSeverity.CRITICAL),
        ("** ACKNOWLEDGEMENT Service Alert: db1/disk is CRITICAL **", A, SignalSeverity.CRITICAL),
        ("Nothing of the kind", T, None),
        ("ok go on", T, None),
        ("Closed for holidays", T, None),
        ("The critical path of the project", T, None),
        ("Open up the gates", T, None),
        ("Is it up?", T, None),
        ("Up", T, None),
        ("", T, None),
    ],
)
def test_words_count_only_where_monitors_put_them(
    said: str, action: SignalAction, severity: SignalSeverity | None
) -> None:
    found = subject.read(said)
    assert (found.action, found.severity) == (action, severity)


@pytest.mark.parametrize(
    ("said", "title", "reply"),
    [
        ("Re: Fwd: AW:  disk full", "disk full", True),
        ("Fwd: disk full", "disk full", False),
        ("RE[2]: disk full", "disk full", True),
        ("Review: disk full", "Review: disk full", False),
    ],
)
def test_answers_are_of_the_same_subject(said: str, title: str, reply: bool) -> None:
    found = subject.read(said)
    assert (found.title, found.reply, found.key) == (title, reply, title.lower())


def test_the_page_names_every_word() -> None:
    """What counts can be looked up."""
    page = files("resources").joinpath("docs", "senders", "email.md").read_text("utf-8").lower()
    words = set(re.findall(r"[a-z]+", page))
    assert {*subject.DEED, *subject.RANK} - words == {"acknowledgment"}  # as Americans spell it


@given(st.text(max_size=400) | st.lists(st.sampled_from(
    ["[", "]", "** ", " **", "OK", "is ", "RECOVERY", ": ", " -> ", "[FIRING:1]", "Re: ", "x", " "]
)).map("".join))  # fmt: skip
def test_anything_is_a_subject(said: str) -> None:
    found = subject.read(said)
    assert found.key or not found.title
    assert len(found.key) <= 2 * subject.LONGEST


@pytest.mark.parametrize("part", ["[", "is ", "** ", "(", "OK: ", "Resolved in 1 ", "a -> "])
def test_a_long_one_is_read_quickly(part: str) -> None:
    """Whoever writes a subject cannot make us think for long: it ends well before the limit."""
    assert subject.read(part * 100_000).action in (T, R)
