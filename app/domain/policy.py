"""An escalation policy as a value: whom it notifies, in what order. Everything is known by its id,
so the JSON of it can be frozen into an incident and outlive the policy's later edits."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from app.domain.branch import ALWAYS, Hours
from models.kinds import Ack, Pick, TargetKind


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a level notifies."""

    kind: TargetKind
    id: int

    def json(self) -> dict[str, Any]:
        """Plain JSON; `of` is the way back."""
        return {"kind": self.kind.value, "id": self.id}

    @classmethod
    def of(cls, said: dict[str, Any]) -> Self:
        """Raises KeyError, ValueError or TypeError when it is not what `json` gave."""
        return cls(TargetKind(said["kind"]), int(said["id"]))


@dataclass(frozen=True, slots=True)
class Level:
    """One step: notified `1 + retry` times in a round, `wait` apart, before the next level is."""

    id: int
    targets: tuple[Target, ...]
    wait: timedelta
    retry: int = 0
    pick: Pick = Pick.ALL
    ack: Ack = Ack.FIRST

    def json(self) -> dict[str, Any]:
        """Plain JSON; `of` is the way back."""
        return {
            "id": self.id,
            "targets": [target.json() for target in self.targets],
            "wait_s": int(self.wait.total_seconds()),
            "retry": self.retry,
            "pick": self.pick.value,
            "ack": self.ack.value,
        }

    @classmethod
    def of(cls, said: dict[str, Any]) -> Self:
        """Raises KeyError, ValueError or TypeError when it is not what `json` gave."""
        return cls(
            id=int(said["id"]),
            targets=tuple(Target.of(each) for each in said["targets"]),
            wait=timedelta(seconds=said["wait_s"]),
            retry=int(said["retry"]),
            pick=Pick(said["pick"]),
            ack=Ack(said["ack"]),
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """Levels in order, walked through in `1 + repeat` rounds, then the last resort. Low urgency
    pages only in its `hours`; `remind` after the last news an acknowledged incident pages again
    (None: never). `way` names the policies whose branches led here."""

    id: int
    name: str
    levels: tuple[Level, ...]
    repeat: int = 0
    last_resort: tuple[Target, ...] = ()
    hours: Hours = ALWAYS
    remind: timedelta | None = None
    way: tuple[str, ...] = ()

    @property
    def rounds(self) -> int:
        """How often the levels are walked through."""
        return 1 + self.repeat

    def json(self) -> dict[str, Any]:
        """Plain JSON; `of` is the way back."""
        return {
            "id": self.id,
            "name": self.name,
            "levels": [level.json() for level in self.levels],
            "repeat": self.repeat,
            "last_resort": [target.json() for target in self.last_resort],
            "hours": self.hours.json(),
            "remind_s": int(self.remind.total_seconds()) if self.remind else None,
            "way": list(self.way),
        }

    @classmethod
    def of(cls, said: dict[str, Any]) -> Self:
        """Raises KeyError, ValueError or TypeError when it is not what `json` gave, now or by an
        earlier version."""
        remind = said.get("remind_s")
        return cls(
            id=int(said["id"]),
            name=str(said["name"]),
            levels=tuple(Level.of(each) for each in said["levels"]),
            repeat=int(said["repeat"]),
            last_resort=tuple(Target.of(each) for each in said["last_resort"]),
            hours=Hours.of(said["hours"]) if "hours" in said else ALWAYS,
            remind=None if remind is None else timedelta(seconds=remind),
            way=tuple(said.get("way", ())),
        )
