"""Below the action items of a review: the follow-ups they became, and the button to make them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.reviews.words import Words
from ui.theme.space import S
from ui.widgets.button import Button, IconButton
from ui.widgets.picture import Picture
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Text
from ui.widgets.when import day_text

if TYPE_CHECKING:
    from app.queries.followup import FollowupRow
    from ui.reviews.reads import Opened

ACTIONS = "action-items"


class ItemsPart(QWidget):
    """`taken`: make what is written follow-ups; `followup_wanted` carries an id."""

    taken = Signal()
    followup_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Words(self)
        self._shown: tuple[FollowupRow, ...] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self._lead = Text(self.tr("Follow-ups"), "caption")
        self.make = Button(self.tr("Make them follow-ups"), icon_name="list-checks",
                           on_click=self.taken.emit).give_way()  # fmt: skip
        layout = column(self._lead, self._lines, row(self.make, STRETCH))
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)

    def show_items(self, found: "Opened") -> None:
        """What became of them; how many lines are none yet stands on the button."""
        from app.domain.followup import items_of

        detail = found.detail
        sections = detail.sections if detail is not None else ()
        text = next((each.text for each in sections if each.key == ACTIONS), "")
        there = {each.title.casefold() for each in found.followups}
        left = [each for each in items_of(text) if each.title.casefold() not in there]
        words = self.tr("Make a follow-up of the new line")
        many = self.tr("Make follow-ups of %1 lines").replace("%1", str(len(left)))
        self.make.setText(words if len(left) == 1 else many)
        self.make.setVisible(bool(left))
        self._lead.setVisible(bool(found.followups))
        if found.followups != self._shown:
            self._shown = found.followups
            clear(self._lines)
            for each in found.followups:
                self._add(each, found)

    def _add(self, each: "FollowupRow", found: "Opened") -> None:
        sign, ink = ("circle-check", "good_text") if each.state.over else ("circle", "muted")
        late = not each.state.over and each.due_at is not None and each.due_at < found.now
        due = day_text(each.due_at, found.now) if each.due_at else ""
        parts = [self._words.followup(each.state), each.owner or self.tr("nobody yet"), due]
        parts += [ticket.shown for ticket in each.tickets if ticket.key]
        words = Text(each.title, "muted" if each.state.over else "body", wrap=True)
        said = Text(" · ".join(filter(None, parts)), "alarm" if late else "small", wrap=True)
        more = IconButton("chevron-right", self.tr("Open “%1”").replace("%1", each.title))
        more.clicked.connect(partial(self._open, each.id))
        line = row(Picture(sign, ink), column(words, said, gap=2), more)
        line.setStretch(1, 1)
        self._lines.addLayout(line)

    def _open(self, ident: int, _on: bool = False) -> None:
        self.followup_wanted.emit(ident)
