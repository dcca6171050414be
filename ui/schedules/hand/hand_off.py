"""The edge of a bar in a rotation's row is a rule: its hand-offs, or the hours it is restricted to.
Dragging one moves all that follow."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.domain import rota_edit
from app.domain.grid import Grid
from app.domain.rota import Restriction
from app.domain.rota_edit import Unfit
from app.domain.wall import face
from app.domain.window import Window
from app.domain.workspace import Handle, RotationSpec, ScheduleSpec
from ui.schedules.hand.proposal import Act, Bar, Ground, Proposal, Spot, tried
from ui.schedules.hand.words import moment_words, said
from ui.schedules.mark import tr


@dataclass(frozen=True)
class HandOff:
    """The edge (-1 begins, 1 ends) of one turn is dragged."""

    ground: Ground
    rotation: str
    person: Handle
    window: Window
    edge: int
    grabbed: datetime | None = None

    def at(self, spot: Spot) -> Proposal:
        """The rule moved as far as the hand did, on the wall clock."""
        begun = self.window.start if self.edge < 0 else self.window.end
        at = spot.at if self.grabbed is None else begun + (spot.at - self.grabbed)
        return handed_off(
            self.ground, self.rotation, self.person, self.window, self.edge,
            self.ground.snap.near(at, free=spot.free),
        )  # fmt: skip


def handed_off(
    ground: Ground, rotation: str, person: Handle, window: Window, edge: int, at: datetime
) -> Proposal:
    """The turn that ends (or begins) at an edge of `window` does so at `at`, and so do all."""
    to = Window(at, window.end) if edge < 0 else Window(window.start, at)
    old, new = wall_of(window.start if edge < 0 else window.end, ground), wall_of(at, ground)
    words = said(tr("%1: hand-off %2, was %3"), rotation, _said(at, ground),
                 _said(window.start if edge < 0 else window.end, ground))  # fmt: skip
    made = Proposal(Act.HAND_OFF, (Bar(person, to, window),), words, rotation=rotation,
                    note=tr("all hand-offs follow"))  # fmt: skip
    if not to:
        return replace(made, refusal=tr("A turn must not end before it begins."))
    return tried(made, lambda: ruled(ground.spec, rotation, old, new, edge), ground)


def ruled(
    spec: ScheduleSpec, rotation: str, old: datetime, new: datetime, edge: int
) -> ScheduleSpec:
    """The rule that gave the edge `old` (the schedule's wall clock) gives `new`. Raises Unfit."""
    found = next(each for each in spec.rotations if each.name == rotation)
    windows = tuple(_moved(each, old, new, edge) for each in found.restrictions)
    opened, grid = windows != found.restrictions, on_grid(found, old)
    if opened:
        spec = _with(spec, replace(found, restrictions=windows))
    if grid and (edge < 0 or not opened):
        return rota_edit.with_hand_off(spec, rotation, found.start + (new - old))
    if not opened:
        raise Unfit(tr("This end comes from another rule: see the rotation's panel."))
    return spec


def on_grid(rotation: RotationSpec, wall: datetime) -> bool:
    """Whether a rotation's turns begin at a time of the wall clock."""
    grid = Grid(rotation.start, rotation.unit)
    return grid.walls([grid.cell(face(wall))])[0] == face(wall)


def wall_of(at: datetime, ground: Ground) -> datetime:
    """What the schedule's clock shows."""
    return at.astimezone(ground.zone).replace(tzinfo=None)


def _moved(window: Restriction, old: datetime, new: datetime, edge: int) -> Restriction:
    """The window with the end that lies at `old` at `new`; itself where it has none there."""
    day, at = window.opens if edge < 0 else window.closes
    if at != old.time() or (day is not None and day != old.weekday()):
        return window
    if day is None and edge < 0 and new.date() != old.date() and window.days:
        raise Unfit(tr("These hours belong to their day: they cannot begin on another."))
    moved = (None if day is None else new.weekday(), new.time())
    return replace(window, opens=moved) if edge < 0 else replace(window, closes=moved)


def _with(spec: ScheduleSpec, changed: RotationSpec) -> ScheduleSpec:
    rotations = (changed if each.name == changed.name else each for each in spec.rotations)
    return replace(spec, rotations=tuple(rotations))


def _said(at: datetime, ground: Ground) -> str:
    return moment_words(at, ground.zone, True)
