"""Heartbeats of jobs: what a ping changes, when silence is one, and what is then said: by the
voice of the team, for it names alerts and incidents."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.moment import spoken, stamp
from app.domain.signal import Signal
from models.kinds import Life, SignalAction, SignalSeverity

EVERY, GRACE = timedelta(minutes=5), timedelta(minutes=1)  # when nothing else is said
SHORTEST, LONGEST = timedelta(seconds=10), timedelta(days=366)
LONGEST_GRACE = timedelta(days=30)
KEY = "heartbeat"  # of the one alert that an integration can have
NOTE = 500  # characters
UNHEARD = (Life.SILENT, Life.FAILED)
Say = Callable[..., str]  # words of ours and what %1, %2 ... stand for


@dataclass(frozen=True, slots=True)
class Ping:
    """A job says that it lives, or that it `failed`; `note` is what it adds."""

    failed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a job is heard, and how much later it may be."""

    every: timedelta = EVERY
    grace: timedelta = GRACE

    @property
    def patience(self) -> timedelta:
        """Silence for so long is one."""
        return self.every + self.grace


def answer(name: str, before: Life, ping: Ping, say: Say) -> Signal | None:
    """What a ping says beyond "alive"; almost always nothing."""
    if ping.failed:
        first = next(iter(ping.note.splitlines()), "").strip()
        title = say("%1 failed: %2", name, first) if first else say("%1 failed", name)
        return Signal(*_trouble(title), source=name, body=ping.note)
    if before in UNHEARD:
        return Signal(SignalAction.RESOLVE, KEY, say("%1 is heard again", name), source=name)
    return None


def silence(
    name: str, heard_at: datetime, now: datetime, pace: Pace, note: str, say: Say
) -> Signal:
    """The alert about a job that should have been heard."""
    title = say("%1 has not been heard for %2", name, _length(now - heard_at))
    body = say(
        "Expected every %1, with %2 of grace; last heard at %3.",
        spoken(pace.every), spoken(pace.grace), stamp(heard_at),
    )  # fmt: skip
    said = "\n".join((body, say("Its last words: %1", note))) if note else body
    return Signal(*_trouble(title), source=name, body=said)


def due(heard_at: datetime, pace: Pace, now: datetime) -> datetime:
    """When silence is one after the pace was changed: a shorter one begins now, for nobody could
    have kept it before."""
    at = heard_at + pace.patience
    return at if at > now else now + pace.patience


def _trouble(title: str) -> tuple[SignalAction, str, str, SignalSeverity]:
    return SignalAction.TRIGGER, KEY, title, SignalSeverity.ERROR


def _length(span: timedelta) -> str:
    """90 s, 6 min, 2 h 5 min, 3 d 4 h."""
    minutes, seconds = divmod(max(0, int(span.total_seconds())), 60)
    if minutes < 2:
        return f"{60 * minutes + seconds} s"
    hours, rest = divmod(minutes, 60)
    if hours < 1:
        return f"{minutes} min"
    days, left = divmod(hours, 24)
    pair = (days, "d", left, "h") if days else (hours, "h", rest, "min")
    return f"{pair[0]} {pair[1]} {pair[2]} {pair[3]}" if pair[2] else f"{pair[0]} {pair[1]}"
