"""The incident as it stood at any minute: a slider over its life, and what was known then."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from ui.incidents.seat import Seat
from ui.incidents.word import stage_word
from ui.theme.space import XS, M, S
from ui.widgets.avatar import AvatarRow
from ui.widgets.button import Button, IconButton
from ui.widgets.pill import SeverityPill
from ui.widgets.rows import clear
from ui.widgets.text import ElidedLabel
from ui.widgets.when import clock_text, day_text, span_text

if TYPE_CHECKING:
    from app.domain.replay import State
    from ui.incidents.reads import Seen

STEP = 60  # seconds of a step of the slider
PLAYING = 350  # ms from one moment to the next while it plays


class ReplayBar(QWidget):
    """`moved` carries the moment that is looked at, None for now."""

    moved = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._seen: Seen | None = None
        self._start = self._end = seat.now()
        self._moments: list[datetime] = []
        self._build()
        self._clock = QTimer(self, interval=PLAYING)
        self._clock.timeout.connect(self.step)
        self.hide()

    def _build(self) -> None:
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Moment"))
        self.slider.setPageStep(10)
        self.slider.valueChanged.connect(self._move)
        self.play = IconButton("play", self.tr("Play from here"), on_click=self._flip)
        self.when = ElidedLabel(look="strong")
        self._state = QHBoxLayout()
        self._state.setSpacing(S)
        leave = Button(self.tr("Back to now"), "link", on_click=self.leave)
        line = QHBoxLayout()
        line.setSpacing(S)
        for part in (self.play, self.slider, self.when, leave):
            line.addWidget(part, 1 if part is self.slider else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(M, S, M, S)
        layout.setSpacing(XS)
        layout.addLayout(line)
        layout.addLayout(self._state)

    def begin(self, seen: "Seen") -> None:
        """Open at the end of an incident's life."""
        self.show()
        self.show_seen(seen)
        self.slider.setValue(self.slider.maximum())
        self.slider.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def show_seen(self, seen: "Seen") -> None:
        """The same incident later: the moment that is looked at stays."""
        from app.domain.replay import moments

        if self.isHidden():
            return
        at = self.moment()
        self._seen = seen
        self._moments = moments(seen.events)
        row = seen.detail.row
        self._start = min(self._moments, default=row.created_at)
        self._end = max(self._moments[-1:] or [row.created_at])
        if row.stage.open:
            self._end = max(self._end, self._seat.now())
        length = (self._end - self._start).total_seconds()
        self.slider.setMaximum(max(round(length / STEP + 0.5), 1))
        if at is not None:
            self._put(at)
        self._tell()

    def leave(self) -> None:
        """How it stands now."""
        self._clock.stop()
        self.hide()
        self.moved.emit(None)

    def moment(self) -> datetime | None:
        """What is looked at; None while closed."""
        if self.isHidden() or self._seen is None:
            return None
        at = self._start + timedelta(seconds=STEP * self.slider.value())
        return min(at, self._end)

    def step(self) -> None:
        """To the next minute in which something happened; stops at the end."""
        now = self.moment()
        ahead = [at for at in self._moments if now is not None and at > now]
        if not ahead:
            self._stop()
        else:
            self._put(ahead[0])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stop()

    def _put(self, at: datetime) -> None:
        seconds = (at - self._start).total_seconds()
        self.slider.setValue(-(-round(seconds) // STEP))

    def _flip(self) -> None:
        if self._clock.isActive():
            self._stop()
            return
        if self.slider.value() == self.slider.maximum():
            self.slider.setValue(0)
        self._clock.start()
        self.play.set_icon("pause")

    def _stop(self) -> None:
        self._clock.stop()
        self.play.set_icon("play")

    def _move(self, _value: int) -> None:
        at = self.moment()
        if at is not None:
            self._tell()
            self.moved.emit(at)

    def _tell(self) -> None:
        at, seen = self.moment(), self._seen
        if at is None or seen is None:
            return
        after = span_text(at - self._start)
        words = self.tr("%1 · %2 in").replace("%1", self._clock_of(at)).replace("%2", after)
        self.when.setText(words)
        self._show_state(state_at(seen, at))

    def _clock_of(self, at: datetime) -> str:
        same = (
            at.astimezone().date()
            == self._end.astimezone().date()
            == self._start.astimezone().date()
        )
        return clock_text(at) if same else f"{day_text(at, self._end)} {clock_text(at)}"

    def _show_state(self, state: "State") -> None:
        clear(self._state)
        faces = self._seat.faces
        held = [name for _, name in state.roles if name != state.owner]
        people = [faces.face(name) for name in dict.fromkeys([state.owner, *held]) if name]
        owner = faces.face(state.owner).first if state.owner else ""
        has = self.tr("%1 has it").replace("%1", owner) if owner else self.tr("Nobody has it")
        told = [stage_word(state.stage), has]
        alert, alerts = self.tr("1 alert"), self.tr("%1 alerts")
        note, notes = self.tr("1 note"), self.tr("%1 notes")
        told += [_counted(state.alerts, alert, alerts)] if state.alerts else []
        told += [_counted(state.notes, note, notes)] if state.notes else []
        self._state.addWidget(SeverityPill(state.severity))
        self._state.addWidget(ElidedLabel(" · ".join(told)))
        self._state.addWidget(AvatarRow(people, scale=1.2))
        self._state.addWidget(ElidedLabel(state.title, "muted"), 1)


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.replace("%1", str(count))


def state_at(seen: "Seen", at: datetime) -> "State":
    """From what is on the screen; nothing is asked of the database."""
    from app.domain.replay import State, standing

    row = seen.detail.row
    now = State(
        title=row.title,
        severity=row.severity,
        urgency=row.urgency,
        stage=row.stage,
        category=row.category,
        service=row.service,
        owner=row.owner,
        acknowledged=row.acknowledged,
    )
    return standing(now, [each for each in seen.events if "of" not in each.data], at)
