"""What a calendar file comes to, in lines."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.language.times import clock, dated
from ui.schedules.hand.words import said
from ui.schedules.mark import tr

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.workspace import OverrideSpec, RotationSpec, TimeOffSpec
    from app.operations.calendar import Imported

MOST = 200  # lines


def away_lines(found: "Sequence[TimeOffSpec]") -> list[str]:
    """Each time off on a line."""
    return [
        f"{_at(each.start)} – {_at(each.end)}   {each.reason}".rstrip() for each in found[:MOST]
    ]


def schedule_lines(found: "Imported") -> list[str]:
    """Rotations, then covers."""
    return [*_rotations(found.spec.rotations), *_covers(found), *_end(found)][:MOST]


def _rotations(listed: "Sequence[RotationSpec]") -> Iterator[str]:
    nobody = QCoreApplication.translate("Calendars", "nobody")
    for each in listed:
        slots = ", ".join(" + ".join(slot) or nobody for slot in each.people)
        begin, unit = _at(each.start), _unit(each)
        yield said(
            tr("%1: every %2 %3 from %4: %5"), each.name, str(each.every), unit, begin, slots
        )


def _unit(rotation: "RotationSpec") -> str:
    if rotation.every == 1:
        words = {"hour": tr("hour"), "day": tr("day"), "week": tr("week"), "month": tr("month")}
    else:
        words = {"hour": tr("hours"), "day": tr("days"), "week": tr("weeks"), "month": tr("months")}
    return words.get(str(rotation.unit), str(rotation.unit))


def _covers(found: "Imported") -> Iterator[str]:
    from app.domain.moment import zone

    where = zone(found.spec.time_zone)
    for each in found.spec.overrides:
        span = " – ".join(_at(at.astimezone(where)) for at in (each.start, each.end))
        yield f"{span}   {_who(each)}"


def _who(each: "OverrideSpec") -> str:
    if each.people:
        return " + ".join(each.people)
    return said(tr("without %1"), ", ".join(each.out))


def _end(found: "Imported") -> Iterator[str]:
    if found.until is not None:
        yield said(
            tr("Events that never end are covers until %1."), dated(found.until, "d MMM yyyy")
        )


def _at(at: "datetime") -> str:
    return f"{dated(at, 'ddd d MMM yyyy')} {clock(at)}"
