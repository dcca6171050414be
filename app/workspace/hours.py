"""Weekly windows of the file: of rotations, contacts and policies, and when somebody is quiet."""

from datetime import time
from functools import partial

from app.domain import restriction_text
from app.domain.rota import Restriction
from app.workspace.part import Part

ALWAYS = Restriction((), (None, time()), (None, time()))


def restriction(part: Part) -> Restriction:
    """One weekly window, in either form."""
    fields = part.fields("a restriction: {days: ..., from: ..., to: ...}", "days", "from", "to")
    opens, closes = fields.needed("from", '"20:00"'), fields.needed("to", '"08:00"')
    days = fields.get("days")
    on = days.one_or_each("days", weekday) if days else ()
    if opens is None or closes is None:
        return ALWAYS
    begin = opens.value("time", restriction_text.end, None)
    end = closes.value("time", partial(restriction_text.end, closing=True), None)
    if begin is None or end is None:
        return ALWAYS
    try:
        return restriction_text.restriction(begin, end, restriction_text.days(on))
    except ValueError as fault:
        part.complain(f"These do not go together: {fault}.")
        return ALWAYS


def weekday(part: Part) -> int:
    """mon or monday, as a number."""
    return part.value("day", restriction_text.day, 0)
