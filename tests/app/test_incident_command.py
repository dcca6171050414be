"""`watchbill incident ...` as people and scripts call it: words, JSON, exit codes."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.cli.main import run
from app.clock import SetClock
from app.operations import incident
from app.operations.incident import Declaration
from app.store import Store
from models.kinds import PageState, SignalSeverity, Source, Urgency
from models.page import Attempt, Page
from models.people import Contact
from models.service import Service
from tests import builders

Call = Callable[..., tuple[int, str, str]]
CLOCKS = (
    "impact_started_at",
    "detected_at",
    "created_at",
    "acknowledged_at",
    "mitigated_at",
    "resolved_at",
)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # many small cases


@pytest.fixture
def call(database_url: str, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs `watchbill incident WORDS`; exit code, standard output, standard error."""

    def called(*words: str) -> tuple[int, str, str]:
        code = run(["incident", *words, "--database", database_url])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


def said(answer: tuple[int, str, str]) -> Any:
    code, out, err = answer
    assert (code, err) == (0, "")
    return json.loads(out)


def test_a_night_in_the_shell(store: Store, call: Call) -> None:
    builders.person(store, "ana", "Ana Ruiz")
    builders.service(store, "api")
    assert call("list") == (0, "Nothing is open.\n", "")
    declared = call("declare", "db is down", "--service", "api", "--severity", "1", "--as", "ana")
    assert declared == (0, "#1 is declared.\n", "")
    assert call("ack", "1", "--as", "ana") == (0, "#1 is acknowledged.\n", "")
    assert call("ack", "1", "--as", "ana") == (0, "You already have it.\n", "")
    assert "ana has it." in call("show", "1")[1]
    assert call("note", "1", "restarted it", "--as", "ana") == (0, "Noted in #1.\n", "")
    assert call("update", "1", "--severity", "sev2", "--stage", "monitoring")[0] == 0
    _, listed, _ = call("list")
    heading, line = listed.splitlines()
    assert heading.split()[:2] == ["#", "severity"]
    assert line.split()[:3] == ["1", "SEV2", "monitoring"]
    assert line.endswith("api      db is down")
    assert call("resolve", "1", "--note", "a full disk", "--as", "ana")[1] == "#1 is resolved.\n"
    assert call("resolve", "1")[1] == "#1 was resolved already.\n"
    _, story, _ = call("show", "1", "--time-zone", "Europe/Madrid")
    for told in (
        "#1  db is down",
        "Nothing to do: it is resolved.",
        "SEV2 · high urgency · resolved · service api · declared by ana",
        "Timeline (Europe/Madrid)",
        "restarted it",
        "Severity SEV1 → SEV2",
        "Resolved: a full disk",
    ):
        assert told in story


def test_who_has_it_is_told_from_the_first_moment(store: Store, call: Call) -> None:
    ana, ben = builders.person(store, "ana"), builders.actor(store, "ben")
    api = builders.service(store, "api", builders.policy(store, "one", ana))
    incident.declare(store, Declaration("x", service=api), ben)
    asked = "Nobody has acknowledged it. Nobody was asked yet. Next: round 1, level 1 now."
    assert asked in call("show", "1")[1]
    incident.acknowledge(store, 1, builders.actor(store, "prom", Source.SENDER))
    assert "prom has it." in call("show", "1")[1]


def test_list_as_json_is_what_was_promised(store: Store, call: Call, clock: SetClock) -> None:
    by = builders.actor(store, "ana")
    clock.forward(timedelta(microseconds=987_654))
    incident.declare(store, Declaration("x", began=clock.now() - timedelta(hours=2)), by)
    clock.forward(timedelta(minutes=10))
    incident.resolve(store, 1, by)
    assert said(call("list", "--json")) == {"incidents": []}
    (found,) = said(call("list", "--all", "--json"))["incidents"]
    promised = ["number", "title", "stage", "severity", "urgency", "category", "service"]
    assert list(found)[: len(promised) + len(CLOCKS) + 1] == [*promised, *CLOCKS, "alerts"]
    assert (found["number"], found["stage"], found["category"]) == (1, "resolved", None)
    assert found["impact_started_at"] == "2026-03-28T22:00:00Z"
    assert found["created_at"] == "2026-03-29T00:00:00Z"
    assert found["resolved_at"] == found["mitigated_at"] == "2026-03-29T00:10:00Z"
    assert (found["acknowledged_at"], found["alerts"]) == (None, 0)


def test_show_tells_pages_with_their_errors_alerts_and_tasks(
    store: Store, call: Call, clock: SetClock
) -> None:
    ana = builders.actor(store, "ana")
    api = builders.service(store, "api")
    alert = builders.alert(store, builders.integration(store, "prom", api), api, "disk full")
    alert.severity, alert.count = SignalSeverity.ERROR, 7
    with store.write() as session:
        session.add(alert)
        session.flush()
        number = incident.open_for_alert(session, alert, clock.now()).id
        failed = Attempt(number=1, engine="e1", started_at=clock.now(), state=PageState.FAILED)
        failed.error = "mail server is away"
        session.add(
            Page(
                incident_id=number, person_id=ana.person, contact="phone", urgency=Urgency.HIGH,
                round=1, level=0, attempt=1, created_at=clock.now(), due_at=clock.now(),
                state=PageState.FAILED, error=failed.error, attempts=[failed],
            )
        )  # fmt: skip
    assert call("task", str(number), "call them", "--owner", "ana", "--as", "ana")[0] == 0
    assert call("done", "1")[1] == "Task 1 is done.\n"
    found = said(call("show", str(number), "--json"))
    (page,) = found["pages"]
    promised = {
        "at": "2026-03-29T00:00:00Z",
        "person": "ana",
        "contact": "phone",
        "state": "failed",
        "level": 0,
        "round": 1,
        "error": "mail server is away",
    }
    assert promised.items() <= page.items()
    assert page["tries"][0]["engine"] == "e1"
    assert [(each["title"], each["count"]) for each in found["alerts"]] == [("disk full", 7)]
    assert [each["title"] for each in found["tasks"]] == ["call them"]
    first = found["timeline"][0]
    assert list(first)[:5] == ["at", "recorded_at", "kind", "actor", "text"]
    assert (first["kind"], first["actor"]) == ("declared", "prom")
    _, story, _ = call("show", str(number), "--time-zone", "UTC")
    assert "round 1, last resort  mail server is away" in story
    assert "error open  disk full  7 times" in story
    assert "[x] 1  call them  (ana)" in story


@ON_SQLITE
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "7"), "There is no incident #7."),
        (("ack", str(2**70)), "There is no incident #"),
        (("declare", "  "), "A title is needed"),
        (("declare", "x", "--severity", "SEV9"), "'SEV9' is no severity; there are: SEV1"),
        (("declare", "x", "--category", "p"), "is no category; there are:"),
        (("declare", "x", "--service", "apo"), "no service called 'apo'. Did you mean 'api'?"),
        (("declare", "x", "--began", "2999-01-01T00:00Z"), "future"),
        (("declare", "x", "--as", "bob"), "nobody called 'bob'"),
        (("declare", "x", "--role", "ana"), "expected one such as commander=ana"),
        (("declare", "x", "--role", "king=ana"), "'king' is no role"),
        (("update", "1", "--stage", "closed"), "only a resolved incident can be closed"),
        (("update", "1", "--resolved", "2020-01-01T00:00Z"), "has no resolved time"),
        (("list", "--mine"), "say who you are with --as"),
        (("note", "1", " "), "There is nothing to note."),
    ],
)
def test_what_is_refused_is_one_sentence_and_exit_1(
    store: Store, call: Call, words: tuple[str, ...], sentence: str
) -> None:
    builders.person(store, "ana")
    builders.service(store, "api")
    incident.declare(store, Declaration("x"), builders.actor(store, "ben", Source.SHELL))
    code, out, err = call(*words)
    assert (code, out) == (1, "")
    assert sentence in err
    assert err.count("\n") == 1


@ON_SQLITE
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("declare", "x", "--began", "soon"), "'soon' is no time"),
        (("list", "--time-zone", "Mars/Base", "--from", "2026-01-01T00:00"), "no IANA time zone"),
    ],
)
def test_what_cannot_be_read_is_wrong_usage(
    store: Store, call: Call, words: tuple[str, ...], sentence: str
) -> None:
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert sentence in err


@ON_SQLITE
@pytest.mark.parametrize(
    "words",
    [("declare",), ("show", "x"), ("ack",), ("update", "1"), ("list", "--limit", "-1"), ("fly",)],
)
def test_wrong_usage_is_exit_2(store: Store, call: Call, words: tuple[str, ...]) -> None:
    incident.declare(store, Declaration("x"), builders.actor(store, "ana"))
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_one_bad_number_does_not_keep_the_others_from_being_done(store: Store, call: Call) -> None:
    for title in ("x", "y"):
        incident.declare(store, Declaration(title), builders.actor(store, title))
    code, out, err = call("resolve", "1", "9", "2")
    assert (code, out) == (1, "#1 is resolved.\n#2 is resolved.\n")
    assert err == "There is no incident #9.\n"


def test_filters_come_from_the_shell_too(store: Store, call: Call) -> None:
    ana = builders.actor(store, "ana")
    for severity in ("SEV1", "SEV2", "SEV4"):
        assert call("declare", f"of {severity}", "--severity", severity)[0] == 0
    incident.acknowledge(store, 2, ana)

    def numbers(*words: str) -> list[int]:
        return [each["number"] for each in said(call("list", "--json", *words))["incidents"]]

    assert numbers() == [3, 2, 1]
    assert numbers("--severity", "1,2") == [2, 1]
    assert numbers("--severity", "1", "--severity", "sev4") == [3, 1]
    assert numbers("--mine", "--as", "ana") == [2]
    assert numbers("--search", "sev4") == [3]
    assert numbers("--sort", "severity", "--limit", "2") == [1, 2]
    assert numbers("--stage", "inv") == [2]
    assert numbers("--from", "2999-01-01T00:00Z") == []


def test_a_title_cannot_command_the_terminal(store: Store, call: Call) -> None:
    by = builders.actor(store, "ana")
    incident.declare(store, Declaration("a\x1b[2Jb"), by)
    incident.note(store, 1, "c\x1b[2Jd\u202ee", by)
    _, story, _ = call("show", "1")
    assert "a [2Jb" in story
    assert not {"\x1b", "\u202e"} & set(story)


def test_it_is_handed_on_and_goes_by_the_policy_as_it_is_now(store: Store, call: Call) -> None:
    ana = builders.person(store, "ana")
    with store.write() as session:
        session.add(Contact(person_id=ana, name="phone", scheme="json", address=b"sealed"))
    service = builders.service(store, "api")
    with store.write() as session:
        session.get_one(Service, service).policy_id = builders.policy(store, "main", ana)
    incident.declare(store, Declaration("x", service=service), builders.actor(store, "ben"))
    assert call("hand", "1", "ana") == (0, "#1 is handed to ana.\n", "")
    assert call("policy", "1") == (0, "#1 goes by main as it is now.\n", "")
    assert call("hand", "1", "zoe")[0] == 1
