"""What two people both changed in a schedule, in the window's language: what it is, and each side.
Times are of the schedule's clock; names of rotations, teams and reasons are the team's own."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from models.kinds import OverrideKind, Turns
from ui.language.country import country
from ui.language.times import clock
from ui.schedules.editor.words import date_text, first, hours, people_text, rhythm
from ui.schedules.hand.words import said, span_words
from ui.schedules.length import length_words
from ui.schedules.publish.words import tr
from ui.widgets.avatar import Face

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.merge import Clash
    from app.domain.merge_override import Change
    from app.domain.workspace import OverrideSpec, RotationSpec

    Say = Callable[[RotationSpec], str]

MOST = 4  # changes that are told of a side
Faces = Mapping[str, Face]


def clash_title(clash: "Clash", zone: ZoneInfo) -> str:
    """What both changed: People of weekly, Time zone, Thu 26 Nov 09:00 – 15:36."""
    if clash.span is not None:
        return span_words(clash.span, zone)
    forms = {
        "name": tr("Name"),
        "time_zone": tr("Time zone"),
        "team": tr("Team"),
        "holidays": tr("Public holidays"),
        "rest": tr("Rest between shifts"),
        "nights_running": tr("Nights running"),
        "days_running": tr("Days running"),
        "week_hours": tr("Hours in seven days"),
        "people": tr("People of %1"),
        "turns": tr("Turns of %1"),
        "end": tr("End of %1"),
        "layer": tr("Layer of %1"),
        "count": tr("How turns of %1 count"),
        "restrictions": tr("Hours of %1"),
        "rotation": tr("Rotation %1"),
    }
    return said(forms[clash.what], clash.rotation)


def sides(clash: "Clash", zone: ZoneInfo, faces: Faces) -> tuple[str, str]:
    """What I made of it, and what they did."""
    mine, theirs = (_side(clash, each, zone, faces) for each in (clash.mine, clash.theirs))
    return mine, theirs


def _side(clash: "Clash", value: Any, zone: ZoneInfo, faces: Faces) -> str:
    if clash.span is not None:
        return _changes(value, zone, faces)
    if clash.rotation:
        return tr("not there") if value is None else _part(clash.what, value, faces)
    if clash.what == "holidays" and value:
        return _holidays(value)
    if not value:
        return tr("none") if clash.what in ("team", "holidays") else tr("no limit")
    if isinstance(value, timedelta):
        return length_words(value)
    return said(tr("%1 h"), str(value)) if clash.what == "week_hours" else str(value)


def _part(what: str, rotation: "RotationSpec", faces: Faces) -> str:
    def whole(each: "RotationSpec") -> str:
        return f"{people_text(each, faces)}; {_turns(each)}"

    parts: dict[str, Say] = {
        "people": lambda each: people_text(each, faces),
        "turns": _turns,
        "end": lambda each: _moment(each.until) if each.until else tr("no end"),
        "layer": lambda each: str(each.layer),
        "count": _count,
        "restrictions": lambda each: ", ".join(map(hours, each.restrictions)) or tr("always"),
        "rotation": whole,
    }
    return parts[what](rotation)


def _turns(rotation: "RotationSpec") -> str:
    """Each week, Mon 09:00, from Mon 5 Jan 2026."""
    return said(tr("%1, from %2"), rhythm(rotation), date_text(rotation.start.date()))


def _count(rotation: "RotationSpec") -> str:
    by_clock = rotation.turns is Turns.CALENDAR
    return tr("by the clock") if by_clock else tr("by the time that is worked")


def _moment(at: "datetime") -> str:
    """A wall clock."""
    return f"{date_text(at.date())} {clock(at)}"


def _holidays(code: str) -> str:
    """Spain, or Spain, MD."""
    whole, _, part = code.partition("-")
    return f"{country(whole)}, {part}" if part else country(whole)


def _changes(listed: "tuple[Change, ...]", zone: ZoneInfo, faces: Faces) -> str:
    told = [_change(each, zone, faces) for each in listed[:MOST]]
    more = len(listed) - MOST
    if more > 0:
        told.append(said(tr("and %1 more"), str(more)))
    return "; ".join(told)


def _change(change: "Change", zone: ZoneInfo, faces: Faces) -> str:
    each = change.override
    words = _override(each, faces, _span(each, zone))
    if each.reason:
        words = f"{words} ({each.reason})"
    return words if change.came else said(tr("taken out: %1"), words)


def _override(each: "OverrideSpec", faces: Faces, when: str) -> str:
    people, out = (
        " + ".join(first(name, faces) for name in some) for some in (each.people, each.out)
    )
    forms = {
        OverrideKind.COVER: tr("%1 alone, %3"),
        OverrideKind.REPLACE: tr("%1 instead of %2, %3"),
        OverrideKind.ADD: tr("%1 too, %3"),
        OverrideKind.REMOVE: tr("without %2, %3"),
    }
    return said(forms[each.kind], people, out, when)


def _span(each: "OverrideSpec", zone: ZoneInfo) -> str:
    from app.domain.window import Window

    return span_words(Window(each.start, each.end), zone)
