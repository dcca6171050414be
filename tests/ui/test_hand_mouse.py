"""Every gesture with the mouse, on a real page and a real database."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.drawing import drawn
from tests.ui.hand_page import NONE, Hands, Keys, at, opened
from ui.schedules.hand.candidates import CandidatesPopup
from ui.schedules.hand.edit_popup import EditPopup
from ui.schedules.hand.ghost import LIFT
from ui.schedules.rows import By

RELEASE = QEvent.Type.MouseButtonRelease


@pytest.fixture
def hands(sqlite_url: str, qtbot: QtBot) -> Iterator[Hands]:
    """On the drawing's rota."""
    store = drawn(sqlite_url)
    made, bridge = opened(store, qtbot)
    yield made
    bridge.close()
    store.close()


def test_a_person_dropped_on_a_gap_fills_it(hands: Hands) -> None:
    hands.bring("fay", hands.spot("Final", "26 12:00"))
    assert hands.steps == ["Fay covers, Thu 26 Nov 09:00 – 15:36"]
    assert hands.who("26 09:00") == hands.who("26 15:35") == "fay"
    assert hands.who("26 15:36") == "ben"


def test_the_ghost_of_somebody_brought_shows_times_reasons_and_keys(hands: Hands) -> None:
    hands.bring("eva", hands.spot("Final", "26 12:00"), drop=False)
    ghost = hands.hand.layer.ghost
    assert ghost is not None
    assert ghost.card.title == "Eva · Thu 09:00 – 15:36"
    assert [each.words for each in ghost.card.reasons] == ["2 h rest between two shifts (11 h)"]
    assert ghost.card.hint == "fills the gap · Shift: no snapping · Esc: cancel"
    assert ghost.card.lines == ("Eva +6 h 36",)
    assert ghost.tone == "warn"
    QApplication.sendEvent(hands.grid, QEvent(QEvent.Type.DragLeave))
    assert hands.hand.layer.ghost is None
    assert hands.steps == []


def test_a_person_dropped_on_a_bar_takes_it(hands: Hands) -> None:
    hands.bring("cy", hands.spot("Final", "27 12:00"))
    assert hands.steps == ["Cy covers Ben, Fri 27 Nov 07:00 – 20:00"]
    assert hands.who("27 19:59") == "cy"


def test_a_bar_is_moved_and_a_second_move_starts_from_there(hands: Hands) -> None:
    start = hands.spot("Final", "27 10:00")
    hands.drag(start, hands.spot("Final", "27 12:00"))
    assert hands.steps == ["Ben moved, Fri 27 Nov 09:00 – 22:00"]
    assert hands.who("27 08:00") == ""
    assert hands.who("27 21:00") == "ben"


def test_a_moved_bar_snaps_to_a_hand_off_and_shift_frees_it(hands: Hands) -> None:
    start = hands.spot("Final", "26 17:00")
    there = hands.spot("Final", "26 10:40")  # 6 h 20 earlier: nearly where the night ends
    hands.grab(start, there)
    proposal = hands.hand.drag.proposal
    assert proposal is not None
    assert proposal.bars[0].window.start == at("26 09:00")
    hands.mouse(QEvent.Type.MouseMove, there, Keys.ShiftModifier)
    proposal = hands.hand.drag.proposal
    assert proposal is not None
    assert proposal.bars[0].window.start.minute not in (0, 36)
    hands.press(Qt.Key.Key_Escape)
    hands.mouse(RELEASE, there)
    assert hands.steps == []


def test_an_edge_is_dragged_and_the_neighbour_gives(hands: Hands) -> None:
    bar = hands.bar("Final", "25 12:00")
    assert (bar.person, bar.end) == ("ben", at("25 20:00"))
    edge = hands.spot("Final", "25 20:00") - QPointF(3, 0)
    hands.drag(edge, hands.spot("Final", "25 22:00") - QPointF(3, 0))
    assert hands.steps == ["Ben, Wed 25 Nov 09:00 – 22:00"]
    assert hands.who("25 21:59") == "ben"
    assert hands.who("25 22:00") == "eva"


def test_alt_leaves_a_gap_at_an_edge(hands: Hands) -> None:
    edge = hands.spot("Final", "25 20:00") - QPointF(3, 0)
    hands.drag(edge, hands.spot("Final", "25 16:00") - QPointF(3, 0), Keys.AltModifier)
    assert hands.who("25 17:00") == ""


def test_alt_drag_copies(hands: Hands) -> None:
    hands.drag(hands.spot("Covers", "28 12:00"), hands.spot("Covers", "27 02:00"), Keys.AltModifier)
    assert hands.steps[0].startswith("Cy copied, Thu 26 Nov 22:00 – ")
    assert hands.who("27 01:00") == hands.who("28 12:00") == "cy"


def test_on_anothers_bar_it_is_a_swap(hands: Hands) -> None:
    hands.drag(hands.spot("Final", "24 12:00"), hands.spot("Final", "27 13:00"))
    assert hands.steps == ["Ana and Ben swap: Tue 24 Nov 07:00 – 20:00, Fri 27 Nov 07:00 – 20:00"]
    assert (hands.who("24 12:00"), hands.who("27 12:00")) == ("ben", "ana")


def test_the_ghost_of_a_swap_has_both(hands: Hands) -> None:
    hands.grab(hands.spot("Final", "24 12:00"), hands.spot("Final", "27 13:00"))
    ghost = hands.hand.layer.ghost
    assert ghost is not None
    assert [bar.face.name for bar in ghost.bars] == ["ana", "ben"]
    assert ghost.bars[1].old is not None
    assert ghost.bars[0].box == ghost.bars[1].old.translated(0, LIFT)
    assert ghost.card.title == "Ana and Ben swap"
    assert "Ctrl: move over it" in ghost.card.hint
    hands.key(QEvent.Type.KeyPress, Qt.Key.Key_Control)
    assert hands.hand.drag.proposal is not None
    assert hands.hand.drag.proposal.act == "move"


def test_in_rows_of_people_a_drag_down_reassigns(hands: Hands, qtbot: QtBot) -> None:
    hands.page.show_by(By.PEOPLE)
    qtbot.waitUntil(lambda: hands.grid.rows[-1].title == "Fay")
    hands.drag(hands.spot("Ben", "27 12:00"), hands.spot("Cy", "27 12:00"))
    assert hands.steps == ["Cy covers Ben, Fri 27 Nov 07:00 – 20:00"]


def test_the_edge_of_a_layers_bar_moves_the_hand_offs(hands: Hands) -> None:
    edge = hands.spot("weekly", "25 09:00") + QPointF(3, 0)
    hands.drag(edge, hands.spot("weekly", "25 12:00") + QPointF(3, 0))
    assert hands.steps == ["weekly: hand-off Wed 12:00, was Wed 09:00"]
    assert hands.who("25 10:00") == "ana"
    spec = hands.page.drafting.drafted()
    assert spec is not None
    assert spec.rotations[0].start.hour == 12


def test_the_middle_of_a_layers_bar_says_what_to_do(hands: Hands) -> None:
    hands.drag(hands.spot("weekly", "27 12:00"), hands.spot("weekly", "28 12:00"))
    assert hands.steps == []
    assert "drag its edge" in hands.hand._toast._text.text()


def test_what_was_cannot_be_dragged_and_that_is_said(hands: Hands, qtbot: QtBot) -> None:
    hands.page.step(-1)
    qtbot.waitUntil(lambda: hands.page.heading.title.text().startswith("16"))
    hands.drag(hands.spot("Final", "19 12:00"), hands.spot("Final", "20 12:00"))
    assert hands.steps == []
    assert "the past cannot be changed" in hands.hand._toast._text.text()


def test_escape_cancels(hands: Hands) -> None:
    hands.grab(hands.spot("Final", "27 10:00"), hands.spot("Final", "27 16:00"))
    assert hands.hand.layer.isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert not hands.hand.layer.isVisible()
    hands.mouse(RELEASE, hands.spot("Final", "27 16:00"))
    assert hands.steps == []


def test_a_click_on_a_gap_offers_the_least_loaded_first(hands: Hands) -> None:
    spot = hands.spot("Final", "26 12:00")
    hands.drag(spot, spot)
    popup = hands.hand.acts.popup
    assert isinstance(popup, CandidatesPopup)
    assert popup.title.text() == "Who takes this gap?"
    assert popup.hint.text() == "Thu 26 Nov 09:00 – 15:36 · on call 15 Nov – 8 Dec"
    first = next(iter(popup.list.offers.values()))
    assert first.why == "free then, and least loaded"
    hands.press(Qt.Key.Key_Return, NONE, popup)
    assert len(hands.steps) == 1
    assert hands.who("26 12:00") == first.person


def test_a_double_click_opens_person_and_times(hands: Hands) -> None:
    spot = hands.spot("Final", "27 12:00")
    for kind in (QEvent.Type.MouseButtonPress, RELEASE, QEvent.Type.MouseButtonDblClick, RELEASE):
        hands.mouse(kind, spot)
    popup = hands.hand.acts.popup
    assert isinstance(popup, EditPopup)
    assert popup.start.text() == "Fri 27 Nov 07:00"
    assert popup.end.text() == "Fri 27 Nov 20:00"


def test_undo_and_redo_all_the_way(hands: Hands) -> None:
    before = hands.overrides
    hands.bring("fay", hands.spot("Final", "26 12:00"))
    hands.drag(hands.spot("Final", "27 10:00"), hands.spot("Final", "27 12:00"))
    after = hands.overrides
    for _ in range(2):
        hands.press(Qt.Key.Key_Z, Keys.ControlModifier)
    assert hands.overrides == before
    for _ in range(2):
        hands.press(Qt.Key.Key_Y, Keys.ControlModifier)
    assert hands.overrides == after


def test_at_the_edge_of_the_span_a_drag_turns_the_leaf(hands: Hands, qtbot: QtBot) -> None:
    hands.hand.drag._leaf.setInterval(1)
    edge = QPointF(hands.grid.sheet().right - 2, hands.spot("Final", "27 10:00").y())
    hands.grab(hands.spot("Final", "27 10:00"), edge)
    qtbot.waitUntil(lambda: hands.page.heading.title.text().startswith("30"))
    there = hands.spot("Final", "27 10:00") + QPointF(hands.grid.sheet().day * 9, 0)
    hands.mouse(QEvent.Type.MouseMove, there)
    hands.mouse(RELEASE, there)
    assert len(hands.steps) == 1
    assert "Dec" in hands.steps[0]


def test_totals_follow_the_hand(hands: Hands, qtbot: QtBot) -> None:
    line = hands.page.carried.line("cy")
    assert line is not None
    assert "40 hours" in line.accessibleName()
    hands.bring("cy", hands.spot("Final", "26 12:00"), drop=False)
    qtbot.waitUntil(lambda: "46 hours 36 minutes" in line.accessibleName())
    QApplication.sendEvent(hands.grid, QEvent(QEvent.Type.DragLeave))
    qtbot.waitUntil(lambda: "40 hours" in line.accessibleName())
    assert hands.steps == []
