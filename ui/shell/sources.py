"""What the palette finds besides actions: incidents, people, services, schedules, policies and
playbooks by name; and everything that was ever written, by the words in it."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from ui.bridge import Bridge
from ui.shell.palette import Entry
from ui.shell.window import ShellWindow
from ui.theme.colours import chosen_colour
from ui.widgets.avatar import Face

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.names import IncidentName, Named
    from app.queries.people import PersonRow
    from app.queries.search import Hit
    from app.store import Store

MOST = 10_000  # incidents, the newest first
HITS = 12
KINDS = ("incident", "person", "service", "schedule", "policy", "playbook")
PLACES = {"service": ("services", "layers"), "schedule": ("rota", "calendar-days"),
          "policy": ("policies", "arrow-up-right")}  # fmt: skip


class Found(NamedTuple):
    """Everything the palette may list by name."""

    incidents: "list[IncidentName]"
    people: "list[PersonRow]"
    named: "list[Named]"
    playbooks: list[str]


def find(store: "Store") -> Found:
    """Runs on a worker."""
    from app.queries.names import incident_names, named
    from app.queries.people import people
    from app.queries.playbook import playbooks

    books = [row.name for row in playbooks(store)]
    return Found(incident_names(store, MOST), people(store), named(store), books)


class Sources(QObject):
    """Feeds the palette; nothing is read before it is opened, and then what changed meanwhile."""

    def __init__(self, window: ShellWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._entries: list[Entry] = []
        self._stale = True
        self._palette = window.palette_view()
        self._palette.add_source("found", self._listed)
        self._palette.opening.connect(self._refresh)
        self._palette.asked.connect(self._search)
        bridge.changed.connect(self._hear)
        if self._palette.isVisible():  # it was opened before there was a database
            self.ask()

    def ask(self) -> None:
        """Reads everything again."""
        self._stale = False
        self._bridge.read(find, self._show, self._lost, key=self)

    def _refresh(self) -> None:
        if self._stale:
            self.ask()

    def _lost(self, fault: Exception) -> None:
        self._stale = True
        self._bridge.failed.emit(fault)

    def _listed(self) -> list[Entry]:
        return self._entries

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*KINDS):
            self._stale = True

    def _show(self, found: Found) -> None:
        self._entries = [self._incident(row) for row in found.incidents]
        self._entries += [self._person(row) for row in found.people]
        self._entries += [self._named(row) for row in found.named]
        self._entries += [self._book(name) for name in found.playbooks]
        self._palette.refresh()

    # by name

    def _incident(self, row: "IncidentName") -> Entry:
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

    def _named(self, row: "Named") -> Entry:
        page, icon = PLACES[row.kind]
        hint = {
            "service": self.tr("service"),
            "schedule": self.tr("schedule"),
            "policy": self.tr("policy"),
        }[row.kind]
        return Entry(row.name, _Show(self._window, page, row.id), hint, icon)

    def _book(self, name: str) -> Entry:
        show = _Show(self._window, "playbooks", name)
        return Entry(name, show, self.tr("playbook"), "book-open")

    # by what was written

    def _search(self, said: str) -> None:
        self._bridge.read(partial(_searched, said=said), partial(self._found, said), key="search")

    def _found(self, said: str, hits: "tuple[Hit, ...]") -> None:
        self._palette.found(said, [self._hit(hit) for hit in hits])

    def _hit(self, hit: "Hit") -> Entry:
        if hit.kind == "incident" and hit.incident is not None:
            row = hit.incident
            text, severity = f"#{row.number} {row.title}", row.severity.value
            show = _Show(self._window, "incidents", row.number)
            return Entry(text, show, hit.text.partition(" ")[2], severity=severity)
        if hit.kind == "playbook":
            show = _Show(self._window, "playbooks", hit.title)
            return Entry(hit.title, show, self.tr("playbook"), "book-open")
        if hit.kind == "problem":
            show = _Show(self._window, "problems", hit.id)
            return Entry(hit.title, show, self.tr("problem"), "bookmark")
        if hit.incident is None:
            show = _Show(self._window, "alerts", hit.id)
            return Entry(hit.title, show, self.tr("alert"), "bell")
        return self._beside(hit, hit.incident.number)

    def _beside(self, hit: "Hit", number: int) -> Entry:
        """Something that belongs to an incident."""
        words, icon = {
            "event": (self.tr("timeline of #%1"), "message-square-text"),
            "alert": (self.tr("alert of #%1"), "bell"),
            "review": (self.tr("review of #%1"), "list-checks"),
            "follow-up": (self.tr("follow-up of #%1"), "list-todo"),
        }[hit.kind]
        said = hit.title if hit.kind in ("alert", "follow-up") else hit.text
        show = _Show(self._window, "incidents", number)
        if hit.kind == "follow-up":
            show = _Show(self._window, "followups", hit.id)
        return Entry(said, show, words.replace("%1", str(number)), icon)


def _searched(store: "Store", said: str) -> "tuple[Hit, ...]":
    from app.queries.search import search

    return search(store, said, HITS)


class _Show:
    """Shows a page at a thing."""

    def __init__(self, window: ShellWindow, page: str, target: int | str) -> None:
        self._window, self._page, self._target = window, page, target

    def __call__(self) -> None:
        self._window.show_page(self._page, self._target)
