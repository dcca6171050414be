"""What can be done with a rota, for the command palette and the map of keys."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.deed import Deed, Deeds, Verb

if TYPE_CHECKING:
    from ui.schedules.page import SchedulesPage
    from ui.schedules.planning import Planning

Run = Callable[[], object]
Why = Callable[[], str]


def verbs() -> tuple[Verb, ...]:
    """In the order in which they are shown. The page binds the keys itself; several keys for one
    thing stand side by side."""
    return (
        Verb("rota.new", tr("New schedule"), "", "plus", tr("add rota rotation on-call plan")),
        Verb("rota.edit", tr("Edit rotations"), "E", "pencil", tr("layers hours shifts")),
        Verb("rota.settings", tr("Settings of the schedule"), "", "sliders-horizontal"),
        Verb("rota.fill", tr("Fair fill"), "", "sparkles", tr("share out shifts")),
        Verb("rota.undo", tr("Undo in the draft"), "Ctrl+Z", "undo-2"),
        Verb("rota.redo", tr("Redo in the draft"), "Ctrl+Shift+Z, Ctrl+Y", "rotate-ccw"),
        Verb("rota.preview", tr("Preview the draft"), "", "eye"),
        Verb("rota.publish", tr("Publish the draft"), "Ctrl+Return", "upload"),
        Verb("rota.discard", tr("Discard the draft"), "", "trash-2"),
        Verb("rota.versions", tr("Earlier versions of the schedule"), "", "history"),
        Verb("rota.remove", tr("Remove the schedule…"), "", "trash-2", tr("delete")),
        Verb("rota.export", tr("Export shifts to a calendar file…"), "", "download", "ics ical"),
        Verb("rota.export-mine", tr("Export my shifts to a calendar file…"), "", "download",
             "ics ical"),
        Verb("rota.import", tr("Import a calendar file…"), "", "upload", "ics ical"),
        *_of_sight(),
        *_of_bars(),
    )  # fmt: skip


def _of_sight() -> tuple[Verb, ...]:
    """How much is seen, and where."""
    return (
        Verb("rota.flip", tr("As a grid, or as a list"), "F6, L", "list"),
        Verb("rota.rows", tr("Rows by layers, or by people"), "", "users"),
        Verb("rota.week", tr("Show a week"), "1", "calendar"),
        Verb("rota.two", tr("Show two weeks"), "2", "calendar"),
        Verb("rota.month", tr("Show a month"), "3", "calendar"),
        Verb("rota.quarter", tr("Show a quarter"), "4", "calendar"),
        Verb("rota.before", tr("Go to earlier days"), "PgUp", "arrow-left"),
        Verb("rota.after", tr("Go to later days"), "PgDown", "arrow-right"),
        Verb("rota.today", tr("Go to today"), "Home", "calendar-clock"),
        Verb("rota.checks", tr("Checks and fairness"), "B", "list-checks"),
    )


def _of_bars() -> tuple[Verb, ...]:
    """What the hand does to the chosen bar."""
    back, on = "arrow-left", "arrow-right"
    return (
        Verb("rota.cover", tr("New cover"), "N", "user-plus"),
        Verb("rota.bar.edit", tr("Edit the chosen shift"), "Return", "pencil"),
        Verb("rota.bar.reassign", tr("Reassign the chosen shift"), "R", "user-check"),
        Verb("rota.bar.part", tr("Cover a part of the chosen shift"), "", "user-plus"),
        Verb("rota.bar.swap", tr("Swap the chosen shift"), "W", "shuffle"),
        Verb("rota.bar.split", tr("Split the chosen shift"), "S", "columns-3"),
        Verb("rota.bar.remove", tr("Remove the chosen shift"), "Del", "trash-2"),
        Verb("rota.bar.copy", tr("Copy the chosen shift"), "Ctrl+C", "copy"),
        Verb("rota.bar.paste", tr("Paste a shift at the chosen place"), "Ctrl+V", "clipboard"),
        Verb("rota.bar.earlier", tr("Move the chosen shift earlier"), "Alt+Left", back),
        Verb("rota.bar.later", tr("Move the chosen shift later"), "Alt+Right", on),
        Verb("rota.bar.shorter", tr("End the chosen shift earlier"), "Alt+Shift+Left", back),
        Verb("rota.bar.longer", tr("End the chosen shift later"), "Alt+Shift+Right", on),
        Verb("rota.bar.sooner", tr("Begin the chosen shift earlier"), "Ctrl+Alt+Shift+Left", back),
        Verb("rota.bar.begin-later", tr("Begin the chosen shift later"), "Ctrl+Alt+Shift+Right",
             on),
    )  # fmt: skip


def deeds(page: "SchedulesPage") -> Deeds:
    """Of the schedule that is open."""
    from ui.schedules.balance.balance import Balance
    from ui.schedules.balance.panel import CHECKS
    from ui.schedules.calendars.calendars import Calendars
    from ui.schedules.hand.hand import Hand
    from ui.schedules.hand.verbs import hand_deeds
    from ui.schedules.planning import Planning

    planning, hand = page.findChild(Planning), page.findChild(Hand)
    balance, calendars = page.findChild(Balance), page.findChild(Calendars)
    assert isinstance(planning, Planning)
    assert isinstance(hand, Hand)
    assert isinstance(balance, Balance)
    assert isinstance(calendars, Calendars)
    some, unread = _some(page), partial(_unread, page)
    of_some: dict[str, Run] = {
        "rota.edit": planning.open_panel, "rota.settings": planning.open_settings,
        "rota.fill": planning.bar.filled.emit, "rota.versions": planning.publishing.show_versions,
        "rota.remove": planning.ask_removal, "rota.export": partial(calendars.export, False),
        "rota.export-mine": partial(calendars.export, True),
        "rota.import": calendars.choose_file, "rota.checks": partial(balance.open, CHECKS),
        **_sight(page),
    }  # fmt: skip
    return {
        "rota.new": Deed(planning.begin),
        **{key: Deed(run, some, unread) for key, run in of_some.items()},
        **_drafted(page, planning),
        **hand_deeds(hand, some, unread),
    }


def _sight(page: "SchedulesPage") -> dict[str, Run]:
    from ui.schedules.span import Kind

    return {
        "rota.flip": page.surface.flip, "rota.rows": page.turn_rows,
        "rota.week": partial(page.show_kind, Kind.WEEK),
        "rota.two": partial(page.show_kind, Kind.FORTNIGHT),
        "rota.month": partial(page.show_kind, Kind.MONTH),
        "rota.quarter": partial(page.show_kind, Kind.QUARTER),
        "rota.before": partial(page.step, -1), "rota.after": partial(page.step, 1),
        "rota.today": page.go_today,
    }  # fmt: skip


def _drafted(page: "SchedulesPage", planning: "Planning") -> dict[str, Deed]:
    some, drafting, doing = _some(page), planning.drafting, planning.publishing

    def drafted() -> str:
        if said := some():
            return said
        if drafting.looking:
            return tr("An earlier version is shown: nothing can be edited in it.")
        return "" if drafting.draft() is not None else tr("There is no draft.")

    def changed() -> str:
        draft = drafting.draft()
        same = draft is not None and not draft.changed
        return drafted() or (tr("The draft changes nothing.") if same else "")

    def undoable() -> str:
        return some() or ("" if drafting.can_undo else tr("There is nothing to undo."))

    def redoable() -> str:
        return some() or ("" if drafting.can_redo else tr("There is nothing to do again."))

    waits = partial(_unread, page)
    return {
        "rota.undo": Deed(drafting.undo, undoable, waits),
        "rota.redo": Deed(drafting.redo, redoable, waits),
        "rota.preview": Deed(doing.preview, changed, waits),
        "rota.publish": Deed(doing.publish, changed, waits),
        "rota.discard": Deed(planning.bar.discard, drafted, waits),
    }


def _some(page: "SchedulesPage") -> Why:
    return lambda: "" if page.boards else tr("There is no schedule yet.")


def _unread(page: "SchedulesPage") -> bool:
    return page.seen is None


def tr(words: str) -> str:
    """In the user's language."""
    return QCoreApplication.translate("Rota", words)
