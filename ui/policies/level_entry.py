"""One level of a policy while it is edited: whom it calls, how long it waits, how it picks."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.kinds import Ack, Pick
from ui.policies.step import Rail
from ui.policies.targets import TargetsField
from ui.theme import fonts
from ui.theme.space import XS, L, M, S
from ui.widgets.button import IconButton
from ui.widgets.duration import DurationField, NumberField
from ui.widgets.flow import flow, held
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.workspace import LevelSpec
    from ui.policies.targets import Offer


class LevelEntry(QWidget):
    """`moved` carries -1 (up) or 1 (down)."""

    changed = Signal()
    moved = Signal(int)
    dropped = Signal()

    def __init__(self, level: "LevelSpec", offer: "Offer", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build(offer)
        self._show(level)
        self.targets.changed.connect(self._tell)
        self.wait.textEdited.connect(self._tell)
        self.retry.valueChanged.connect(self._tell)
        self.pick.currentIndexChanged.connect(self._tell)
        self.ack.currentIndexChanged.connect(self._tell)

    def _build(self, offer: "Offer") -> None:
        self.title = Text(look="strong")
        self.up = IconButton("chevron-up", self.tr("Move up"), on_click=self._move_up)
        self.down = IconButton("chevron-down", self.tr("Move down"), on_click=self._move_down)
        self.drop = IconButton("x", self.tr("Take this level out"), on_click=self.dropped.emit)
        self.targets = TargetsField(offer)
        self.wait, self.retry = DurationField(), NumberField(0, 0, 100)
        self.wait.setFixedWidth(fonts.em() * 6)
        self.retry.setFixedWidth(fonts.em() * 5)
        self.wait.setAccessibleName(self.tr("Wait"))
        self.retry.setAccessibleName(self.tr("Call again so many times"))
        self.pick, self.ack = DropDown(), DropDown()
        self.pick.setAccessibleName(self.tr("Whom of them"))
        self.ack.setAccessibleName(self.tr("Whose answer is enough"))
        self.pick.fill([
            (Pick.ALL, self.tr("call everybody")),
            (Pick.ROUND_ROBIN, self.tr("call one, in turn")),
            (Pick.RANDOM, self.tr("call one, by chance")),
        ])  # fmt: skip
        self.ack.fill([
            (Ack.FIRST, self.tr("one answer is enough")),
            (Ack.ALL, self.tr("all must answer")),
        ])  # fmt: skip
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        self._rail = Rail(1, last=False)
        body = QVBoxLayout()
        body.setContentsMargins(0, XS, 0, L)
        body.setSpacing(S)
        body.addLayout(row(self.title, STRETCH, self.up, self.down, self.drop, gap=0))
        body.addWidget(self.targets)
        body.addLayout(flow(self.pick, self.ack))
        waits = (Text(self.tr("Wait"), "muted"), self.wait,
                 Text(self.tr("for an answer, then call again"), "muted"),
                 held(row(self.retry, Text(self.tr("times"), "muted"))))  # fmt: skip
        body.addLayout(flow(*waits))
        body.addWidget(self.error)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        layout.addWidget(self._rail)
        layout.addLayout(body, 1)

    def place(self, number: int, count: int) -> None:
        """Where it stands, from 1."""
        name = self.tr("Level %1").replace("%1", str(number))
        self.title.setText(name)
        self.setAccessibleName(name)
        self._rail.show_number(number)
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)

    def spec(self) -> "LevelSpec":
        """What the fields say; an empty wait is none at all."""
        from app.domain.workspace import LevelSpec

        pick, ack = Pick(str(self.pick.value())), Ack(str(self.ack.value()))
        wait = self.wait.value() or timedelta()
        return LevelSpec(self.targets.specs(), wait, self.retry.value(), pick, ack)

    def wrong(self) -> str:
        """What cannot be taken as it is."""
        if not self.wait.text().strip() or not self.wait.valid():
            return self.tr("How long is waited? Write it such as 5m, 90s or 1h.")
        return ""

    def complain(self, sentence: str) -> None:
        """Say what is wrong; nothing takes it back."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _show(self, level: "LevelSpec") -> None:
        self.targets.show_specs(level.notify)
        self.wait.set_value(level.wait)
        self.retry.setValue(level.retry)
        self.pick.set_value(level.pick)
        self.ack.set_value(level.ack)

    def _move_up(self) -> None:
        self.moved.emit(-1)

    def _move_down(self) -> None:
        self.moved.emit(1)

    def _tell(self, _: object = None) -> None:
        self.changed.emit()
