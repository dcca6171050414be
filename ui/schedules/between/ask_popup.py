"""Asking for cover of a shift or a part of it, or offering it for somebody else's."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.window import Window
from ui.bridge import Bridge
from ui.keeper import FieldsKeeper
from ui.language.sentence import fault_words
from ui.schedules.between import writes
from ui.schedules.faces import face_in
from ui.schedules.hand.at_field import AtField
from ui.schedules.hand.words import name_of, said, span_words
from ui.schedules.mark import tr
from ui.theme import fonts
from ui.theme.space import M, S
from ui.widgets.avatar import Face
from ui.widgets.button import Button
from ui.widgets.choices import Choice
from ui.widgets.field import Form, TextField
from ui.widgets.multi import MultiPicker
from ui.widgets.picker import Picker
from ui.widgets.popup import PopupCard
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.tabs import Tabs
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.board import Board, Member
    from app.domain.rota_edit import Held
    from app.store import Store

WIDE = 26  # ems
COVER, SWAP = "cover", "swap"


class Whose(NamedTuple):
    """Somebody's shift, as a choice."""

    person: str
    window: Window


class AskPopup(PopupCard):
    """About one shift, of whoever sits here or of somebody they manage."""

    def __init__(
        self, bridge: Bridge, board: "Board", held: "Held", zone: ZoneInfo, parent: QWidget
    ) -> None:
        super().__init__(parent, padding=M)
        self._bridge, self._board, self._held, self._zone = bridge, board, held, zone
        self._build()
        self.tabs.chosen.connect(self._turn)

    def _build(self) -> None:
        who = name_of(self._board, self._held.person)
        mine = self._held.person == self._bridge.user
        title = self.tr("Your shift") if mine else said(tr("%1's shift"), who)
        self.setAccessibleName(title)
        self.body.setSpacing(S)
        self.body.addWidget(Text(title, "heading"))
        self.body.addWidget(Text(self._said(), "small", wrap=True))
        self.tabs = Tabs([(COVER, self.tr("Ask for cover")), (SWAP, self.tr("Offer a swap"))])
        self.body.addWidget(self.tabs)
        self._pages = QStackedWidget()
        for form in (self._cover(), self._swap()):
            page = QWidget()
            page.setLayout(column(form, STRETCH))
            self._pages.addWidget(page)
        self.body.addWidget(self._pages)
        self.note = TextField(self.tr("A word on why"), 1, 3)
        self.note.setAccessibleName(self.tr("A word on why"))
        room = column(self.note)
        self.body.addLayout(room)
        self.keeper = FieldsKeeper(self._bridge, "asking", room, self.note, owner=self)
        self.wrong = Text(look="error", wrap=True)
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.button = Button(self.tr("Ask"), "primary", on_click=self.send)
        cancel = Button(self.tr("Cancel"), on_click=self._cancel)
        self.body.addLayout(row(STRETCH, cancel, self.button))

    def _said(self) -> str:
        return f"{self._board.stored.name} · {span_words(self._held.window, self._zone)}"

    def _cover(self) -> Form:
        self.start, self.end = AtField(self._zone), AtField(self._zone)
        window = self._ahead(self._held.window)
        self.start.set_value(window.start)
        self.end.set_value(window.end)
        self.people = MultiPicker(self.tr("Anyone of the team"))
        self.people.set_people([(each.name, self._face(each)) for each in self._others()])
        self.cover = Form()
        self.cover.add("start", self.tr("From"), self.start)
        self.cover.add("end", self.tr("Until"), self.end)
        self.cover.beside("start", "end")
        self.cover.add("people", self.tr("Whom"), self.people, self.tr("Nobody named: anyone"))
        return self.cover

    def _swap(self) -> Form:
        self.theirs = Picker(self.tr("Choose a shift"))
        self.theirs.set_choices(list(self._shifts()))
        self.swap = Form()
        self.swap.add("theirs", self.tr("For the shift of"), self.theirs)
        return self.swap

    def send(self) -> None:
        """Asks, or offers."""
        work = self._work()
        if work is not None:
            self.button.setEnabled(False)
            self._bridge.write(work, self._done, self._failed)

    def _work(self) -> "Callable[[Store], object] | None":
        """What is to be written; None after saying what is missing."""
        return self._offer() if self._swapping else self._ask()

    def _offer(self) -> "Callable[[Store], object] | None":
        chosen = self.theirs.value()
        if not isinstance(chosen, Whose):
            self.swap.show_errors({"theirs": self.tr("Whose shift would you take?")})
            return None
        return partial(
            writes.offer,
            schedule=self._board.schedule_id,
            holder=self._held.person,
            window=self._ahead(self._held.window),
            other=chosen.person,
            theirs=chosen.window,
            note=self.note.toPlainText(),
            by=self._bridge.actor(),
        )

    def _ask(self) -> "Callable[[Store], object] | None":
        start, end = self.start.value(), self.end.value()
        if start is None or end is None:
            self.cover.show_errors({"start": self.tr("From when until when?")})
            return None
        return partial(
            writes.ask,
            schedule=self._board.schedule_id,
            holder=self._held.person,
            window=Window(start, end),
            people=[str(each) for each in self.people.value()],
            note=self.note.toPlainText(),
            by=self._bridge.actor(),
        )

    @property
    def _swapping(self) -> bool:
        return self._pages.currentIndex() == 1

    def _turn(self, key: str) -> None:
        self._pages.setCurrentIndex(1 if key == SWAP else 0)
        self.button.setText(self.tr("Offer") if key == SWAP else self.tr("Ask"))
        self.wrong.hide()

    def _done(self, _number: int) -> None:
        self._cancel()

    def _cancel(self) -> None:
        """A click beside it keeps the word on why, this does not."""
        self.keeper.leave()
        self.close()

    def _failed(self, fault: Exception) -> None:
        from app.errors import Fault, Refused

        self.button.setEnabled(True)
        if not isinstance(fault, Fault):
            self._bridge.failed.emit(fault)
            return
        field = fault.field or "" if isinstance(fault, Refused) else ""
        field = "start" if field == "window" and not self._swapping else field
        form = self.swap if self._swapping else self.cover
        left = form.show_errors({field: fault_words(fault)})
        self.wrong.setText(" ".join(left))
        self.wrong.setVisible(bool(left))
        self.adjustSize()

    def _others(self) -> "list[Member]":
        """Who could be asked: people of the rotations first, then everybody else."""
        turns = {n for each in self._board.stored.rotations for slot in each.people for n in slot}
        known = [m for m in self._board.people if m.active and m.name != self._held.person]
        return sorted(known, key=lambda each: (each.name not in turns, each.name))

    def _shifts(self) -> "Sequence[Choice]":
        """Shifts to come of others, whole, by start."""
        from app.domain.handover import turns

        found = self._board.resolved(self._board.stored)
        return [
            Choice(
                Whose(member.name, turn.window),
                said(
                    tr("%1, %2"),
                    self._face(member).first,
                    span_words(turn.window, self._zone),
                ),
                face=self._face(member),
            )
            for turn in turns(found)
            if (member := self._board.members[turn.person]).name != self._held.person
            and member.active
            and turn.window.start > self._board.now
            and turn.window.end < self._board.window.end
        ]

    def _face(self, member: "Member") -> Face:
        return face_in(self._board, member.id)

    def _ahead(self, window: Window) -> Window:
        return Window(max(window.start, self._board.now), window.end)

    def begin(self, anchor: QWidget) -> None:
        """Open under the shift."""
        start = self._held.window.start.isoformat()
        self.keeper.begin(f"{self._board.schedule_id} {self._held.person} {start}")
        self.open_below(anchor, fonts.em() * WIDE)
        self.people.setFocus()
