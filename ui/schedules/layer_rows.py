"""The rows of one schedule: what pages, each rotation by its layer, covers, who is away."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.kinds import OverrideKind
from ui.schedules import mark as nouns
from ui.schedules.mark import GridRow, Mark, laned, lanes_of, tr
from ui.schedules.plan import Plan
from ui.widgets.avatar import Face

if TYPE_CHECKING:
    from app.domain.rota import Gap, Resolved, Shift
    from app.domain.window import Window
    from app.domain.workspace import OverrideSpec


FEW = 2


def final_row(plan: Plan, zone: ZoneInfo, window: "Window") -> GridRow:
    """What paging uses, with its gaps."""
    marks = [*shift_marks(plan, plan.stints, zone), *gap_marks(plan, plan.final, zone)]
    return _row(plan, tr("Final"), tr("pages these"), marks, window, nouns.FINAL)


def layer_rows(plan: Plan, zone: ZoneInfo, window: "Window") -> Iterator[GridRow]:
    """The rotations by layer, the covers, and who is away where anybody is."""
    places = range(len(plan.spec.rotations))
    for place in sorted(places, key=lambda n: plan.spec.rotations[n].layer):
        rotation, given = plan.spec.rotations[place], plan.layers[place]
        meant = (gap for gap in given.gaps if gap.deliberate)
        marks = [*shift_marks(plan, given.shifts, zone), *_nobodies(plan, meant, zone)]
        hint = tr("layer %1").replace("%1", str(rotation.layer))
        row = _row(plan, rotation.name, hint, marks, window, nouns.LAYER)
        yield row._replace(rotation=rotation.name)
    changes = [
        _change(plan, place, each, zone) for place, each in enumerate(plan.spec.overrides)
        if each.start < window.end and window.start < each.end
    ]  # fmt: skip
    yield _row(plan, tr("Covers"), tr("and changes"), changes, window, nouns.COVERS)
    away = list(away_marks(plan, zone, planned(plan)))
    row = _row(plan, tr("Away"), "", away, window, nouns.OFF)
    if row.marks:
        yield row


def planned(plan: Plan) -> frozenset[str]:
    """The handles of everybody who has a turn in a rotation, or a shift."""
    named = {who for each in plan.spec.rotations for slot in each.people for who in slot}
    members = plan.board.members
    return frozenset(named | {members[shift.person].name for shift in plan.final.shifts})


def at_hand(plan: Plan) -> frozenset[str]:
    """The handles of those who are planned, and of the rest of the schedule's team; everybody for a
    schedule without a team that has nobody yet."""
    found, team = planned(plan), plan.spec.team
    active = [each for each in plan.board.people if each.active]
    if team is None and not found:
        return frozenset(each.name for each in active)
    return found | {each.name for each in active if team in each.teams}


def shift_marks(plan: Plan, shifts: "Iterable[Shift]", zone: ZoneInfo) -> Iterator[Mark]:
    """A bar for each shift."""
    faces, ident = plan.faces, plan.board.schedule_id
    cover = tr("cover")
    for shift in shifts:
        face = faces[shift.person]
        source = shift.source.replace("override", cover)
        said = f"{face.title} · {source}"
        yield Mark(nouns.SHIFT, shift.start, shift.end, face, face.first, source, said, zone,
                   person=face.name, schedule=ident)  # fmt: skip


def gap_marks(plan: Plan, resolved: "Resolved", zone: ZoneInfo) -> Iterator[Mark]:
    """A bar for each gap: red where nobody is on call, grey where that is meant or over."""
    now, ident = plan.board.now, plan.board.schedule_id
    for gap in resolved.gaps:
        start, end = gap.window.start, gap.window.end
        if gap.deliberate:
            yield from _nobodies(plan, (gap,), zone)
            continue
        if start < now:
            said = tr("Nobody was on call")
            yield Mark(nouns.NOBODY, start, min(end, now), None, tr("Nobody"), "", said, zone,
                       schedule=ident)  # fmt: skip
        if end > now:
            said = tr("Nobody is on call")
            yield Mark(nouns.GAP, max(start, now), end, None, tr("Nobody"), "", said, zone,
                       schedule=ident)  # fmt: skip


def _nobodies(plan: Plan, gaps: "Iterable[Gap]", zone: ZoneInfo) -> Iterator[Mark]:
    for gap in gaps:
        said = tr("Nobody, on purpose")
        yield Mark(nouns.NOBODY, gap.window.start, gap.window.end, None, tr("Nobody"), "", said,
                   zone, schedule=plan.board.schedule_id)  # fmt: skip


def away_marks(plan: Plan, zone: ZoneInfo, who: frozenset[str]) -> Iterator[Mark]:
    """The time off of these people."""
    for off in plan.board.away:
        face = plan.faces.get(off.person)
        if face is None or face.name not in who:
            continue
        words = f"{face.first} · {off.reason}" if off.reason else face.first
        said = " · ".join(filter(None, (face.title, tr("away"), off.reason)))
        yield Mark(nouns.AWAY, off.window.start, off.window.end, face, words, off.reason, said,
                   zone, person=face.name)  # fmt: skip


def _change(plan: Plan, place: int, change: "OverrideSpec", zone: ZoneInfo) -> Mark:
    members = plan.board.idents
    comes = [plan.faces[members[name]] for name in change.people]
    goes = [plan.faces[members[name]] for name in change.out] or _displaced(plan, change)
    words = _change_words(change.kind, bool(goes))
    words = words.replace("%1", ", ".join(face.first for face in comes) or tr("Nobody"))
    words = words.replace("%2", ", ".join(face.first for face in goes))
    said = "\n".join(filter(None, (words, change.reason)))
    face = comes[0] if comes else None
    person = face.name if face else next(iter(change.out), "")
    return Mark(nouns.CHANGE, change.start, change.end, face, words, change.reason, said, zone,
                person=person, override=place, schedule=plan.board.schedule_id)  # fmt: skip


def _change_words(kind: OverrideKind, known: bool) -> str:
    if kind is OverrideKind.REMOVE:
        return tr("without %2")
    if kind is OverrideKind.ADD:
        return tr("%1 too")
    return tr("%1 covers %2") if known else tr("%1 covers")


def _displaced(plan: Plan, change: "OverrideSpec") -> list[Face]:
    """Whom a cover relieves, where they are few."""
    if change.kind is not OverrideKind.COVER:
        return []
    found = {
        shift.person: None
        for shift in plan.bare.shifts
        if shift.start < change.end and change.start < shift.end
    }
    idents = plan.board.idents
    others = [who for who in found if who not in {idents[name] for name in change.people}]
    return [plan.faces[who] for who in others] if len(others) <= FEW else []


def _row(
    plan: Plan, title: str, hint: str, marks: "Iterable[Mark]", window: "Window", kind: str
) -> GridRow:
    seen = laned(mark for mark in marks if mark.start < window.end and window.start < mark.end)
    return GridRow(title, hint, seen, kind, plan.board.schedule_id, lanes=lanes_of(seen))
