"""News about the incident on the screen, as a bar: somebody was faster, something was refused."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import EventKind
from ui.incidents.meanwhile import shortened
from ui.incidents.wish import OWN, Wish, overtaken
from ui.incidents.word import stage_word, urgency_word
from ui.theme.space import S
from ui.widgets.bar import Bar
from ui.widgets.rows import clear

if TYPE_CHECKING:
    from app.queries.incident_row import EventRow
    from ui.incidents.reads import Seen
    from ui.incidents.seat import Seat

TELLING = frozenset({EventKind.FIELD, EventKind.STAGE, EventKind.ACKNOWLEDGED, EventKind.RESOLVED,
                     EventKind.UNACKNOWLEDGED, EventKind.REOPENED, EventKind.ROLE})  # fmt: skip
TRIES = 20  # so often a change is written without a word while others come and go


class News(QWidget):
    """At most one bar. `again` carries a `Wish` that is to be written all the same, `late` one that
    somebody else was faster than."""

    again = Signal(object)
    late = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar: Bar | None = None
        self._waiting: list[Wish] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(S, S, S, 0)
        self.hide()

    def tell(self, lead: str, text: str = "", mood: str = "info") -> Bar:
        """Say something."""
        clear(self._layout)
        self.bar = Bar(lead, text, mood)
        self.bar.closed.connect(self.clear)
        self._layout.addWidget(self.bar)
        self.show()
        return self.bar

    def clear(self) -> None:
        """Nothing to say."""
        self.bar = None
        clear(self._layout)
        self.hide()

    def conflict(self, wish: Wish) -> None:
        """Somebody was faster than this; who, is said once the incident was read again."""
        self._waiting.append(wish)

    def take(self) -> list[Wish]:
        """Those that wait, which now wait for whoever takes them."""
        taken, self._waiting = self._waiting, []
        return taken

    def show_seen(self, seen: "Seen", seat: "Seat", *, here: bool = True) -> None:
        """The incident was read again: name who changed what, where that was somebody else. What
        only the viewer did, or nobody (an alert came in), is in nobody's way, and in that of a part
        of a set nobody is. Not `here`: something else is on the screen by now."""
        row = seen.detail.row
        ours = [wish for wish in self._waiting if wish.number == row.number]
        self._waiting = [wish for wish in self._waiting if wish.number != row.number]
        faster: EventRow | None = None
        kept: list[Wish] = []
        for wish in ours:
            now = replace(wish.at(seen), tries=wish.tries + 1)
            others = [] if wish.part else _others(wish, seen, seat.bridge.actor().name)
            if others or wish.tries >= TRIES:
                me = seat.bridge.actor().name
                faster = overtaken(wish, seen, me) or (others[-1] if others else faster)
                kept.append(now)
            else:
                self.again.emit(now)
        if kept:
            lead = (
                self._told(faster, seat) if faster else self.tr("Somebody changed this incident.")
            )
            self._keep(kept, lead, "" if here else f"#{row.number}")

    def _keep(self, kept: list[Wish], lead: str, which: str) -> None:
        values = ", ".join(wish.said or _shown(wish.value) for wish in kept)
        words = self.tr("Yours (%1) is not stored yet.").replace("%1", values)
        bar = self.tell(which, f"{lead} {words}", "info")
        bar.add_action(self.tr("Save mine"), partial(self._save, kept))
        for wish in kept:
            self.late.emit(wish)

    def _save(self, kept: list[Wish]) -> None:
        for wish in kept:
            self.again.emit(replace(wish, tries=1))

    def _told(self, event: "EventRow", seat: "Seat") -> str:
        """Ben changed the severity a moment ago."""
        who = seat.faces.face(event.actor).first
        fields = {
            "severity": self.tr("the severity"),
            "title": self.tr("the title"),
            "urgency": self.tr("the urgency"),
            "category": self.tr("the category"),
            "service": self.tr("the service"),
            "affected": self.tr("the services"),
            "impact": self.tr("the impact"),
            "impact_started_at": self.tr("when it began"),
            "customers": self.tr("the customers"),
            "regions": self.tr("the regions"),
            "bridge": self.tr("the room to talk in"),
        }
        field = str(event.data.get("field"))
        own = f"“{field.removeprefix(OWN)}”" if field.startswith(OWN) else ""
        what = fields.get(field, own)
        if event.kind is EventKind.STAGE or event.kind is EventKind.RESOLVED:
            what = self.tr("the stage")
        if event.kind is EventKind.ACKNOWLEDGED:
            return self.tr("%1 acknowledged a moment ago.").replace("%1", who)
        words = self.tr("%1 changed %2 a moment ago.") if what else self.tr("%1 changed this.")
        return words.replace("%1", who).replace("%2", what)


def _others(wish: Wish, seen: "Seen", me: str) -> "list[EventRow]":
    """What somebody else did since it was wished."""
    fresh = (event for event in seen.events if event.id > wish.last and event.kind in TELLING)
    return [event for event in fresh if event.actor != me]


def _shown(value: object) -> str:
    """The value, short enough for a bar."""
    from models.kinds import Stage, Urgency

    if isinstance(value, dict):
        return ", ".join(_shown(each) for each in value.values())
    if value is None:
        return QCoreApplication.translate("Incident", "None")
    if isinstance(value, Stage):
        return stage_word(value)
    if isinstance(value, Urgency):
        return urgency_word(value)
    return shortened(value)
