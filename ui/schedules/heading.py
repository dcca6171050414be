"""What stands above the grid: which schedules, which days, how much at once, whose clock, rows."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from ui.schedules.choice_button import ChoiceButton
from ui.schedules.reads import ALL
from ui.schedules.rows import By
from ui.schedules.schedule_menu import ScheduleMenu
from ui.schedules.span import Kind, Span, span_text
from ui.schedules.zone_button import ZoneButton
from ui.theme.space import M, S
from ui.widgets.button import Button, IconButton
from ui.widgets.chip import ChipBar
from ui.widgets.choices import Choice
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.schedules.reads import Asked, Seen
    from ui.widgets.page import PageHead

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class Heading(QObject):
    """`leafed` carries -1, 1, or 0 for today; `changed` when anything else is chosen."""

    leafed = Signal(int)
    changed = Signal()

    def __init__(self, head: "PageHead", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._head = head
        self.schedules, self.ids = ScheduleMenu(), tuple[int, ...]()
        self.back = IconButton("chevron-left", self.tr("Earlier"), on_click=partial(self._leaf, -1))
        self.ahead = IconButton("chevron-right", self.tr("Later"), on_click=partial(self._leaf, 1))
        self.today = Button(self.tr("Today"), on_click=partial(self._leaf, 0))
        self.title = Text(look="heading")
        self.chips = ChipBar(exclusive=True)
        self.zone = ZoneButton()
        self.by = ChoiceButton(self.tr("Rows"), self.tr("What a row of the grid is"))
        self.second = QWidget()  # the row below, where the window is narrow
        self._wide: bool | None = None
        self._span: Span | None = None
        self._room = 0
        self._build()
        self._connect()

    def _build(self) -> None:
        for kind, words in (
            (Kind.WEEK, self.tr("Week")),
            (Kind.FORTNIGHT, self.tr("2 weeks")),
            (Kind.MONTH, self.tr("Month")),
            (Kind.QUARTER, self.tr("Quarter")),
        ):
            self.chips.add(kind, words, on=kind is Kind.WEEK)
        self.by.set_choices(
            [
                Choice(By.LAYERS, self.tr("Layers"), icon="layers"),
                Choice(By.PEOPLE, self.tr("People"), icon="users"),
            ]
        )
        self.by.set_value(By.LAYERS)
        for button in (self.schedules, self.today):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._lead, self._tail = QWidget(), QWidget()
        steps = row(self.back, self.today, self.ahead)
        self._lead.setLayout(row(self.schedules, steps, self.title, STRETCH))
        self._tail.setLayout(row(self.zone, self.by))
        self._second = row(margins=(0, 0, 0, 0))
        self.second.setLayout(self._second)
        self._head.add(self._lead)
        self._chip_slot, self._tail_slot = row(), row()
        self._head.add(_holding(self._chip_slot), 1)
        self._head.add_action(_holding(self._tail_slot))
        self._arrange(True)

    def _connect(self) -> None:
        self.schedules.chosen.connect(self._take)
        self.chips.changed.connect(self._tell)
        self.zone.chosen.connect(self._tell)
        self.by.chosen.connect(self._tell)

    def fit(self, room: int) -> None:
        """All in one row where there is room, if need be with short words; or in two rows, if need
        be without the page's name."""
        self._room = room
        self._head.title.show()
        self._dress(short=False)
        if self._needed() > room:
            self._dress(short=True)
        self._arrange(self._needed() <= room)
        if not self._wide:
            self._dress(short=False)
            self._dress(short=self._first_row() > room)
            self._head.title.setVisible(self._first_row() <= room)

    def refit(self) -> None:
        """After a page action came or went."""
        self.fit(self._room)

    def _dress(self, *, short: bool) -> None:
        """Months in short, and page actions as icons only."""
        if self._span is not None:
            self.title.setText(span_text(self._span, short=short))
            self.title.setToolTip(span_text(self._span))
        for button in self._head.findChildren(Button):
            if not button.icon().isNull() and not self._lead.isAncestorOf(button):
                words = button.property("words") or button.text()
                button.setProperty("words", words)
                button.setAccessibleName(words)
                button.setText("" if short else words)

    def _needed(self) -> int:
        """The width of everything in one row."""
        chips = [self.chips.chip(kind).sizeHint().width() + S for kind in Kind]
        return self._first_row() + sum(chips) + self._tail.sizeHint().width() + M

    def _first_row(self) -> int:
        """The width of what stays in it where there are two."""
        others = [
            each.sizeHint().width() + S
            for each in self._head.findChildren(Button, options=DIRECT)
            if not each.isHidden()
        ]
        ours = self._lead.sizeHint().width() + self._head.title.sizeHint().width()
        return ours + sum(others) + 3 * M

    def _arrange(self, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        (self._chip_slot if wide else self._second).addWidget(self.chips, 1)
        (self._tail_slot if wide else self._second).addWidget(self._tail)
        self.second.setVisible(not wide)

    def show_seen(self, seen: "Seen", asked: "Asked") -> None:
        """What is shown, without a signal."""
        one = asked.schedules == ALL and len(seen.choices) > 1
        self.ids = ALL if one else tuple(each.schedule_id for each in seen.boards)
        self.schedules.show_choices(seen.choices, self.ids)
        self._span = seen.span
        theirs = seen.boards[0].stored.time_zone if seen.boards else seen.mine
        self.zone.show_zones(asked.zone, theirs, seen.mine)
        self.chips.turn(asked.kind)
        self.fit(self._room)

    def choose_rows(self, by: By) -> None:
        """Without a signal."""
        self.by.set_value(by)

    @property
    def kind(self) -> Kind:
        """How much is seen at once."""
        return Kind(str(self.chips.on()[0]))

    @property
    def zone_key(self) -> str:
        """`schedule`, `mine` or an IANA name."""
        return str(self.zone.value())

    def hide_all(self, hidden: bool) -> None:
        """Where there is no schedule there is nothing to choose."""
        for part in (self._lead, self.chips, self._tail):
            part.setVisible(not hidden)

    def _leaf(self, by: int) -> None:
        self.leafed.emit(by)

    def _take(self, ids: tuple[int, ...]) -> None:
        self.ids = ids
        self.changed.emit()

    def _tell(self, *_: object) -> None:
        self.changed.emit()


def _holding(layout: QLayout) -> QWidget:
    """A place that stays where it is while what it holds comes and goes."""
    made = QWidget()
    made.setLayout(layout)
    return made
