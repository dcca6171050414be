"""Tags of incidents: written, taken off, found, kept through merges and splits, and never sent."""

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import text

from app.cli.main import run
from app.domain.actor import Actor
from app.errors import Conflict, Refused, Unavailable
from app.operations import incident, tag, tie, token
from app.operations.incident import Declaration
from app.queries import incident as lists
from app.queries import incident_detail
from app.queries.incident_filter import Filter
from app.queries.incident_paper import exported
from app.queries.tag import tag_ids, tags, used
from app.store import Store, open_store
from app.workspace.export import export
from models.kinds import EventKind, Format, Source
from tests import builders
from tests.app.intake.conftest import serving
from tests.app.workflows import flow, settle, work
from tests.receiver import receiving

SHELL = Actor("root", Source.SHELL)


def declared(store: Store, *names: str, title: str = "db is down") -> int:
    return incident.declare(store, Declaration(title, tags=names), SHELL)


def has(store: Store, number: int) -> tuple[str, ...]:
    return incident_detail.detail(store, number).row.tags


def told(store: Store, number: int) -> list[str]:
    events = incident_detail.timeline(store, number)
    return [each.text for each in events if each.kind is EventKind.FIELD]


def test_the_first_spelling_stays_and_a_change_is_one_event(store: Store) -> None:
    number = declared(store, "Checkout", "eu")
    other = declared(store, "CHECKOUT")
    assert (has(store, number), has(store, other)) == (("Checkout", "eu"), ("Checkout",))
    seen = incident_detail.detail(store, number).row.version
    version = incident.change(store, number, SHELL, seen, tags=["checkout", " Pos "])
    assert has(store, number) == ("Checkout", "Pos")
    assert told(store, number) == ["Added tag Pos, removed tag eu"]
    assert incident.change(store, number, SHELL, version, tags="pos, CHECKOUT") == version
    assert told(store, number) == ["Added tag Pos, removed tag eu"]


def test_what_somebody_else_changed_meanwhile_is_not_written_over(store: Store) -> None:
    number = declared(store, "eu")
    seen = incident_detail.detail(store, number).row.version
    tag.tag(store, [number], SHELL, ["pos"])
    with pytest.raises(Conflict):
        incident.change(store, number, SHELL, seen, tags=[])
    assert has(store, number) == ("eu", "pos")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["x" * 51], "50 characters"),
        (["a,b"], "commas"),
        (["a\x00"], "control"),
        ([f"t{n}" for n in range(21)], "at most 20"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    store: Store, said: list[str], words: str
) -> None:
    number = declared(store, "eu")
    with pytest.raises(Refused, match=words) as refused:
        incident.change(store, number, SHELL, None, title="other", tags=said)
    assert refused.value.field == "tags"
    with pytest.raises(Refused, match=words):
        incident.declare(store, Declaration("second", tags=tuple(said)), SHELL)
    assert (has(store, number), lists.incident_ids(store)) == (("eu",), [number])
    assert incident_detail.detail(store, number).row.title == "db is down"


def test_many_at_once_all_or_none(store: Store) -> None:
    one, two = declared(store, "eu"), declared(store, "pos")
    assert tag.tag(store, [two, one, two], SHELL, ["Pos"], ["eu"]) == 1
    assert (has(store, one), has(store, two)) == (("pos",), ("pos",))
    assert told(store, one) == ["Added tag pos, removed tag eu"]
    with pytest.raises(Refused, match="no incident #77"):
        tag.tag(store, [one, 77], SHELL, ["never"])
    with pytest.raises(Refused, match="which tags"):
        tag.tag(store, [one], SHELL)
    assert has(store, one) == ("pos",)


def test_the_same_new_tag_by_many_at_once_is_one(store: Store, database_url: str) -> None:
    numbers = [declared(store) for _ in range(6)]
    faults: list[Exception] = []

    def add(number: int) -> None:
        mine = open_store(database_url)
        try:
            tag.tag(mine, [number], SHELL, ["Fresh", "b", "a"])
        except (Refused, Unavailable, Conflict) as fault:
            faults.append(fault)
        finally:
            mine.close()

    threads = [threading.Thread(target=add, args=(number,)) for number in numbers]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert faults == []
    assert [(row.name, row.count) for row in tags(store)] == [("a", 6), ("b", 6), ("Fresh", 6)]


def test_lists_find_by_tag(store: Store) -> None:
    one, two = declared(store, "eu", "checkout"), declared(store, "Ärger mit POS")
    declared(store)

    def ids(**said: Any) -> list[int]:
        return lists.incident_ids(store, Filter(**said))

    assert ids(tags=tag_ids(store, ["EU"])) == [one]
    assert ids(tags=tag_ids(store, ["eu", "ärger mit pos"])) == [two, one]
    assert ids(words="check") == [one]
    assert ids(words="tag:ärg") == [two]
    assert ids(words="tag:db") == []
    assert ids(words="down tag:pos") == [two]
    assert [row.tags for row in lists.incident_rows(store, [one, two, 3])] == [
        ("checkout", "eu"), ("Ärger mit POS",), ()]  # fmt: skip
    with pytest.raises(Refused, match=r"no tag called 'chekout'\. Did you mean 'checkout'"):
        tag_ids(store, ["chekout"])


def test_merging_and_splitting_can_be_taken_back_with_their_tags(store: Store) -> None:
    ana = builders.actor(store, "ana")
    one, two = declared(store, "eu"), declared(store, "pos")
    tie.merge(store, one, two, ana)
    assert (has(store, one), has(store, two)) == (("eu",), ("pos",))
    tie.unmerge(store, one, ana)
    assert (has(store, one), has(store, two)) == (("eu",), ("pos",))
    fresh = tie.split(store, two, "another matter", ana)
    tag.tag(store, [fresh], ana, ["second"])
    assert (has(store, two), has(store, fresh)) == (("pos",), ("pos", "second"))
    tie.merge(store, fresh, two, ana)
    assert has(store, two) == ("pos",)


def test_a_tag_is_renamed_merged_and_removed_on_every_incident(store: Store) -> None:
    one, two = declared(store, "chekout", "eu"), declared(store, "checkout", "chekout")
    ids = {name: ident for ident, name in used(store)}
    tag.rename(store, ids["eu"], "EU", SHELL)
    tag.rename(store, ids["chekout"], "Checkout", SHELL)
    assert (has(store, one), has(store, two)) == (("checkout", "EU"), ("checkout",))
    tag.remove(store, ids["eu"], SHELL)
    assert has(store, one) == ("checkout",)
    with pytest.raises(Refused, match="not there any more"):
        tag.remove(store, ids["eu"], SHELL)
    with pytest.raises(Refused, match="neither commas"):
        tag.rename(store, ids["checkout"], "a,b", SHELL)
    with store.read() as session:
        assert session.execute(text("SELECT count(*) FROM tagged")).scalar_one() == 2


@pytest.mark.parametrize(
    ("form", "details", "expected"),
    [
        (Format.OPSGENIE, {"tags": ["EU", "x" * 60, "eu", 7]}, ("EU",)),
        (Format.DATADOG, {"tags": ["env:prod", "team:pay"]}, ("env:prod", "team:pay")),
        (Format.JIRA, {"labels": ["pos"]}, ("pos",)),
        (Format.ALERTMANAGER, {"labels": {"severity": "page"}, "tags": ["no"]}, ()),
        (Format.GRAFANA, {"tags": {"a": "b"}}, ()),
    ],
)
def test_an_incident_from_an_alert_takes_what_the_sender_calls_tags(
    store: Store, form: Format, details: dict[str, Any], expected: Sequence[str]
) -> None:
    service, sender = builders.service(store, "api"), builders.sender(store, "s", "k" * 32, form)
    with store.write() as session:
        alert = builders.alert(store, sender, service, "disk full")
        alert.details = details
        session.add(alert)
        session.flush()
        number = incident.open_for_alert(session, alert, store.now()).id
    assert has(store, number) == expected


def test_the_shell_tags_lists_and_finds(
    store: Store, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*words: str) -> tuple[int, str, str]:
        code = run(["incident", *words, "--database", database_url])
        out = capsys.readouterr()
        return code, out.out, out.err

    assert call("declare", "db is down", "--tag", "eu", "--tag", "Pos")[0] == 0
    declared(store)
    assert call("tag", "1", "2", "+checkout", "-eu") == (0, "2 of 2 changed.\n", "")
    assert call("tag", "#1", "+checkout") == (0, "It was so already.\n", "")
    (row,) = json.loads(call("list", "--tag", "POS", "--json")[1])["incidents"]
    assert (row["number"], row["tags"]) == (1, ["checkout", "Pos"])
    assert "tagged checkout, Pos" in call("show", "1")[1]
    assert json.loads(call("show", "1", "--json")[1])["tags"] == ["checkout", "Pos"]
    assert call("update", "1", "--tag", "none")[0] == 0
    assert has(store, 1) == ()
    assert call("tags", "--rename", "checkout=cart")[1].splitlines()[1].split() == ["cart", "1"]
    assert json.loads(call("tags", "--drop", "eu", "--json")[1])["tags"][0] == {
        "name": "cart", "incidents": 1}  # fmt: skip
    for words in (("tag", "1"), ("tag", "+x"), ("tag", "1", "x"), ("tag", "1", "--nope"),
                  ("tags", "--rename", "x")):  # fmt: skip
        code, _, err = call(*words)
        assert (code, bool(err)) == (2, True)
    for words, part in ((("tag", "9", "+x"), "#9"), (("list", "--tag", "nowhere"), "no tag"),
                        (("tag", "1", "+" + "x" * 60), "50 characters")):  # fmt: skip
        code, _, err = call(*words)
        assert (code, part in err) == (1, True)


def test_a_script_sets_and_asks(store: Store) -> None:
    ana = builders.actor(store, "ana")
    with serving(store) as site:
        site.client.headers["authorization"] = f"Bearer {token.make(store, 'bot', ana)}"
        said = {"title": "Disk full", "tags": ["eu"]}
        (made,) = _ok(site.client.post("/api/v1/incidents", json=said), 201)
        assert made["tags"] == ["eu"]
        site.client.post("/api/v1/incidents", json={"title": "Other"})
        (row,) = _ok(site.client.patch("/api/v1/incidents/1", json={"tags": ["pos", "a"]}))
        assert row["tags"] == ["a", "pos"]
        found = _ok(site.client.get("/api/v1/incidents", params={"tag": ["POS"]}))
        assert [each["number"] for each in found] == [1]
        bad = site.client.patch("/api/v1/incidents/1", json={"tags": ["a,b"]})
        assert (bad.status_code, "commas" in bad.text) == (400, True)
        assert site.client.get("/api/v1/incidents", params={"tag": "x"}).status_code == 400
        assert site.client.patch("/api/v1/incidents/1", json={"tags": None}).status_code == 400


def _ok(answer: httpx.Response, code: int = 200) -> Any:
    assert answer.status_code == code, answer.text
    return answer.json()["incidents"]


def test_a_workflow_tags_and_asks_for_tags(store: Store) -> None:
    settle(
        store,
        flow("Tag", "opened", "{do: add tag, value: Sev High}", "{do: remove tag, value: EU}"),
        flow("Ask", "note added", "{do: add note, text: it is tagged}",
             more="if: {field: tags, is: sev high}"),
    )  # fmt: skip
    number = declared(store, "eu")
    work(store)
    assert has(store, number) == ("Sev High",)
    incident.note(store, number, "go", SHELL)
    work(store)
    texts = [each.text for each in incident_detail.timeline(store, number)]
    assert "it is tagged" in texts


def test_what_leaves_the_house_does_not_name_them(store: Store) -> None:
    with receiving() as hook:
        url = hook.address("/in").replace("json:", "http:")
        tell = f'{{do: call webhook, value: "{url}", inside: true}}'
        body = """'{"a": "{{tags}}", "b": "{{title}}"}'"""
        text = f'{{do: call webhook, value: "{url}", inside: true, text: {body}}}'
        settle(store, flow("Tell", "opened", tell, text))
        declared(store, "secret-project")
        work(store)
        assert hook.at("/in")[1] == {"a": "", "b": "db is down"}
        assert "secret-project" not in json.dumps(hook.at("/in"))


def test_exports_of_the_house_name_them(store: Store, tmp_path: Path) -> None:
    number = declared(store, "checkout", "eu")
    for kind in ("md", "html"):
        made = exported(store, number, kind, ZoneInfo("UTC"))
        assert "checkout, eu" in made.content.decode()
    whole = json.loads(exported(store, number, "json", ZoneInfo("UTC")).content)
    assert whole["tags"] == ["checkout", "eu"]
    export(store, tmp_path / "out")
    assert "checkout, eu" in (tmp_path / "out" / "incidents.csv").read_text()
