"""What the checks find in the next ninety days, red first, each with when and a way to see it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.language.numbers import covered
from ui.schedules.balance.score import Stat
from ui.schedules.hand.reason import reason_of
from ui.schedules.length import length_words
from ui.schedules.publish.words import span_text
from ui.theme import fonts
from ui.theme.space import XS, L, M, S
from ui.widgets.button import Button, IconButton
from ui.widgets.picture import Picture
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.check import Ahead, Check

DAYS = (30, 90)
FEW = 2  # of one kind and person in sight; the rest on demand
NAMED = 25  # kinds and persons in sight
Key = tuple[object, ...]  # of what is folded into one: kind, person and reason
REST: Key = ()


class Finding(QFrame):
    """One check: mark, words, when; a click or its button shows it."""

    def __init__(
        self, check: "Check", board: "Board", wanted: Callable[[], object], head: bool
    ) -> None:
        super().__init__()
        zone = ZoneInfo(board.stored.time_zone)
        words = self._words(check, board)
        mark = ("octagon-alert", "alarm_text") if check.grave else ("triangle-alert", "warn_text")
        self.words = Text(words, "body", wrap=True)
        self.when = Text(span_text(check.window.start, check.window.end, zone), "small", wrap=True)
        self._wanted = wanted
        self.look = IconButton("chevron-right", self.tr("Show"), on_click=wanted)
        self.look.setAccessibleName(self.tr("Show: %1").replace("%1", words))
        said = column(self.words, self.when, gap=0) if head else column(self.when, gap=0)
        icon = Picture(*mark) if head else QWidget()
        icon.setFixedWidth(fonts.em())
        layout = row(icon, said, self.look, gap=S)
        layout.setStretch(1, 1)
        layout.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        grave = self.tr("Red") if check.grave else self.tr("Amber")
        self.setAccessibleName(f"{grave}: {words}, {self.when.text()}")

    def _words(self, check: "Check", board: "Board") -> str:
        if check.person is None:
            return self.tr("Nobody for %1").replace("%1", length_words(check.window.length))
        return reason_of(check, board, board.limits).words

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self._wanted()


class ChecksPanel(QWidget):
    """`wanted` carries the Check that somebody wants to see; `findings` are those in sight, from
    top to bottom."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Check, ...] = ()
        self._board: Board | None = None
        self._open: set[Key] = set()
        self.findings: list[Finding] = []
        self._build()

    def _build(self) -> None:
        self.stats = [Stat() for _ in DAYS]
        self.good = row(Picture("circle-check", "good_text"), Text(self.tr("Nothing to mend.")))
        self._fine = QWidget()
        self._fine.setLayout(self.good)
        self.good.addStretch(1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(M)
        stats = row(*self.stats, gap=M)
        for place in range(len(self.stats)):
            stats.setStretch(place, 1)
        self.setLayout(
            column(stats, Line(), self._fine, self._lines, STRETCH, gap=M, margins=(L, M, L, L))
        )

    def show_checks(
        self, found: "Sequence[Check]", board: "Board", ahead: "Iterable[Ahead]"
    ) -> None:
        """Of a schedule as it is drafted."""
        for stat, each in zip(self.stats, ahead, strict=True):
            self._tell_ahead(stat, each)
        if (tuple(found), board) == (self._found, self._board):
            return
        self._found, self._board = tuple(found), board
        self._fill()

    def _tell_ahead(self, stat: Stat, ahead: "Ahead") -> None:
        shown = covered(ahead.coverage, not ahead.gaps)
        next_days = self.tr("of the next %1 days").replace("%1", str(ahead.days))
        if not ahead.gaps:
            stat.tell(f"{shown} %", f"{next_days}: {self.tr('no gap')}")
            return
        from datetime import timedelta

        one, many = self.tr("1 gap, %2"), self.tr("%1 gaps, %2")
        words = (one if ahead.gaps == 1 else many).replace("%1", str(ahead.gaps))
        words = words.replace("%2", length_words(timedelta(hours=ahead.hours)))
        stat.tell(f"{shown} %", f"{next_days}: {words}", "error")

    def _fill(self) -> None:
        clear(self._lines)
        self.findings = []
        self._fine.setVisible(not self._found)
        groups: dict[Key, list[Check]] = {}
        for check in sorted(self._found, key=lambda each: (not each.grave, each.window.start)):
            groups.setdefault((check.grave, check.kind, check.person, check.what), []).append(check)
        for place, (key, group) in enumerate(groups.items()):
            if place == NAMED and REST not in self._open:
                rest = len(groups) - NAMED
                self._offer(self.tr("Show %1 more").replace("%1", str(rest)), REST)
                break
            self._add(key, group)

    def _add(self, key: Key, group: "list[Check]") -> None:
        assert self._board is not None
        box = QVBoxLayout()
        box.setSpacing(XS)
        whole = key in self._open or len(group) <= FEW + 1
        for place, check in enumerate(group if whole else group[:FEW]):
            wanted = partial(self.wanted.emit, check)
            self.findings.append(Finding(check, self._board, wanted, head=place == 0))
            box.addWidget(self.findings[-1])
        self._lines.addLayout(box)
        if not whole:
            words = self.tr("%1 more times").replace("%1", str(len(group) - FEW))
            self._offer(words, key)

    def _offer(self, words: str, key: Key) -> None:
        button = Button(words, "link", on_click=partial(self._unfold, key))
        self._lines.addLayout(row(button, STRETCH))

    def _unfold(self, key: Key) -> None:
        self._open.add(key)
        self._fill()
