"""Rotations in words: Weekly from Mon 09:00, Mon – Fri 20:00 – 08:00."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.language.times import clock, dated
from ui.widgets.avatar import Face
from ui.widgets.when import day_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.rota import Restriction
    from app.domain.workspace import RotationSpec


def date_text(day: date, form: str = "ddd d MMM yyyy") -> str:
    """Mon 5 Jan 2026."""
    return dated(day, form)


def rhythm(rotation: "RotationSpec") -> str:
    """How often and when hands change: Each week, Mon 09:00."""
    every, unit, start = rotation.every, str(rotation.unit), rotation.start
    one = {
        "hour": _tr("Each hour, from %2"),
        "day": _tr("Each day, %2"),
        "week": _tr("Each week, %2"),
        "month": _tr("Each month, %2"),
    }
    many = {
        "hour": _tr("Every %1 hours, from %2"),
        "day": _tr("Every %1 days, %2"),
        "week": _tr("Every %1 weeks, %2"),
        "month": _tr("Every %1 months, %2"),
    }
    said = (one if every == 1 else many)[unit].replace("%1", str(every))
    return said.replace("%2", _hand_off(start, unit))


def hours(found: "Restriction") -> str:
    """When a restriction leaves time: Mon – Fri 20:00 – 08:00, or Fri 18:00 – Mon 08:00."""
    (opens_on, opens), (closes_on, closes) = found.opens, found.closes
    if opens_on is not None and closes_on is not None:
        return f"{day_name(opens_on)} {clock(opens)} – {day_name(closes_on)} {clock(closes)}"
    return f"{days(found.days)} {clock(opens)} – {clock(closes)}"


def days(listed: "tuple[int, ...]") -> str:
    """Mon – Fri, Sat Sun, every day."""
    if not listed or len(listed) == 7:
        return _tr("every day")
    if len(listed) > 2 and listed[-1] - listed[0] == len(listed) - 1:
        return f"{day_name(listed[0])} – {day_name(listed[-1])}"
    return " ".join(map(day_name, listed))


def people_text(rotation: "RotationSpec", faces: "Mapping[str, Face]") -> str:
    """Ana, Ben + Cy, nobody."""
    return ", ".join(slot_text(slot, faces) for slot in rotation.people)


def slot_text(slot: "tuple[str, ...]", faces: "Mapping[str, Face]") -> str:
    """Those of one turn."""
    return " + ".join(first(name, faces) for name in slot) or _tr("nobody")


def first(name: str, faces: "Mapping[str, Face]") -> str:
    """The first name behind a handle."""
    face = faces.get(name)
    return face.first if face is not None else name


def _hand_off(start: datetime, unit: str) -> str:
    if unit == "week":
        return f"{day_name(start.weekday())} {clock(start)}"
    if unit == "month":
        return _tr("day %1 at %2").replace("%1", str(start.day)).replace("%2", clock(start))
    return clock(start)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Rota", words)
