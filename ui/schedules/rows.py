"""Which rows the grid shows: by layers, or by people; of one schedule or of several."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ui.schedules import mark as nouns
from ui.schedules.layer_rows import away_marks, final_row, layer_rows, planned
from ui.schedules.length import length_said
from ui.schedules.mark import COVERS, GridRow, Mark, laned, lanes_of, tr
from ui.schedules.plan import Plan
from ui.widgets.avatar import Face

if TYPE_CHECKING:
    from app.domain.window import Window


class By(StrEnum):
    """What a row is."""

    LAYERS = "layers"
    PEOPLE = "people"


def grid_rows(
    plans: Sequence[Plan], by: By, zone: ZoneInfo, window: "Window", folded: frozenset[int]
) -> tuple[GridRow, ...]:
    """`folded` schedules show what pages and no more."""
    found = _by_people if by is By.PEOPLE else _by_layers
    return tuple(found(plans, zone, window, folded))


def _by_layers(
    plans: Sequence[Plan], zone: ZoneInfo, window: "Window", folded: frozenset[int]
) -> Iterator[GridRow]:
    for plan in plans:
        closed = plan.board.schedule_id in folded and len(plans) > 1
        if len(plans) > 1:
            yield _title(plan, zone, closed)
        yield final_row(plan, zone, window)
        if not closed:
            rows = layer_rows(plan, zone, window)
            yield from (row for row in rows if len(plans) == 1 or row.marks or row.kind != COVERS)


def _title(plan: Plan, zone: ZoneInfo, closed: bool) -> GridRow:
    """The zone is said where it is not the one that the grid follows."""
    there = plan.spec.time_zone
    hint = "" if there == zone.key else there
    return GridRow(plan.spec.name, hint, (), nouns.TITLE, plan.board.schedule_id, folded=closed)


def _by_people(
    plans: Sequence[Plan], zone: ZoneInfo, window: "Window", _folded: frozenset[int]
) -> Iterator[GridRow]:
    for plan in plans:
        row = final_row(plan, zone, window)
        yield row._replace(title=plan.spec.name, hint=row.hint) if len(plans) > 1 else row
    for face in _everybody(plans):
        yield _person(face, plans, zone, window)


def _everybody(plans: Sequence[Plan]) -> list[Face]:
    """All that are planned in any of the schedules, by name."""
    named = frozenset[str]().union(*map(planned, plans))
    found = {face.name: face for plan in plans for face in plan.faces.values()}
    return sorted((found[name] for name in named), key=lambda face: face.title.casefold())


def _person(face: Face, plans: Sequence[Plan], zone: ZoneInfo, window: "Window") -> GridRow:
    marks = [each for plan in plans for each in _shifts(plan, face, zone, len(plans) > 1)]
    first = plans[0]
    marks += away_marks(first, zone, frozenset({face.name}))
    shown = {plan.spec.name for plan in plans}
    marks += _elsewhere(first, face, zone, shown)
    seen = laned(each for each in marks if each.start < window.end and window.start < each.end)
    mine = (each for each in seen if each.kind == nouns.SHIFT)
    served = (min(m.end, window.end) - max(m.start, window.start) for m in mine)
    hint = length_said(sum(served, timedelta()))
    return GridRow(face.first, hint, seen, nouns.PERSON, first.board.schedule_id, "", face.name,
                   face, lanes_of(seen))  # fmt: skip


def _shifts(plan: Plan, face: Face, zone: ZoneInfo, several: bool) -> Iterator[Mark]:
    ident, cover = plan.board.idents[face.name], tr("cover")
    for shift in plan.stints:
        if shift.person != ident:
            continue
        source = shift.source.replace("override", cover)
        words = plan.spec.name if several else source
        said = f"{face.title} · {plan.spec.name} · {source}"
        yield Mark(nouns.SHIFT, shift.start, shift.end, face, words, source, said, zone,
                   person=face.name, schedule=plan.board.schedule_id)  # fmt: skip


def _elsewhere(plan: Plan, face: Face, zone: ZoneInfo, shown: set[str]) -> Iterator[Mark]:
    """What the same person does in schedules that are not shown."""
    ident = plan.board.idents[face.name]
    for shift in plan.board.elsewhere:
        if shift.person == ident and shift.source not in shown:
            said = f"{face.title} · {shift.source}"
            yield Mark(nouns.ELSEWHERE, shift.start, shift.end, face, shift.source, shift.source,
                       said, zone, person=face.name)  # fmt: skip
