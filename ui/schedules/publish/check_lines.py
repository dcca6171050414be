"""What the checks say of a draft: what it brings first, grave things before the others."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.schedules.hand.reason import reason_of
from ui.schedules.publish.words import span_text
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.picture import Picture
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.check import Check
    from ui.schedules.publish.proposal import Outcome

MOST = 6


class CheckLines(QWidget):
    """A few lines; the rest on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(S)
        self._board: Board | None = None
        self._outcome: Outcome | None = None
        self._whole = False

    def show_outcome(self, board: "Board", outcome: "Outcome") -> None:
        """Of one way of taking effect."""
        self._board, self._outcome = board, outcome
        self._fill()

    def show_all(self) -> None:
        """The rest too."""
        self._whole = True
        self._fill()

    def _fill(self) -> None:
        clear(self._body)
        if self._board is None or self._outcome is None:
            return
        fresh = grouped(self._outcome.fresh)
        if not fresh:
            good = row(
                Picture("circle-check", "good_text"), Text(self.tr("Nothing new."), wrap=True)
            )
            good.setStretch(1, 1)
            self._body.addLayout(good)
        shown = fresh if self._whole else fresh[:MOST]
        for each in shown:
            self._body.addLayout(self._line(each))
        self._offer_rest(len(fresh) - len(shown))
        known: Sequence[Check] = self._outcome.known
        if known:
            words = self.tr("%1 more were there before.").replace("%1", str(len(known)))
            self._body.addWidget(Text(words, "small", wrap=True))

    def _offer_rest(self, rest: int) -> None:
        if rest > 0:
            words = self.tr("Show %1 more").replace("%1", str(rest))
            button = Button(words, "link", on_click=self.show_all)
            self._body.addLayout(row(button, STRETCH))

    def _line(self, checks: "Sequence[Check]") -> QHBoxLayout:
        check = checks[0]
        assert self._board is not None
        assert self._outcome is not None
        zone = ZoneInfo(self._outcome.spec.time_zone)
        reason = reason_of(check, self._board, self._outcome.spec.limits)
        when = span_text(check.window.start, check.window.end, zone)
        if len(checks) > 1:
            more = self.tr("%1, and %2 more times") if len(checks) > 2 else self.tr("%1, and again")
            when = more.replace("%1", when).replace("%2", str(len(checks) - 1))
        mark = ("octagon-alert", "alarm_text") if reason.grave else ("triangle-alert", "warn_text")
        said = Text(reason.words, "error" if reason.grave else "warn", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(said)
        words.addWidget(Text(when, "small", wrap=True))
        line = row(Picture(*mark), words)
        line.setStretch(1, 1)
        return line


def grouped(checks: "Sequence[Check]") -> "list[list[Check]]":
    """The same of the same person together, grave ones first, then by time."""
    found: dict[object, list[Check]] = {}
    for each in sorted(checks, key=lambda each: (not each.grave, each.window.start)):
        about = each.person if each.person is not None else each.window
        found.setdefault((each.kind, about, each.what), []).append(each)
    return list(found.values())
