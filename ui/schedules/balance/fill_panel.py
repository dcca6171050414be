"""Fair fill: what is to be filled, the search, and the proposal beside what is there today."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.schedules.balance.reads import Wanted, proposed
from ui.schedules.balance.score import Comparison
from ui.schedules.balance.words import score_words
from ui.schedules.faces import face_in
from ui.schedules.publish.hours_lines import HoursLine
from ui.theme.space import L, M, S
from ui.widgets.button import Button
from ui.widgets.chip import ChipBar
from ui.widgets.field import Field
from ui.widgets.multi import MultiPicker
from ui.widgets.progress import LateProgress
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from app.domain.fill import Filled
    from app.domain.window import Window
    from app.domain.workspace import ScheduleSpec
    from ui.schedules.balance.reads import Ground

SPANS = (28, 91, 182, 364)
VIEW = 0  # in place of days: what the grid shows
GAPS = ""


class FillPanel(QWidget):
    """`proposed` carries the ScheduleSpec that somebody took, and the words of the step; `tried`
    one that is only looked at, None when that is over."""

    proposed = Signal(object, str)
    tried = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._ground: Ground | None = None
        self._spec: ScheduleSpec | None = None
        self._offered: tuple[object, ...] = ()
        self._view: Window | None = None
        self._stop = Event()
        self.found: Filled | None = None
        self._build()

    def _build(self) -> None:
        said = self.tr(
            "Hands out the turns anew: nobody on time off or in two places, within the limits, and"
            " as evenly as can be. What was carried in the last quarter counts."
        )
        self.spans = ChipBar(exclusive=True)
        for days in SPANS:
            words = self.tr("%1 weeks").replace("%1", str(days // 7))
            self.spans.add(days, self.tr("A year") if days == SPANS[-1] else words, days == 91)
        self.spans.add(VIEW, self.tr("In view"))
        self.rows = ChipBar()
        self.people = MultiPicker(self.tr("Everybody of these rotations"))
        self.search = Button(
            self.tr("Find the fairest"), "primary", icon_name="sparkles", on_click=self.begin
        )
        self.progress = LateProgress()
        self.progress.cancelled.connect(self.cancel)
        self.trouble = Text("", "error", wrap=True)
        self.trouble.hide()
        self.setLayout(
            column(
                Text(said, "small", wrap=True),
                Field(self.tr("From the next hand-off, for"), self.spans),
                Field(self.tr("Rows"), self.rows),
                Field(self.tr("Who may be given turns"), self.people),
                row(self.search, STRETCH), self.progress, self.trouble, self._build_outcome(),
                STRETCH, gap=M, margins=(L, M, L, L),
            )
        )  # fmt: skip

    def _build_outcome(self) -> QWidget:
        self.scores = Comparison()
        self.told = Text("", "body", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.take = Button(self.tr("Take it"), "primary", on_click=self.accept)
        self.leave = Button(self.tr("Leave it"), on_click=self.drop)
        self.outcome = QWidget()
        self.outcome.setLayout(
            column(Line(), self.scores, self.told, row(self.take, self.leave, STRETCH), self._lines)
        )
        self.outcome.hide()
        return self.outcome

    # what there is

    def show_ground(self, ground: "Ground", spec: "ScheduleSpec") -> None:
        """A schedule as it is drafted; a proposal for another one is dropped."""
        if self.found is not None and spec != self._spec:
            self.drop()
        self._ground, self._spec = ground, spec
        names = tuple(each.name for each in spec.rotations)
        members = tuple(each for each in ground.board.people if each.active)
        if (names, members) == self._offered:
            return
        self._offered = names, members
        self.rows = self._renewed(names)
        faces = [(e.name, face_in(ground.board, e.id)) for e in members]
        kept = [each for each in self.people.value() if each in {name for name, _ in faces}]
        self.people.set_people(faces)
        self.people.set_value(kept)

    def _renewed(self, names: Sequence[str]) -> ChipBar:
        """The chips of the rows, all on."""
        made, old = ChipBar(), self.rows
        for name in names:
            made.add(name, name, on=True)
        made.add(GAPS, self.tr("Gaps"), on=True)
        field = old.parentWidget()
        layout = field.layout() if field is not None else None
        if layout is not None:
            layout.replaceWidget(old, made)
        old.deleteLater()
        return made

    def show_view(self, window: "Window") -> None:
        """What the grid shows."""
        self._view = window

    def wanted(self) -> Wanted:
        """What is asked for."""
        from app.domain.window import Window

        assert self._ground is not None
        now, days = self._ground.board.now, self.spans.on()[0]
        assert isinstance(days, int)
        window = Window(now, now + timedelta(days=days))
        if days == VIEW and self._view is not None:
            window = self._view
        people = tuple(str(each) for each in self.people.value())
        return Wanted(window, tuple(str(each) for each in self.rows.on()), people)

    # the search

    def begin(self) -> None:
        """Looks for it on another thread."""
        if self._ground is None or self._spec is None:
            return
        self.drop()
        self.trouble.hide()
        if not self.rows.on():
            self._complain(self.tr("Choose at least one row."))
            return
        self._stop = Event()
        self.search.setEnabled(False)
        self.progress.begin(self.tr("Trying thousands of rotas"))
        ask = partial(proposed, ground=self._ground, spec=self._spec, wanted=self.wanted(),
                      stop=self._stop)  # fmt: skip
        self._bridge.read(ask, self._show, self._fail, key=(id(self), "fill"))

    def cancel(self) -> None:
        """Enough: what was found until now is shown."""
        self._stop.set()

    def _show(self, found: "Filled") -> None:
        self._end()
        self.found = found
        self.scores.tell(found.before.score, found.after.score)
        self.told.setText(self._words(found))
        self._show_hours(found)
        self.take.setVisible(bool(found.changed))
        self.leave.setText(self.tr("Leave it") if found.changed else self.tr("Close"))
        self.outcome.show()
        if found.changed:
            self.tried.emit(found.spec)
            self.take.setFocus()

    def _fail(self, fault: Exception) -> None:
        from app.errors import Refused

        self._end()
        if isinstance(fault, Refused):
            self._complain(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)

    def _complain(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.show()

    def _end(self) -> None:
        self.progress.end()
        self.search.setEnabled(True)

    # the proposal

    def accept(self) -> None:
        """It becomes a step of the draft."""
        found, self.found = self.found, None
        self.outcome.hide()
        if found is not None:
            before, after = score_words(found.before.score), score_words(found.after.score)
            words = self.tr("Fair fill (%1 to %2)").replace("%1", before).replace("%2", after)
            self._spec = found.spec
            self.search.setFocus()
            self.proposed.emit(found.spec, words)

    def drop(self) -> None:
        """Forget it."""
        if self.found is not None:
            if self.outcome.isAncestorOf(QApplication.focusWidget() or self):
                self.search.setFocus()
            self.found = None
            self.outcome.hide()
            self.tried.emit(None)

    def _words(self, found: "Filled") -> str:
        if not found.changed:
            return self.tr("What is there is as fair as can be: nothing better was found.")
        one, many = self.tr("1 of %2 turns changes hands."), self.tr("%1 of %2 turns change hands.")
        words = (one if found.changed == 1 else many).replace("%1", str(found.changed))
        told = [words.replace("%2", str(found.turns))]
        for before, after, said in (
            (found.before.grave, found.after.grave, self.tr("Red findings: %1 before, %2 after.")),
            (found.before.amber, found.after.amber, self.tr("Amber: %1 before, %2 after.")),
        ):
            if before or after:
                told.append(said.replace("%1", str(before)).replace("%2", str(after)))
        if found.after.wishes < found.before.wishes:
            told.append(self.tr("More wishes are met."))
        return " ".join(told)

    def _show_hours(self, found: "Filled") -> None:
        from app.domain.shift_difference import Hours

        clear(self._lines)
        assert self._ground is not None
        before = {each.person: each.hours for each in found.before.shares}
        most = max((3600 * max(before.get(e.person, 0), e.hours) for e in found.after.shares),
                   default=1.0)  # fmt: skip
        for each in found.after.shares if found.changed else ():
            face = face_in(self._ground.board, each.person)
            old, new = timedelta(hours=before.get(each.person, 0)), timedelta(hours=each.hours)
            self._lines.addWidget(HoursLine(face, Hours(each.person, old, new), most))
