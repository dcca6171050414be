"""The rota planned with a real mouse, with keys alone, and in the list alone; then published: the
database, a second desktop, the command and the calendar feed all say the same."""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from app.domain.actor import Actor
from app.domain.draft import Draft
from app.domain.moment import at_wall
from app.domain.window import Window
from app.queries.draft import draft_of
from app.queries.oncall import finals
from app.queries.timetable import schedule_choices
from app.store import Store, open_store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import Source
from tests.foreign import by_ical
from tests.journeys.program import Program
from tests.journeys.window import Desktop, wait
from tests.screen import Screen

MADRID = ZoneInfo("Europe/Madrid")
DAY = timedelta(days=1)
Row = list[tuple[str, str, str]]  # person, start, end
TEAM = """watchbill: 1
people:
  - {{name: ana, full_name: Ana Ruiz, time_zone: Europe/Madrid, contacts: {{web: "json://127.0.0.1:9"}}}}
  - {{name: ben, full_name: Ben Okafor, time_zone: Europe/Madrid, contacts: {{web: "json://127.0.0.1:9"}}}}
  - {{name: cy, full_name: Cy Lindqvist, time_zone: Europe/Madrid, contacts: {{web: "json://127.0.0.1:9"}}}}
  - {{name: dan, full_name: Dan Whitcombe, time_zone: Europe/Madrid, contacts: {{web: "json://127.0.0.1:9"}}}}
teams: [{{name: all, members: [ana, ben, cy, dan], managers: [ana, ben]}}]
schedules:
  - name: primary
    team: all
    time_zone: Europe/Madrid
    rotations:
      - {{name: daily, layer: 1, start: {begun}T09:00, shift: {{every: 1, unit: day}},
         people: [dan, ana, ben, cy]}}
    overrides:
      - {{start: {wednesday}T09:00, end: {wednesday}T21:00, remove: ben}}
"""


class Week:
    """Next week, in which nothing is over yet: Dan on Monday, Ana, Ben (with a gap on Wednesday
    from 09:00 to 21:00), Cy, Dan, Ana, Ben; each from 09:00 to 09:00."""

    def __init__(self, store: Store, url: str) -> None:
        today = datetime.now(MADRID).date()
        self.monday = today + timedelta(days=7 - today.weekday())
        begun, wednesday = self.monday - timedelta(weeks=8), self.monday + 2 * DAY
        found = read(TEAM.format(begun=begun, wednesday=wednesday).encode())
        assert not found.problems, found.problems
        apply(store, found.workspace, Actor("test", Source.FILE))
        self.store, self.url, self.schedule = store, url, schedule_choices(store)[0].id

    def at(self, day: int, clock: str) -> datetime:
        """The wall clock of a day: 0 is Monday."""
        hour, minute = map(int, clock.split(":"))
        there: date = self.monday + day * DAY
        return at_wall(datetime(there.year, there.month, there.day, hour, minute), MADRID)

    def bar(self, person: str, start: datetime, end: datetime, row: str = "Final") -> str:
        """How the desktop tells a test of a bar."""
        return f"{row}|{person}|{_stamp(start)}|{_stamp(end)}"

    def day(self, person: str, day: int) -> str:
        """A whole day's bar."""
        return self.bar(person, self.at(day, "09:00"), self.at(day + 1, "09:00"))

    @property
    def gap(self) -> tuple[datetime, datetime]:
        """On Wednesday."""
        return self.at(2, "09:00"), self.at(2, "21:00")

    @property
    def draft(self) -> Draft | None:
        """Ana's, as it is kept."""
        return draft_of(self.store, self.schedule, "ana")

    @property
    def steps(self) -> list[str]:
        """The words of what is done in it."""
        draft = self.draft
        return [] if draft is None else [each.words for each in draft.steps[: draft.at]]

    @property
    def shifts(self) -> Row:
        """Who is on call in that week, as it is stored."""
        window = Window(self.at(0, "09:00"), self.at(7, "09:00"))
        (found,) = finals(self.store, window, "primary")
        return self.row((s.person, _stamp(s.start), _stamp(s.end)) for s in found.shifts)

    def row(self, shifts: Iterable[tuple[str, str, str]]) -> Row:
        """Cut to the week, by start; what one person serves without a break is one."""
        begin, finish = _stamp(self.at(0, "09:00")), _stamp(self.at(7, "09:00"))
        found: Row = []
        for who, start, end in sorted(shifts, key=lambda each: each[1:]):
            start, end = max(start, begin), min(end, finish)
            if found and found[-1][0] == who and found[-1][2] == start:
                found[-1] = (who, found[-1][1], end)
            elif start < end:
                found.append((who, start, end))
        return found


@pytest.fixture
def week(sqlite_url: str) -> Iterator[Week]:
    """On a file that two desktops, the command and the engine share."""
    store = open_store(sqlite_url)
    yield Week(store, sqlite_url)
    store.close()


@pytest.fixture
def ana(real_screen: Screen, week: Week, sqlite_url: str, tmp_path: Path) -> Iterator[Desktop]:
    """Her rota, at next week; Ben's is behind it."""
    made = Desktop(real_screen, sqlite_url, "ana", tmp_path)
    try:
        next_week(made, week)
        yield made
    finally:
        made.close()


@pytest.fixture
def ben(real_screen: Screen, week: Week, sqlite_url: str, tmp_path: Path) -> Iterator[Desktop]:
    """The second desktop."""
    made = Desktop(real_screen, sqlite_url, "ben", tmp_path)
    try:
        next_week(made, week)
        yield made
    finally:
        made.close()


def next_week(desktop: Desktop, week: Week) -> None:
    """To the rota's next span."""
    desktop.sees("Declare")
    desktop.front()
    desktop.keys("ctrl+3")
    desktop.sees("Final|")
    desktop.keys("Next")
    desktop.sees(week.day("ana", 1))


def test_a_real_mouse_plans_and_publishes(ben: Desktop, ana: Desktop, week: Week) -> None:
    before = week.shifts
    ana.front()
    gap = partial(middle, ana, week.bar("", *week.gap))
    ana.drag(partial(middle, ana, "Cy Lindqvist", "LoadLine"), gap, until=lambda: done(week, 1))
    assert week.steps[-1].startswith("Cy covers")

    hour = ana.place(week.day("dan", 0))[2] / 24
    here = partial(middle, ana, week.day("cy", 3))
    ana.drag(here, lambda: beside(here(), 4 * hour), until=lambda: done(week, 2))
    assert week.steps[-1].startswith("Cy moved")

    edge = partial(end_of, ana, week.day("ana", 5))
    ana.drag(edge, lambda: beside(edge(), 3 * hour), until=lambda: done(week, 3))
    assert week.steps[-1].startswith("Ana, ")

    monday, tuesday = (partial(middle, ana, week.day(*day)) for day in (("dan", 0), ("ana", 1)))
    ana.drag(monday, tuesday, until=lambda: done(week, 4))
    assert week.steps[-1].startswith("Dan and Ana swap")

    for left_over in (3, 2, 1, 0):
        ana.keys("ctrl+z")
        wait(lambda n=left_over: len(week.steps) == n, "one step less")  # type: ignore[misc]
    assert week.shifts == before
    for again in (1, 2, 3, 4):
        ana.keys("ctrl+y")
        wait(lambda n=again: len(week.steps) == n, "one step more")  # type: ignore[misc]
    published(ana, ben, week)


def test_the_same_by_keys_alone(ben: Desktop, ana: Desktop, week: Week) -> None:
    ana.front()
    go_to(ana, week.bar("", *week.gap))
    ana.keys("Return")
    ana.sees("Who takes this gap?", "CandidatesPopup")
    ana.keys("Return")
    wait(lambda: done(week, 1), "the gap filled")

    go_to(ana, week.day("dan", 4))
    ana.keys("alt+Right", "alt+Right", "alt+Right")
    wait(lambda: week.steps[-1].startswith("Dan moved"), "a shift moved")

    go_to(ana, week.day("ben", 6))
    ana.keys("Return")
    ana.sees("Ben's shift", "EditPopup")
    ana.keys("Tab")
    ana.screen.xdotool("type", "--delay", "20", "12:00")
    ana.keys("Return")
    wait(lambda: week.steps[-1].startswith("Ben, "), "a shift stretched")

    go_to(ana, week.day("dan", 0))
    ana.keys("w")
    ana.sees("Who swaps with Dan?", "CandidatesPopup")
    ana.keys("Return")
    wait(lambda: "swap" in week.steps[-1], "two swapped")

    ana.keys(*["ctrl+z"] * 4)
    wait(lambda: not week.steps, "all undone")
    ana.keys(*["ctrl+y"] * 4)
    wait(lambda: done(week, 4), "all done again")
    published(ana, ben, week, keys=True)


def test_the_same_in_the_list_alone(ben: Desktop, ana: Desktop, week: Week) -> None:
    ana.front()
    ana.keys("F6")
    ana.sees("Shifts", "TableView")

    go_down(ana, "Nobody", week.gap[0])
    ana.keys("Return")
    ana.sees("Who takes this gap?", "CandidatesPopup")
    ana.keys("Return")
    wait(lambda: done(week, 1), "the gap filled")

    go_down(ana, "Dan Whitcombe", week.at(4, "09:00"))
    ana.keys("Return")
    ana.sees("Dan's shift", "EditPopup")
    type_in(ana, "12:00", "12:00")
    wait(lambda: week.steps[-1].startswith("Dan moved"), "a shift moved")

    go_down(ana, "Ben Okafor", week.at(6, "09:00"))
    ana.keys("Return")
    ana.sees("Ben's shift", "EditPopup")
    type_in(ana, "", "12:00")
    wait(lambda: week.steps[-1].startswith("Ben, "), "a shift stretched")

    go_down(ana, "Dan Whitcombe", week.at(0, "09:00"))
    ana.keys("Menu", *["Down"] * 4, "Return")
    ana.sees("Who swaps with Dan?", "CandidatesPopup")
    ana.keys("Return")
    wait(lambda: "swap" in week.steps[-1], "two swapped")

    ana.keys(*["ctrl+z"] * 4)
    wait(lambda: not week.steps, "all undone")
    ana.keys(*["ctrl+y"] * 4)
    wait(lambda: done(week, 4), "all done again")
    ana.keys("ctrl+Home", "F6")  # the grid again, to see that both desktops say the same
    published(ana, ben, week, keys=True)


def go_down(desktop: Desktop, who: str, start: datetime) -> None:
    """Chooses a row of the list by whose it is and when it begins."""
    there = start.astimezone(MADRID)
    begins = f"{there:%a} {there.day} {there:%b %H:%M}"
    wait(lambda: any(who in each and begins in each for each in listed(desktop)), f"{who} there")
    rows = listed(desktop)
    number = next(n for n, each in enumerate(rows) if who in each and begins in each)
    desktop.keys("ctrl+Home", *["Down"] * number)


def listed(desktop: Desktop) -> list[str]:
    """The rows of the list, from top to bottom."""
    rows = sorted((place[1], words) for words, place in desktop.aims() if " | " in words)
    return [words for _, words in rows]


def type_in(desktop: Desktop, start: str, end: str) -> None:
    """Into the fields of the pop-up, and Enter."""
    for words, key in ((start, "Tab"), (end, "Return")):
        if words:
            desktop.screen.xdotool("type", "--delay", "20", words)
        desktop.keys(key)


def done(week: Week, number: int) -> bool:
    """So many steps are in the draft that is kept."""
    return len(week.steps) == number


def go_to(desktop: Desktop, bar: str) -> None:
    """Chooses a bar of the final row with the arrows."""
    desktop.place(bar, "aim")
    row = [words for _, words in final_row(desktop)]
    desktop.keys(*["Left"] * (len(row) + 1), *["Right"] * row.index(bar))


def final_row(desktop: Desktop) -> list[tuple[list[int], str]]:
    """Its bars from left to right."""
    return sorted((place, words) for words, place in desktop.aims() if words.startswith("Final|"))


def published(ana: Desktop, ben: Desktop, week: Week, *, keys: bool = False) -> None:
    """Ana publishes; a second later everybody says the same."""
    draft = week.draft
    assert draft is not None
    before = week.shifts
    program = Program(week.url)
    with program.serving() as engine:
        feed = program.ask("feed", "--schedule", "primary", "--as", "ana")["url"]
        feed = f"{engine.url}/feeds/{feed.rsplit('/', 1)[1]}"
        sequences = {uid: number for uid, number, *_ in events(feed)}
        if keys:
            ana.keys("ctrl+Return")
        else:
            ana.press("Publish", "Button", until=lambda: bool(ana.shows("", "PublishSheet")))
        ana.sees("", "PublishSheet")
        time.sleep(0.6)
        ana.keys("ctrl+Return")
        wait(lambda: week.shifts != before, "the published rota in the database")
        truth = week.shifts
        wait(lambda: shown(ben, week) == truth, "the same on the second desktop")
        after = events(feed)
        assert week.row((who, start, end) for _, _, who, start, end in after) == truth
        assert any(number > sequences.get(uid, number) for uid, number, *_ in after)
    assert asked(program, week) == truth
    assert week.draft is None


def shown(desktop: Desktop, week: Week) -> Row:
    """The final row of a desktop, as far as it is that week's."""
    rows = (words.split("|") for words, _ in desktop.aims() if words.startswith("Final|"))
    return week.row((who, start, end) for _, who, start, end in rows if who)


def asked(program: Program, week: Week) -> Row:
    """What `watchbill oncall` says."""
    start, end = (f"{_stamp(week.at(day, '09:00'))}Z" for day in (0, 7))
    told = program.ask("oncall", "primary", "--from", start, "--to", end)["shifts"]
    return week.row((each["person"], each["start"][:16], each["end"][:16]) for each in told)


def events(feed: str) -> list[tuple[str, int, str, str, str]]:
    """UID, sequence, person, start and end of what a calendar is shown."""
    answer = httpx.get(feed)
    assert answer.status_code == 200
    names = {"Ana": "ana", "Ben": "ben", "Cy": "cy", "Dan": "dan"}
    return [
        (each.uid, each.sequence, names[each.summary.split()[0]], _stamp(each.start),
         _stamp(each.end))
        for each in by_ical(answer.content)
    ]  # fmt: skip


def middle(desktop: Desktop, words: str, kind: str = "aim") -> tuple[int, int]:
    """Of something on the screen."""
    left, top, width, height = desktop.place(words, kind)
    return left + width // 2, top + height // 2


def end_of(desktop: Desktop, words: str) -> tuple[int, int]:
    """Just before the end of a bar."""
    left, top, width, height = desktop.place(words)
    return left + width - 3, top + height // 2


def beside(spot: tuple[int, int], by: float) -> tuple[int, int]:
    """So many pixels to the right."""
    return spot[0] + round(by), spot[1]


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M}"
