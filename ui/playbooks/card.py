"""Beside an incident: the playbook under way with the step whose turn it is, or those that fit."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words, worded
from ui.playbooks import reads, writes
from ui.playbooks.approval import ApprovalSheet
from ui.playbooks.words import SIGNS, due_words, kind_words, outcome_words, whose
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.choices import Choice
from ui.widgets.field import LineField
from ui.widgets.note import NoteView
from ui.widgets.picker import ChoicePopup
from ui.widgets.picture import Picture
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.changes import Changes
    from app.notify.errand import Ended
    from app.queries.play import PlayRow, StepRow
    from ui.playbooks.reads import Beside

TOUCHING = ("play", "play_step", "playbook", "incident", "affected", "assignment")
OFFERED = 3  # that fit, at a time


class PlaybookCard(Card):
    """A side of the incidents page."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Playbook"))
        self.setAccessibleName(self.tr("Playbook"))
        self._bridge = bridge
        self._number = 0
        self._shown: Beside | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.add(self._lines)
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        self.add(self.error)
        self.sheet: ApprovalSheet | None = None
        bridge.changed.connect(self._hear)

    def show_incident(self, number: int) -> None:
        """This one from now on."""
        self._number, self._shown = number, None
        self.hide()
        self._ask()

    def start(self, name: str, number: int = 0) -> None:
        """What its Start button does: in the incident that is seen here, or was when the list of
        playbooks was opened."""
        seen = self._shown.number if self._shown is not None else self._number
        act = partial(writes.start, number=number or seen, name=name, by=self._bridge.actor())
        self._bridge.write(act, self._done, self._fail)

    def _ask(self) -> None:
        if self._number:
            question = partial(reads.beside, number=self._number)
            self._bridge.read(question, self._show, key=(id(self), "beside"))

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self._ask()

    def _show(self, found: "Beside") -> None:
        if found == self._shown or found.number != self._number:
            return
        self._shown = found
        clear(self._lines)
        for play in found.plays:
            self._add_play(play)
        running = any(each.ended_at is None for each in found.plays)
        if found.open and not running:
            self._offer(found)
        self.setVisible(bool(found.plays) or found.open)

    def _offer(self, found: "Beside") -> None:
        done = {play.name for play in found.plays}
        fresh = [each for each in found.suggested if each.book.name not in done]
        for each in fresh[:OFFERED]:
            self._lines.addWidget(Text(each.book.name, "strong", wrap=True))
            begin = partial(self.start, each.book.name, found.number)
            start = Button(self.tr("Start"), on_click=begin)
            start.setAccessibleName(self.tr("Start %1").replace("%1", each.book.name))
            why = Text(each.match.why, "caption", wrap=True)
            self._lines.addLayout(row(why, STRETCH, start))
        words = (
            self.tr("Another playbook…")
            if found.suggested or done
            else self.tr("Choose a playbook…")
        )
        other = Button(words, "quiet", icon_name="book-open")
        other.clicked.connect(partial(self._choose, other, found))
        self._lines.addLayout(row(other, STRETCH))

    def _choose(self, anchor: QWidget, found: "Beside", _on: bool = False) -> None:
        popup = ChoicePopup(self)
        popup.picked.connect(partial(self._picked, found.number))
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        popup.offer(anchor, [Choice(each, each) for each in found.names], None)

    def _picked(self, number: int, choice: Choice) -> None:
        self.start(str(choice.key), number)

    def _add_play(self, play: "PlayRow") -> None:
        self._lines.addWidget(Text(play.name, "strong", wrap=True))
        count = self.tr("%1 of %2 done").replace("%1", str(play.over))
        self._lines.addWidget(Text(count.replace("%2", str(len(play.steps))), "caption"))
        if play.ended_at is not None:
            return
        for step in play.steps:
            if step.current:
                self._add_current(step)
            else:
                self._lines.addLayout(self._line(step))

    def _line(self, step: "StepRow") -> QLayout:
        usual = ("circle-dot", "accent_text") if step.current else ("circle", "faint")
        sign, tint = SIGNS.get(step.state.value, usual)
        look = "strong" if step.current else "muted" if step.state.over else "body"
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(Picture(sign, tint), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(step.spec.title, look, wrap=True), 1)
        return line

    def _add_current(self, step: "StepRow") -> None:
        owner = step.owner or whose(step.spec.owner)
        said = [kind_words(step.spec.kind.value), owner, due_words(step)]
        self._lines.addLayout(self._line(step))
        late = step.late or step.state.value == "failed"
        look = "warn" if late else "caption"
        self._lines.addWidget(Text(" · ".join(each for each in said if each), look, wrap=True))
        if step.spec.text:
            view = NoteView()
            view.show_note(step.spec.text)
            self._lines.addWidget(view)
        if step.state.value == "failed" and step.outcome:
            view = NoteView()
            view.show_note(outcome_words(step.outcome))
            self._lines.addWidget(view)
        if step.state.value == "running":
            self._lines.addWidget(Text(self.tr("Running…"), "muted"))
            return
        self._add_buttons(step)
        self._offer_owner(step)

    def _offer_owner(self, step: "StepRow") -> None:
        words = self.tr("Give to somebody else…") if step.owner else self.tr("Give to somebody…")
        give = Button(words, "quiet", icon_name="user-check")
        give.clicked.connect(partial(self._choose_owner, give, step))
        self._lines.addLayout(row(give, STRETCH))

    def _choose_owner(self, anchor: QWidget, step: "StepRow", _on: bool = False) -> None:
        people = self._shown.people if self._shown else ()
        popup = ChoicePopup(self)
        popup.picked.connect(partial(self._give, step.id))
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        popup.offer(anchor, [Choice(*each, icon="user") for each in people], step.owner_id)

    def _give(self, step: int, choice: Choice) -> None:
        to = choice.key if isinstance(choice.key, int) else None
        act = partial(writes.give, step=step, to=to, by=self._bridge.actor())
        self._bridge.write(act, self._done, self._fail)

    def _add_buttons(self, step: "StepRow") -> None:
        kind = step.spec.kind.value
        for each in step.spec.options:
            choose = partial(self._decide, step.id, each.words)
            self._lines.addWidget(Button(each.words, on_click=choose))
        errand = kind in ("command", "http", "notify")
        if errand:
            words = self.tr("Look and send…") if kind == "notify" else self.tr("Look and run…")
            self._lines.addWidget(Button(words, "primary", on_click=partial(self._look, step)))
        over = Button(self.tr("Skip"), "quiet", on_click=partial(self._act, writes.skip, step.id))
        if kind == "decide":
            self._lines.addLayout(row(STRETCH, over))
            return
        plain = "plain" if errand else "primary"
        words = self.tr("Done by hand") if errand else self.tr("Done")
        words = self.tr("Go on now") if kind == "wait" else words
        done = Button(words, plain, on_click=partial(self._act, writes.finish, step.id))
        if kind in ("do", "check"):
            found = LineField(self.tr("What did you find? (optional)"))
            found.setAccessibleName(self.tr("What did you find?"))
            found.returnPressed.connect(done.click)
            done.clicked.disconnect()
            done.clicked.connect(partial(self._finish, step.id, found))
            self._lines.addWidget(found)
        self._lines.addLayout(row(done, STRETCH, over))

    def _finish(self, step: int, found: LineField, _on: bool = False) -> None:
        """Done, with what was found in a line of the timeline."""
        act = partial(writes.finish, step=step, by=self._bridge.actor(), outcome=found.text())
        self._bridge.write(act, self._done, self._fail)

    def _act(self, verb: "Callable[..., None]", step: int) -> None:
        act = partial(verb, step=step, by=self._bridge.actor())
        self._bridge.write(act, self._done, self._fail)

    def _decide(self, step: int, answer: str) -> None:
        act = partial(writes.decide, step=step, answer=answer, by=self._bridge.actor())
        self._bridge.write(act, self._done, self._fail)

    def _look(self, step: "StepRow") -> None:
        if self.sheet is not None:
            self.sheet.deleteLater()
        self.sheet = ApprovalSheet(self, self._bridge, step)
        self.sheet.approved.connect(self._run)
        self.sheet.open()

    def _run(self, step: int, text: str, values: dict[str, str]) -> None:
        """On a reader's thread: a slow command must not hold up what people write."""
        act = partial(
            writes.carry_out, step=step, text=text, values=values, by=self._bridge.actor()
        )
        self._bridge.read(act, self._ran, self._fail)

    def _ran(self, ended: "Ended") -> None:
        self._done(None)
        if not ended.good:
            self._complain(worded(ended.sentence))

    def _done(self, _: object) -> None:
        self._complain("")
        self._ask()

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused | Conflict):
            self._complain(fault_words(fault))
            self._ask()
        else:
            self._bridge.failed.emit(fault)

    def _complain(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
