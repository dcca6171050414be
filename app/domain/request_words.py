"""Requests in words, for messages and the command line; times are shown in the reader's zone."""

from datetime import datetime, tzinfo

from app.domain.window import Window
from models.kinds import RequestKind

# strftime would name them in the language of the machine, once Qt has set its locale
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def span_text(window: Window, zone: tzinfo) -> str:
    """`Thu 26 Nov 18:00 - Fri 27 Nov 09:00`; the day once where it is one."""
    start, end = window.start.astimezone(zone), window.end.astimezone(zone)
    until = f"{end:%H:%M}" if start.date() == end.date() else at_text(window.end, zone)
    return f"{at_text(window.start, zone)} - {until}"


def at_text(at: datetime, zone: tzinfo) -> str:
    """`Thu 26 Nov 18:00`."""
    here = at.astimezone(zone)
    day, month = DAYS[here.weekday()], MONTHS[here.month - 1]
    return f"{day} {here.day} {month} {here:%H:%M}"


def asked(
    kind: RequestKind, holder: str, to: str, schedule: str, mine: str, theirs: str = ""
) -> str:
    """What is asked: `Ben asks you to cover primary, Thu 26 Nov 18:00 - Fri 27 Nov 09:00`."""
    if kind is RequestKind.SWAP:
        return f"{holder} offers {to} a swap in {schedule}: {mine} for {theirs}"
    return f"{holder} asks {to} to cover {schedule}, {mine}"
