"""The shifts that lie in somebody's time off: ask the team or one person for each, or leave it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.schedules.between import reads, writes
from ui.schedules.faces import face_in
from ui.schedules.hand.candidates import CandidatesPopup, Offer
from ui.schedules.hand.reason import hours_words, reason_of
from ui.schedules.hand.words import said, span_words
from ui.schedules.mark import tr
from ui.theme.space import XS, M
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.flow import flowing
from ui.widgets.page import ScrollPage
from ui.widgets.rows import clear, column
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.touched import Touched
    from ui.schedules.between.reads import Choices

WIDE = 32  # ems


class TouchedCard(Card):
    """`team_wanted` and `somebody_wanted` ask; `left` lets it be."""

    team_wanted = Signal(object)
    somebody_wanted = Signal(object)
    left = Signal(object)

    def __init__(self, touched: "Touched", zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(padding=M, parent=parent)
        self.touched = touched
        when = span_words(touched.window, zone)
        self.setAccessibleName(f"{touched.schedule}, {when}")
        whole = touched.window == touched.shift
        part = said(tr("Part of the shift %1"), span_words(touched.shift, zone))
        texts = [Text(f"{touched.schedule} · {when}", "strong", wrap=True)]
        texts += [] if whole else [Text(part, "small", wrap=True)]
        texts += [Text(touched.reason, "muted", wrap=True)] if touched.reason else []
        self.body.addLayout(column(*texts, gap=XS))
        self.wrong = Text(look="error", wrap=True)
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.team = Button(self.tr("Ask the team"), "primary")
        self.somebody = Button(self.tr("Ask somebody…"))
        self.leave = Button(self.tr("Leave it"), "quiet")
        self.team.clicked.connect(partial(self.team_wanted.emit, self))
        self.somebody.clicked.connect(partial(self.somebody_wanted.emit, self))
        self.leave.clicked.connect(partial(self.left.emit, self))
        asked = Text(said(tr("Request %1 asks for it."), str(touched.request)), "good", wrap=True)
        buttons = (self.team, self.somebody, self.leave)
        self.body.addWidget(asked if touched.request is not None else flowing(*buttons))

    def show_wrong(self, sentence: str) -> None:
        """Why it was refused."""
        self.wrong.setText(sentence)
        self.wrong.show()
        self.team.setEnabled(True)


class ReplanSheet(Sheet):
    """Of one person; what was left is not shown again."""

    def __init__(self, over: QWidget, bridge: Bridge, person: int, zone: ZoneInfo) -> None:
        super().__init__(
            over, QCoreApplication.translate("ReplanSheet", "Shifts in time off"), WIDE, tall=True
        )
        self._bridge, self._person, self._zone = bridge, person, zone
        self._name = ""
        self._left: set[object] = set()
        self._asked_for: TouchedCard | None = None
        self.cards: list[TouchedCard] = []
        self.list = ScrollPage(gap=M)
        self.popup = CandidatesPopup(self)
        self.popup.picked.connect(self._picked)
        self.body.addWidget(self.list, 1)
        self.foot.addStretch(1)
        self.first = Button(self.tr("Done"), on_click=self.leave)
        self.foot.addWidget(self.first)
        self.closed.connect(self.deleteLater)

    def ask(self) -> None:
        """Reads them."""
        work = partial(reads.touched_of, person=self._person)
        self._bridge.read(work, self._show, key=(id(self), "touched"))

    def _show(self, found: "tuple[str, str, list[Touched]]") -> None:
        self._name, title, shifts = found
        self.hint.setText(title)
        self.cards = []
        clear(self.list.body)
        for each in shifts:
            if (each.schedule_id, each.window) not in self._left:
                self._add(each)
        if not self.cards:
            self.list.add(
                EmptyState(
                    "circle-check", self.tr("No shift lies in their time off."), "", calm=True
                )
            )
        self.list.body.addStretch(1)

    def _add(self, touched: "Touched") -> None:
        card = TouchedCard(touched, self._zone)
        card.team_wanted.connect(self._ask_team)
        card.somebody_wanted.connect(self._offer)
        card.left.connect(self._leave_it)
        self.cards.append(card)
        self.list.add(card)

    def _ask_team(self, card: TouchedCard) -> None:
        self._ask_people(card, ())

    def _offer(self, card: TouchedCard) -> None:
        """Who could take it, the least loaded first."""
        self._asked_for = card
        touched = card.touched
        work = partial(reads.choices, schedule=touched.schedule_id, window=touched.window)
        self._bridge.read(work, self._show_choices, key=(id(self), "choices"))

    def _show_choices(self, found: "Choices | None") -> None:
        card = self._asked_for
        if card is None or found is None:
            return
        hint = span_words(card.touched.window, self._zone)
        self.popup.offer(
            card.somebody, self.tr("Who could take it"), hint, offers(found, self._name)
        )

    def _picked(self, person: str) -> None:
        if self._asked_for is not None:
            self._ask_people(self._asked_for, (person,))

    def _ask_people(self, card: TouchedCard, people: Sequence[str]) -> None:
        card.team.setEnabled(False)
        work = partial(
            writes.ask, schedule=card.touched.schedule_id, holder=self._name,
            window=card.touched.window, people=people, note=card.touched.reason,
            by=self._bridge.actor(),
        )  # fmt: skip
        self._asked_for = card
        self._bridge.write(work, self._done, self._failed)

    def _leave_it(self, card: TouchedCard) -> None:
        self._left.add((card.touched.schedule_id, card.touched.window))
        self.ask()

    def _done(self, _number: int) -> None:
        self.ask()

    def _failed(self, fault: Exception) -> None:
        from app.errors import Fault

        if isinstance(fault, Fault) and self._asked_for in self.cards:
            self._asked_for.show_wrong(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)


def offers(found: "Choices", holder: str) -> list[Offer]:
    """The candidates as a list shows them, without whoever is away."""
    made = []
    for each in found.candidates:
        member = found.board.members[each.person]
        if member.name == holder:
            continue
        limits, hours = found.board.limits, each.load.length.total_seconds() / 3600
        figures = f"{hours_words(hours)} · {said(tr('%1 n'), str(each.load.nights))}"
        reasons = tuple(reason_of(one, found.board, limits, member.name) for one in each.reasons)
        face = face_in(found.board, each.person)
        praise = said(tr("free then")) if each.usual else said(tr("free then, not in this rota"))
        made.append(Offer(member.name, face, figures, reasons, praise))
    return made
