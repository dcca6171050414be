"""Other incidents that this one is tied to: merged, split off, parts, related."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import Stage
from models.kinds_together import TieKind
from ui.incidents import joint
from ui.incidents.seat import Seat
from ui.incidents.word import stage_word
from ui.theme.space import XS, S
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.pill import SeverityPill
from ui.widgets.rows import clear, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.together import TieRow
    from ui.incidents.reads import Seen

MOST = 6  # shown before "show all"


def tie_words(kind: TieKind, back: bool) -> str:
    """What the other one is, seen from here."""
    if back:
        return {
            TieKind.PART: _tr("A part of this"),
            TieKind.MERGED: _tr("Merged into this"),
            TieKind.SPLIT: _tr("Split off from this"),
            TieKind.RELATED: _tr("Related"),
        }[kind]
    return {
        TieKind.PART: _tr("This is a part of"),
        TieKind.MERGED: _tr("Merged into"),
        TieKind.SPLIT: _tr("Split off from"),
        TieKind.RELATED: _tr("Related"),
    }[kind]


class TiesCard(Card):
    """`opened` carries a number. Hidden while nothing is tied."""

    opened = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Linked to"))
        self.setAccessibleName(self.tr("Linked to"))
        self._seat = seat
        self._number, self._all = 0, False
        self._shown: tuple[TieRow, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(S)
        self.add(self._rows)

    def show_seen(self, seen: "Seen") -> None:
        """The ties; made anew only when something changed."""
        rows, number = seen.detail.together.ties, seen.detail.row.number
        self.setVisible(bool(rows))
        if (rows, number) == (self._shown, self._number):
            return
        self._all = self._all and number == self._number
        self._shown, self._number = rows, number
        self._fill()

    def _fill(self) -> None:
        clear(self._rows)
        rows = self._shown or ()
        for each in rows if self._all else rows[:MOST]:
            self._rows.addLayout(self._line(each))
        if len(rows) > MOST and not self._all:
            words = self.tr("Show all %1").replace("%1", str(len(rows)))
            self._rows.addWidget(Button(words, "link", on_click=self._show_all))

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _line(self, each: "TieRow") -> QVBoxLayout:
        words = tie_words(each.kind, each.back)
        gone = each.stage is Stage.MERGED  # the words say so already
        lead = Text(words if gone else f"{words} · {stage_word(each.stage)}", "small", wrap=True)
        go = Button(f"#{each.number}", "link", tip=each.title)
        go.setAccessibleName(self.tr("Open #%1").replace("%1", str(each.number)))
        go.clicked.connect(partial(self._open, each.number))
        undo = self._undo(each)
        head = row(lead, *([undo] if undo else []), gap=XS)
        head.setStretch(0, 1)
        body = row(SeverityPill(each.severity), gap=S)
        body.addWidget(Text(each.title, wrap=True), 1)
        body.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        made = QVBoxLayout()
        made.setSpacing(2)
        made.addLayout(head)
        made.addLayout(body)
        return made

    def _undo(self, each: "TieRow") -> QWidget | None:
        if each.kind is TieKind.SPLIT:
            return None  # merged back, it is one incident again
        merged = each.kind is TieKind.MERGED
        words = self.tr("Undo the merge with #%1") if merged else self.tr("Unlink #%1")
        button = IconButton("x", words.replace("%1", str(each.number)))
        button.clicked.connect(partial(self._untie, each))
        return button

    def _untie(self, each: "TieRow", _on: bool = False) -> None:
        if each.kind is TieKind.MERGED:
            joint.unmerge(self._seat.acts, each.number if each.back else self._number)
        else:
            joint.untie(self._seat.acts, self._number, each.number)

    def _open(self, number: int, _on: bool = False) -> None:
        self.opened.emit(number)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
