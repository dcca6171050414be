"""What can be done with a rota, for the command palette and the map of keys."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ui.schedules.balance.balance import Balance
from ui.schedules.balance.panel import CHECKS
from ui.schedules.mark import tr
from ui.schedules.planning import Planning
from ui.schedules.span import Kind

if TYPE_CHECKING:
    from ui.schedules.page import SchedulesPage


class Verb(NamedTuple):
    """`keys` are bound by the page itself; `when` says whether it can be done now."""

    key: str
    words: str
    keys: str
    icon: str
    run: Callable[[], object]
    when: Callable[[], bool]


def verbs(page: "SchedulesPage") -> list[Verb]:
    """In the order in which they are shown."""
    planning = page.findChild(Planning)
    if not isinstance(planning, Planning):
        return []
    bar, doing = planning.bar, planning.publishing
    drafting = planning.drafting

    def always() -> bool:
        return True

    def some() -> bool:
        return bool(page.boards)

    def drafted() -> bool:
        return drafting.draft() is not None and not drafting.looking

    def undoable() -> bool:
        return bool(drafting.can_undo)

    def redoable() -> bool:
        return bool(drafting.can_redo)

    return [
        Verb("rota.new", tr("New schedule"), "", "plus", planning.begin, always),
        Verb("rota.edit", tr("Edit rotations"), "E", "pencil", planning.open_panel, some),
        Verb("rota.settings", tr("Settings of the schedule"), "", "sliders-horizontal",
             planning.open_settings, some),
        Verb("rota.fill", tr("Fair fill"), "", "sparkles", bar.filled.emit, some),
        Verb("rota.undo", tr("Undo in the draft"), "Ctrl+Z", "undo-2", drafting.undo, undoable),
        Verb("rota.redo", tr("Redo in the draft"), "Ctrl+Shift+Z, Ctrl+Y", "rotate-ccw",
             drafting.redo, redoable),
        Verb("rota.preview", tr("Preview the draft"), "", "eye", doing.preview, drafted),
        Verb("rota.publish", tr("Publish the draft"), "Ctrl+Return", "upload", doing.publish,
             drafted),
        Verb("rota.discard", tr("Discard the draft"), "", "trash-2", bar.discard, drafted),
        Verb("rota.versions", tr("Earlier versions of the schedule"), "", "history",
             doing.show_versions, some),
        *_of_sight(page, some),
        *_of_bars(page),
    ]  # fmt: skip


def _of_sight(page: "SchedulesPage", some: Callable[[], bool]) -> list[Verb]:
    """How much is seen, and where. Several keys for one thing stand side by side."""
    balance = page.findChild(Balance)
    look = partial(balance.open, CHECKS) if isinstance(balance, Balance) else page.ask
    return [
        Verb("rota.flip", tr("As a grid, or as a list"), "F6, L", "list", page.surface.flip, some),
        Verb("rota.week", tr("Show a week"), "1", "calendar", _zoom(page, Kind.WEEK), some),
        Verb("rota.two", tr("Show two weeks"), "2", "calendar", _zoom(page, Kind.FORTNIGHT), some),
        Verb("rota.month", tr("Show a month"), "3", "calendar", _zoom(page, Kind.MONTH), some),
        Verb("rota.quarter", tr("Show a quarter"), "4", "calendar", _zoom(page, Kind.QUARTER),
             some),
        Verb("rota.before", tr("Go to earlier days"), "PgUp", "arrow-left",
             partial(page.step, -1), some),
        Verb("rota.after", tr("Go to later days"), "PgDown", "arrow-right",
             partial(page.step, 1), some),
        Verb("rota.today", tr("Go to today"), "Home", "calendar-clock", page.go_today, some),
        Verb("rota.checks", tr("Checks and fairness"), "B", "list-checks", look, some),
    ]  # fmt: skip


def _zoom(page: "SchedulesPage", kind: Kind) -> Callable[[], object]:
    return partial(page.show_kind, kind)


def _of_bars(page: "SchedulesPage") -> list[Verb]:
    from ui.schedules.hand.hand import Hand
    from ui.schedules.hand.verbs import hand_verbs

    hand = page.findChild(Hand)
    return hand_verbs(hand) if isinstance(hand, Hand) else []
