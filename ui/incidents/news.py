"""News about the incident on the screen, as a bar: somebody was faster, something was refused."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import EventKind
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


class News(QWidget):
    """At most one bar. `again` carries the field and value the user wants all the same."""

    again = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar: Bar | None = None
        self._waiting: tuple[str, object, int] | None = None
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
        self._waiting = None
        self.bar = None
        clear(self._layout)
        self.hide()

    def conflict(self, field: str, value: object, before: "Seen | None") -> None:
        """Somebody was faster than this change; who, is said once the incident was read again."""
        last = max((event.id for event in before.events), default=0) if before else 0
        self._waiting = (field, value, last)

    def show_seen(self, seen: "Seen", seat: "Seat") -> None:
        """The incident was read again: name who changed what."""
        if self._waiting is None:
            return
        field, value, last = self._waiting
        self._waiting = None
        fresh = [event for event in seen.events if event.id > last and event.kind in TELLING]
        others = [event for event in fresh if event.actor != seat.me]
        if fresh and not others:  # it was the viewer's own act a moment before
            self.again.emit(field, value)
            return
        lead = (
            self._told(others[-1], seat) if others else self.tr("Somebody changed this incident.")
        )
        words = self.tr("Yours (%1) is not stored yet.").replace("%1", _shown(value))
        bar = self.tell("", f"{lead} {words}", "info")
        bar.add_action(self.tr("Save mine"), lambda: self.again.emit(field, value))

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
        }
        what = fields.get(str(event.data.get("field")), "")
        if event.kind is EventKind.STAGE or event.kind is EventKind.RESOLVED:
            what = self.tr("the stage")
        if event.kind is EventKind.ACKNOWLEDGED:
            return self.tr("%1 acknowledged a moment ago.").replace("%1", who)
        words = self.tr("%1 changed %2 a moment ago.") if what else self.tr("%1 changed this.")
        return words.replace("%1", who).replace("%2", what)


def _shown(value: object) -> str:
    """The value, short enough for a bar."""
    from models.kinds import Stage, Urgency

    if isinstance(value, Stage):
        return stage_word(value)
    if isinstance(value, Urgency):
        return urgency_word(value)
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
