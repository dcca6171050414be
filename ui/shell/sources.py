"""What the palette finds besides actions: open incidents, services and people."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from ui.bridge import Bridge
from ui.shell.palette import Entry
from ui.shell.window import ShellWindow
from ui.theme.colours import chosen_colour
from ui.widgets.avatar import Face

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.incident_row import IncidentRow
    from app.queries.people import PersonRow
    from app.store import Store

MOST = 2000  # incidents, the newest first


class Found(NamedTuple):
    """Everything the palette may list."""

    incidents: "list[IncidentRow]"
    people: "list[PersonRow]"


def find(store: "Store") -> Found:
    """Runs on a worker."""
    from app.queries.incident import incident_ids, incident_rows
    from app.queries.incident_filter import Filter
    from app.queries.people import people

    ids = incident_ids(store, Filter(open=False))[:MOST]
    return Found(incident_rows(store, ids), people(store))


class Sources(QObject):
    """Feeds the palette; reads again when it is opened after a change."""

    def __init__(self, window: ShellWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._entries: list[Entry] = []
        palette = window.palette_view()
        palette.add_source("found", self._listed)
        bridge.changed.connect(self._hear)
        self.ask()

    def ask(self) -> None:
        """Reads everything again."""
        self._bridge.read(find, self._show, key=self)

    def _listed(self) -> list[Entry]:
        return self._entries

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("incident", "person"):
            self.ask()

    def _show(self, found: Found) -> None:
        self._entries = [self._incident(row) for row in found.incidents]
        self._entries += [self._person(row) for row in found.people]

    def _incident(self, row: "IncidentRow") -> Entry:
        return Entry(
            f"#{row.number} {row.title}",
            _Show(self._window, "incidents", row.number),
            row.service or "",
            severity=row.severity.value,
        )

    def _person(self, row: "PersonRow") -> Entry:
        face = Face(row.name, row.full_name, chosen_colour(row.colour))
        name = row.full_name or row.name
        return Entry(name, _Show(self._window, "people", row.id), row.name, face=face)


class _Show:
    """Shows a page at a thing."""

    def __init__(self, window: ShellWindow, page: str, target: int) -> None:
        self._window, self._page, self._target = window, page, target

    def __call__(self) -> None:
        self._window.show_page(self._page, self._target)
