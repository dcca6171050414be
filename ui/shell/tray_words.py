"""What the tray says, from values alone."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.language.times import clock
from ui.shell.tray_icon import Mood
from ui.widgets.when import day_text, moment_text

if TYPE_CHECKING:
    from app.queries.glance import Glance
    from app.queries.incident_row import IncidentRow
    from app.queries.rota import NextShift, OnCall

SHORT = 48  # characters of a title


def mood_of(seen: "Glance | None", person: int | None, rings: bool) -> Mood:
    """Mine before open, open before on call."""
    if rings or (seen is not None and seen.counts.mine):
        return Mood.MINE
    if seen is None:
        return Mood.CALM
    if seen.counts.open:
        return Mood.OPEN
    return Mood.ON_CALL if seen.has(person) else Mood.CALM


def tip(seen: "Glance | None", person: int | None, rings: int) -> str:
    """The state in words."""
    if seen is None:
        return _tr("Watchbill")
    parts = []
    if rings:
        parts.append(_counted(rings, _tr("You are paged for 1 incident"),
                              _tr("You are paged for %1 incidents")))  # fmt: skip
    if seen.counts.mine:
        parts.append(_tr("%1 yours").replace("%1", str(seen.counts.mine)))
    if seen.counts.open:
        parts.append(_tr("%1 open").replace("%1", str(seen.counts.open)))
    else:
        parts.append(_tr("Nothing is open"))
    if seen.has(person):
        parts.append(_tr("you are on call"))
    return "Watchbill: " + " · ".join(parts)


def duty_text(duty: "OnCall", names: dict[str, str], now: datetime) -> str:
    """Primary: Ana Ruiz until Mon 30 Nov 09:00."""
    schedule = duty.schedule[:1].upper() + duty.schedule[1:]
    who = ", ".join(names.get(name, name) for _, name in duty.people) or _tr("nobody")
    if duty.until is None:
        return f"{schedule}: {who}"
    words = _tr("%1: %2 until %3").replace("%3", moment_text(duty.until, now))
    return words.replace("%2", who).replace("%1", schedule)


def shift_text(shift: "NextShift | None", now: datetime) -> str:
    """My shift, running or to come."""
    if shift is None:
        return _tr("You have no shift in the next 30 days")
    schedule = shift.schedule[:1].upper() + shift.schedule[1:]
    if shift.start <= now:
        words = _tr("You are %1 until %2").replace("%2", moment_text(shift.end, now))
        return words.replace("%1", schedule)
    when = f"{day_text(shift.start, now)} {clock(shift.start.astimezone())}"
    words = _tr("Your next shift: %1, %2").replace("%2", when)
    return words.replace("%1", schedule)


def incident_text(row: "IncidentRow", names: dict[str, str]) -> str:
    """Number, severity, title, and who has it."""
    title = " ".join(row.title.split())
    title = title if len(title) <= SHORT else title[: SHORT - 1].rstrip() + "…"
    told = f"#{row.number} {row.severity} {title}"
    if not row.acknowledged:
        return told
    who = names.get(row.owner or "", row.owner or "")
    return f"{told} · {who}" if who else told


def plain(text: str) -> str:
    """As a menu shows it: an ampersand is no mnemonic."""
    return text.replace("&", "&&")


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.replace("%1", str(count))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Tray", words)
