"""Boards made up by hypothesis: any rota as a spec, planned from a moment near a clock change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st

from app.domain.board import Board, Member, rota_of
from app.domain.resolve import resolve
from app.domain.rota import Override, Resolved, Rota, Rotation
from app.domain.rota_edit import Held
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, RotationSpec, ScheduleSpec
from tests.domain.any_rota import PEOPLE, rotas

NAMES = {person: f"p{person}" for person in PEOPLE}
QUARTER = timedelta(minutes=15)


def spec_of(rota: Rota) -> ScheduleSpec:
    """The same rules with handles."""
    return ScheduleSpec(
        "primary",
        rota.time_zone,
        rotations=tuple(_rotation(n, each) for n, each in enumerate(rota.rotations)),
        overrides=tuple(map(_override, rota.overrides)),
    )


def board_of(spec: ScheduleSpec, window: Window, now: datetime) -> Board:
    """Everybody is active; the past is what the rules say of it."""
    people = tuple(Member(ident, name, name.title()) for ident, name in NAMES.items())
    rota = rota_of(spec, {name: ident for ident, name in NAMES.items()})
    past = resolve(rota, Window(window.start, min(max(now, window.start), window.end)))
    return Board(1, 1, spec, window, now, people, past)


@dataclass(frozen=True)
class Plan:
    """A board and what is stored."""

    board: Board
    spec: ScheduleSpec

    def crew(self, spec: ScheduleSpec, at: datetime) -> frozenset[str]:
        """Who is on call at an instant by a spec."""
        moment = Window(at, at + timedelta(microseconds=1))
        found = resolve(rota_of(spec, self.board.idents), moment)
        return frozenset(NAMES[each.person] for each in found.shifts)

    def resolved(self, spec: ScheduleSpec, window: Window) -> Resolved:
        """By the rules alone, as they would be stored."""
        return resolve(rota_of(spec, self.board.idents), window)

    def instants(self, *specs: ScheduleSpec, also: tuple[datetime, ...] = ()) -> list[datetime]:
        """Every boundary of the specs in the window, and the middles between them."""
        edges = {self.board.window.start, self.board.now, *also}
        for spec in specs:
            found = self.resolved(spec, self.board.window)
            edges |= {each.start for each in found.shifts}
            edges |= {each.window.start for each in found.gaps}
        listed = sorted(at for at in edges if at in self.board.window)
        ends = [*listed[1:], self.board.window.end]
        return sorted({*listed, *(a + (z - a) / 2 for a, z in zip(listed, ends, strict=True))})

    def shifts(self, spec: ScheduleSpec) -> list[Held]:
        """The bars ahead, as a hand could grab them."""
        ahead = Window(self.board.now, self.board.window.end)
        return [
            Held(NAMES[each.person], Window(each.start, each.end))
            for each in self.resolved(spec, ahead).shifts
            if each.end - self.board.now > timedelta(seconds=1)
        ]


@st.composite
def plans(draw: st.DrawFn, *, plain: bool = False, days: int = 0) -> Plan:
    """With `plain` no override is there yet; `days` make the window longer."""
    rota, window = draw(rotas())
    window = Window(window.start, window.end + timedelta(days=days))
    spec = spec_of(rota if not plain else Rota(rota.time_zone, rota.rotations))
    part = draw(st.sampled_from([0, 0, 0.3, 0.7]))
    now = window.start + part * window.length
    now += draw(st.sampled_from([0, 1])) * timedelta(microseconds=300_000)
    return Plan(board_of(spec, window, now), spec)


@st.composite
def windows(draw: st.DrawFn, plan: Plan) -> Window:
    """Within the board or across its edges, in quarters of an hour and odd seconds."""
    around = plan.board.window
    quarters = int(around.length / QUARTER)
    start = around.start + draw(st.integers(-8, quarters)) * QUARTER
    start = (start + timedelta(seconds=draw(st.sampled_from([0, 0, 7])))).replace(microsecond=0)
    return Window(start, start + draw(st.integers(1, max(quarters, 2))) * QUARTER)


def _rotation(number: int, each: Rotation) -> RotationSpec:
    return RotationSpec(
        name=f"{number}",
        start=each.start,
        unit=each.unit,
        people=tuple(tuple(NAMES[person] for person in slot) for slot in each.people),
        every=each.every,
        layer=each.layer,
        until=each.until,
        turns=each.turns,
        restrictions=each.restrictions,
    )


def _override(each: Override) -> OverrideSpec:
    people = tuple(NAMES[person] for person in each.people)
    out = tuple(NAMES[person] for person in each.out)
    return OverrideSpec(each.kind, each.window.start, each.window.end, people, out)
