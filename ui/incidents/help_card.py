"""Who was asked to help and what became of it; asks for more."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.kinds import TargetKind
from models.kinds_together import ResponderState
from ui.incidents import joint, reads
from ui.incidents.ask_popup import LinePopup
from ui.incidents.seat import Seat
from ui.incidents.word import Mark, page_mark
from ui.language.target import aimed
from ui.theme.space import XS, S
from ui.widgets.avatar import Avatar, Face
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.choices import Choice
from ui.widgets.picker import ChoicePopup
from ui.widgets.picture import Picture
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.text import ElidedLabel, Text
from ui.widgets.when import clock_text, exact_text

if TYPE_CHECKING:
    from app.domain.names import Names
    from app.queries.together import ResponderRow
    from ui.incidents.reads import Seen

WAITING = (ResponderState.NOTIFYING, ResponderState.NO_ANSWER)


def state_mark(state: ResponderState) -> Mark:
    """Shape, colour and word of an answer."""
    return {
        ResponderState.NOTIFYING: Mark("bell-ring", "accent_text", _tr("being called")),
        ResponderState.NO_ANSWER: Mark("clock", "warn_text", _tr("no answer")),
        ResponderState.FAILED: Mark("circle-x", "alarm_text", _tr("cannot be reached")),
        ResponderState.DECLINED: Mark("hand", "muted", _tr("cannot help")),
        ResponderState.ENGAGED: Mark("check", "good_text", _tr("helps")),
        ResponderState.CALLED_OFF: Mark("ban", "muted", _tr("called off")),
    }[state]


class HelpCard(Card):
    """Hidden where the incident is over and nobody was ever asked."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Help"))
        self.setAccessibleName(self.tr("Help"))
        self._seat = seat
        self._number = 0
        self._shown: object = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(S)
        self.add(self._rows)
        self.ask = Button(
            self.tr("Call somebody to help…"), "link", icon_name="user-plus"
        ).give_way()
        self.ask.clicked.connect(self.choose)
        self.add(row(self.ask, STRETCH))

    def show_seen(self, seen: "Seen") -> None:
        """The people; made anew only when something changed."""
        detail = seen.detail
        rows, is_open = detail.together.responders, detail.row.stage.open
        self._number = detail.row.number
        self.setVisible(bool(rows) or is_open)
        self.ask.setVisible(is_open)
        if (rows, is_open, self._number) == self._shown:
            return
        self._shown = (rows, is_open, self._number)
        clear(self._rows)
        for each in rows:
            self._rows.addWidget(self._line(each, is_open))
        helps = sum(each.state is ResponderState.ENGAGED for each in rows)
        words = self.tr("1 helps") if helps == 1 else self.tr("%1 help").replace("%1", str(helps))
        self.section.set_hint(words if rows else "")

    def choose(self, _on: bool = False) -> None:
        """Whom to call to what is shown: people, teams, whoever is on call."""
        self.choose_for(self._number)

    def choose_for(self, number: int) -> None:
        """Whom to call, whatever is shown when they are chosen."""
        offer = partial(self._offer, number)
        self._seat.bridge.read(reads.names, offer, key=(id(self), "names"))

    def _offer(self, number: int, names: "Names") -> None:
        people = [
            Choice(f"{TargetKind.PERSON}:{f.name}", f.title, f.name, f)
            for _, f in self._seat.faces.people
            if f.name in names.people
        ]
        rotas = [
            Choice(f"{TargetKind.SCHEDULE}:{n}", self.tr("On call: %1").replace("%1", n),
                   self.tr("schedule"), icon="calendar-days")
            for n in sorted(names.schedules)
        ]  # fmt: skip
        teams = [
            Choice(f"{TargetKind.TEAM}:{n}", self.tr("Everybody in %1").replace("%1", n),
                   self.tr("team"), icon="users")
            for n in sorted(names.teams)
        ]  # fmt: skip
        popup = ChoicePopup(self)
        popup.picked.connect(partial(self._ask_what_for, number))
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        popup.offer(self.ask, [*rotas, *people, *teams])

    def _ask_what_for(self, number: int, choice: Choice) -> None:
        title = self.tr("Call %1 now").replace("%1", choice.text)
        hint = self.tr("What for? For example: the proxy refuses connections")
        popup = LinePopup(title, self.tr("Call"), hint, self)
        popup.closed.connect(popup.deleteLater)
        popup.ask(self.ask, partial(self._call, number, str(choice.key), popup))

    def _call(self, number: int, target: str, popup: LinePopup, words: object) -> None:
        from app.domain.workspace import TargetSpec

        kind, _, name = target.partition(":")
        popup.close()
        joint.call(self._seat.acts, number, [TargetSpec(TargetKind(kind), name)], str(words))

    def _line(self, each: "ResponderRow", is_open: bool) -> QWidget:
        face, mark = self._seat.faces.face(each.person), state_mark(each.state)
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(Avatar(face, 1.4), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._words(each, face, mark), 1)
        if is_open and each.state in WAITING:
            for button in self._buttons(each, face):
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        box.setAccessibleName(f"{face.title}: {mark.word}")
        box.setToolTip(self._tip(each))
        return box

    def _words(self, each: "ResponderRow", face: Face, mark: Mark) -> QVBoxLayout:
        at = each.answered_at or each.asked_at
        lead = Text(face.title)
        state = ElidedLabel(f"{mark.word} · {clock_text(at)}", "small")
        head = row(Picture(mark.icon, mark.tint, 0.8), state, STRETCH, gap=XS)
        made = QVBoxLayout()
        made.setSpacing(0)
        made.addWidget(lead)
        made.addLayout(head)
        if each.words:
            made.addWidget(Text(each.words, "small", wrap=True))
        return made

    def _buttons(self, each: "ResponderRow", face: Face) -> list[QWidget]:
        acts, number = self._seat.acts, self._number
        if each.person == self._seat.me:
            come = Button(self.tr("I come"), "plain")
            come.clicked.connect(lambda: joint.answer(acts, number, comes=True))
            cannot = IconButton("x", self.tr("I cannot help"))
            cannot.clicked.connect(lambda: joint.answer(acts, number, comes=False))
            return [come, cannot]
        off = IconButton("x", self.tr("%1 is needed no more").replace("%1", face.first))
        off.clicked.connect(lambda: joint.call_back(acts, each.id, face.first))
        return [off]

    def _tip(self, each: "ResponderRow") -> str:
        asker = self._seat.faces.name(each.asked_by)
        words = self.tr("Asked by %1 %2").replace("%1", asker)
        words = words.replace("%2", exact_text(each.asked_at))
        tried = ", ".join(f"{contact}: {page_mark(state).word}" for contact, state in each.contacts)
        return "\n".join(filter(None, (words, aimed(each.via), tried)))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
