"""The middle of an incident's page: the picture, the filter chips, the timeline, one selection."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import PageState
from ui.incidents.lane import extent, spans, steps_of, told_pages
from ui.incidents.lanes import LanesView
from ui.incidents.line_acts import LineActs
from ui.incidents.pin_strip import PinStrip
from ui.incidents.replay_bar import ReplayBar
from ui.incidents.seat import Seat
from ui.incidents.timeline_table import TimelineTable
from ui.incidents.timeline_view import TimelineView
from ui.incidents.word import page_mark
from ui.theme import fonts
from ui.theme.space import XS, M, S
from ui.widgets.button import IconButton
from ui.widgets.chip import ChipBar, MenuChip
from ui.widgets.flow import held
from ui.widgets.rows import STRETCH, row
from ui.widgets.search import SearchField
from ui.widgets.text import Line, Text
from ui.widgets.when import clock_text

if TYPE_CHECKING:
    from datetime import datetime

    from ui.incidents.reads import Seen

LATER = 5_000  # ms after which the line of now moves on


class TimelinePanel(QWidget):
    """Everything that happened, twice: to see and to read. `caught_up`: a summary is wanted."""

    caught_up = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._seen: Seen | None = None
        self._number = 0
        self._build()
        self._clock = QTimer(self, interval=LATER)
        self._clock.timeout.connect(self._move_on)
        seat.faces.changed.connect(self._again)

    def _build(self) -> None:
        self.lanes = LanesView()
        self.table = TimelineTable(self._seat.now, self)
        self.view = TimelineView(self.table)
        self.view.setMinimumHeight(fonts.em() * 2)  # Qt would ask for more than a low page has
        self.chips = ChipBar(exclusive=True, gap=XS)
        self.chips.setAccessibleName(self.tr("Filter the timeline"))
        words = {
            "": self.tr("All"),
            "alerts": self.tr("Alerts"),
            "people": self.tr("People"),
            "pages": self.tr("Pages"),
            "status": self.tr("Status"),
            "notes": self.tr("Notes"),
        }
        for key, text in words.items():
            self.chips.add(key, text, on=not key)
        self.chips.changed.connect(self._filter)
        self.short = MenuChip(words.pop(""), many=False)
        self.short.set_choices(list(words.items()))
        self.short.changed.connect(self._filter_short)
        self.short.hide()
        self._nothing = Text(self.tr("Nothing of this kind yet."), "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        self.search = SearchField(self.tr("Search the timeline"))
        self.search.setAccessibleName(self.tr("Search the timeline"))
        self.search.searched.connect(self._search)
        self.search.hide()
        self.pins = PinStrip(self._seat)
        self.acts = LineActs(self._seat, self.view)
        self.view.acting = self.acts.fill
        self.view.file_wanted.connect(self.acts.get)
        self.pins.opened.connect(self.view.reveal)
        self.pins.dropped.connect(partial(self.acts.pin, on=False))
        self.replay = ReplayBar(self._seat)
        self.replay.moved.connect(self._look_back)
        tools = (
            IconButton("search", self.tr("Search the timeline"), on_click=self.look_up),
            IconButton("history", self.tr("How it stood at any minute"), on_click=self._replay),
            IconButton("sparkles", self.tr("Catch up (U)"), on_click=self.caught_up.emit),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.lanes)
        layout.addWidget(Line())
        layout.addWidget(self.replay)
        self.tools = held(
            row(self.chips, self.short, STRETCH, *tools, gap=0, margins=(M, S + 2, S, XS))
        )
        layout.addWidget(self.tools)
        layout.addLayout(row(self.search, margins=(M, 0, M, 0)))
        layout.addWidget(self.pins)
        layout.addWidget(self._nothing)
        layout.addWidget(self.view, 1)
        self.lanes.picked.connect(self.view.reveal)
        self.lanes.picked.connect(self._match_chips)
        self.view.picked.connect(self.lanes.choose)

    def show_seen(self, seen: "Seen") -> None:
        """Another incident begins at its end; the same one keeps its place."""
        self._seen = seen
        name, ends = self._seat.faces.name, self._ends(seen)
        if seen.detail.row.number == self._number:
            self.table.show(seen.told or seen.events, name, ends)
        else:
            self._number = seen.detail.row.number
            self.table.begin(seen.told or seen.events, name, ends)
            self.lanes.choose(0)
            self.lanes.fit()
            self.replay.leave()
            self.search.clear()
            self.search.hide()
        self.replay.show_seen(seen)
        self.pins.show_seen(seen)
        self.acts.show_seen(seen)
        self._tell_nothing()
        self._paint_lanes()

    def make_low(self, low: bool, *, lowest: bool = False) -> None:
        """In a low window: no picture, and the filters as a menu; the lines have their room. In
        the lowest one no tools either."""
        self.tools.setVisible(not lowest)
        self.lanes.setVisible(not low)
        self.chips.setVisible(not low)
        self.short.setVisible(low)

    def look_up(self) -> None:
        """A field to search the timeline, or away with it."""
        if self.search.isVisible():
            self.search.clear()
            self.search.hide()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.search.show()
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _search(self, words: str) -> None:
        self.table.search(words)
        self._tell_nothing()

    def _replay(self) -> None:
        if self.replay.isVisible():
            self.replay.leave()
        elif self._seen is not None:
            self.replay.begin(self._seen)

    def _look_back(self, at: "datetime | None") -> None:
        """Only what was written down by then."""
        self.table.look_back(at)
        self.lanes.call_now(clock_text(at) if at is not None else "")
        self._paint_lanes()
        self._tell_nothing()

    def told(self) -> str:
        """The whole timeline as text."""
        return self.table.told(range(self.table.rowCount()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _ends(self, seen: "Seen") -> dict[int, str]:
        """What became of the pages of each notification, by the event that tells of it."""
        told, ends = told_pages(seen.events), dict[int, str]()
        for page in seen.detail.pages:
            event = told.get(steps_of(page), 0)
            word = page_mark(page.state).word
            if event and page.state not in (PageState.DUE, PageState.CANCELLED):
                ends[event] = f"{ends[event]}, {word}" if event in ends else word
        return ends

    def _move_on(self) -> None:
        if self._seen is not None and self._seen.detail.row.stage.open:
            self._paint_lanes()

    def _paint_lanes(self) -> None:
        if self._seen is None:
            return
        now, detail = self._seat.now(), self._seen.detail
        marks = spans(detail, self._seen.events, self._seat.faces.face, now)
        if back := self.replay.moment():
            marks = [mark for mark in marks if mark.start <= back]
        current = self.replay.moment() or (now if detail.row.stage.open else None)
        self.lanes.show_spans(marks, extent(detail, marks, now), current)

    def _again(self) -> None:
        if self._seen is not None:
            self.show_seen(self._seen)
            self.table.renew()

    def _filter(self) -> None:
        self.table.filter(str(self.chips.on()[0]))
        self._match_short()
        self._tell_nothing()

    def _filter_short(self) -> None:
        self.chips.turn(str(next(iter(self.short.value()), "")))
        self._filter()

    def _match_short(self) -> None:
        self.short.set_value([self.table.group] if self.table.group else [])

    def _match_chips(self, _event: int) -> None:
        """A click in the picture may have opened the filter."""
        self.chips.turn(self.table.group)
        self._match_short()
        self._tell_nothing()

    def _tell_nothing(self) -> None:
        self._nothing.setVisible(self.table.rowCount() == 0)
