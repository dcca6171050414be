"""From a draft to what is in force: preview, effect, two desktops, versions; on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.rota_edit import Held, cover, removed
from app.domain.window import Window
from app.domain.workspace import ScheduleSpec
from app.queries.draft import draft_of, editions, stored
from tests.desk import desktop
from tests.night import Night
from tests.ui.test_drafts import on_disk
from tests.ui.test_planning import Opened, shown
from ui.schedules.publish.publish_sheet import PublishSheet

MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def mine(team: Night, database_url: str, qtbot: QtBot) -> Iterator[Opened]:
    """Ana's page."""
    with desktop(team, database_url, "ana") as bridge:
        yield shown(bridge, qtbot)


@pytest.fixture
def theirs(team: Night, database_url: str, qtbot: QtBot) -> Iterator[Opened]:
    """Ben's page."""
    with desktop(team, database_url, "ben") as bridge:
        yield shown(bridge, qtbot)


def hours(day: int, start: int, end: int) -> Window:
    """Hours of a day in November, in Madrid."""
    begin = datetime(2026, 11, day, start, tzinfo=MADRID)
    return Window(begin.astimezone(UTC), begin.replace(hour=end).astimezone(UTC))


def covers(opened: Opened, who: str, window: Window) -> None:
    """A step of the draft."""
    drafting = opened[0].drafting
    board, spec = drafting.board(), drafting.spec()
    assert board is not None
    assert spec is not None
    assert drafting.apply(f"{who} covers", cover(board, spec, window, (who,)))


def sheet_of(opened: Opened, qtbot: QtBot) -> PublishSheet:
    """The publish sheet, open."""
    _, planning = opened
    planning.bar.publish.click()
    doing = planning.publishing
    qtbot.waitUntil(lambda: doing.sheet is not None and doing.sheet.isVisible())
    assert doing.sheet is not None
    return doing.sheet


def settle(opened: Opened, qtbot: QtBot) -> None:
    """Waits until nothing is drafted and the page shows what is stored."""
    page = opened[0]
    qtbot.waitUntil(lambda: page.drafting.draft() is None)


def version_of(opened: Opened) -> int:
    """What the page stands on."""
    board = opened[0].drafting.board()
    return board.version if board is not None else 0


def now_stored(team: Night, opened: Opened) -> ScheduleSpec:
    """What is in force."""
    ident = opened[0].drafting.schedule
    assert ident is not None
    return stored(team.store, ident).spec


def test_one_person_at_two_desks_has_one_draft(
    team: Night, mine: Opened, database_url: str, qtbot: QtBot
) -> None:
    """The doorbell of another program rings here: what is drafted there is drafted here too."""
    with desktop(team, database_url, "ana") as bridge:
        home, _ = shown(bridge, qtbot)
        covers(mine, "cy", hours(25, 9, 23))
        mine[0].drafting.keep()
        qtbot.waitUntil(lambda: home.drafting.can_undo == "cy covers")
        assert home.drafting.spec() == mine[0].drafting.spec()
        mine[0].drafting.discard()
        mine[0].drafting.keep()
        qtbot.waitUntil(lambda: home.drafting.draft() is None)


def test_another_desktop_sees_what_is_drafted_and_published(
    team: Night, mine: Opened, theirs: Opened, qtbot: QtBot
) -> None:
    covers(mine, "cy", hours(25, 9, 23))
    bar = theirs[1].bar
    qtbot.waitUntil(bar.others.isVisible)
    assert bar.others.accessibleName().startswith("Ana is drafting too. 1 change so far")
    sheet_of(mine, qtbot).agree()
    settle(mine, qtbot)
    began = monotonic()
    wanted = now_stored(team, mine)
    qtbot.waitUntil(lambda: theirs[0].boards[0].stored == wanted)
    print(f"seen after {monotonic() - began:.3f} s")
    qtbot.waitUntil(lambda: not bar.others.isVisible())
    assert "Cy" in [mark.words for mark in theirs[0].grid.rows[0].marks]


def test_a_preview_says_all_and_changes_nothing(team: Night, mine: Opened, qtbot: QtBot) -> None:
    page, planning = mine
    covers(mine, "cy", hours(25, 9, 23))
    spec = page.drafting.spec()
    board = page.drafting.board()
    assert spec is not None
    assert board is not None
    gone = removed(board, spec, Held("ben", hours(26, 9, 15)))
    page.drafting.apply("nobody on Thursday", gone)
    planning.bar.preview.click()
    qtbot.waitUntil(lambda: planning.publishing.sheet is not None)
    sheet = planning.publishing.sheet
    assert sheet is not None
    qtbot.waitUntil(sheet.isVisible)
    assert not sheet.publish.isVisible()
    assert [line.spoken for line in sheet.diff.table.lines] == [
        "23 – 29 November 2026",
        "Wed 25 Nov 09:00 – 23:00, 14\N{NO-BREAK SPACE}h: Cy instead of Ben",
        "Thu 26 Nov 09:00 – 15:00, 6\N{NO-BREAK SPACE}h: nobody instead of Ben",
    ]
    assert sheet.affected.text() == "Ben, Cy"
    words = [label.text() for label in sheet.checks.findChildren(type(sheet.none))]
    assert any(word.startswith("leaves a gap of 6 h") for word in words)
    assert not sheet.effect.buttons["now"].isVisible()  # no rule changes
    before = now_stored(team, mine)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert now_stored(team, mine) == before


def test_publishing_writes_once_and_tells(team: Night, mine: Opened, qtbot: QtBot) -> None:
    page, planning = mine
    covers(mine, "cy", hours(25, 9, 23))
    wanted = page.drafting.spec()
    sheet = sheet_of(mine, qtbot)
    sheet.note.setPlainText("Ben is at the dentist's")
    qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(mine, qtbot)
    assert now_stored(team, mine) == wanted
    assert not planning.bar.isVisible()
    assert planning.toast.accessibleName() == "Published. 2 people are told."
    ident = page.drafting.schedule
    assert ident is not None
    latest = editions(team.store, ident)[0]
    assert latest.actor == "ana"
    page.drafting.keep()
    qtbot.waitUntil(lambda: draft_of(team.store, ident, "ana") is None)
    qtbot.waitUntil(lambda: page.boards[0].stored == wanted)


def test_a_note_comes_back_until_it_is_published(mine: Opened, qtbot: QtBot) -> None:
    covers(mine, "cy", hours(25, 9, 23))
    sheet = sheet_of(mine, qtbot)
    sheet.note.setPlainText("Ben is at the dentist's")
    sheet.leave()
    shiboken6.delete(sheet)
    mine[1].publishing.sheet = None
    again = sheet_of(mine, qtbot)
    assert again.note.text() == "Ben is at the dentist's"
    again.agree()
    settle(mine, qtbot)
    assert not on_disk("dentist")


def test_each_effect_says_what_it_means_here(mine: Opened, qtbot: QtBot) -> None:
    page, _ = mine
    spec = page.drafting.spec()
    assert spec is not None
    weekly = spec.rotations[0]
    turned = replace(weekly, people=(("cy",), ("dan",), ("ana",), ("ben",), ("eva",)))
    page.drafting.apply("order", replace(spec, rotations=(turned, *spec.rotations[1:])))
    sheet = sheet_of(mine, qtbot)
    said = {key: each.accessibleDescription() for key, each in sheet.effect.buttons.items()}
    assert said["now"] == ("Ben stays on call until Mon 23 Nov 23:00, then the new rules count.")
    assert said["after this shift"].startswith("The old rules count until ")
    assert said["after a full round"].startswith("The old rules count until Mon 28 Dec 09:00")
    first = sheet.diff.table.lines[1].when
    sheet.effect.buttons["after a full round"].click()
    assert sheet.diff.table.lines[1].when != first
    sheet.agree()
    settle(mine, qtbot)


def test_who_publishes_second_is_moved_on_top(
    team: Night, mine: Opened, theirs: Opened, qtbot: QtBot
) -> None:
    covers(mine, "cy", hours(25, 9, 23))
    covers(theirs, "dan", hours(27, 9, 23))
    sheet_of(theirs, qtbot).agree()
    settle(theirs, qtbot)
    qtbot.waitUntil(lambda: version_of(mine) == version_of(theirs))
    sheet_of(mine, qtbot).agree()
    settle(mine, qtbot)
    people = [each.people for each in now_stored(team, mine).overrides]
    assert ("cy",) in people
    assert ("dan",) in people


def test_a_clash_is_decided_and_never_overwritten(
    team: Night, mine: Opened, theirs: Opened, qtbot: QtBot
) -> None:
    _, planning = mine
    for opened, hours_of_rest in ((mine, 3), (theirs, 4)):
        spec = opened[0].drafting.spec()
        assert spec is not None
        limits = replace(spec.limits, nights_running=hours_of_rest)
        opened[0].drafting.apply("limits", replace(spec, limits=limits))
    covers(mine, "cy", hours(25, 9, 23))
    sheet_of(theirs, qtbot).agree()
    settle(theirs, qtbot)
    qtbot.waitUntil(planning.bar.stale.isVisible)
    assert now_stored(team, mine).limits.nights_running == 4
    planning.bar.publish.click()
    doing = planning.publishing
    qtbot.waitUntil(lambda: doing.merge_sheet is not None and doing.merge_sheet.isVisible())
    merge = doing.merge_sheet
    assert merge is not None
    assert not merge.done.isEnabled()
    assert len(merge.cards) == 1
    assert merge.cards[0].theirs.text() == "Ben"
    merge.cards[0].mine.click()
    merge.done.click()
    qtbot.waitUntil(lambda: doing.sheet is not None and doing.sheet.isVisible())
    assert doing.sheet is not None
    assert now_stored(team, mine).limits.nights_running == 4  # nothing is published yet
    doing.sheet.agree()
    settle(mine, qtbot)
    found = now_stored(team, mine)
    assert found.limits.nights_running == 3
    assert ("cy",) in [each.people for each in found.overrides]


def test_faster_while_the_sheet_is_open(
    team: Night, mine: Opened, theirs: Opened, qtbot: QtBot
) -> None:
    """The operation says Conflict: what was drafted is moved, shown again, and then published."""
    covers(mine, "cy", hours(25, 9, 23))
    covers(theirs, "dan", hours(27, 9, 23))
    sheet = sheet_of(mine, qtbot)
    sheet_of(theirs, qtbot).agree()
    settle(theirs, qtbot)
    sheet.agree()  # with the draft as the sheet saw it
    qtbot.waitUntil(lambda: sheet.publish.isEnabled())
    assert mine[0].drafting.draft() is not None
    assert sheet.isVisible()
    sheet.agree()
    settle(mine, qtbot)
    people = [each.people for each in now_stored(team, mine).overrides]
    assert {("cy",), ("dan",)} <= set(people)


def test_an_earlier_version_is_looked_at_and_brought_back(
    team: Night, mine: Opened, qtbot: QtBot
) -> None:
    page, planning = mine
    original = page.drafting.spec()
    covers(mine, "cy", hours(25, 9, 23))
    sheet_of(mine, qtbot).agree()
    settle(mine, qtbot)
    doing = planning.publishing
    doing.show_versions()
    qtbot.waitUntil(lambda: doing.versions_sheet is not None and doing.versions_sheet.isVisible())
    sheet = doing.versions_sheet
    assert sheet is not None
    assert sheet.table.rowCount() == 2
    assert sheet.chosen() is not None
    assert [line.spoken for line in sheet.diff.table.lines][1:] == [
        "Wed 25 Nov 09:00 – 23:00, 14\N{NO-BREAK SPACE}h: Ben instead of Cy"
    ]
    sheet.look.click()
    assert planning.looking.isVisible()
    assert page.drafting.spec() == original
    assert not page.drafting.apply("no", replace(original, holidays=None))  # type: ignore[type-var]
    doing.look(None)
    assert not planning.looking.isVisible()
    doing.show_versions()
    qtbot.waitUntil(sheet.isVisible)
    sheet.restore.click()
    qtbot.waitUntil(lambda: page.drafting.draft() is not None)
    assert page.drafting.spec() == original
    sheet_of(mine, qtbot).agree()
    settle(mine, qtbot)
    assert now_stored(team, mine) == original


def test_a_refusal_is_said_in_the_sheet(team: Night, mine: Opened, qtbot: QtBot) -> None:
    page, _ = mine
    covers(mine, "cy", hours(25, 9, 23))
    sheet = sheet_of(mine, qtbot)
    spec = page.drafting.spec()
    assert spec is not None
    assert sheet.proposal is not None
    broken = sheet.proposal.draft.did("broken", replace(spec, name="No Handle"))
    sheet.agreed.emit(broken, sheet.effect.value(), "")
    qtbot.waitUntil(lambda: "is no handle" in sheet.wrong.text())
    assert sheet.isVisible()
    assert page.drafting.draft() is not None


def test_all_of_it_by_keys_alone(team: Night, mine: Opened, qtbot: QtBot) -> None:
    """E, down to a rotation, a new hand-off time, back, look at it, publish."""
    page, planning = mine

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(page.window().focusWidget(), key, held)

    page.grid.setFocus()
    press(Qt.Key.Key_E)
    assert planning.panel.isVisible()
    qtbot.wait(1)
    press(Qt.Key.Key_Tab)  # from nights to weekly
    press(Qt.Key.Key_Return)
    form = planning.panel.form
    assert form.name.hasFocus()
    assert form.name.text() == "weekly"
    qtbot.wait(1)
    walked = []
    while not form.rhythm.at.hasFocus():
        press(Qt.Key.Key_Tab)
        walked.append(page.window().focusWidget().accessibleName())
    assert walked[:3] == ["Turn 1 of 5: Ana Ruiz", "Together with somebody", "Take Ana Ruiz out"]
    assert walked[-3:] == ["Unit of the turn length", "Hand-off day", "Hand-off time"]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    spec = page.drafting.spec()
    assert spec is not None
    assert spec.rotations[0].start == datetime(2024, 1, 1, 10)
    press(Qt.Key.Key_Escape)
    assert planning.panel.title.text() == "Rotations of primary"
    press(Qt.Key.Key_Escape)
    assert not planning.panel.isVisible()
    assert page.grid.hasFocus()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    doing = planning.publishing
    qtbot.waitUntil(lambda: doing.sheet is not None and doing.sheet.isVisible())
    assert doing.sheet is not None
    assert doing.sheet.diff.hasFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(mine, qtbot)
    assert now_stored(team, mine).rotations[0].start == datetime(2024, 1, 1, 10)
