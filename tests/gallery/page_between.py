"""Between people: the side card, request cards, the sheet, asking, the pager, time off."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.domain.moment import at_wall
from app.domain.rota_edit import Held
from app.domain.window import Window
from app.domain.workspace import TimeOffSpec
from app.operations import request, request_answer
from app.operations.pager import take
from app.operations.people import save_person
from app.operations.team import save_team
from app.queries.form import person_form
from app.queries.rota import next_shifts
from app.queries.spec import handles, team_spec
from models.kinds import Approval
from models.people import Team
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE
from tests.gallery.page_schedules import on
from tests.night import Night
from ui.schedules.between.ask_popup import AskPopup
from ui.schedules.between.between import Between
from ui.schedules.page import SchedulesPage

MADRID = ZoneInfo("Europe/Madrid")


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "between-side", side
    yield "between-sheet", sheet
    yield "between-ended", partial(sheet, ended=True)
    yield "between-empty", empty
    yield "between-manager", partial(sheet, who="ana", approval=True)
    yield "between-ask", ask
    yield "between-swap", partial(ask, tab="swap")
    yield "between-replan", replan
    yield "between-candidates", partial(replan, choose=True)
    yield "between-conflict", partial(sheet, who="eva")


def at(text: str) -> datetime:
    """A wall-clock time in Madrid."""
    return at_wall(datetime.fromisoformat(text), MADRID)


def span(begin: str, end: str) -> Window:
    """From, until."""
    return Window(at(begin), at(end))


def told(approval: bool = False) -> Night:
    """The sample team, and what they ask of each other."""
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'between.db'}")
    store, people = night.store, night.people
    with store.read() as session:
        team = session.query(Team).filter_by(name="platform").one()
        spec, ident = team_spec(team, handles(session)), team.id
    if approval:
        save_team(store, replace(spec, approval=Approval.MANAGER), night.actor("ana"), ident=ident)
    primary = next_shifts(store, people["ben"], 30, 1)[0].schedule_id
    one = span("2026-11-26T18:00", "2026-11-26T23:00")
    request.ask_cover(
        store, primary, people["ben"], one, [people["cy"], people["dan"]], night.actor("ben"),
        note="School play: I am not reachable from six on.",
    )  # fmt: skip
    swap = request.offer_swap(
        store, primary, people["ben"], span("2026-11-27T07:00", "2026-11-27T23:00"), people["cy"],
        span("2026-12-02T07:00", "2026-12-02T23:00"), night.actor("ben"),
    )  # fmt: skip
    if approval:
        request_answer.accept(store, swap, night.actor("cy"))
    third = request.ask_cover(
        store, primary, people["ben"], span("2026-11-25T09:00", "2026-11-25T12:00"), (),
        night.actor("ben"), note="Dentist.",
    )  # fmt: skip
    request_answer.accept(store, third, night.actor("ana"))
    request.offer_swap(
        store, primary, people["ben"], span("2026-11-26T07:00", "2026-11-26T18:00"), people["eva"],
        span("2026-12-16T07:00", "2026-12-16T23:00"), night.actor("ben"),
    )  # fmt: skip
    fourth = request.ask_cover(
        store, primary, people["dan"], span("2026-12-09T07:00", "2026-12-09T23:00"),
        [people["ana"]], night.actor("dan"),
    )  # fmt: skip
    request_answer.decline(store, fourth, night.actor("ana"))
    return night


def opened(who: str = "cy", approval: bool = False) -> tuple[SchedulesPage, Between]:
    """The rota page as somebody sees it."""
    forgetful()
    night = told(approval)
    made = on(bridge_on(night.store, who, night.people[who]), SIZE)
    between = made.findChild(Between)
    assert between is not None
    settled(lambda: between.seen is not None)
    return made, between


def side() -> QWidget:
    """What waits for Cy, who has the pager too."""
    made, between = opened()
    store, bridge = made.bridge.post.store, made.bridge  # type: ignore[union-attr]
    schedule = made.boards[0].schedule_id
    take(store, schedule, timedelta(hours=2), bridge.actor())
    between.ask()
    settled(lambda: bool(between.seen and between.seen.taken))
    made.ask()
    settled(lambda: not made._asking)
    return made


def sheet(who: str = "cy", approval: bool = False, ended: bool = False) -> QWidget:
    """All of them."""
    made, between = opened(who, approval)
    between.open()
    found = between._sheet
    assert found is not None
    if ended:
        found.tabs.choose("ended")
    settled(
        lambda: all(card._reasons.count() or not card.request.state.open for card in found.cards)
    )
    return made


def empty() -> QWidget:
    """Nobody asks for anything."""
    forgetful()
    night = Night.begin(f"sqlite:///{Path(tempfile.mkdtemp()) / 'between.db'}")
    made = on(bridge_on(night.store, "ana", night.people["ana"]), SIZE)
    between = made.findChild(Between)
    assert between is not None
    settled(lambda: between.seen is not None)
    between.open()
    return made


def ask(tab: str = "cover") -> QWidget:
    """Ben's shift, from its menu."""
    made, _ = opened("ben")
    board = made.boards[0]
    held = Held("ben", span("2026-11-26T07:00", "2026-11-26T23:00"))
    popup = AskPopup(made.bridge, board, held, MADRID, made)
    popup.tabs.choose(tab)
    popup.begin(made.heading.today)
    popup.setProperty("keeps", made)
    popup._page_kept = made  # type: ignore[attr-defined]
    return popup


def replan(choose: bool = False) -> QWidget:
    """Ben is off when he is on call; one of the shifts is asked for already."""
    forgetful()
    night = told()
    found = person_form(night.store, night.people["ben"])
    assert found is not None
    off = TimeOffSpec(datetime(2026, 11, 26), datetime(2026, 11, 29), "Mountains")
    save_person(
        night.store, replace(found.spec, time_off=(off,)), night.actor("ben"),
        ident=night.people["ben"],
    )  # fmt: skip
    made = on(bridge_on(night.store, "ben", night.people["ben"]), SIZE)
    between = made.findChild(Between)
    assert between is not None
    settled(lambda: between.seen is not None)
    between._replan_mine()
    sheet = between.sheet
    assert sheet is not None
    settled(lambda: bool(sheet.cards))
    if not choose:
        return made
    sheet.cards[-1].somebody.click()
    settled(lambda: bool(sheet.popup.list.offers))
    sheet.popup._page_kept = made  # type: ignore[attr-defined]
    return sheet.popup
