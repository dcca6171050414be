"""A request as a card: who asks what, drawn, what speaks against it, and the answers."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.request import Act
from models.kinds import RequestKind, RequestState
from ui.schedules.between import words
from ui.schedules.between.picture import Part, RequestPicture
from ui.schedules.hand.reason import Reason, reason_of
from ui.schedules.mark import tr
from ui.theme.current import colour
from ui.theme.space import XS, M, S
from ui.widgets.aside import Aside
from ui.widgets.avatar import Avatar, Face
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.menu import Menu
from ui.widgets.picture import Picture
from ui.widgets.rows import clear, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.request import Prospect, RequestRow, Someone

MOST = 4  # reasons


class RequestCard(Card):
    """`answered` carries the row, the act, and for a manager's decision who takes it."""

    answered = Signal(object, object, object)

    def __init__(
        self, request: "RequestRow", me: int | None, zone: ZoneInfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(padding=M, gap=S, parent=parent)
        self.request, self._me, self._zone = request, me, zone
        self.buttons: dict[Act, Button] = {}
        self._build()

    def _build(self) -> None:
        said = f"{words.headline(self.request, self._me)} · {self.request.schedule}"
        when = words.when(self.request, self._zone)
        self.setAccessibleName(f"{said}, {when}")
        self.title, self.when = Text(said, "strong", wrap=True), Text(when, wrap=True)
        head = row(Avatar(words.face(self.request.holder)), column(self.title, self.when, gap=XS))
        head.setStretch(1, 1)
        self.body.addLayout(head)
        if self.request.state.open or self.request.state is RequestState.DONE:
            self.body.addWidget(RequestPicture(self._parts(), self._zone))
        if self.request.note:
            self.body.addWidget(Text(f"“{self.request.note}”", "muted", wrap=True))
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(XS)
        self.body.addLayout(self._reasons)
        self.standing = Text(words.standing(self.request, self._me, self._zone), "small", wrap=True)
        self.wrong = Text(look="error", wrap=True)
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.body.addWidget(Aside(self.standing, *self._answers()))

    def _answers(self) -> list[Button]:
        """What whoever looks may do; the likely one first."""
        forms = {
            Act.ACCEPT: (self.tr("Swap") if self._swap else self.tr("Accept"), "primary"),
            Act.APPROVE: (self.tr("Approve"), "primary"),
            Act.DECLINE: (self.tr("Decline"), "plain"),
            Act.TURN_DOWN: (self.tr("Turn down"), "plain"),
            Act.FORCE: (self.tr("Decide…"), "quiet"),
            Act.TAKE_BACK: (self.tr("Take back"), "quiet"),
        }
        for act, (said, kind) in forms.items():
            if act in self.request.acts:
                self.buttons[act] = self._button(act, said, kind)
        return list(self.buttons.values())

    def _button(self, act: Act, said: str, kind: str) -> Button:
        if act is Act.FORCE:
            button = Button(said, kind)
            button.set_menu(self._deciding(button))
        else:
            button = Button(said, kind, on_click=partial(self._answer, act))
        button.setAccessibleName(f"{said}: {self.title.text()}")
        return button

    def _deciding(self, button: Button) -> Menu:
        """A manager says who takes it, without waiting for an answer."""
        menu = Menu(parent=button)
        for who, _ in self.request.asked:
            said = self.tr("%1 takes it").replace("%1", words.face(who).title)
            menu.add(said, partial(self._answer, Act.FORCE, who.id))
        return menu

    @property
    def _swap(self) -> bool:
        return self.request.kind is RequestKind.SWAP

    def _answer(self, act: Act, person: int | None = None) -> None:
        self.busy(True)
        self.answered.emit(self.request, act, person)

    def busy(self, on: bool) -> None:
        """While it is written."""
        for button in self.buttons.values():
            button.setEnabled(not on)

    def show_wrong(self, sentence: str) -> None:
        """Why it was refused."""
        self.busy(False)
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def show_prospect(self, found: "Prospect | None") -> None:
        """What speaks against it, by those who would have it."""
        clear(self._reasons)
        if found is None:
            return
        limits = found.board.limits
        me = found.board.members.get(self._me or 0)
        about = me.name if me is not None else ""
        reasons = [reason_of(each, found.board, limits, about) for each in found.checks]
        for each in _worst(reasons):
            self._reasons.addLayout(_line(each))
        if not reasons:
            self._reasons.addLayout(_line(None))

    def _parts(self) -> list[Part]:
        holder, taker = words.face(self.request.holder), self._taker()
        mine, theirs = self.request.window, self.request.theirs
        parts = [Part(holder, mine, True), Part(taker, mine, False)]
        if theirs is not None:
            parts += [Part(taker, theirs, True), Part(holder, theirs, False)]
        return parts

    def _taker(self) -> Face:
        """Whoever took it, or would: you, the only one asked, or somebody."""
        request = self.request
        asked = {who.id: who for who, _ in request.asked}
        found: Someone | None = request.taker or asked.get(self._me or 0)
        if found is None and len(asked) == 1:
            found = next(iter(asked.values()))
        if found is not None:
            return words.face(found)
        return Face("anyone", self.tr("Anyone"), colour("quiet").name())


def _worst(reasons: Sequence[Reason]) -> list[Reason]:
    return sorted(dict.fromkeys(reasons), key=lambda each: not each.grave)[:MOST]


def _line(reason: Reason | None) -> QHBoxLayout:
    """With the sign of its weight; without a reason nothing speaks against it."""
    if reason is None:
        sign, tint, look, said = (
            "circle-check",
            "good_text",
            "small",
            tr("Nothing speaks against it"),
        )
    elif reason.grave:
        sign, tint, look, said = "octagon-alert", "alarm_text", "alarm", reason.words
    else:
        sign, tint, look, said = "triangle-alert", "warn_text", "warn", reason.words
    line = row(Picture(sign, tint, 0.9), Text(said, look, wrap=True), gap=XS)
    line.setStretch(1, 1)
    return line
