"""Beside the grid: what waits for you, all requests, and the pager."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language.times import clock
from ui.schedules.between import words
from ui.schedules.hand.words import said
from ui.schedules.mark import tr
from ui.theme.space import XS, L, M, S
from ui.widgets.avatar import Avatar
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.menu import Menu
from ui.widgets.rows import clear, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.pager import Taken
    from app.queries.request import RequestRow
    from app.queries.rota import OnCall
    from ui.schedules.between.reads import Among

MOST = 1  # requests that are told here; the others are in the sheet
LENGTHS = (30, 60, 120, 240, 480)  # minutes


class SidePanel(Card):
    """`opened` asks for the sheet; `taken` carries a schedule and a length, `given_back` a
    schedule."""

    opened = Signal()
    taken = Signal(int, object)
    given_back = Signal(int)
    replan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=L - 2, gap=M, parent=parent)
        self.section.set_title(self.tr("Between people"))
        self.setAccessibleName(self.tr("Between people"))
        self._box = QVBoxLayout()
        self._box.setSpacing(M)
        self.body.addLayout(self._box)
        self.requests = Button(self.tr("Requests"), icon_name="shuffle")
        self.requests.clicked.connect(self.opened)
        self.pager = Button(self.tr("Take the pager"), icon_name="bell-ring")
        self.menu = Menu(parent=self.pager)
        self.pager.set_menu(self.menu)
        self.replan = Button(self.tr("In your time off: %1"), icon_name="calendar-clock")
        self.replan.clicked.connect(self.replan_wanted)
        self.replan.hide()
        for each in (self.replan, self.pager, self.requests):
            self.body.addWidget(each.give_way())

    def show_among(
        self, seen: "Among", me: int | None, zone: ZoneInfo, schedules: Sequence[int]
    ) -> None:
        """What there is now; the pagers of these schedules can be taken."""
        clear(self._box)
        waiting = [each for each in seen.open if each.waits]
        for each in waiting[:MOST]:
            self._box.addLayout(_told(each, me, zone))
        for one in seen.taken:
            self._box.addLayout(self._held(one, zone))
        self.pager.setVisible(not seen.taken)
        self.requests.setText(self._counted(len(seen.open)))
        self.requests.set_kind("primary" if waiting else "plain")
        self.requests.set_icon("shuffle")  # in the ink of its kind
        self.replan.setVisible(bool(seen.touched))
        self.replan.setText(self.tr("In your time off: %1").replace("%1", str(seen.touched)))
        self.replan.setToolTip(self.tr("Shifts of yours that lie in your time off: re-plan them"))
        self.pager.setEnabled(me is not None)
        self.pager.setToolTip("" if me is not None else self.tr("Say first who you are."))
        self._fill([each for each in seen.duties if each.schedule_id in schedules])

    def _counted(self, count: int) -> str:
        return f"{self.tr('Requests')} {count}" if count else self.tr("Requests")

    def _held(self, one: "Taken", zone: ZoneInfo) -> QVBoxLayout:
        told = said(
            tr("You have the pager of %1 until %2"),
            one.schedule,
            clock(one.until.astimezone(zone)),
        )
        give = partial(self.given_back.emit, one.schedule_id)
        return column(
            Text(told, "strong", wrap=True),
            Button(self.tr("Give it back"), on_click=give).give_way(),
        )

    def _fill(self, duties: "Sequence[OnCall]") -> None:
        self.menu.clear()
        for duty in duties:
            menu = self.menu
            if len(duties) > 1:
                menu = Menu(duty.schedule, self.menu)
                self.menu.addMenu(menu)
            for minutes in LENGTHS:
                length = timedelta(minutes=minutes)
                menu.add(length_words(length), partial(self.taken.emit, duty.schedule_id, length))


def length_words(length: timedelta) -> str:
    """for 30 minutes, for 1 hour, for 4 hours."""
    minutes = length // timedelta(minutes=1)
    if minutes < 60:
        return said(tr("for %1 minutes"), str(minutes))
    return said(tr("for 1 hour")) if minutes == 60 else said(tr("for %1 hours"), str(minutes // 60))


def _told(request: "RequestRow", me: int | None, zone: ZoneInfo) -> QVBoxLayout:
    title = Text(words.headline(request, me), "strong", wrap=True)
    when = Text(words.when(request, zone), "small", wrap=True)
    head = row(Avatar(words.face(request.holder), 1.3), title, gap=S)
    head.setStretch(1, 1)
    when.setToolTip(request.schedule)
    return column(head, when, gap=XS)
