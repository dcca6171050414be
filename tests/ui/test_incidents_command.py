"""What is typed after a slash."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.queries.incident_detail import detail, timeline
from models.kinds import Role, Severity, Stage
from tests import night as story
from tests.night import Night
from ui.bridge import Bridge
from ui.incidents.command import Command, Unclear, is_command, note_of, offered, parse
from ui.incidents.page import IncidentsPage
from ui.widgets.avatar import Face

PEOPLE = [(1, Face("ana", "Ana Ruiz")), (2, Face("ben", "Ben Okafor")), (3, Face("anton"))]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/ack", Command("ack")),
        ("  /ACK ", Command("ack")),
        ("/resolve it was the cable", Command("resolve", "it was the cable")),
        ("/sev2", Command("severity", severity=Severity.SEV2)),
        ("/stage mon", Command("stage", stage=Stage.MONITORING)),
        ("/role commander ben", Command("role", role=Role.COMMANDER, person=2)),
        ("/role comms ana", None),
        ("/role scribe Ana Ruiz", Command("role", role=Role.SCRIBE, person=1)),
        ("/role scribe @ana", Command("role", role=Role.SCRIBE, person=1)),
        ("/task call the provider", Command("task", "call the provider")),
        ("/escalate", Command("escalate")),
        ("/reopen", Command("reopen")),
        ("/page ben", Command("page", person=2)),
        ("/policy", Command("policy")),
    ],
)
def test_commands(text: str, command: Command | None) -> None:
    assert is_command(text)
    if command is None:
        with pytest.raises(Unclear):
            parse(text, PEOPLE)
    else:
        assert parse(text, PEOPLE) == command


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("/", "/…"),
        ("/var/log is full", "/var/log"),
        ("/stage", "Which stage?"),
        ("/stage i", "Which stage?"),
        ("/role", "Which role?"),
        ("/role scribe", "Who is it for?"),
        ("/role scribe an", "Several people"),
        ("/role scribe zoe", "nobody called zoe"),
        ("/task", "what is to be done"),
        ("/sev5", "no command /sev5"),
    ],
)
def test_what_is_missing_is_said(text: str, part: str) -> None:
    with pytest.raises(Unclear, match=part.replace("?", r"\?")):
        parse(text, PEOPLE)


def test_two_slashes_are_a_note_with_one() -> None:
    assert not is_command("//etc is full")
    assert note_of("//etc is full") == "/etc is full"
    assert not is_command("/a stack trace\nof two lines")


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_command_or_a_sentence(text: str) -> None:
    offered("/" + text, PEOPLE)
    try:
        told = parse("/" + text, PEOPLE).verb
    except Unclear as unclear:
        told = str(unclear)
    assert told


@pytest.mark.parametrize(
    ("text", "head", "keys"),
    [
        ("/s", "", ["/sev1", "/sev2", "/sev3", "/sev4", "/stage "]),
        ("/stage ide", "/stage ", ["identified"]),
        ("/role co", "/role ", ["commander ", "communications "]),
        ("/role scribe b", "/role scribe ", ["ben"]),
        ("/task x", "/task ", []),
        ("/page b", "/page ", ["ben"]),
    ],
)
def test_what_could_come_next(text: str, head: str, keys: list[str]) -> None:
    found = offered(text, PEOPLE)
    assert (found[0], [choice.key for choice in found[1]]) == (head, keys)


@pytest.fixture
def page(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """The badge that nobody has, on Ana's screen."""
    story.some(night)
    page = IncidentsPage(ana)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    page.show()
    page.open_incident(2)
    qtbot.waitUntil(lambda: page.detail.shown is not None and bool(page.seat.faces.people))
    page.detail.composer.write()
    return page


def entered(page: IncidentsPage, text: str, qtbot: QtBot) -> None:
    """Typed, and Enter."""
    field = page.detail.composer.field
    field.setPlainText(text)
    page.detail.composer._completion.hide()
    qtbot.keyClick(field, Qt.Key.Key_Return)


def now(night: Night) -> Any:
    """The badge as it is stored."""
    return detail(night.store, 2)


def test_h_hands_it_to_somebody_who_is_called_at_once(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    page.detail.composer.field.clear()
    page.hand()
    field = page.detail.composer.field
    assert field.toPlainText() == "/page "
    entered(page, "/page eva", qtbot)
    qtbot.waitUntil(lambda: any("Handed to Eva" in each.text for each in timeline(night.store, 2)))
    assert "eva" in [page.person for page in now(night).pages]


def test_commands_are_carried_out(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    entered(page, "/ack", qtbot)
    qtbot.waitUntil(lambda: now(night).row.owner == "ana")
    entered(page, "/sev3", qtbot)
    qtbot.waitUntil(lambda: now(night).row.severity is Severity.SEV3)
    entered(page, "/stage identified", qtbot)
    qtbot.waitUntil(lambda: now(night).row.stage is Stage.IDENTIFIED)
    entered(page, "/role scribe eva", qtbot)
    qtbot.waitUntil(lambda: [role.person for role in now(night).roles] == ["eva"])
    entered(page, "/task ask the designer", qtbot)
    qtbot.waitUntil(lambda: [task.title for task in now(night).tasks] == ["ask the designer"])
    entered(page, "/escalate", qtbot)
    qtbot.waitUntil(lambda: not now(night).row.acknowledged)
    entered(page, "/resolve painted green", qtbot)
    qtbot.waitUntil(lambda: now(night).row.stage is Stage.RESOLVED)
    assert page.detail.composer.field.toPlainText() == ""


def test_an_unclear_command_stays_with_its_sentence(page: IncidentsPage, qtbot: QtBot) -> None:
    entered(page, "/stage sideways", qtbot)
    assert "Which stage?" in page.detail.composer._error.text()
    assert page.detail.composer.field.toPlainText() == "/stage sideways"


def test_a_slash_offers_commands_and_keys_choose(page: IncidentsPage, qtbot: QtBot) -> None:
    composer = page.detail.composer
    qtbot.keyClicks(composer.field, "/ro")
    assert composer._completion.isVisible()
    qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert composer.field.toPlainText() == "/role "
    assert composer.field.hasFocus()
    qtbot.keyClick(composer.field, Qt.Key.Key_Down)
    qtbot.keyClick(composer.field, Qt.Key.Key_Tab)
    assert composer.field.toPlainText() == "/role deputy "
    qtbot.keyClick(composer.field, Qt.Key.Key_Escape)
    assert not composer._completion.isVisible()
    assert composer.field.hasFocus()


def test_what_is_typed_in_full_is_done_by_enter(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    composer = page.detail.composer
    qtbot.waitUntil(lambda: bool(page.seat.faces.people))
    qtbot.keyClicks(composer.field, "/role scribe gus")
    assert not composer._completion.isVisible()
    qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "gus" in {each.person for each in now(night).roles})


class Told(QLabel):
    """A card of another screen."""

    def __init__(self, _bridge: Bridge) -> None:
        super().__init__()
        self.shown: list[int] = []

    def show_incident(self, number: int) -> None:
        self.shown.append(number)
        self.show()


def test_other_screens_join_in(page: IncidentsPage, qtbot: QtBot) -> None:
    cards: list[Told] = []
    obeyed: list[tuple[int, str]] = []

    def make(bridge: Bridge) -> Told:
        cards.append(Told(bridge))
        return cards[0]

    page.add_side(make)
    page.add_command("update", "Tell customers", lambda number, rest: obeyed.append((number, rest)))
    page.open_incident(1)
    qtbot.waitUntil(lambda: cards[0].shown == [2, 1])
    assert page.facts.isAncestorOf(cards[0])
    entered(page, "/update we are on it", qtbot)
    assert obeyed == [(1, "we are on it")]
    assert page.detail.composer.field.toPlainText() == ""
    assert offered("/up", PEOPLE, page.detail.composer.extras)[1][0].hint == "Tell customers"


def test_telling_people_has_a_button_and_a_key(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    told = list[tuple[int, str]]()
    assert page.detail.head.tell.isHidden()
    page.add_command("update", "Tell customers", lambda *said: told.append(said))
    page.resize(1600, 800)
    qtbot.waitUntil(page.detail.head.tell.isVisible)
    page.detail.head.tell.click()
    page.detail.timeline.view.setFocus()
    qtbot.keyClick(page.detail.timeline.view, Qt.Key.Key_T)
    assert told == [(2, ""), (2, "")]
