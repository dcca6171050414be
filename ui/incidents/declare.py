"""The declare form: a title and Enter; everything else is offered, never demanded.

Put it on any surface (`declared` and `left` say when to take it away); what was typed is kept.
"""

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import Urgency
from ui.bridge import Bridge
from ui.drafts import Drafts
from ui.incidents import reads, writes
from ui.incidents.declare_fields import DeclareFields
from ui.incidents.declare_forecast import Forecast
from ui.incidents.habits import Habits
from ui.incidents.seat import Seat
from ui.language.sentence import fault_words
from ui.theme import fonts
from ui.theme.space import XL, L, M
from ui.widgets.button import Button
from ui.widgets.enter import ENTERS, is_submit
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import KeyHint, Line, Text

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.choice import ServiceChoice

DRAFT = "declare"
WORDS = ("title", "impact", "description")  # of a draft: what was typed, whatever else is in it
PAUSE = 250  # ms after a key


class DeclareForm(QWidget):
    """`declared` carries the new number; `opened` one that is open already."""

    declared = Signal(int)
    opened = Signal(int)
    left = Signal()
    grown = Signal()  # a field came or went: whatever shows the form may lay it out again

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seat = Seat.on(bridge)
        self._bridge, self._drafts = bridge, Drafts(bridge, self)
        self._habits = Habits(self._drafts)
        self._said: dict[str, Any] = {}
        self._sending = False
        self._asked_title = ""
        self._reading = QTimer(self, singleShot=True, interval=PAUSE)
        self._reading.timeout.connect(self._read_title)
        self._growing = QTimer(self, singleShot=True, interval=0)
        self._growing.timeout.connect(self._grow)
        self._build()
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self._begin_anew)
        self._begin_anew()

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Declare an incident"))
        self.fields = DeclareFields(self.seat)
        self.forecast = Forecast(self.seat)
        self._error = Text(look="error", wrap=True)
        self._error.hide()
        self._again = Button(self.tr("Start over"), "link", on_click=self.start_over).give_way()
        self.act = Button(self.tr("Declare incident"), "primary", on_click=self.declare)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.leave).give_way()
        head = row(Text(self.tr("Declare an incident"), "title"), STRETCH, KeyHint("Esc"))
        foot = row(self._again, STRETCH, KeyHint(self.tr("Enter")), cancel, self.act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, L)
        layout.setSpacing(M)
        layout.addLayout(head)
        layout.addWidget(self.fields, 1)
        layout.addWidget(Line())
        layout.addWidget(self.forecast)
        layout.addWidget(self._error)
        layout.addLayout(foot)
        self.setMinimumWidth(fonts.em() * 26)
        self.fields.changed.connect(self._keep)
        self.fields.changed.connect(self._reading.start)
        self.fields.asked.connect(self._foresee)
        self.forecast.opened.connect(self.opened)
        self.fields.title.installEventFilter(self)
        self.fields.content.installEventFilter(self)

    def begin(self) -> None:
        """The form has come on the screen: type at once."""
        self.fields.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.fields.title.selectAll()
        self._foresee()

    def declare(self) -> None:
        """What Enter does."""
        if self._sending:
            return
        self._complain({})
        wrong = self.fields.wrong()
        if wrong:
            self._complain(wrong)
            return
        self._sending = True
        self._said = self.fields.said()
        question = partial(writes.declare, said=self._said, by=self._bridge.actor())
        self._bridge.write(question, self._done, self._failed)

    def leave(self) -> None:
        """What Escape does; the draft stays."""
        self._drafts.flush()
        self.left.emit()

    def start_over(self) -> None:
        """An empty form."""
        self.fields.clear(self._habits.extras())
        self._drafts.keep(DRAFT, "")
        self._complain({})
        self._again.hide()
        self._foresee()
        self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif is_submit(event):
            self.declare()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in ENTERS:
            self.declare()
            return True
        if event.type() is QEvent.Type.LayoutRequest:
            self._growing.start()
        return super().eventFilter(watched, event)

    def _grow(self) -> None:
        self.fields.updateGeometry()
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.updateGeometry()
        self.grown.emit()

    def _done(self, number: int) -> None:
        self._sending = False
        self._habits.learn(self._said)
        self.fields.clear(self._habits.extras())
        self._drafts.keep(DRAFT, "")
        self._drafts.flush()
        self._again.hide()
        self.declared.emit(number)

    def _failed(self, fault: Exception) -> None:
        from app.errors import Fault, Refused

        self._sending = False
        if isinstance(fault, Refused):
            self._complain({fault.field or "": fault_words(fault)})
        elif isinstance(fault, Fault):
            self._complain({"": fault_words(fault)})
        else:
            self._bridge.failed.emit(fault)

    def _complain(self, errors: dict[str, str]) -> None:
        rest = self.fields.show_errors(errors)
        self._error.setText(" ".join(rest))
        self._error.setVisible(bool(rest))

    # what is offered

    def _begin_anew(self) -> None:
        """A database is there, and with it services and a draft."""
        self._ask()
        self._recall()

    def _ask(self) -> None:
        if self._bridge.post is not None:
            self._bridge.read(reads.services, self._show_services, key=(id(self), "services"))
            self._bridge.read(reads.tags, self._show_tags, key=(id(self), "tags"))
            self._bridge.read(reads.form, self.fields.show_form, key=(id(self), "form"))

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("service", "setting", "tag"):
            self._ask()

    def _show_services(self, services: "list[ServiceChoice]") -> None:
        self.fields.show_services(services, self._habits.services())

    def _show_tags(self, tags: list[tuple[int, str]]) -> None:
        self.fields.tags.set_known(name for _, name in tags)

    def _foresee(self) -> None:
        """Who will be paged, and what is open on this service already."""
        service = self.fields.service.value()
        ident = int(str(service)) if service is not None else None
        urgency: Urgency = self.fields.urgency()
        self._asked_title = title = " ".join(self.fields.title.text().split())
        question = partial(reads.foreseen, service=ident, urgency=urgency, title=title)
        if self._bridge.post is not None:
            self._bridge.read(question, self._show_forecast, key=(id(self), "forecast"))

    def _read_title(self) -> None:
        """Once nobody types any more: is there one like it?"""
        if " ".join(self.fields.title.text().split()) != self._asked_title:
            self._foresee()

    def _show_forecast(self, found: "reads.Forecast") -> None:
        self.forecast.show_found(self.fields.service.value() is not None, *found)

    # drafts

    def _keep(self) -> None:
        state = self.fields.state()
        self._drafts.keep(DRAFT, json.dumps(state) if state else "")
        self._again.setVisible(bool(state))

    def _recall(self) -> None:
        told = self._drafts.get(DRAFT)
        try:
            state: Any = json.loads(told) if told else {}
        except ValueError:
            state = {}
        state = state if isinstance(state, dict) else {}
        try:
            _expect_ids(state)
            self.fields.restore(state)
        except (ValueError, TypeError, AttributeError):  # damaged, or of another version
            words = {key: state[key] for key in WORDS if isinstance(state.get(key), str)}
            self.fields.restore(words)
        self.fields.lay_out(self._habits.extras())
        self._again.setVisible(bool(state))


def _expect_ids(state: dict[str, Any]) -> None:
    """Raises TypeError where services are not what they are in a draft."""
    found = (state.get("service"), *state.get("affected", ()))
    if not all(each is None or isinstance(each, int) for each in found):
        raise TypeError
