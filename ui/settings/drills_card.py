"""Drills: what runs, how the last ones went, and the start of another."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.settings import writes
from ui.settings.drill_setup import DrillSetup
from ui.theme.space import XL, XS, M, S
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.rows import clear, row, set_margins
from ui.widgets.score import mark_line
from ui.widgets.text import ElidedLabel, Text
from ui.widgets.when import ago_text, moment_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.queries.drill import DrillRow, ScoreCard
    from ui.settings.reads import Drills


class PastDrill(QWidget):
    """One that is over, on a line; its marks unfold."""

    def __init__(self, found: "ScoreCard", now: "datetime", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build(found, now)

    def _build(self, found: "ScoreCard", now: "datetime") -> None:
        drill = found.drill
        when = self.tr("%1 by %2").replace("%1", moment_text(drill.started_at, now))
        score = self.tr("%1 of %2 met").replace("%1", str(found.met))
        score = score.replace("%2", str(len(found.marks)))
        missed = found.met < len(found.marks)
        told = score if found.marks else self.tr("nothing was played")
        self.score = Text(told, "warn" if missed else "good" if found.marks else "muted")
        self.fold = Button(self.tr("Score"), "link", on_click=self._turn)
        name = self.tr("Score of %1, %2").replace("%1", drill.name)
        self.fold.setAccessibleName(name.replace("%2", moment_text(drill.started_at, now)))
        self.fold.setVisible(bool(found.marks))
        head = row(ElidedLabel(drill.name, "strong"), self.score, self.fold)
        head.setStretch(0, 1)
        self.marks = QWidget()
        inside = QVBoxLayout(self.marks)
        set_margins(inside, M, XS, 0, S)
        inside.setSpacing(XS)
        for each in found.incidents:
            inside.addWidget(Text(f"#{each.number} {each.title}", "small", wrap=True))
            for mark in each.marks:
                inside.addLayout(mark_line(mark))
        self.marks.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(Text(when.replace("%2", drill.started_by), "small"))
        layout.addWidget(self.marks)

    def _turn(self) -> None:
        self.marks.setVisible(self.marks.isHidden())
        folded = self.marks.isHidden()
        self.fold.setText(self.tr("Score") if folded else self.tr("Fold"))


class DrillsCard(Card):
    """One drill runs at a time."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("Drills"))
        self.setAccessibleName(self.tr("Drills"))
        self._bridge = bridge
        self._running: DrillRow | None = None
        self._shown: tuple[ScoreCard, ...] | None = None
        self._build()

    def _build(self) -> None:
        self.begin = Button(self.tr("Prepare a drill"), icon_name="play", on_click=self.prepare)
        self.add_action(self.begin)
        self.add(Text(self.tr("A game day on the real engine: only people who agreed are paged, "
                              "and everything says DRILL."), "muted", wrap=True))  # fmt: skip
        self.bar = Bar("", "", "warn", closable=False)
        self.stop = self.bar.add_action(self.tr("Stop"), self.end, "danger")
        self.stop.setToolTip(self.tr("Nothing more happens, and what is open of it is resolved."))
        self.stop.setAccessibleName(self.tr("Stop the drill: what is open of it is resolved"))
        self.bar.hide()
        self.add(self.bar)
        self.setup = DrillSetup(self._bridge)
        self.setup.hide()
        self.setup.started.connect(self._close)
        self.setup.left.connect(self._close)
        self.add(self.setup)
        self.none = Text(self.tr("There was no drill yet."), "small")
        self.add(self.none)
        self.past = QVBoxLayout()
        self.past.setSpacing(M)
        self.add(self.past)
        self.body.addStretch(1)

    def show_drills(self, found: "Drills", now: "datetime") -> None:
        """As they are stored."""
        self._running = found.running
        self.setup.offer(found)
        if found.running is not None:
            self._tell_running(found.running, now)
            self.setup.hide()
        self.bar.setVisible(found.running is not None)
        self.begin.setVisible(found.running is None and self.setup.isHidden())
        self.none.setVisible(not found.cards and found.running is None)
        if self._shown != found.cards:
            self._shown = found.cards
            clear(self.past)
            for each in found.cards:
                self.past.addWidget(PastDrill(each, now))

    def prepare(self) -> None:
        """Offer what a drill needs; nobody hears of it yet."""
        self.begin.hide()
        self.setup.open()

    def end(self) -> None:
        """Stop what runs."""
        if self._running is not None:
            act = partial(writes.stop_drill, ident=self._running.id, by=self._bridge.actor())
            self._bridge.write(act)

    def _close(self, _: object = None) -> None:
        self.setup.hide()
        self.begin.setVisible(self._running is None)

    def _tell_running(self, drill: "DrillRow", now: "datetime") -> None:
        lead = self.tr("DRILL runs: %1").replace("%1", drill.name)
        words = self.tr("Begun %1 by %2. Steps to come: %3.").replace("%3", str(drill.to_come))
        words = words.replace("%1", ago_text(drill.started_at, now))
        self.bar.tell(lead, words.replace("%2", drill.started_by), "warn")
