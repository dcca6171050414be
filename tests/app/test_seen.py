"""Settings of which a form says how they stood when it was opened: who is late changes nothing."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from app.domain.actor import Actor
from app.domain.workspace import ComponentSpec, StakeholderSpec, TargetSpec
from app.errors import Conflict, Refused
from app.operations import (
    assistant,
    bundle,
    heartbeat,
    mailbox,
    pace,
    status_sender,
    update_template,
)
from app.operations import tag as tagging
from app.operations.assistant import Assistant
from app.operations.component import order_components, save_component
from app.operations.followup import set_sla
from app.operations.incident import Declaration, declare
from app.operations.review_template import remove_template as remove_review
from app.operations.review_template import save_template as save_review
from app.operations.seen import NEVER, Stand, stand
from app.operations.stakeholder import find_stakeholder, remove_stakeholder, save_stakeholder
from app.queries.component import components
from app.queries.followup import SLA
from app.queries.incident_detail import detail
from app.queries.review import own_texts
from app.queries.status_spec import stakeholder_specs
from app.queries.tag import tag_ids
from app.queries.update_template import shipped
from app.store import Store, setting
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import Severity, Source, TargetKind
from tests.builders import person

ANA, BEN = (Actor(name, Source.DESKTOP) for name in ("ana", "ben"))
Put = Callable[[Store, int, Actor, str | None], str]


def paced(store: Store, which: int, by: Actor, was: str | None) -> str:
    return pace.set_pace(store, timedelta(minutes=which), by, was)


def boxed(store: Store, which: int, by: Actor, was: str | None) -> str:
    return mailbox.set_mailbox(store, f"imaps://ana:word@imap{which}.example.org/", by, was)


def unboxed(store: Store, which: int, by: Actor, was: str | None) -> str:
    return mailbox.set_mailbox(
        store, "imaps://ana:word@imap.example.org/" if which < 3 else "", by, was
    )


def sending(store: Store, which: int, by: Actor, was: str | None) -> str:
    address = f"mailto://127.0.0.1:{which}?from=a@example.org&mode=insecure"
    return status_sender.set_sender(store, address, by, was)


def beating(store: Store, which: int, by: Actor, was: str | None) -> str:
    return heartbeat.set_heartbeat(store, f"https://hc.example.org/{which}", by, was=was)


def helped(store: Store, which: int, by: Actor, was: str | None) -> str:
    return assistant.set_assistant(store, Assistant(f"https://m{which}.example.org", "m"), by, was)


def dated(store: Store, which: int, by: Actor, was: str | None) -> str:
    return set_sla(store, {Severity.SEV1: which}, by, was)


@pytest.mark.parametrize(
    ("name", "put"),
    [
        (bundle.SETTING, paced),
        (mailbox.SETTING, boxed),
        (mailbox.SETTING, unboxed),
        (status_sender.SETTING, sending),
        (heartbeat.SETTING, beating),
        (assistant.SETTING, helped),
        (SLA, dated),
    ],
)
def test_who_is_late_changes_nothing(store: Store, name: str, put: Put) -> None:
    first = stand(store, name)
    assert first == Stand()
    put(store, 1, BEN, first.stamp)
    theirs = stand(store, name)
    assert theirs.by == "ben"
    stored = kept(store, name)
    with pytest.raises(Conflict, match="ben set this meanwhile"):
        put(store, 3, ANA, first.stamp)
    assert kept(store, name) == stored
    stamp = put(store, 3, ANA, theirs.stamp)
    mine = stand(store, name)
    assert mine.stamp == stamp
    assert mine.by == "ana"
    assert mine.stamp != theirs.stamp
    put(store, 2, BEN, None)  # who saw nothing, as the shell, is never late
    assert stand(store, name).by == "ben"


def kept(store: Store, name: str) -> dict[str, object]:
    """As it is stored."""
    with store.read() as session:
        return setting(session, name)


def test_a_group_is_changed_only_as_it_was_seen(store: Store) -> None:
    for each in (ANA, BEN):
        person(store, each.name)
    was, theirs, mine = (group(*names) for names in (["ana"], ["ben"], ["ana", "ben"]))
    ident = save_stakeholder(store, was, ANA)
    save_stakeholder(store, theirs, BEN, ident=ident, was=was)
    with pytest.raises(Conflict, match="this group meanwhile"):
        save_stakeholder(store, mine, ANA, ident=ident, was=was)
    assert save_stakeholder(store, theirs, ANA, ident=ident, was=was) == ident  # said alike
    save_stakeholder(store, mine, ANA, ident=ident, was=theirs)
    with store.read() as session:
        assert stakeholder_specs(session) == (mine,)


def group(*names: str) -> StakeholderSpec:
    """Of people."""
    return StakeholderSpec("board", tuple(TargetSpec(TargetKind.PERSON, each) for each in names))


def test_who_is_late_is_told_of_a_person_by_their_name(store: Store) -> None:
    person(store, "ben", "Ben Okafor")
    pace.set_pace(store, timedelta(minutes=1), BEN)
    assert stand(store, bundle.SETTING).by == "Ben Okafor"
    with pytest.raises(Conflict, match="Ben Okafor set this meanwhile"):
        pace.set_pace(store, timedelta(minutes=2), ANA, NEVER)


def test_days_of_a_file_are_of_whoever_applied_it(store: Store) -> None:
    set_sla(store, {Severity.SEV1: 2}, BEN)
    apply(store, read(b"watchbill: 1\nfollowup_days: {SEV1: 5}").workspace, ANA)
    assert stand(store, SLA).by == "ana"


def test_a_group_is_removed_only_as_it_was_seen(store: Store) -> None:
    for each in (ANA, BEN):
        person(store, each.name)
    was, theirs = group("ana"), group("ben")
    ident = save_stakeholder(store, was, ANA)
    save_stakeholder(store, theirs, BEN, ident=ident, was=was)
    with pytest.raises(Conflict, match="this group meanwhile"):
        remove_stakeholder(store, ident, ANA, was=was)
    assert find_stakeholder(store, "board") == ident
    remove_stakeholder(store, ident, ANA, was=theirs)
    assert find_stakeholder(store, "board") is None


def test_parts_are_moved_only_from_where_they_were_seen(store: Store) -> None:
    a, b, c = (save_component(store, ComponentSpec(name), ANA) for name in "abc")
    order_components(store, (b, a, c), BEN, (a, b, c))
    with pytest.raises(Conflict, match="moved the parts meanwhile"):
        order_components(store, (a, c, b), ANA, (a, b, c))
    assert [each.id for each in components(store)] == [b, a, c]
    order_components(store, (b, a, c), ANA, (a, b, c))  # wished alike
    order_components(store, (c, b, a), ANA, (b, a, c))
    assert [each.id for each in components(store)] == [c, b, a]


def test_a_tag_is_renamed_and_removed_only_as_it_was_seen(store: Store) -> None:
    number = declare(store, Declaration("db is down", tags=("eu",)), ANA)
    (ident,) = tag_ids(store, ["eu"])
    tagging.rename(store, ident, "EMEA", BEN, "eu")
    for act in (partial(tagging.rename, name="Europe"), tagging.remove):
        with pytest.raises(Conflict, match="Somebody renamed “eu” to “EMEA” meanwhile"):
            act(store, ident, by=ANA, was="eu")
    tagging.rename(store, ident, "EMEA", ANA, "eu")  # wished alike
    tagging.tag(store, [number], BEN, ["Europe"])
    with pytest.raises(Conflict, match="Somebody made a tag “Europe” meanwhile"):
        tagging.rename(store, ident, "europe", ANA, "EMEA", alone=True)
    assert detail(store, number).row.tags == ("EMEA", "Europe")
    tagging.rename(store, ident, "europe", ANA, "EMEA")
    assert detail(store, number).row.tags == ("Europe",)


def test_templates_are_removed_only_as_they_were_seen(store: Store) -> None:
    update_template.save_template(store, "Mine", "It burns", ANA)
    update_template.save_template(store, "Mine", "It smokes", BEN)
    with pytest.raises(Conflict, match="changed 'Mine' meanwhile"):
        update_template.remove_template(store, "Mine", ANA, 1)
    assert update_template.remove_template(store, "Mine", ANA, 2)
    with pytest.raises(Conflict, match="took 'Mine' out meanwhile"):
        update_template.save_template(store, "Mine", "It is out", ANA, seen=2)
    save_review(store, "# Mine\n\n## One\n", ANA)
    seen = review_texts(store)
    save_review(store, "# Mine\n\n## Two\n", BEN)
    with pytest.raises(Conflict, match="changed 'Mine' meanwhile"):
        remove_review(store, "Mine", ANA, seen)
    assert remove_review(store, "Mine", ANA, review_texts(store))


def review_texts(store: Store) -> dict[str, str]:
    """The team's own."""
    with store.read() as session:
        return own_texts(session)


def test_a_new_template_needs_a_name_of_its_own(store: Store) -> None:
    update_template.save_template(store, "Mine", "It burns", BEN, fresh=True)
    for taken in ("Mine", shipped()[0].name):
        with pytest.raises(Refused, match="already a template called"):
            update_template.save_template(store, taken, "It smokes", ANA, fresh=True)
