"""Between people on the rota page: asking, answering, the pager; by whom and with what words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from app.domain.moment import at_wall
from app.domain.request import Act
from app.domain.rota_edit import Held
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, TimeOffSpec
from app.errors import Refused
from app.operations import request
from app.operations.people import save_person
from app.operations.rota import add_override
from app.queries.form import person_form
from app.queries.request import requests
from app.queries.rota import on_call_now, schedules
from models.kinds import OverrideKind, RequestState
from models.people import Person
from tests.desk import bridge_on
from tests.night import Night
from ui.bridge import Bridge
from ui.schedules.between.between import Between
from ui.schedules.between.card import RequestCard
from ui.schedules.between.picture import RequestPicture
from ui.schedules.page import SchedulesPage

MADRID = ZoneInfo("Europe/Madrid")
Desk = Callable[[str], Between]


def span(begin: str, end: str) -> Window:
    """Wall clock of Madrid."""
    ends = (at_wall(datetime.fromisoformat(each), MADRID) for each in (begin, end))
    return Window(*ends)


EVENING = span("2026-11-26T18:00", "2026-11-26T23:00")
FRIDAY = span("2026-11-27T07:00", "2026-11-27T23:00")
WEDNESDAY = span("2026-12-02T07:00", "2026-12-02T23:00")


def primary(night: Night) -> int:
    """The schedule's id."""
    with night.store.read() as session:
        return next(each.id for each in schedules(session) if each.name == "primary")


def on_call(night: Night) -> list[str]:
    """Of primary, now."""
    duty = next(each for each in on_call_now(night.store) if each.schedule == "primary")
    return [name for _, name in duty.people]


@pytest.fixture
def desk(night: Night, qtbot: QtBot) -> Iterator[Desk]:
    """Opens the page for somebody."""
    bridges: list[Bridge] = []

    def sit(name: str) -> Between:
        bridge = bridge_on(night.store, name, night.people.get(name))
        bridges.append(bridge)
        page = SchedulesPage(bridge)
        qtbot.addWidget(page)
        page.resize(1170, 800)
        page.show()
        between = page.findChild(Between)
        assert between is not None
        qtbot.waitUntil(lambda: between.seen is not None)
        return between

    yield sit
    for bridge in bridges:
        bridge.close()


def asked(night: Night, *people: str) -> int:
    """Ben asks for cover of Thursday evening."""
    ids = [night.people[each] for each in people]
    return request.ask_cover(
        night.store, primary(night), night.people["ben"], EVENING, ids, night.actor("ben")
    )


def opened(between: Between, qtbot: QtBot) -> list[RequestCard]:
    """The sheet's cards, with what speaks against them."""
    between.open()
    assert between._sheet is not None
    cards = between._sheet.cards
    qtbot.waitUntil(lambda: all(each._reasons.count() for each in cards))
    return cards


def test_what_waits_for_me_is_told_beside_the_grid(night: Night, desk: Desk) -> None:
    asked(night, "cy", "dan")
    between = desk("cy")
    assert between.side.requests.text() == "Requests 1"
    assert between.side.requests.property("kind") == "primary"
    other = desk("eva")
    assert other.side.requests.property("kind") == "plain"


def test_two_of_one_first_name_are_told_apart(night: Night, desk: Desk, qtbot: QtBot) -> None:
    with night.store.write() as session:
        ben, cy = (session.get_one(Person, night.people[each]) for each in ("ben", "cy"))
        ben.full_name, cy.full_name = "Ben Okoro", "Ben Castor"
    asked(night, "cy", "dan")
    [card] = opened(desk("dan"), qtbot)
    assert card.title.text().startswith("Ben O. asks you and Ben C. to cover")


def test_accepting_puts_it_into_the_rota(night: Night, desk: Desk, qtbot: QtBot) -> None:
    asked(night, "cy")
    between = desk("cy")
    (card,) = opened(between, qtbot)
    assert card.accessibleName() == ("Ben asks you to cover · primary, Thu 26 Nov 18:00 – 23:00")
    assert list(card.buttons) == [Act.ACCEPT, Act.DECLINE]
    card.buttons[Act.ACCEPT].click()
    sheet = between._sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: bool(sheet.told.text()))
    assert sheet.told.text().startswith("Cy Lindqvist covers primary for Ben Okafor")
    assert requests(night.store, None, ended=True)[0].state is RequestState.DONE
    qtbot.waitUntil(lambda: not sheet.cards)


def test_a_swap_with_what_speaks_against_it(night: Night, desk: Desk, qtbot: QtBot) -> None:
    request.offer_swap(
        night.store, primary(night), night.people["ben"], FRIDAY, night.people["cy"], WEDNESDAY,
        night.actor("ben"), note="Wedding",
    )  # fmt: skip
    (card,) = opened(desk("cy"), qtbot)
    assert card.when.text() == "Fri 27 Nov 07:00 – 23:00 for Wed 2 Dec 07:00 – 23:00"
    assert card.buttons[Act.ACCEPT].text() == "Swap"
    (picture,) = card.findChildren(RequestPicture)
    assert picture.accessibleName().split("; ") == [
        "Ben gives Fri 27 Nov 07:00 – 23:00",
        "Cy takes Fri 27 Nov 07:00 – 23:00",
        "Cy gives Wed 2 Dec 07:00 – 23:00",
        "Ben takes Wed 2 Dec 07:00 – 23:00",
    ]


def test_refused_on_the_card(night: Night, desk: Desk, qtbot: QtBot) -> None:
    number = asked(night, "cy")
    between = desk("cy")
    (card,) = opened(between, qtbot)
    sheet = between._sheet
    assert sheet is not None
    sheet.fail(number, Refused("It is too late: the shift began."))
    assert card.wrong.text() == "It is too late: the shift began."
    assert card.buttons[Act.ACCEPT].isEnabled()


def test_a_changed_shift_says_so(night: Night, desk: Desk, qtbot: QtBot) -> None:
    asked(night, "cy")
    cover = OverrideSpec(OverrideKind.COVER, EVENING.start, EVENING.end, ("dan",))
    add_override(night.store, primary(night), cover, night.actor("ana"))
    between = desk("cy")
    between.open()
    sheet = between._sheet
    assert sheet is not None
    sheet.cards[0].buttons[Act.ACCEPT].click()
    qtbot.waitUntil(lambda: "changed since" in sheet.told.text())


def test_asking_from_a_shift(night: Night, desk: Desk, qtbot: QtBot) -> None:
    between = desk("ben")
    between.ask_about(primary(night), Held("ben", FRIDAY))
    popup = between.popup
    assert popup is not None
    popup.end.setText("15:00")
    popup.people.set_value(["cy"])
    popup.note.setPlainText("Dentist")
    popup.close()  # a click beside it
    between.ask_about(primary(night), Held("ben", FRIDAY))
    popup = between.popup
    assert popup is not None
    assert popup.note.text() == "Dentist"
    popup.end.setText("15:00")
    popup.people.set_value(["cy"])
    popup.button.click()
    qtbot.waitUntil(lambda: bool(requests(night.store, None)))
    (row,) = requests(night.store, night.people["cy"])
    assert (row.window, row.note, row.waits) == (
        Window(FRIDAY.start, FRIDAY.start + timedelta(hours=8)), "Dentist", True,
    )  # fmt: skip


def test_offering_a_swap(night: Night, desk: Desk, qtbot: QtBot) -> None:
    between = desk("ben")
    between.ask_about(primary(night), Held("ben", FRIDAY))
    popup = between.popup
    assert popup is not None
    popup.tabs.choose("swap")
    assert popup.button.text() == "Offer"
    popup.send()
    assert popup.swap.fields["theirs"].error
    choice = next(each for each in popup.theirs._choices if each.text.startswith("Cy, "))
    popup.theirs.set_value(choice.key)
    popup.send()
    qtbot.waitUntil(lambda: bool(requests(night.store, None)))
    assert requests(night.store, None)[0].theirs == choice.key.window  # type: ignore[attr-defined]


def test_what_cannot_be_asked_is_said_in_its_place(night: Night, desk: Desk, qtbot: QtBot) -> None:
    between = desk("ben")
    between.ask_about(primary(night), Held("ben", FRIDAY))
    popup = between.popup
    assert popup is not None
    popup.end.setText("+9d")
    popup.button.click()
    qtbot.waitUntil(lambda: bool(popup.cover.fields["start"].error))
    assert "not on call for primary all of that time" in popup.cover.fields["start"].error
    assert popup.button.isEnabled()


def test_the_pager_taken_and_given_back(night: Night, desk: Desk, qtbot: QtBot) -> None:
    between = desk("cy")
    lengths = [each.text() for each in between.side.menu.actions()]
    assert lengths == [
        "for 30 minutes", "for 1 hour", "for 2 hours", "for 4 hours", "for 8 hours",
    ]  # fmt: skip
    between.side.menu.actions()[2].trigger()
    qtbot.waitUntil(lambda: bool(between.seen and between.seen.taken))
    assert on_call(night) == ["cy"]
    between.give_back(primary(night))
    qtbot.waitUntil(lambda: bool(between.seen and not between.seen.taken))
    assert on_call(night) == ["ben"]


def test_nobody_in_particular_has_no_pager_to_take(desk: Desk) -> None:
    between = desk("")
    assert not between.side.pager.isEnabled()
    assert between.side.pager.toolTip()


def away(night: Night, name: str, begin: str, end: str) -> None:
    """Somebody is off."""
    found = person_form(night.store, night.people[name])
    assert found is not None
    ends = (datetime.fromisoformat(each) for each in (begin, end))
    spec = replace(found.spec, time_off=(TimeOffSpec(*ends, "holiday"),))
    save_person(night.store, spec, night.actor(name), ident=night.people[name])


def test_shifts_in_my_time_off_are_offered_for_re_planning(
    night: Night, desk: Desk, qtbot: QtBot
) -> None:
    away(night, "ben", "2026-11-26", "2026-11-27")
    between = desk("ben")
    assert between.side.replan.text() == "In your time off: 1"
    between.side.replan.click()
    sheet = between.sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: len(sheet.cards) == 1)
    assert sheet.cards[0].accessibleName() == "primary, Thu 26 Nov 07:00 – 23:00"
    sheet.cards[0].team.click()
    qtbot.waitUntil(lambda: sheet.cards[0].touched.request is not None)
    (row,) = requests(night.store, night.people["cy"])
    assert (row.anyone, row.note, row.waits) == (True, "holiday", True)
    qtbot.waitUntil(lambda: between.side.replan.isHidden())


def test_the_best_candidate_is_asked(night: Night, desk: Desk, qtbot: QtBot) -> None:
    away(night, "ben", "2026-11-26", "2026-11-27")
    between = desk("ben")
    between.side.replan.click()
    sheet = between.sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: len(sheet.cards) == 1)
    sheet.cards[0].somebody.click()
    qtbot.waitUntil(lambda: bool(sheet.popup.list.offers))
    assert "ben" not in sheet.popup.list.offers
    sheet.popup.list.pick()
    qtbot.waitUntil(lambda: bool(requests(night.store, None)))
    assert len(requests(night.store, None)[0].asked) == 1


def test_what_is_left_is_not_shown_again(night: Night, desk: Desk, qtbot: QtBot) -> None:
    away(night, "ben", "2026-11-26", "2026-11-28")
    between = desk("ana")
    between._page.visit(f"replan {night.people['ben']}")
    sheet = between.sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: len(sheet.cards) == 2)
    assert sheet.hint.text() == "Ben Okafor"
    sheet.cards[0].leave.click()
    qtbot.waitUntil(lambda: len(sheet.cards) == 1)
