"""Beside an incident: the problem behind it with its work-around, or those that may be."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import worded
from ui.tasks import reads, writes
from ui.tasks.side import SideCard
from ui.tasks.words import Words
from ui.widgets.button import Button
from ui.widgets.choices import Choice
from ui.widgets.flow import flowing
from ui.widgets.note import NoteView
from ui.widgets.picker import ChoicePopup
from ui.widgets.rows import clear
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.problem import Behind, ProblemRow, Suggestion


class ProblemCard(SideCard):
    """`problem_wanted` carries an id."""

    problem_wanted = Signal(int)
    touching = ("problem", "problem_incident", "incident")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, "", parent)
        self.section.set_title(self.tr("Problem"))
        self.setAccessibleName(self.tr("Problem"))
        self.words = Words(self)

    def question(self) -> Callable[..., object]:
        return reads.behind

    def show_found(self, found: "tuple[Behind, tuple[ProblemRow, ...]]") -> None:
        behind, offered = found
        clear(self.lines)
        if behind.linked is not None:
            self._add_linked(behind.linked)
        for each in behind.suggested:
            self._add_suggested(each)
        if behind.linked is None:
            self._add_choice(behind, offered)
        self.show()

    def _add_linked(self, problem: "ProblemRow") -> None:
        self.lines.addWidget(Text(f"{problem.shown}  {problem.title}", "strong", wrap=True))
        one = problem.incidents == 1
        many = self.tr("1 incident") if one else self.tr("%1 incidents")
        said = f"{self.words.problem(problem.state)} · {many.replace('%1', str(problem.incidents))}"
        self.lines.addWidget(Text(said, "caption", wrap=True))
        self._add_way(problem)
        show = Button(self.tr("Open"), on_click=partial(self.problem_wanted.emit, problem.id))
        show.setAccessibleName(self.tr("Open problem %1").replace("%1", problem.shown))
        unlink = Button(self.tr("Not this one"), "quiet", on_click=self._unlink)
        self.lines.addWidget(flowing(show, unlink))

    def _add_suggested(self, found: "Suggestion") -> None:
        problem = found.problem
        self.lines.addWidget(Text(self.tr("Seen before?"), "caption"))
        self.lines.addWidget(Text(f"{problem.shown}  {problem.title}", "strong", wrap=True))
        self._add_way(problem)
        self.lines.addWidget(Text(worded(found.why), "caption", wrap=True))
        link = Button(self.tr("It is this one"), on_click=partial(self.link, problem.id))
        link.setAccessibleName(self.tr("It is problem %1").replace("%1", problem.shown))
        show = Button(self.tr("Open"), "quiet",
                      on_click=partial(self.problem_wanted.emit, problem.id))  # fmt: skip
        self.lines.addWidget(flowing(link, show))

    def _add_way(self, problem: "ProblemRow") -> None:
        if not problem.workaround:
            self.lines.addWidget(Text(self.tr("No work-around is known."), "muted", wrap=True))
            return
        self.lines.addWidget(Text(self.tr("Work-around"), "caption"))
        view = NoteView()
        view.show_note(problem.workaround)
        self.lines.addWidget(view)

    def _add_choice(self, behind: "Behind", offered: "tuple[ProblemRow, ...]") -> None:
        if not behind.suggested:
            words = self.tr("The cause behind incidents that come again.")
            self.lines.addWidget(Text(words, "muted", wrap=True))
        new = Button(self.tr("New problem"), "quiet", icon_name="plus", on_click=self.begin)
        if not offered:
            self.lines.addWidget(flowing(new))
            return
        choose = Button(self.tr("Choose…"), "quiet", icon_name="link")
        choose.setAccessibleName(self.tr("Choose a problem"))
        choose.clicked.connect(partial(self._choose, choose, offered))
        self.lines.addWidget(flowing(choose, new))

    def link(self, ident: int) -> None:
        """It is this one."""
        self.act(writes.link, ident=ident, number=self.number)

    def begin(self) -> None:
        """A new one behind this incident, to be written on its page."""
        act = partial(writes.begin_problem, number=self.number, by=self.bridge.actor())
        self.bridge.write(act, self._begun, self.fail)

    def _begun(self, ident: object) -> None:
        if isinstance(ident, int):
            self.problem_wanted.emit(ident)

    def _unlink(self) -> None:
        self.act(writes.unlink, number=self.number)

    def _choose(self, anchor: QWidget, offered: "tuple[ProblemRow, ...]", _on: bool = False
                ) -> None:  # fmt: skip
        popup = ChoicePopup(self)
        popup.picked.connect(self._picked)
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        popup.offer(anchor, [Choice(e.id, e.title, e.shown) for e in offered], None)

    def _picked(self, choice: Choice) -> None:
        self.link(int(str(choice.key)))
