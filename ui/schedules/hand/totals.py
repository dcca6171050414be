"""Who carries how much, told beside the grid while something is still in the hand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.schedules.hand.drag import Drag

if TYPE_CHECKING:
    from app.domain.workspace import ScheduleSpec
    from ui.schedules.page import SchedulesPage

REST = 50  # ms that the hand rests in a place: figures that change at every frame are not read


class Totals(QObject):
    """Follows a drag; when it ends, the figures are those of the draft again."""

    def __init__(self, page: "SchedulesPage", drag: Drag) -> None:
        super().__init__(page)
        self._page = page
        self._wanted: tuple[int, ScheduleSpec | None] = (0, None)
        self._told: ScheduleSpec | None = None
        self._clock = QTimer(self, singleShot=True, interval=REST)
        self._clock.timeout.connect(self._tell)
        drag.proposed.connect(self._hear)

    def _hear(self, schedule: int, spec: "ScheduleSpec | None") -> None:
        if schedule != self._wanted[0] or spec is not self._wanted[1]:
            self._wanted = schedule, spec
            self._clock.start()

    def _tell(self) -> None:
        schedule, spec = self._wanted
        seen = self._page.seen
        if spec is self._told or seen is None or not seen.boards:
            return
        self._told = spec
        plans = [self._page.plan(each.schedule_id) for each in seen.boards]
        if spec is not None:
            plans = [
                each.edited(spec) if each.board.schedule_id == schedule else each for each in plans
            ]
        self._page.carried.show_plans(plans, seen.window)
