"""New rotations, copies, and the few words that undo says of an edit made in the panel."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.kinds import Unit
from ui.schedules.publish.words import change, hours_told, moment, names, tr

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.workspace import RotationSpec, ScheduleSpec

HAND_OFF = time(9)


def monday(now: datetime, zone: ZoneInfo) -> datetime:
    """The Monday at 09:00 of this week, on the wall: somebody is on call from the first minute."""
    day = now.astimezone(zone).date()
    start = datetime.combine(day - timedelta(days=day.weekday()), HAND_OFF)
    late = now.astimezone(zone).replace(tzinfo=None) < start
    return start - timedelta(days=7) if late else start


def blank(spec: "ScheduleSpec", board: "Board", name: str) -> "RotationSpec":
    """Weekly, of those who take turns already (else of everybody), above the other layers."""
    from app.domain.workspace import RotationSpec

    active = {each.name for each in board.people if each.active}
    listed = [who for each in spec.rotations for slot in each.people for who in slot]
    people = [who for who in dict.fromkeys(listed) if who in active] or sorted(active)
    return RotationSpec(
        free_name(spec, name),
        monday(board.now, ZoneInfo(spec.time_zone)),
        Unit.WEEK,
        tuple((who,) for who in people) or ((),),
        layer=max((each.layer for each in spec.rotations), default=0) + 1,
    )


def copied(spec: "ScheduleSpec", name: str, words: str) -> "RotationSpec":
    """The same under another name."""
    found = next(each for each in spec.rotations if each.name == name)
    return replace(found, name=free_name(spec, words.replace("%1", name)))


def free_name(spec: "ScheduleSpec", name: str) -> str:
    """A name that no rotation has yet."""
    taken = {each.name for each in spec.rotations}
    found, place = name, 2
    while found in taken:
        found, place = f"{name} {place}", place + 1
    return found


def step_words(what: str, name: str) -> str:
    """What undo says: people of weekly, hand-off of weekly."""
    said = {
        "name": tr("name of %1"),
        "people": tr("order of %1"),
        "shift": tr("turn length of %1"),
        "start": tr("hand-off of %1"),
        "until": tr("end of %1"),
        "restrictions": tr("hours of %1"),
        "turns": tr("how turns of %1 count"),
        "layer": tr("layer of %1"),
        "time_zone": tr("time zone of %1"),
        "team": tr("team of %1"),
        "holidays": tr("public holidays of %1"),
        "limits": tr("limits of %1"),
        "shadows": tr("shadows of %1"),
    }
    return said.get(what, tr("change of %1")).replace("%1", name)


def tried_words(
    board: "Board", before: "ScheduleSpec", after: "ScheduleSpec", zone: ZoneInfo
) -> str:
    """Who changes with an order that is only dragged yet: the first stretch, then the hours."""
    found = change(board, before, after)
    if not found:
        return tr("No shift of the next 90 days changes.")
    first = found.rows[0]
    said = tr("From %1: %2 instead of %3.").replace("%1", moment(first.window.start, zone))
    said = said.replace("%2", names(board, first.after)).replace("%3", names(board, first.before))
    rest = hours_told(board, found)
    return f"{said} {rest}." if rest else said
