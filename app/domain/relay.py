"""Who comes on call next, and who was on call before, beside those who are."""

from collections.abc import Collection, Sequence

from app.domain.rota import PersonId, Shift

People = tuple[PersonId, ...]


def coming(shifts: Sequence[Shift], present: Collection[PersonId]) -> People:
    """Those who begin first of all who are not on call now; `shifts` begin now."""
    others = [shift for shift in shifts if shift.person not in present]
    first = min((shift.start for shift in others), default=None)
    return tuple(dict.fromkeys(shift.person for shift in others if shift.start == first))


def going(shifts: Sequence[Shift], present: Collection[PersonId]) -> People:
    """Those who ended last of all who are not on call now; `shifts` end now."""
    others = [shift for shift in shifts if shift.person not in present]
    last = max((shift.end for shift in others), default=None)
    return tuple(dict.fromkeys(shift.person for shift in others if shift.end == last))
