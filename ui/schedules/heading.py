"""What stands above the grid: which schedules, which days, how much at once, whose clock, rows."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.schedules.choice_button import ChoiceButton
from ui.schedules.reads import ALL
from ui.schedules.rows import By
from ui.schedules.schedule_menu import ScheduleMenu
from ui.schedules.span import Kind, span_text
from ui.schedules.zone_button import ZoneButton
from ui.widgets.button import Button, IconButton
from ui.widgets.chip import ChipBar
from ui.widgets.choices import Choice
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.schedules.reads import Asked, Seen
    from ui.widgets.page import PageHead

WIDE = 66  # lines of text wide: from there on all of it stands in one row


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
        self.arrange(True)

    def _connect(self) -> None:
        self.schedules.chosen.connect(self._take)
        self.chips.changed.connect(self._tell)
        self.zone.chosen.connect(self._tell)
        self.by.chosen.connect(self._tell)

    def arrange(self, wide: bool) -> None:
        """All in one row, or the switches in a second."""
        if wide == self._wide:
            return
        self._wide = wide
        if wide:
            self._head.add(self.chips, 1)
            self._head.add_action(self._tail)
        else:
            self._second.addWidget(self.chips, 1)
            self._second.addWidget(self._tail)
        self.second.setVisible(not wide)

    def show_seen(self, seen: "Seen", asked: "Asked") -> None:
        """What is shown, without a signal."""
        one = asked.schedules == ALL and len(seen.choices) > 1
        self.ids = ALL if one else tuple(each.schedule_id for each in seen.boards)
        self.schedules.show_choices(seen.choices, self.ids)
        self.title.setText(span_text(seen.span))
        theirs = seen.boards[0].stored.time_zone if seen.boards else seen.mine
        self.zone.show_zones(asked.zone, theirs, seen.mine)
        self.chips.turn(asked.kind)

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
