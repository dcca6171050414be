"""The window around everything: a list and a card in it, folded, with news, with the palette."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from tempfile import mkdtemp

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from tests.gallery.page_widgets import FACES, STAGES
from ui.shell.pages import Page
from ui.shell.palette import Entry
from ui.shell.topbar import Watch
from ui.shell.window import ShellWindow
from ui.tables.cells import Brief, face_cell, pill_cell
from ui.tables.column import Column
from ui.tables.table import RowTable
from ui.tables.view import ListView, TableView
from ui.widgets import page as frame
from ui.widgets.button import Button
from ui.widgets.card import Card, Facts, Panel
from ui.widgets.chip import ChipBar
from ui.widgets.empty import EmptyState
from ui.widgets.pill import SeverityPill
from ui.widgets.rows import STRETCH, row
from ui.widgets.split import Split
from ui.widgets.stepper import StageStepper
from ui.widgets.text import Text


@dataclass(frozen=True)
class Trouble:
    """A made-up incident."""

    id: int
    severity: str
    title: str
    service: str
    stage: str
    age: str
    who: int


TROUBLES = [
    Trouble(
        482, "SEV1", "Checkout fails for card payments", "payments", "Investigating", "12 min", 0
    ),
    Trouble(481, "SEV2", "Search index is 40 minutes behind", "search", "Identified", "1 h 05", 1),
    Trouble(480, "SEV3", "Nightly export to S3 retried twice", "exports", "Monitoring", "3 h", 3),
    Trouble(479, "SEV4", "Status badge shows the wrong colour", "web", "Triage", "5 h", 4),
    Trouble(478, "SEV3", "Slow sign-in", "identity", "Triage", "6 h", 6),
]
PAGES = (
    ("incidents", "Incidents", "siren", "respond"),
    ("alerts", "Alerts", "bell", "respond"),
    ("rota", "Rota", "calendar-days", "respond"),
    ("services", "Services", "layers", "set up"),
    ("playbooks", "Playbooks", "book-open", "set up"),
    ("reviews", "Reviews", "list-checks", "set up"),
    ("metrics", "Metrics", "chart-column", "look"),
    ("status", "Status page", "radio", "look"),
    ("people", "People", "users", "look"),
)


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """The shell in its states."""
    yield "shell-incidents", incidents
    yield "shell-empty", lambda: shell("alerts")
    yield "shell-table", lambda: shell("services")
    yield "shell-folded", folded
    yield "shell-narrow", narrow
    yield "shell-news", news
    yield "shell-palette", palette
    yield "shell-palette-search", palette_search
    yield "shell-keys", keys


def shell(key: str) -> ShellWindow:
    """A shell with made-up pages on `key`."""
    settings = QSettings(f"{mkdtemp()}/window.ini", QSettings.Format.IniFormat)
    window = ShellWindow(settings)
    factories = {"incidents": _incidents, "services": _table}
    window.register(
        Page(key, title, icon, factories.get(key, _empty), section, f"Ctrl+{at}")
        for at, (key, title, icon, section) in enumerate(PAGES, 1)
    )
    window.resize(1360, 850)
    window.show_count("incidents", 3)
    window.show_watches(
        [Watch("Primary", FACES[0], "Mon 09:00"), Watch("Secondary", FACES[2], "Thu 18:00")]
    )
    window.status.show_engine("Engine running on watch-1, watch-2", "good")
    window.status.show_database("PostgreSQL · team database")
    window.status.show_change("Ben changed #482 2 s ago")
    window.status.show_notices("1 notice")
    window.show_page(key)
    return window


def incidents() -> QWidget:
    """As in the drawing."""
    return shell("incidents")


def folded() -> QWidget:
    """Sidebar folded to icons."""
    window = shell("incidents")
    window.sidebar.flip()
    return window


def narrow() -> QWidget:
    """A small window."""
    window = shell("alerts")
    window.resize(820, 560)
    return window


def news() -> QWidget:
    """Bars and a toast."""
    window = shell("alerts")
    bar, _ = window.bars.tell("engine", "No engine has run for 42 s.", "Nobody is paged.", "alarm")
    bar.add_action("Run one here", bool, "primary")
    window.bars.tell("changed", "Ben changed #482.", "Severity is SEV2 now.")
    window.status.show_engine("No engine for 42 s", "alarm")
    window.tell("#482 acknowledged", bool)
    return window


def palette() -> QWidget:
    """Ctrl+K, empty."""
    window = shell("incidents")
    window.show()
    QApplication.processEvents()
    window.palette_view().add_source("incidents", _entries)
    window.open_palette()
    return window


def palette_search() -> QWidget:
    """Ctrl+K, searching."""
    window = palette()
    assert isinstance(window, ShellWindow)
    window.palette_view().search.setText("se")
    return window


def keys() -> QWidget:
    """F1."""
    window = shell("incidents")
    window.show()
    QApplication.processEvents()
    window.open_guide()
    return window


def _entries() -> list[Entry]:
    troubles = [
        Entry(t.title, bool, f"#{t.id} · {t.service}", severity=t.severity) for t in TROUBLES
    ]
    return troubles + [Entry(face.title, bool, "person", face=face) for face in FACES]


def _empty() -> QWidget:
    page = frame.Page("Alerts")
    state = EmptyState(
        "bell", "Alerts arrive here from your monitoring.", "Point Alertmanager or PagerDuty at us."
    )
    state.add_action("Make an integration", bool, "primary")
    state.add_action("Load a sample team", bool)
    page.body.addWidget(Panel(state))
    return page


def _incidents() -> QWidget:
    page = frame.Page("Incidents")
    chips = ChipBar()
    chips.add("open", "Open 4", on=True)
    chips.add("mine", "Mine")
    for word in ("Severity", "Service", "Last 30 days"):
        chips.add_menu(word, word, [(1, "one")])
    page.head.add(chips, 1)
    page.head.add_action(Button("Columns", icon_name="columns-3"))
    table = RowTable([Column("title", "Title", lambda t: t.title)])
    view = ListView(table, _brief)
    view.setAccessibleName("Incidents")
    table.show(TROUBLES)
    view.choose(482)
    split = Split("gallery", [Panel(view), _detail(), _facts()], [318, 543, 250])
    page.body.addWidget(split, 1)
    return page


def _brief(trouble: Trouble) -> Brief:
    meta = f"#{trouble.id} · {trouble.service} · {trouble.stage} · {trouble.age}"
    return Brief(trouble.title, meta, trouble.severity, FACES[trouble.who])


def _detail() -> QWidget:
    panel = Panel()
    head = Card()
    head.setProperty("flat", "true")
    head.add(
        row(
            SeverityPill("SEV1"),
            Text(TROUBLES[0].title, "title"),
            STRETCH,
            Text("#482", "muted"),
            Button("Resolve…"),
            Button("Mark identified", "primary"),
        )
    )
    stepper = StageStepper(STAGES)
    stepper.show_step("investigating")
    head.add(stepper)
    panel.body.addWidget(head)
    panel.add_line()
    panel.body.addStretch(1)
    return panel


def _facts() -> QWidget:
    card = Card("Facts")
    facts = Facts()
    for label, value in (
        ("Service", "payments"),
        ("Category", "Third-party failure"),
        ("Began", "13:58 · 14 min ago"),
        ("Impact", "Score 71 · ~2,400 customers"),
        ("Commander", "Ana"),
    ):
        facts.add(label, value)
    facts.add("Bridge", Button("Join", "link"))
    card.add(facts)
    page = frame.ScrollPage()
    page.add(card)
    page.body.addStretch(1)
    return page


def _table() -> QWidget:
    page = frame.Page("Services")
    page.head.add_action(Button("New service", "primary", icon_name="plus"))
    page.head.close_up()
    table = RowTable(_columns())
    view = TableView(table)
    view.setAccessibleName("Alerts")
    table.show(list(_many()))
    view.choose(3)
    page.body.addWidget(Panel(view), 1)
    return page


def _columns() -> list[Column]:
    return [
        Column("id", "Number", lambda t: f"#{t.id}", order=lambda t: t.id, width=8, end=True),
        Column("severity", "Severity", lambda t: t.severity, paint=pill_cell(lambda t: t.severity)),
        Column("title", "Title", lambda t: t.title, stretch=True, strong=True),
        Column("service", "Service", lambda t: t.service, ink=lambda t: "muted"),
        Column("who", "Who", lambda t: FACES[t.who].title, paint=face_cell(lambda t: FACES[t.who])),
        Column("age", "Age", lambda t: t.age, end=True, width=10),
    ]


def _many() -> Iterator[Trouble]:
    for at in range(40):
        like = TROUBLES[at % 5]
        yield Trouble(at, like.severity, like.title, like.service, like.stage, like.age, at % 8)
