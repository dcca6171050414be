"""The hand on the rota: each ghost, the questions, the list's menu; on the drawing's rota."""

import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QWidget

from tests.desk import bridge_on, forgetful, settled
from tests.drawing import drawn
from tests.gallery.page_incidents import SIZE, Ending
from tests.ui.hand_page import Hands, Keys
from ui.schedules.page import SchedulesPage
from ui.schedules.rows import By
from ui.schedules.span import Kind


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the hand."""
    yield "hand-gap", partial(brought, "cy", "26 12:00")
    yield "hand-amber", partial(brought, "eva", "26 12:00")
    yield "hand-red", partial(brought, "ana", "28 20:00")
    yield "hand-move", partial(dragged, "Final", "27 10:00", "27 14:00")
    yield "hand-resize", resized
    yield "hand-swap", partial(dragged, "Final", "24 12:00", "27 13:00")
    yield "hand-copy", partial(dragged, "Covers", "28 12:00", "25 12:00", Keys.AltModifier)
    yield "hand-hand-off", handed_off
    yield "hand-reassign", reassigned
    yield "hand-month", partial(dragged, "Final", "27 13:00", "28 02:00", kind=Kind.MONTH)
    yield "hand-elsewhere", partial(brought, "fay", "26 12:00", zone="America/New_York")
    yield "hand-mirrored", partial(brought, "eva", "26 12:00", mirrored=True)
    yield "hand-candidates", candidates
    yield "hand-edit", partial(asked, Qt.Key.Key_Return)
    yield "hand-split", partial(asked, Qt.Key.Key_S)
    yield "hand-swap-with", partial(asked, Qt.Key.Key_W)
    yield "hand-new", new_cover
    yield "hand-key", keyed


def page(
    kind: Kind = Kind.WEEK,
    by: By = By.LAYERS,
    zone: str = "schedule",
    mirrored: bool = False,
) -> Hands:
    """Ana's desktop."""
    forgetful()
    store = drawn(f"sqlite:///{Path(tempfile.mkdtemp()) / 'drawing.db'}")
    bridge = bridge_on(store, "ana", 1)
    made = SchedulesPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*SIZE)
    made.show()
    settled(lambda: not made._asking and not made._stale)
    if mirrored:
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.asked = made.asked._replace(kind=kind, zone=zone)
    made.by = by
    made.heading.choose_rows(by)
    made.ask()
    settled(lambda: not made._asking)
    return Hands(made)


def brought(person: str, when: str, zone: str = "schedule", mirrored: bool = False) -> QWidget:
    """Somebody from the list hangs over the final row."""
    hands = page(zone=zone, mirrored=mirrored)
    hands.bring(person, hands.spot("Final", when), drop=False)
    return hands.page


def dragged(
    row: str, start: str, end: str, keys: Keys = Keys.NoModifier, kind: Kind = Kind.WEEK
) -> QWidget:
    """A bar on its way."""
    hands = page(kind)
    hands.grab(hands.spot(row, start), hands.spot(row, end), keys)
    return hands.page


def resized() -> QWidget:
    """An edge on its way."""
    hands = page()
    edge = hands.spot("Final", "27 20:00") - QPointF(3, 0)
    hands.grab(edge, hands.spot("Final", "27 15:00") - QPointF(3, 0))
    return hands.page


def handed_off() -> QWidget:
    """A hand-off on its way."""
    hands = page()
    edge = hands.spot("weekly", "25 09:00") + QPointF(3, 0)
    hands.grab(edge, hands.spot("weekly", "25 18:00") + QPointF(3, 0))
    return hands.page


def reassigned() -> QWidget:
    """From one person's row to another's."""
    hands = page(by=By.PEOPLE)
    hands.grab(hands.spot("Ben", "27 12:00"), hands.spot("Cy", "27 12:00"))
    return hands.page


def candidates() -> QWidget:
    """Who takes the gap?"""
    hands = page()
    spot = hands.spot("Final", "26 12:00")
    hands.mouse(QEvent.Type.MouseButtonPress, spot)
    hands.mouse(QEvent.Type.MouseButtonRelease, spot)
    return _popup(hands)


def asked(key: Qt.Key) -> QWidget:
    """What a key asks of Ben's Friday."""
    hands = page()
    hands.choose("Final", "27 12:00")
    hands.press(key)
    return _popup(hands)


def new_cover() -> QWidget:
    """Anywhere, by fields."""
    hands = page()
    hands.press(Qt.Key.Key_N)
    return _popup(hands)


def keyed() -> QWidget:
    """Two steps later by keys, with the card that stays for a moment."""
    hands = page()
    hands.choose("Final", "27 12:00")
    for _ in range(2):
        hands.press(Qt.Key.Key_Right, Keys.AltModifier)
    return hands.page


def _popup(hands: Hands) -> QWidget:
    """The pop-up; its page lives as long as it does."""
    popup = hands.hand.acts.popup
    assert popup is not None
    popup.setProperty("page", hands.page)
    return popup
