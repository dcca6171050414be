"""Two people at the status page: nothing typed is lost, and nothing is overwritten unheard."""

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.domain.workspace import ComponentSpec, StakeholderSpec, TargetSpec
from app.operations.component import order_components, save_component
from app.operations.language import set_language
from app.operations.stakeholder import find_stakeholder, remove_stakeholder, save_stakeholder
from app.operations.status_sender import sender_in, set_sender
from app.operations.update_template import remove_template, save_template
from app.queries.component import components
from app.queries.status_spec import stakeholder_specs
from app.queries.update_template import shipped, templates
from models.kinds import Severity, TargetKind
from tests.night import Night
from tests.ui.test_status import opened
from ui.bridge import Bridge
from ui.status.page import StatusPage
from ui.status.pane import Pane
from ui.status.people_pane import PeoplePane
from ui.status.templates_pane import TemplatesPane

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
        lambda: words.text() == "Ben Okafor set it to “127.0.0.2” meanwhile. Save keeps yours."
    )
    page._bridge.changed.disconnect()
    set_sender(night.store, MAIL.replace("%1", "3"), by)
    pane._send_from()
    qtbot.waitUntil(lambda: "Ben Okafor set this meanwhile" in words.text())
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


def test_a_group_that_a_colleague_changed_is_not_removed(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    ben_saves(night, group("ana"))
    page, pane = told(ana, qtbot)
    page._bridge.changed.disconnect()
    ben_saves(night, group("ben"))
    press(pane, "Remove board", qtbot)
    qtbot.waitUntil(lambda: "changed this group meanwhile" in pane.error.text())
    assert stored(night) == (group("ben"),)
    page.ask()
    qtbot.waitUntil(lambda: pane.desk is not None and pane.desk.groups == (group("ben"),))
    press(pane, "Remove board", qtbot)
    qtbot.waitUntil(lambda: stored(night) == ())


def test_parts_that_a_colleague_moved_are_not_put_back(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    by = night.actor("ben")
    a, b, c = (save_component(night.store, ComponentSpec(name), by) for name in "abc")
    page = opened(ana, qtbot, "parts")
    pane = page.panes["parts"]
    page._bridge.changed.disconnect()
    order_components(night.store, (c, a, b), by)
    press(pane, "Move c up", qtbot)
    qtbot.waitUntil(lambda: "moved the parts meanwhile" in pane.error.text())
    assert order(night) == [c, a, b]
    page.ask()
    qtbot.waitUntil(lambda: pane.desk is not None and pane.desk.rows[0].id == c)
    press(pane, "Move b up", qtbot)
    qtbot.waitUntil(lambda: order(night) == [c, b, a])


def press(pane: Pane, name: str, qtbot: QtBot) -> None:
    """A button that is called so."""

    def found() -> list[QAbstractButton]:
        buttons = pane.findChildren(QAbstractButton)
        return [each for each in buttons if each.accessibleName() == name and each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    found()[0].click()


def order(night: Night) -> list[int]:
    """Of the parts, as it is stored."""
    return [each.id for each in components(night.store)]


def test_a_template_that_a_colleague_changed_is_not_removed(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    by = night.actor("ben")
    save_template(night.store, "Mine", "It burns", by)
    page, pane = templates_of(ana, qtbot)
    pane._open("Mine")
    page._bridge.changed.disconnect()
    save_template(night.store, "Mine", "It smokes", by)
    pane.drop.click()
    qtbot.waitUntil(lambda: "changed 'Mine' meanwhile" in pane.error.text())
    assert "It smokes" in texts(night)
    page.ask()
    qtbot.waitUntil(lambda: pane.text.text() == "It smokes")
    pane.drop.click()
    qtbot.waitUntil(lambda: "It smokes" not in texts(night))
    qtbot.waitUntil(lambda: pane.name.text() not in ("", "Mine"))


def test_a_template_that_a_colleague_took_out_can_be_added_again(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    by = night.actor("ben")
    save_template(night.store, "Mine", "It burns", by)
    _, pane = templates_of(ana, qtbot)
    pane._open("Mine")
    pane.text.setPlainText("It smokes")
    remove_template(night.store, "Mine", by)
    qtbot.waitUntil(lambda: "took this template out meanwhile" in pane.error.text())
    assert pane.text.text() == "It smokes"
    pane.keep.setEnabled(True)
    pane.save()
    qtbot.waitUntil(lambda: "It smokes" in texts(night))
    qtbot.waitUntil(lambda: pane._shown is not None and pane._shown.name == "Mine")
    pane.text.setPlainText("It is out")
    pane.save()
    qtbot.waitUntil(lambda: "It is out" in texts(night))


def test_a_new_template_of_a_name_that_is_taken_says_so(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    save_template(night.store, "Mine", "It burns", night.actor("ben"))
    _, pane = templates_of(ana, qtbot)
    for taken in ("Mine", shipped()[0].name):
        pane.begin()
        pane.error.hide()
        pane.name.setText(taken)
        pane.text.setPlainText("Anew")
        pane.save()
        qtbot.waitUntil(pane.error.isVisible)
        assert pane.error.text() == f"There is already a template called '{taken}'."
    assert "Anew" not in texts(night)


def test_a_template_turns_with_the_language_of_the_team(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    _, pane = templates_of(ana, qtbot)
    (english,) = [each for each in shipped() if each.stem == "5_resolved"]
    pane._open(english.name)
    set_language(night.store, Language.GERMAN, night.actor("ben"))
    (german,) = [each for each in shipped(Language.GERMAN) if each.stem == english.stem]
    qtbot.waitUntil(lambda: pane.text.text() == german.text)
    assert pane.name.text() == german.name


def templates_of(bridge: Bridge, qtbot: QtBot) -> tuple[StatusPage, TemplatesPane]:
    """The screen, and its templates."""
    page = opened(bridge, qtbot, "templates")
    pane = page.panes["templates"]
    assert isinstance(pane, TemplatesPane)
    return page, pane


def texts(night: Night) -> list[str]:
    """Of all templates."""
    return [each.text for each in templates(night.store)]
