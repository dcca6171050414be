"""A draft: edits of one schedule that gather, with undo and redo, until they are published."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.workspace import ScheduleSpec


@dataclass(frozen=True)
class Step:
    """One edit: what it was, in a few words, and what the schedule is after it."""

    words: str
    spec: ScheduleSpec


@dataclass(frozen=True)
class Draft:
    """`base` is what was stored (as version `seen`) when the draft began; `at` counts the steps
    that are done, the others can be done again."""

    base: ScheduleSpec
    seen: int
    steps: Sequence[Step] = ()
    at: int = 0

    @property
    def spec(self) -> ScheduleSpec:
        """The schedule as it would be."""
        return self.steps[self.at - 1].spec if self.at else self.base

    @property
    def changed(self) -> bool:
        """Whether publishing would change anything."""
        return self.spec != self.base

    @property
    def undoable(self) -> str:
        """The words of the step that undo takes back; empty when there is none."""
        return self.steps[self.at - 1].words if self.at else ""

    @property
    def redoable(self) -> str:
        """The words of the step that redo does again; empty when there is none."""
        return self.steps[self.at].words if self.at < len(self.steps) else ""

    def did(self, words: str, spec: ScheduleSpec) -> "Draft":
        """One more step; those that were taken back are gone. Nothing for an edit that changes
        nothing."""
        if spec == self.spec:
            return self
        steps = (*self.steps[: self.at], Step(words, spec))
        return replace(self, steps=steps, at=len(steps))

    def undone(self) -> "Draft":
        """One step back, if there is one."""
        return replace(self, at=max(0, self.at - 1))

    def redone(self) -> "Draft":
        """One step forward again, if there is one."""
        return replace(self, at=min(len(self.steps), self.at + 1))
