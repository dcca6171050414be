"""The tray tells what others ask of me, and takes the pager."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.domain.window import Window
from app.operations import request
from app.queries.request import requests
from app.queries.rota import next_shifts, on_call_now
from models.kinds import RequestState
from tests.desk import bridge_on
from tests.night import Night
from ui.bridge import Bridge
from ui.shell.asked import Asked
from ui.shell.calls import Calls
from ui.shell.tray import Tray
from ui.widgets.menu import Menu


@pytest.fixture
def cy(night: Night, qtbot: QtBot) -> Iterator[Bridge]:
    """Cy's desktop."""
    bridge = bridge_on(night.store, "cy", night.people["cy"])
    yield bridge
    bridge.close()


@pytest.fixture
def asked(cy: Bridge, qtbot: QtBot) -> Iterator[Asked]:
    calls = Calls(cy)
    tray = Tray(calls, calls)
    made = Asked(cy, tray, calls)
    qtbot.waitUntil(lambda: made.seen is not None and tray.seen is not None)
    tray.refill()
    yield made
    tray.close()
    calls.deleteLater()


def menu(asked: Asked, *path: str) -> Menu:
    """A menu inside the tray's."""
    found = asked._tray.menu
    for title in path:
        found = next(
            each.menu() for each in found.actions() if each.menu() and each.text().startswith(title)
        )
    return found


def texts(menu: Menu) -> list[str]:
    return [each.text() for each in menu.actions() if not each.isSeparator()]


def ben_asks(night: Night, *people: str) -> None:
    """For cover of his next shift in primary."""
    shift = next(
        each for each in next_shifts(night.store, night.people["ben"], 30, 20)
        if each.schedule == "primary" and each.start > night.store.now()
    )  # fmt: skip
    ids = [night.people[each] for each in people]
    span = Window(shift.start, shift.end)
    request.ask_cover(
        night.store, shift.schedule_id, night.people["ben"], span, ids, night.actor("ben")
    )


def test_a_request_is_counted_and_answered(night: Night, asked: Asked, qtbot: QtBot) -> None:
    with qtbot.waitSignal(asked.counted, check_params_cb=lambda count: count == 1):
        ben_asks(night, "cy")
    assert texts(menu(asked, "Ben asks you to cover: primary, ")) == ["Accept", "Decline", "Show"]
    menu(asked, "Ben asks you").actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(requests(night.store, None, ended=True)))
    assert requests(night.store, None, ended=True)[0].state is RequestState.DONE
    qtbot.waitUntil(lambda: asked.seen is not None and not asked.seen.rows)


def test_what_is_asked_of_others_is_not_mine(night: Night, asked: Asked, qtbot: QtBot) -> None:
    ben_asks(night, "dan")
    with qtbot.waitSignal(asked.counted) as told:
        asked.ask()
    assert told.args == [0]


def test_its_page_is_asked_for(night: Night, asked: Asked, qtbot: QtBot) -> None:
    ben_asks(night, "cy")
    qtbot.waitUntil(lambda: asked.seen is not None and bool(asked.seen.rows))
    with qtbot.waitSignal(asked.requests_wanted):
        menu(asked, "Ben asks you").actions()[-1].trigger()


def test_the_pager_for_two_hours_and_back(night: Night, asked: Asked, qtbot: QtBot) -> None:
    assert texts(menu(asked, "Take the pager", "primary"))[2] == "For 2 hours"
    menu(asked, "Take the pager", "primary").actions()[2].trigger()
    qtbot.waitUntil(lambda: asked.seen is not None and bool(asked.seen.taken))
    duty = next(each for each in on_call_now(night.store) if each.schedule == "primary")
    assert [name for _, name in duty.people] == ["cy"]
    assert duty.until == night.store.now().replace(microsecond=0) + timedelta(hours=2)
    back = next(each for each in texts(asked._tray.menu) if each.startswith("Give the pager"))
    assert back.startswith("Give the pager of primary back (until ")
    assert "Take the pager" not in texts(asked._tray.menu)
    action = next(each for each in asked._tray.menu.actions() if each.text() == back)
    action.trigger()
    qtbot.waitUntil(lambda: asked.seen is not None and not asked.seen.taken)


def test_the_palette_takes_it_too(night: Night, asked: Asked, qtbot: QtBot) -> None:
    listed = {each.text: each for each in asked.entries()}
    assert "Requests: covers and swaps" in listed
    listed["Take the pager of primary: For 4 hours"].run()
    qtbot.waitUntil(lambda: asked.seen is not None and bool(asked.seen.taken))
    texts_now = [each.text for each in asked.entries()]
    assert texts_now[1].startswith("Give the pager of primary back")
    assert len(texts_now) == 2
