"""Updates: who hears of them, what is masked, when the next is due; and what stays inside."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import LargeBinary, select

from app.cli.main import run
from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.workspace import ChannelSpec, ComponentSpec, PageSpec, StakeholderSpec, TargetSpec
from app.duties.communication import keep, work
from app.errors import Conflict, Refused
from app.notify.send import SENT, Outcome
from app.operations import component, dispatch, incident, maintenance, role, subscriber
from app.operations.channel import save_channel
from app.operations.incident import Declaration, declare
from app.operations.stakeholder import save_stakeholder
from app.operations.status_page import save_page
from app.operations.status_update import Draft, fill, post, prepare, withdraw
from app.operations.update_template import remove_template, save_template
from app.queries import secret
from app.queries.component import components
from app.queries.incident_detail import timeline
from app.queries.status_public import board
from app.queries.status_update import outlook
from app.queries.update_template import templates
from app.store import Store
from models.kinds import EventKind, PageState, Role, Severity, Stage, TargetKind
from models.kinds_status import ComponentState as State
from models.notice import Message
from models.service import Service
from models.status import Dispatch
from models.tables import METADATA
from tests import builders

SECRET = "family-night-2026"


@pytest.fixture
def ana(store: Store) -> Actor:
    """Somebody of the team."""
    return builders.actor(store, "ana")


@pytest.fixture
def shop(store: Store, ana: Actor) -> int:
    """A component with a service behind it."""
    builders.service(store, "shop-api")
    save_page(store, PageSpec(title="Acme", url="https://status.example.org"), ana)
    return component.save_component(store, ComponentSpec("Shop", service="shop-api"), ana)


@pytest.fixture
def number(store: Store, ana: Actor, shop: int) -> int:
    """An open incident of that service."""
    with store.read() as session:
        service = session.scalar(select(Service.id))
    said = Declaration("shop-api returns 500", service=service, severity=Severity.SEV2)
    return declare(store, said, ana)


def planned(store: Store) -> list[Dispatch]:
    with store.read() as session:
        return list(session.scalars(select(Dispatch).order_by(Dispatch.id)))


def told(store: Store) -> list[Message]:
    with store.read() as session:
        return list(session.scalars(select(Message).order_by(Message.id)))


def group(store: Store, ana: Actor, *severities: Severity) -> None:
    """ana, and a room whose address holds a secret."""
    save_channel(store, ChannelSpec("room", f"json://bot:{SECRET}@127.0.0.1/x"), ana)
    members = (TargetSpec(TargetKind.PERSON, "ana"), TargetSpec(TargetKind.CHANNEL, "room"))
    save_stakeholder(store, StakeholderSpec("managers", members, severities), ana)


def test_a_public_update_stands_on_the_page(
    store: Store, ana: Actor, shop: int, number: int
) -> None:
    draft = Draft("We look into it.", public=True, title="Shop is down",
                  components=((shop, State.PARTIAL),))  # fmt: skip
    post(store, number, draft, ana)
    shown = board(store)
    assert [(each.title, each.stage) for each in shown.open] == [("Shop is down", "Investigating")]
    assert shown.open[0].updates[0].text == "We look into it."
    assert [line.state for line in shown.lines] == [State.PARTIAL]
    assert shown.indicator == "major"


def test_it_is_over_with_the_last_word(
    store: Store, clock: SetClock, ana: Actor, shop: int, number: int
) -> None:
    post(store, number, Draft("Down.", public=True, components=((shop, State.MAJOR),)), ana)
    clock.forward(timedelta(hours=1))
    post(store, number, Draft("Up.", public=True, stage=Stage.RESOLVED), ana)
    shown = board(store)
    assert shown.open == ()
    assert [each.stage for each in shown.past] == ["Resolved"]
    assert shown.lines[0].state is State.OPERATIONAL
    assert shown.lines[0].bars[-1].down == pytest.approx(3600)
    assert shown.past[0].components == ((shop, "Shop"),)
    assert incident_stage(store, number) is Stage.RESOLVED


def incident_stage(store: Store, number: int) -> Stage:
    return outlook(store, number).stage


def test_two_incidents_on_one_component_each_let_go_of_their_own(
    store: Store, ana: Actor, shop: int, number: int
) -> None:
    other = declare(store, Declaration("also"), ana)
    post(store, number, Draft("a", public=True, components=((shop, State.MAJOR),)), ana)
    post(store, other, Draft("b", public=True, components=((shop, State.DEGRADED),)), ana)
    post(store, number, Draft("over", public=True, stage=Stage.RESOLVED), ana)
    assert components(store)[0].state is State.DEGRADED
    assert components(store)[0].incidents == (other,)


def test_what_leaves_is_masked_and_the_preview_shows_it(
    store: Store, ana: Actor, number: int
) -> None:
    group(store, ana)
    draft = Draft(f"ask ana@example.org, password=tiger42; room is {SECRET}", public=True,
                  title=f"Broken, see 10.1.2.3 and {SECRET}")  # fmt: skip
    before = prepare(store, number, draft)
    assert "1 e-mail address" in before.masked
    assert len(before.text.spans) == 3
    post(store, number, draft, ana)
    everything = json.dumps([
        board(store).open[0].title, board(store).open[0].updates[0].text,
        timeline(store, number)[-1].text,
    ])  # fmt: skip
    for hidden in ("ana@example.org", "tiger42", SECRET, "10.1.2.3"):
        assert hidden not in everything


def test_groups_hear_of_it_each_once(store: Store, ana: Actor, number: int) -> None:
    group(store, ana, Severity.SEV2)
    assert outlook(store, number).groups == (("managers", True),)
    save_stakeholder(store, StakeholderSpec("board", (TargetSpec(TargetKind.PERSON, "ana"),)), ana)
    post(store, number, Draft("News.", groups=("managers", "board")), ana)
    assert [(each.kind, each.person_id) for each in told(store)] == [("status update", ana.person)]
    assert [each.channel_id is not None for each in planned(store)] == [True]
    assert board(store).open == ()  # it was not for the public


def test_a_group_that_is_gone_is_named(store: Store, ana: Actor, number: int) -> None:
    with pytest.raises(Refused, match="no group called 'nobody'"):
        post(store, number, Draft("News.", groups=("nobody",)), ana)
    assert EventKind.UPDATE not in [event.kind for event in timeline(store, number)]


@pytest.mark.parametrize("flag", ["private", "drill"])
def test_private_incidents_and_exercises_stay_inside(
    store: Store, ana: Actor, shop: int, number: int, flag: str
) -> None:
    group(store, ana)
    post(store, number, Draft("Out.", public=True, groups=("managers",),
                              components=((shop, State.MAJOR),)), ana)  # fmt: skip
    incident.change(store, number, ana, None, **{flag: True})
    shown = board(store)
    assert (shown.open, shown.past, shown.indicator) == ((), (), "none")
    assert shown.lines[0].bars[-1].worst is State.OPERATIONAL
    assert [each.state for each in planned(store)] == [PageState.CANCELLED]
    with pytest.raises(Refused, match="leaves the house"):
        post(store, number, Draft("Again.", public=True), ana)
    with pytest.raises(Refused, match="leaves the house"):
        post(store, number, Draft("Again.", groups=("managers",)), ana)
    post(store, number, Draft("Among us."), ana)
    assert timeline(store, number)[-1].text == "Among us."


def test_said_twice_in_a_breath_is_said_once(store: Store, ana: Actor, number: int) -> None:
    for _ in range(2):
        post(store, number, Draft("News.", public=True), ana)
    assert len(board(store).open[0].updates) == 1


def test_nothing_is_said_of_nothing(store: Store, ana: Actor, number: int) -> None:
    with pytest.raises(Refused, match="nothing to say"):
        post(store, number, Draft("  \n"), ana)


def test_it_can_be_taken_off_the_page(store: Store, ana: Actor, shop: int, number: int) -> None:
    post(store, number, Draft("Oops.", public=True, components=((shop, State.MAJOR),)), ana)
    assert withdraw(store, number, ana)
    assert not withdraw(store, number, ana)
    assert board(store).open == ()
    assert components(store)[0].state is State.OPERATIONAL


def test_templates_are_filled_with_the_facts(store: Store, ana: Actor, number: int) -> None:
    said = fill(store, number, "We are looking into it")
    assert "a problem with Shop" in said
    save_template(store, "We are looking into it", "Hm: {{ title }}", ana)
    assert fill(store, number, "We are looking into it") == "Hm: shop-api returns 500"
    names = [each.name for each in templates(store)]
    assert len(names) == len(set(names))
    assert remove_template(store, "We are looking into it", ana)
    assert "Hm" not in fill(store, number, "We are looking into it")
    with pytest.raises(Refused, match="there is no x"):
        save_template(store, "bad", "{{ x }}", ana)


def test_a_template_that_somebody_changed_meanwhile(store: Store, ana: Actor) -> None:
    save_template(store, "mine", "a", ana)
    save_template(store, "mine", "b", ana, seen=1)
    with pytest.raises(Conflict):
        save_template(store, "mine", "c", ana, seen=1)


def test_the_clock_runs_by_severity_and_reminds_who_speaks(
    store: Store, clock: SetClock, ana: Actor, number: int
) -> None:
    ben = builders.person(store, "ben")
    role.assign(store, number, Role.COMMUNICATIONS, ben, ana)
    assert keep(store) == 1
    assert keep(store) == 0
    assert outlook(store, number).due_at == clock.now() + timedelta(hours=1)
    clock.forward(timedelta(minutes=54))
    assert work(store) == 0
    for minutes, count in ((1, 1), (5, 2), (10, 3), (60, 3)):
        clock.forward(timedelta(minutes=minutes))
        work(store)
        assert len(told(store)) == count
    assert {each.person_id for each in told(store)} == {ben}
    flags = [event for event in timeline(store, number) if event.kind is EventKind.FLAG]
    assert [flag.text for flag in flags if "update" in flag.text] == ["A status update is due"]


def test_worse_means_sooner_and_a_promise_holds(
    store: Store, clock: SetClock, ana: Actor, number: int
) -> None:
    keep(store)
    begun = clock.now()
    incident.change(store, number, ana, None, severity=Severity.SEV1)
    assert outlook(store, number).due_at == begun + timedelta(minutes=30)
    keep(store)
    assert outlook(store, number).due_at == begun + timedelta(minutes=30)
    promised = begun + timedelta(hours=3)
    post(store, number, Draft("Later.", public=True, next_at=promised), ana)
    assert outlook(store, number).due_at == promised
    with pytest.raises(Refused, match="past"):
        post(store, number, Draft("x", public=True, next_at=begun - timedelta(hours=1)), ana)


def test_who_speaks_is_told_that_the_page_lags_behind(
    store: Store, ana: Actor, number: int
) -> None:
    incident.take(store, number, ana)
    post(store, number, Draft("Down.", public=True), ana)
    incident.resolve(store, number, ana)
    assert keep(store) == 1
    assert keep(store) == 0
    assert "does not say so yet" in told(store)[-1].subject


def test_subscribers_say_yes_first_and_each_is_told_once(
    store: Store, ana: Actor, shop: int, number: int
) -> None:
    with pytest.raises(Refused, match="No mail"):
        subscriber.subscribe(store, "lea@example.org")
    hook = subscriber.add_hook(store, "https://hooks.example.org/x", ana)
    post(store, number, Draft("Down.", public=True, components=((shop, State.MAJOR),)), ana)
    found = planned(store)
    assert [each.subscriber_id for each in found] == [hook]
    assert found[0].data["incident"]["components"] == [{"id": str(shop), "name": "Shop"}]
    assert found[0].data["incident"]["impact"] == "critical"
    assert "shop-api" not in json.dumps(found[0].data["page"])


def test_what_fails_is_tried_again_and_at_last_given_up(
    store: Store, clock: SetClock, ana: Actor, number: int
) -> None:
    subscriber.add_hook(store, "https://hooks.example.org/x", ana)
    post(store, number, Draft("Down.", public=True), ana)
    tries = 0
    while claimed := dispatch.claim(store, "one", 5):
        assert dispatch.claim(store, "two", 5) == []
        tries += 1
        dispatch.finish(store, claimed[0], Outcome(PageState.FAILED, "no"))
        clock.forward(timedelta(hours=2))
    assert tries == len(dispatch.AGAIN) + 1
    assert planned(store)[0].state is PageState.FAILED


def test_a_try_that_lapsed_is_not_believed_later(
    store: Store, clock: SetClock, ana: Actor, number: int
) -> None:
    subscriber.add_hook(store, "https://hooks.example.org/x", ana)
    post(store, number, Draft("Down.", public=True), ana)
    claimed = dispatch.claim(store, "one", 5)[0]
    clock.forward(timedelta(minutes=1))
    assert dispatch.lapse(store) == 1
    assert not dispatch.finish(store, claimed, SENT)
    assert planned(store)[0].state is PageState.UNKNOWN


def test_an_address_inside_the_house_is_not_asked_unless_allowed(
    store: Store, ana: Actor, number: int
) -> None:
    subscriber.add_hook(store, "http://127.0.0.1:9/x", ana)
    post(store, number, Draft("Down.", public=True), ana)
    outcome = dispatch.claim(store, "one", 5)[0].leave(store, "")
    assert outcome is not None
    assert not outcome.again
    assert "inside the house" in outcome.error


def test_maintenance_begins_and_ends_by_itself(
    store: Store, clock: SetClock, ana: Actor, shop: int
) -> None:
    subscriber.add_hook(store, "https://hooks.example.org/x", ana)
    begin = clock.now() + timedelta(hours=1)
    plan = maintenance.Planned("New disks", begin, begin + timedelta(hours=1), "", (shop,))
    maintenance.schedule(store, plan, ana)
    work(store)
    assert [each.title for each in board(store).planned] == ["New disks"]
    clock.forward(timedelta(minutes=61))
    work(store)
    assert components(store)[0].state is State.MAINTENANCE
    assert board(store).indicator == "maintenance"
    clock.forward(timedelta(hours=1))
    work(store)
    assert work(store) == 0
    assert components(store)[0].state is State.OPERATIONAL
    assert board(store).lines[0].uptime == 1
    states = [each.data["scheduled_maintenance"]["status"] for each in planned(store)]
    assert states == ["scheduled", "in_progress", "completed"]
    with pytest.raises(Refused, match="past"):
        maintenance.schedule(store, plan, ana)


def test_every_sealed_column_is_known_as_a_secret() -> None:
    """A new one must be named among the secrets, or here as none."""
    plain = {"payload.body", "blob.content"}
    sealed = {
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    known = {f"{column.class_.__tablename__}.{column.key}" for column, _ in secret.SEALED}
    assert sealed - plain == known


def test_parts_of_an_address_are_secrets_by_themselves_but_no_names() -> None:
    found = secret.parts("mailtos://ops:p%40ss-w0rd@smtp.example.org:587?from=a@b.example")
    assert {"p@ss-w0rd", "p%40ss-w0rd"} <= found
    assert "smtp.example.org" not in found
    assert secret.parts("slack://T0AAAAAAA/B0BBBBBBB/abc123def456/#notifications").isdisjoint(
        {"notifications", "slack"}
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_said_from_a_shell(
    store: Store, database_url: str, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    def call(*words: str) -> tuple[int, str, str]:
        code = run([*words, "--database", database_url])
        said = capsys.readouterr()
        return code, said.out, said.err

    base = ("incident", "update", str(number))
    code, out, _ = call(*base, "--say", "mail a@example.org", "--public", "--preview")
    assert (code, "[e-mail address masked]" in out) == (0, True)
    assert "Masked: 1 e-mail address" in out
    code, out, err = call(*base, "--template", "We are looking into it", "--public",
                          "--component", "shop=partial", "--stage", "investigating",
                          "--public-title", "Shop is down", "--next", "45m")  # fmt: skip
    assert (code, err) == (0, "")
    code, out, _ = call("status", "show", "--json")
    shown = json.loads(out)
    assert shown["status"]["indicator"] == "major"
    assert shown["incidents"][0]["name"] == "Shop is down"
    assert shown["components"][0]["status"] == "partial_outage"
    assert call(*base, "--say", "x", "--public", "--component", "nix=partial")[0] == 1
    assert call("status", "component", "Mail", "degraded", "--group", "Extras")[0] == 0
    assert "Slow or faulty" in call("status", "show")[1]
    assert call("status", "set", "--update", "SEV1=15m", "--title", "Acme")[0] == 0
    assert call("status", "subscribe", "https://hooks.example.org/secret")[0] == 0
    assert "secret" not in call("status", "subscribers", "--json")[1]
    assert call("status", "template", "It is over")[0] == 0
    code, _, err = call("status", "set", "--url", "nonsense")
    assert (code, "web address" in err) == (1, True)
    assert call(*base, "--private")[0] == 0
    assert json.loads(call("status", "show", "--json")[1])["incidents"] == []
