"""Broken workspace files: each problem has its line, its column and a sentence; all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import Names
from app.domain.wish import WishSpec
from app.workspace.read import Reading, read

DATA = Path(__file__).parents[2] / "data"
WHOLE = (DATA / "interfaces.yaml").read_text("utf-8")
BOMB = "\n".join(
    ["watchbill: 1", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
)


def told(reading: Reading) -> list[str]:
    return [f"{each.line}:{each.column} {each.sentence}" for each in reading.problems]


def problems(text: str) -> list[str]:
    return told(read(text.encode()))


def test_the_example_of_the_interfaces_is_sound() -> None:
    reading = read(WHOLE.encode())
    assert reading.remarks == ()
    assert [person.name for person in reading.workspace.people] == ["ana", "ben", "cy", "dan"]


NO_YAML = {
    "empty": ("", "1:1 This file is empty"),
    "a comment": ("# hello\n", "1:1 This file is empty"),
    "a list": ("- a\n", "1:1 Expected 'watchbill: 1' and sections such as people, not a list."),
    "a word": ("hello\n", "1:1 Expected 'watchbill: 1'"),
    "tab": ("watchbill: 1\npeople:\n\t- name: ana\n", "3:1 A tab stands here"),
    "stray colon": ("watchbill: 1\npeople: a: b\n", "2:10 This ':' is out of place"),
    "stray dash": ("watchbill: 1\npeople: - a\n", "2:9 This '-' is out of place"),
    "open quote": ('watchbill: 1\npeople:\n  - name: "ana\n', "3:11 The file ends before"),
    "open list": ("watchbill: 1\nteams: [{name: a}\npeople: []\n", "3:1 The '[' of line 2 is not"),
    "open map": ("watchbill: 1\nteams: [{name: a]\n", "2:17 The '{' of line 2 is not closed"),
    "indentation": ("watchbill: 1\npeople:\n  - name: a\n   b: c\n", "4:4 This does not fit"),
    "two documents": ("watchbill: 1\n---\nwatchbill: 1\n", "2:1 A second document"),
    "a tag": ("watchbill: 1\npeople: !!python/name:os.system [x]\n", "2:9 Tags (!...) are not"),
    "no anchor": ("watchbill: 1\npeople: *x\n", "2:9 Nothing above is marked &x."),
    "a loop": ("watchbill: 1\npeople: &x [*x]\n", "2:13 *x stands inside what it repeats."),
    "a bomb": (BOMB, "7:25 This file holds more than 500000 parts."),
    "depth": ("watchbill: 1\npeople: " + "[" * 5000, "2:49 This is nested more than 40 deep."),
    "control": ("watchbill: 1\npeople: [\x01]\n", "2:10 A control character stands here"),
    "escape": ('watchbill: 1\npeople: ["\\q"]\n', "2:12 This escape is unknown"),
    "at sign": ("watchbill: 1\npeople: [@x]\n", "2:10 A text cannot begin with this"),
    "other version": ("watchbill: 2\npeople: [{nmae: x}]\n", "1:12 This is not a workspace file"),
}


@pytest.mark.parametrize(("text", "expected"), NO_YAML.values(), ids=list(NO_YAML))
def test_what_cannot_be_read_is_said_once_and_where(text: str, expected: str) -> None:
    (problem,) = problems(text)
    assert problem.startswith(expected)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("watchbill: 1\npeople: ñ\n".encode("latin-1"), "2:9 This is not UTF-8"),
        (bytes(range(256)), "2:118 This is not UTF-8"),
        ("watchbill: 1\n".encode("utf-16"), "1:1 This file is UTF-16"),
        (b"watchbill: 1\n" + b"#" * 20_000_001, "1:1 This file is larger than 20 MB."),
    ],
)
def test_what_is_no_text_is_said(data: bytes, expected: str) -> None:
    (problem,) = told(read(data))
    assert problem.startswith(expected)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    reading = read(b"\xef\xbb\xbfwatchbill: 1\r\npeople: [{name: ana}]\r\n")
    assert [person.name for person in reading.workspace.people] == ["ana"]


# What to put in place of what in the whole example, with § where the problem must be seen.
REFUSED = {
    "no version": ("watchbill: 1\npeople:", "§people:", "'watchbill' is missing; expected 1."),
    "unknown section": ("policies:", "§polices:", "'polices' is unknown here; did you mean 'polic"),
    "section twice": ("integrations:", "§teams: []\nintegrations:", "'teams' comes twice."),
    "unknown key": ("full_name", "§fullname", "'fullname' is unknown here; did you mean 'full_nam"),
    "key twice": ("    email: ", "    §name: ", "'name' comes twice."),
    "no name": ("- {name: ben}", "- §{email: b@c.org}", "'name' is missing; expected a name."),
    "name twice": ("- {name: ben}", "- {name: §ana}", "There are two people called 'ana'."),
    "handle": ("- {name: dan}", "- {name: §Dan Fox}", "'Dan Fox' is no handle; expected lower-cas"),
    "handle nobody": ("- {name: dan}", "- {name: §nobody}", "'nobody' means an empty slot and can"),
    "name a list": ("- {name: dan}", "- {name: §[dan]}", "Expected a name, not a list."),
    "person a word": ("- {name: dan}", "- §dan", "Expected a person with a name, not a single val"),
    "zone": ("Europe/Madrid\n    con", "§Europe/Madird\n    con", "There is no time zone 'Europe/"),
    "e-mail": ("ana@example.org\n", "§ana at example\n", "'ana at example' is no e-mail address."),
    "address": ('"ntfy://ntfy.example.org/ana"', '§"bogus://x"', "Apprise knows no service for bo"),
    "bad address": ('"ntfy://ntfy.example.org/ana"', '§"mailto://"', "Apprise cannot use this mai"),
    "no address": ('"ntfy://ntfy.example.org/ana"', "§ana", "This is no address; expected an Appr"),
    "address a map": ('"ntfy://ntfy.example.org/ana"', "§{a: b}", "Expected an Apprise address in"),
    "contact twice": (", mail: ", ", §phone: ", "'phone' comes twice."),
    "rule's contact": ("phone, after: 0m", "§fone, after: 0m", "There is no contact of this perso"),
    "no contact": ("{contact: phone, ", "§{", "'contact' is missing; expected the name of a conta"),
    "rule's delay": ("after: 3m", "after: §3 minutes", "'3 minutes' is no duration: expected one"),
    "bare number": ("after: 3m", "after: §3", "'3' is no duration: expected one such as 90s, 5m,"),
    "negative": ("after: 3m", "after: §-3m", "'-3m' is no duration"),
    "urgency": ("      low: ", "      §medium: ", "'medium' is unknown here. Expected: high, low."),
    "no such day": ("2026-08-17", "§2026-02-30", "'2026-02-30' is no time: there is no such time;"),
    "away backwards": ("2026-08-17", "§2026-08-01", "This ends before it starts; expected a later"),
    "time off": ("time_off: [", "time_off: §always #", "Expected a list of times off, not a singl"),
    "colour": ("    email: ana", "    colour: §12\n    email: ana", "12 is out of range; expected"),
    "active": ("- {name: dan}", "- {name: dan, active: §maybe}", "'maybe' is no answer: expected"),
    "member": ("[ana, ben, cy]", "[ana, §bne, cy]", "There is no person called 'bne'; did you mea"),
    "member twice": ("[ana, ben, cy]", "[ana, §ana, cy]", "'ana' is named twice here."),
    "team": ("api, team: platform", "api, team: §platfrom", "There is no team called 'platfrom';"),
    "policy": ("policy: platform", "policy: §x", "There is no policy called 'x'."),
    "service": ("[database]", "[§databse]", "There is no service called 'databse'; did you mean '"),
    "itself": ("[database]", "[§api]", "A service cannot need itself: api -> api."),
    "slo": ("slo: 99.9", "slo: §100.1", "100.1 is out of range; expected per cent, above 0 to 100"),
    "slo a word": ("slo: 99.9", "slo: §.nan", "'.nan' is no per cent: expected a number such as 9"),
    "kind": ("kind: internal}", "kind: §thirdparty}", "'thirdparty' is no kind: expected internal"),
    "no zone": ("name: primary\n    team: platform\n    time_zone: Europe/Madrid",
                "§name: primary", "'time_zone' is missing; expected an IANA time zone"),
    "start": ("start: 2026-01-05T09:00", "start: §2026-01-05T25:00", "'2026-01-05T25:00' is no ti"),
    "minute": ("start: 2026-01-05T09:00", "start: §2026-01-05T09:60", "'2026-01-05T09:60' is no t"),
    "until": ("until: null", "until: §2026-01-01", "This ends before it starts; expected a later"),
    "every": ("every: 1,", "every: §0,", "0 is out of range; expected 1 to 10000."),
    "every a half": ("every: 1,", "every: §0.5,", "'0.5' is no number of units: expected a whole"),
    "unit": ("unit: week", "unit: §weeks", "'weeks' is no unit: expected hour, day, week or month"),
    "no unit": ("{every: 1, unit: week}", "§{every: 1}", "'unit' is missing; expected hour, day,"),
    "empty": ("[ana, ben, [cy, dan], nobody]", "§[]", "This rotation is empty; expected at least"),
    "empty slot": ("[cy, dan]", "§[]", "This slot is empty; expected a person, a list of people,"),
    "null slot": ("[cy, dan]", "§null", "Expected a person, a list of people, or nobody, not noth"),
    "unknown in slot": ("[cy, dan]", "[cy, §dna]", "There is no person called 'dna'; did you mean"),
    "nobody together": ("[cy, dan]", "[cy, §nobody]", "There is no person called 'nobody'."),
    "turns": ("turns: worked", "turns: §clock", "'clock' is no way of counting turns: expected wo"),
    "day": ("wed, thu", "wed, §thr", "'thr' is no day: expected a weekday: mon, tue, wed, thu, fr"),
    "from": ('from: "20:00"', 'from: §"24:00"', "'24:00' is no time: expected a time of day such"),
    "sexagesimal": ('from: "20:00"', "from: §1200", "'1200' is no time: expected a time of day su"),
    "no from": ('{days: [mon, tue, wed, thu, fri], from: "20:00", ', "§{", "'from' is missing; ex"),
    "mixed ends": ('{from: "fri 18:00"', '§{from: "18:00"', "These do not go together: expected a"),
    "days of days": ('{from: "fri', '§{days: mon, from: "fri', "These do not go together: expecte"),
    "no people": ("cover: ben", "cover: §[]", "Nobody is named at 'cover'; expected a person."),
    "no action": ("{start: 2026-04-03T18:00, end: 2026-04-04T09:00, add: dan}",
                  "§{start: 2026-04-03T18:00, end: 2026-04-04T09:00}", "'add' is missing; expec"),
    "no end": ("{start: 2026-04-03T18:00, end: 2026-04-04T09:00, ", "§{start: 2026-04-03T18:00, ",
               "'end' is missing; expected a time such as"),
    "two actions": ("add: dan", "cover: ben, add: §dan", "'add' and 'cover' do not go together; e"),
    "stray with": ("add: dan", "add: dan, with: §ben", "'with' belongs to 'replace', not to 'add'"),
    "unknown cover": ("cover: ben", "cover: §bne", "There is no person called 'bne'; did you mean"),
    "backwards": ("end: 2026-02-04T09:00", "end: §2026-02-03T18:00", "This ends before it starts;"),
    "fraction": ("end: 2026-02-04T09:00", "end: §2026-02-04T09:00:00.5", "'2026-02-04T09:00:00.5'"),
    "offset": ("end: 2026-02-04T09:00", "end: §2026-02-04T09:00+25:00", "'2026-02-04T09:00+25:00'"),
    "country": ("holidays: ES", "holidays: §XX", "'XX' is no country whose holidays are known; ex"),
    "layer": ("layer: 1", "layer: §one", "'one' is no layer: expected a whole number such as 1."),
    "layer range": ("layer: 1", "layer: §-1", "-1 is out of range; expected 0 to 1000."),
    "large number": ("layer: 1", f"layer: §{10**30}", "'1000000000000000000000000000000' is no la"),
    "rotation's name": ("name: weekly", "name: §override", "'override' is what shifts made by ove"),
    "target": ("schedule:primary", "§shedule:primary", "'shedule:primary' is no target; expected"),
    "a space": ("schedule:primary", "§schedule: primary", "Expected schedule:name in one word, wi"),
    "bare target": ("schedule:primary", "§primary", "'primary' is no target; expected schedule:,"),
    "unknown schedule": ("schedule:primary", "§schedule:primry", "There is no schedule called 'pr"),
    "unknown person": ("person:cy", "§person:sy", "There is no person called 'sy'"),
    "unknown channel": ("person:cy", "§channel:ops", "There is no channel called 'ops'."),
    "target twice": ("person:cy", "§schedule:secondary", "'schedule:secondary' is named twice her"),
    "wait": ("wait: 10m", "wait: §10", "'10' is no duration: expected one such as 90s, 5m, 2h or"),
    "long wait": ("wait: 10m", "wait: §31d", "This wait is out of range; expected 0s to 30d."),
    "retry": ("retry: 2", "retry: §-2", "-2 is out of range; expected 0 to 100."),
    "pick": ("pick: all", "pick: §any", "'any' is no way of picking: expected all, round_robin or"),
    "ack": ("ack: first", "ack: §last", "'last' is no acknowledgement: expected first or all."),
    "repeat": ("repeat: 2", "repeat: §1e9", "'1e9' is no number of rounds: expected a whole numbe"),
    "format": ("alertmanager", "§alert_manager", "'alert_manager' is no format: expected events_v"),
    "sender's service": ("service: api", "service: §web", "There is no service called 'web'."),
    "key": ("service: api", "service: api, key: §abc", "This is no key; expected 32 letters, digi"),
    "long text": ("Ana Ruiz", "§" + "A" * 201, "This has 201 characters; expected at most 200."),
    "odd text": ("Ana Ruiz", '§"a\\u0000b"', "This holds a character that cannot be shown; expect"),
    "half a sign": ("Ana Ruiz", '§"\\ud800"', "This holds a character that cannot be shown; expec"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), REFUSED.values(), ids=list(REFUSED))
def test_each_fault_is_told_in_its_place(old: str, new: str, expected: str) -> None:
    assert WHOLE.count(old) >= 1
    marked = WHOLE.replace(old, new, 1)
    before = marked[: marked.index("§")]
    place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))} "
    found = problems(marked.replace("§", "", 1))
    assert [each for each in found if each.startswith(place + expected)], found


def test_all_problems_are_told_at_once_and_in_their_order() -> None:
    text = WHOLE
    for old, new, _ in (
        REFUSED[name] for name in ("unknown key", "e-mail", "every", "pick", "key")
    ):
        text = text.replace(old, new.replace("§", ""), 1)
    lines = [int(each.partition(":")[0]) for each in problems(text)]
    assert lines == [4, 5, 28, 45, 49]


def test_secrets_are_never_repeated() -> None:
    text = WHOLE.replace("mailto://ana:secret@example.org", "mailto//ana:secret@example.org")
    text = text.replace("service: api}", "service: api, key: secret}")
    found = problems(text)
    assert len(found) == 2
    assert not [each for each in found if "secret" in each]


def test_a_rotation_needs_a_name_a_start_a_shift_and_people() -> None:
    text = """watchbill: 1
schedules:
  - name: primary
    time_zone: UTC
    rotations: [{layer: 2}]
"""
    assert [each.partition(";")[0] for each in problems(text)] == [
        "5:17 'name' is missing",
        "5:17 'people' is missing",
        "5:17 'shift' is missing",
        "5:17 'start' is missing",
    ]


def test_a_cycle_is_told_with_its_way() -> None:
    text = """watchbill: 1
services:
  - {name: a, depends_on: [b]}
  - {name: b, depends_on: [c]}
  - {name: c, depends_on: [a]}
"""
    assert problems(text) == [
        "3:28 A service cannot need itself: a -> b -> c -> a.",
        "4:28 A service cannot need itself: b -> c -> a -> b.",
        "5:28 A service cannot need itself: c -> a -> b -> c.",
    ]


@pytest.mark.parametrize(
    ("said", "told_at"),
    [
        ("format: heartbeat, every: 1s", "5:57 A job is heard every 10s to 366d."),
        ("format: heartbeat, every: 400d", "5:57 A job is heard every 10s to 366d."),
        ("format: heartbeat, grace: 31d", "5:57 A job may be late by 0s to 30d."),
        ("format: heartbeat, every: soon", "5:57 'soon' is no duration: expected one such as"),
        ("format: heartbeat, every: [5m]", "5:57 Expected duration, not a list."),
        ("format: heartbeat, evry: 5m", "5:50 'evry' is unknown here; did you mean 'every'"),
        ("format: generic, every: 5m", "5:55 Only a heartbeat has 'every', not generic."),
        ("format: email, grace: 5m", "5:53 Only a heartbeat has 'grace', not email."),
    ],
)
def test_how_often_a_heartbeat_is_heard(said: str, told_at: str) -> None:
    text = f"""
watchbill: 1
services: [{{name: api}}]
integrations:
  - {{name: x, service: api, {said}}}
"""
    [problem] = problems(text)
    line, _, sentence = told_at.partition(" ")
    assert sentence in problem
    assert problem.partition(":")[0] == line.partition(":")[0]


def test_two_integrations_cannot_share_a_key() -> None:
    text = f"""watchbill: 1
services: [{{name: api}}]
integrations:
  - {{name: one, format: generic, service: api, key: {"k" * 32}}}
  - {{name: two, format: generic, service: api, key: {"k" * 32}}}
"""
    assert problems(text) == ["5:53 This is the key of one too; expected one of its own."]


def test_a_policy_without_last_resort_is_a_warning() -> None:
    reading = read(WHOLE.replace("    last_resort: [team:platform]", "    #").encode())
    assert reading.problems == []
    (warning,) = reading.warnings
    assert (warning.line, warning.column) == (42, 5)
    assert "no last_resort" in warning.sentence


def test_what_the_database_holds_may_be_named() -> None:
    text = b"watchbill: 1\nteams: [{name: night, members: [zoe]}]\n"
    assert told(read(text)) == ["2:33 There is no person called 'zoe'."]
    outside = Names(people=frozenset({"zoe"}), everyone=frozenset({"zoe"}))
    assert told(read(text, outside)) == []


def test_who_is_not_active_cannot_be_planned_but_the_past_may_name_them() -> None:
    text = WHOLE.replace("- {name: ben}", "- {name: ben, active: no}")
    assert problems(text) == [
        "15:46 'ben' is not active any more.",
        "29:23 'ben' is not active any more.",
    ]


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_it_stumble(data: bytes) -> None:
    assert read(data).problems


@given(st.data())
def test_no_cut_or_stroke_makes_it_stumble(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    length = data.draw(st.integers(0, 40))
    typed = data.draw(st.text(st.sampled_from("abc019:-[]{}\"'\n\t #&*!|>%@~ñ"), max_size=6))
    reading = read((WHOLE[:start] + typed + WHOLE[start + length :]).encode())
    for remark in reading.remarks:
        assert remark.line >= 1 <= remark.column
        assert remark.sentence


WISHES = """
watchbill: 1
people:
  - name: ana
    wishes:
      - {days: [sat, fri, friday]}
      - {from: 2026-12-20, to: 2026-12-31, gladly: true}
"""


def test_wishes_of_a_person() -> None:
    (ana,) = read(WISHES.encode()).workspace.people
    assert ana.wishes == (
        WishSpec((4, 5)),
        WishSpec((), date(2026, 12, 20), date(2026, 12, 31), gladly=True),
    )


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("{days: [fryday]}", "6:17 'fryday' is no day"),
        ("{from: 20 December}", "6:16 '20 December' is no day"),
        ("{from: 2026-12-20, to: 2026-12-01}", "6:32 This ends before it starts"),
        ("{gladly: true}", "6:9 This is about every day"),
        ("{dya: [fri]}", "6:10 'dya' is unknown here"),
    ],
)
def test_a_wish_that_is_none(wish: str, sentence: str) -> None:
    head = WISHES.partition("      - ")[0]
    told = problems(f"{head}      - {wish}\n")
    assert any(each.startswith(sentence) for each in told), told
