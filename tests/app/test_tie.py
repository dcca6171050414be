"""Merging, splitting and relating incidents: reversible, and no timeline is lost."""

from __future__ import annotations

import pytest

from app.errors import Refused
from app.operations import incident, tie
from app.operations.incident import Declaration
from app.queries import incident_detail
from app.queries.together import together
from app.store import Store
from models.alert import Alert
from models.incident import Escalation
from models.kinds import Severity, Stage
from models.kinds_together import TieKind
from tests import builders


@pytest.fixture
def two(store: Store) -> tuple[int, int]:
    """An alert's incident that ana has, and one by hand."""
    policy = builders.policy(store, "plain", builders.person(store, "cy"))
    service = builders.service(store, "api", policy)
    sender = builders.integration(store, "prom", service)
    with store.write() as session:
        first = builders.alert(store, sender, service, "disk full")
        second = builders.alert(store, sender, service, "disk slow")
        session.add_all([first, second])
        session.flush()
        opened = incident.open_for_alert(session, first, store.now())
        incident.alert_joined(session, opened, second, store.now())
        number = opened.id
    other = incident.declare(store, Declaration("checkout fails"), builders.actor(store, "ana"))
    return number, other


def stage(store: Store, number: int) -> Stage:
    return incident_detail.detail(store, number).row.stage


def alerts(store: Store, number: int) -> list[str]:
    found = incident_detail.detail(store, number)
    assert found.row.alerts == len(found.alerts)
    return [each.title for each in found.alerts]


def test_a_merge_takes_the_alerts_along_and_can_be_taken_back(
    store: Store, two: tuple[int, int]
) -> None:
    (one, other), ben = two, builders.actor(store, "ben")
    incident.note(store, one, "the disk is **full**", ben)
    tie.merge(store, one, other, ben, "the same disk")
    assert (stage(store, one), alerts(store, one)) == (Stage.MERGED, [])
    assert alerts(store, other) == ["disk full", "disk slow"]
    told = incident_detail.timeline(store, other)
    assert [each.data["of"] for each in told if each.text == "the disk is **full**"] == [one]
    assert told[-1].text.endswith("was merged into this: the same disk")
    with store.read() as session:
        assert session.get_one(Escalation, one).state == "ended"
    assert tie.unmerge(store, one, ben) == other
    assert (stage(store, one), alerts(store, other)) == (Stage.TRIAGE, [])
    assert alerts(store, one) == ["disk full", "disk slow"]
    assert all("of" not in each.data for each in incident_detail.timeline(store, other))
    with store.read() as session:
        assert session.get_one(Escalation, one).state == "running"
    assert together(store, one).ties == ()


def test_what_cannot_be_merged_is_said(store: Store, two: tuple[int, int]) -> None:
    (one, other), ben = two, builders.actor(store, "ben")
    drill = incident.declare(store, Declaration("a drill", drill=True), ben)
    for number, into, words in (
        (one, one, "into itself"),
        (one, drill, "A drill and a real"),
        (one, 99, "no incident #99"),
    ):
        with pytest.raises(Refused, match=words):
            tie.merge(store, number, into, ben)
    tie.merge(store, one, other, ben)
    with pytest.raises(Refused, match="merge into that one"):
        tie.merge(store, drill, one, ben)
    with pytest.raises(Refused, match="was merged"):
        incident.reopen(store, one, ben)
    with pytest.raises(Refused, match="was not merged"):
        tie.unmerge(store, other, ben)


def test_a_split_goes_its_own_way_and_is_merged_back(store: Store, two: tuple[int, int]) -> None:
    (one, _), ben = two, builders.actor(store, "ben")
    with store.read() as session:
        first, second = (row.id for row in session.query(Alert).order_by(Alert.id))
    with pytest.raises(Refused, match="Every alert would go"):
        tie.split(store, one, "the slow one", ben, [first, second])
    fresh = tie.split(store, one, "the slow one", ben, [second])
    found = incident_detail.detail(store, fresh)
    assert (found.row.owner, found.row.severity) == ("ben", Severity.SEV1)
    assert (alerts(store, one), alerts(store, fresh)) == (["disk full"], ["disk slow"])
    (row,) = found.together.ties
    assert (row.kind, row.back, row.number) == (TieKind.SPLIT, False, one)
    tie.merge(store, fresh, one, ben)
    assert alerts(store, one) == ["disk full", "disk slow"]


def test_parts_and_relations(store: Store, two: tuple[int, int]) -> None:
    (one, other), ben = two, builders.actor(store, "ben")
    assert tie.relate(store, one, other, ben)
    assert not tie.relate(store, other, one, ben)
    assert tie.place(store, one, other, ben)
    with pytest.raises(Refused, match="is a part of"):
        tie.place(store, other, one, ben)
    part = tie.part(store, other, Declaration("mails are late"), ben)
    ties = {(each.kind, each.back, each.number) for each in together(store, other).ties}
    assert ties == {
        (TieKind.RELATED, True, one),
        (TieKind.PART, True, one),
        (TieKind.PART, True, part),
    }
    assert tie.untie(store, one, other, ben)
    assert not tie.untie(store, one, other, ben)
    assert [each.number for each in together(store, other).ties] == [part]
