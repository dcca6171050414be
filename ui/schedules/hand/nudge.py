"""Bars moved and stretched by keys: one run of presses is one step of the draft."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from app.domain.rota_edit import Held
from app.domain.window import Window
from app.domain.workspace import ScheduleSpec
from ui.schedules.hand.acts import Acts, Asked
from ui.schedules.hand.desk import held_of
from ui.schedules.hand.gesture import LEAST, moved, resized
from ui.schedules.hand.hand_off import handed_off
from ui.schedules.hand.proposal import Ground, Proposal
from ui.schedules.hand.snap import shifted, stepped
from ui.schedules.mark import LAYER, Mark

Chosen = Callable[[], "Mark | None"]
Choose = Callable[[Asked, str, Window], None]


@dataclass(frozen=True)
class Run:
    """Presses of one kind on one bar: from where they began to where they are."""

    way: str
    origin: ScheduleSpec
    held: Held
    to: Window
    step: object
    result: ScheduleSpec | None = None
    mark: Mark | None = None


class Nudge:
    """`chosen` tells which bar is chosen, `choose` chooses somebody's bar in a window."""

    def __init__(self, acts: Acts, chosen: Chosen, choose: Choose) -> None:
        self._acts, self._chosen, self._choose = acts, chosen, choose
        self._run: Run | None = None
        self.shown: Callable[[Ground, Proposal, Asked], None] = lambda *_: None

    def press(self, asked: Asked, way: str, by: int) -> None:
        """One step: `way` is move, start or end; `by` is -1 or 1."""
        ground = self._acts.ground(asked)
        if ground is None:
            return
        held = held_of(asked.mark)
        if held is None:
            self._acts.desk.refuse(self._acts.why_not(asked, ground))
            return
        run = self._going(way, ground) or Run(way, ground.spec, held, held.window, object())
        to = _stepped(run, by, ground.snap.step, ground)
        first = replace(ground, spec=run.origin)
        proposal = _proposal(first, run, asked, to)
        if self._apply(proposal, first, run, to, ground):
            result = self._acts.desk.drafting.drafted(ground.board.schedule_id)
            self._choose(asked, run.held.person, to)
            self._run = replace(run, to=to, result=result, mark=self._chosen())
            self.shown(first, proposal, asked)

    def _going(self, way: str, ground: Ground) -> Run | None:
        """The run that this press goes on with."""
        run = self._run
        if run is None or run.way != way or run.mark is None or run.mark != self._chosen():
            return None
        return run if run.result is ground.spec else None

    def _apply(
        self, proposal: Proposal, first: Ground, run: Run, to: Window, ground: Ground
    ) -> bool:
        if to == run.held.window and run.result is not None:
            schedule = ground.board.schedule_id
            return self._acts.desk.drafting.apply("", run.origin, schedule, step=run.step)
        return self._acts.desk.apply(proposal, first, step=run.step)


def _stepped(run: Run, by: int, step: timedelta, ground: Ground) -> Window:
    to, zone = run.to, ground.zone
    if run.way == "move":
        return shifted(run.held.window, stepped(to.start, by, step, zone), zone)
    if run.way == "start":
        return Window(min(stepped(to.start, by, step, zone), to.end - LEAST), to.end)
    return Window(to.start, max(stepped(to.end, by, step, zone), to.start + LEAST))


def _proposal(ground: Ground, run: Run, asked: Asked, to: Window) -> Proposal:
    if asked.row.kind == LAYER:
        edge = 1 if run.way == "end" else -1
        window = run.held.window
        at = to.end if edge > 0 else to.start
        return handed_off(ground, asked.row.rotation, run.held.person, window, edge, at)
    return moved(ground, run.held, to) if run.way == "move" else resized(ground, run.held, to)
