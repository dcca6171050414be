"""Two people at the pane of who is told: nothing typed is lost, and nothing overwritten unheard."""

from pytestqt.qtbot import QtBot

from app.domain.workspace import StakeholderSpec, TargetSpec
from app.operations.stakeholder import find_stakeholder, remove_stakeholder, save_stakeholder
from app.operations.status_sender import sender_in, set_sender
from app.queries.status_spec import stakeholder_specs
from models.kinds import Severity, TargetKind
from tests.night import Night
from tests.ui.test_status import opened
from ui.bridge import Bridge
from ui.status.page import StatusPage
from ui.status.people_pane import PeoplePane

MAIL = "mailto://127.0.0.%1:9?from=a@example.org&mode=insecure"


def group(*names: str, severities: tuple[Severity, ...] = ()) -> StakeholderSpec:
    """Of people."""
    members = tuple(TargetSpec(TargetKind.PERSON, each) for each in names)
    return StakeholderSpec("board", members, severities)


def told(bridge: Bridge, qtbot: QtBot) -> tuple[StatusPage, PeoplePane]:
    """The screen, and who is told."""
    page = opened(bridge, qtbot, "people")
    pane = page.panes["people"]
    assert isinstance(pane, PeoplePane)
    return page, pane


def ben_saves(night: Night, spec: StakeholderSpec) -> None:
    """From elsewhere, whatever it was."""
    ident = find_stakeholder(night.store, spec.name)
    save_stakeholder(night.store, spec, night.actor("ben"), ident=ident)


def stored(night: Night) -> tuple[StakeholderSpec, ...]:
    """All groups."""
    with night.store.read() as session:
        return stakeholder_specs(session)


def test_a_group_that_a_colleague_saved_is_not_overwritten_without_a_word(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    ben_saves(night, group("ana"))
    page, pane = told(ana, qtbot)
    assert pane.desk is not None
    pane.begin(pane.desk.groups[0])
    ben_saves(night, group("ben"))  # nobody types: it follows
    qtbot.waitUntil(lambda: pane.spec() == group("ben"))
    assert pane.error.isHidden()
    pane.severities.set_value([Severity.SEV1])
    mine, theirs = pane.spec(), group("ben", "cy")
    ben_saves(night, theirs)
    qtbot.waitUntil(pane.error.isVisible)
    assert "meanwhile: ben, cy · when chosen. Save keeps yours." in pane.error.text()
    assert pane.spec() == mine
    page._bridge.changed.disconnect()
    ben_saves(night, group("eva"))
    pane.save()
    qtbot.waitUntil(lambda: "look at it again" in pane.error.text())
    assert stored(night) == (group("eva"),)
    page.ask()
    qtbot.waitUntil(lambda: "eva" in pane.error.text())
    pane.save()
    qtbot.waitUntil(lambda: stored(night) == (mine,))
    qtbot.waitUntil(pane.groups.form.isHidden)


def test_a_group_that_a_colleague_took_out_can_be_added_again(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    ben_saves(night, group("ana"))
    _, pane = told(ana, qtbot)
    assert pane.desk is not None
    pane.begin(pane.desk.groups[0])
    ident = find_stakeholder(night.store, "board")
    assert ident is not None
    remove_stakeholder(night.store, ident, night.actor("ben"))
    qtbot.waitUntil(lambda: "took this group out" in pane.error.text())
    pane.save()
    qtbot.waitUntil(lambda: stored(night) == (group("ana"),))


def test_the_address_that_a_colleague_set_to_send_from_stays(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    (page, pane), by = told(ana, qtbot), night.actor("ben")
    pane.mail_from.setText(MAIL.replace("%1", "1"))
    set_sender(night.store, MAIL.replace("%1", "2"), by)
    words = pane.meanwhile.said
    qtbot.waitUntil(
        lambda: words.text() == "ben set it to “127.0.0.2” meanwhile. Save keeps yours."
    )
    page._bridge.changed.disconnect()
    set_sender(night.store, MAIL.replace("%1", "3"), by)
    pane._send_from()
    qtbot.waitUntil(lambda: "ben set this meanwhile" in words.text())
    assert sender(night) == MAIL.replace("%1", "3")
    assert pane.mail_from.text() == MAIL.replace("%1", "1")
    page.ask()
    qtbot.waitUntil(lambda: "127.0.0.3" in words.text())
    pane._send_from()
    qtbot.waitUntil(lambda: sender(night) == MAIL.replace("%1", "1"))
    qtbot.waitUntil(lambda: pane.meanwhile.isHidden() and not pane.mail_from.text())


def sender(night: Night) -> str:
    """As it is stored."""
    with night.store.read() as session:
        return sender_in(night.store, session)
