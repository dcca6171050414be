"""What the palette finds: by name, and by the words that were written."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.operations import followup, problem
from app.operations import incident as incidents
from app.operations.incident import Declaration
from tests.night import Night
from ui.bridge import Bridge
from ui.shell.pages import Page
from ui.shell.sources import Sources
from ui.shell.window import ShellWindow
from ui.widgets.choices import CHOICE


class Visit(QWidget):
    """Writes down where it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    def visit(self, target: object) -> None:
        """Remember."""
        self.seen.append(target)


def rows(window: ShellWindow) -> list[tuple[str, str]]:
    table = window.palette_view().list.table
    found = [table.index(at).data(CHOICE) for at in range(table.rowCount())]
    return [(choice.text, choice.hint) for choice in found]


def test_everything_is_found_by_name_and_by_what_was_written(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    window.register([Page(key, key, "siren", Visit) for key in ("incidents", "services")])
    number = incidents.declare(night.store, Declaration("Cards fail"), night.actor("ana"))
    incidents.note(night.store, number, "Failed over to Frankfurt", night.actor("ana"))
    sources = Sources(window, ana)
    window.show()
    assert not sources._entries  # nothing is read for a palette that nobody opened
    window.open_palette()
    qtbot.waitUntil(lambda: bool(sources._entries))
    palette = window.palette_view()
    palette.search.setText("database")
    assert ("database", "service") in rows(window)
    palette.search.setText("frankf")
    told = f"timeline of #{number}"
    qtbot.waitUntil(lambda: ("Failed over to Frankfurt", told) in rows(window))
    palette.list.pick()
    page = window.stack.widget_of("incidents")
    assert isinstance(page, Visit)
    assert page.seen == [number]


def test_a_follow_up_and_a_problem_open_their_own_pages(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    pages = ("incidents", "followups", "problems")
    window.register([Page(key, key, "siren", Visit) for key in pages])
    by = night.actor("ana")
    number = incidents.declare(night.store, Declaration("Cards fail"), by)
    later = followup.add(night.store, number, followup.Wanted("Buy a bucket"), by)
    known = problem.create(night.store, problem.Wanted("Leaky pipe", workaround="mop"), by)
    sources = Sources(window, ana)
    window.show()
    window.open_palette()
    qtbot.waitUntil(lambda: bool(sources._entries))
    palette = window.palette_view()
    for said, told, key, ident in (
        ("bucket", ("Buy a bucket", f"follow-up of #{number}"), "followups", later),
        ("mop", ("Leaky pipe", "problem"), "problems", known),
    ):
        window.open_palette()
        palette.search.setText(said)
        qtbot.waitUntil(lambda told=told: told in rows(window))
        palette.list.pick()
        page = window.stack.widget_of(key)
        assert isinstance(page, Visit)
        assert page.seen == [ident]


def test_what_was_named_meanwhile_is_found_when_it_is_opened_again(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    sources = Sources(window, ana)
    window.show()
    window.open_palette()
    qtbot.waitUntil(lambda: bool(sources._entries))
    window.palette_view().leave()
    with qtbot.waitSignal(ana.changed):
        incidents.declare(night.store, Declaration("Fresh trouble"), night.actor("ana"))
    window.open_palette()
    qtbot.waitUntil(lambda: any("Fresh trouble" in text for text, _ in rows(window)))
