"""One schedule as it is shown: its board, the draft of its rules, and what they come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ui.schedules.faces import faces_by_id
from ui.widgets.avatar import Face

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.rota import PersonId, Resolved, Rota, Shift
    from app.domain.window import Window
    from app.domain.workspace import ScheduleSpec


@dataclass(frozen=True)
class Plan:
    """Everything over the board's window, worked out once, when it is asked for."""

    board: "Board"
    spec: "ScheduleSpec"

    def edited(self, spec: "ScheduleSpec") -> "Plan":
        """The same board with other rules; what the rotations give stays where they do."""
        made = replace(self, spec=spec)
        made.__dict__["faces"] = self.faces
        if spec.rotations == self.spec.rotations and spec.time_zone == self.spec.time_zone:
            made.__dict__["layers"] = self.layers
            made.__dict__["bare"] = self.bare
        return made

    @cached_property
    def faces(self) -> Mapping[int, Face]:
        """Everybody by id."""
        return faces_by_id(self.board)

    @cached_property
    def final(self) -> "Resolved":
        """What paging uses, and used."""
        return self.board.resolved(self.spec)

    @cached_property
    def stints(self) -> "tuple[Shift, ...]":
        """The same as bars: what one person serves without a break is one, whoever gave it; then
        the source names both."""
        return tuple(_joined(self.final.shifts))

    @cached_property
    def layers(self) -> "tuple[Resolved, ...]":
        """What each rotation gives by itself, in their order."""
        from app.domain.resolve import layer_shifts

        return layer_shifts(self._rota, self.board.window)

    @cached_property
    def bare(self) -> "Resolved":
        """What the rotations come to without any override."""
        from app.domain.resolve import resolve

        return resolve(replace(self._rota, overrides=()), self.board.window)

    @property
    def _rota(self) -> "Rota":
        from app.domain.board import rota_of

        return rota_of(self.spec, self.board.idents)

    def within(self, window: "Window") -> "Resolved":
        """What paging uses, cut to a window inside the board's."""
        return self.board.resolved(self.spec, window)


def _joined(shifts: "Iterable[Shift]") -> "list[Shift]":
    """By start; those of one person that adjoin are one."""
    found: list[Shift] = []
    last: dict[PersonId, int] = {}
    for each in shifts:
        at = last.get(each.person)
        if at is not None and found[at].end == each.start:
            sources = dict.fromkeys([*found[at].source.split(" + "), each.source])
            found[at] = found[at]._replace(end=each.end, source=" + ".join(sources))
        else:
            last[each.person] = len(found)
            found.append(each)
    return found
