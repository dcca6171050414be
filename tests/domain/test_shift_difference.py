"""What two final schedules differ in."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.resolve import resolve
from app.domain.rota import Resolved, Rota
from app.domain.shift_difference import Difference, DifferenceRow, difference
from app.domain.window import Window
from models.kinds import OverrideKind
from tests.domain.any_rota import overrides, rotas
from tests.domain.rotas import ANA, BEN, CY, override, rota, rotation, utc, window

WEEK = window("2026-02-02 00:00", "2026-02-09 00:00")
HOUR = timedelta(hours=1)


def by(*kinds: tuple[OverrideKind, str, str, tuple[int, ...], tuple[int, ...]]) -> Resolved:
    changed = tuple(override(*each) for each in kinds)
    return resolve(rota(rotation(ANA, BEN, start="2026-02-02 00:00"), zone="UTC",
                        overrides=changed), WEEK)  # fmt: skip


def test_nothing_differs() -> None:
    found = difference(by(), by())
    assert not found
    assert [(each.person, each.before, each.after) for each in found.hours] == [
        (ANA, 168 * HOUR, 168 * HOUR)
    ]


def test_who_loses_and_who_gains() -> None:
    cover = (OverrideKind.COVER, "2026-02-03 18:00", "2026-02-04 09:00", (BEN,), ())
    found = difference(by(), by(cover))
    assert found.rows == (
        DifferenceRow(window("2026-02-03 18:00", "2026-02-04 09:00"), (ANA,), (BEN,)),
    )
    assert (found.rows[0].lost, found.rows[0].gained) == ((ANA,), (BEN,))
    assert [(each.person, each.after - each.before) for each in found.hours] == [
        (ANA, -15 * HOUR),
        (BEN, 15 * HOUR),
    ]


def test_a_gap_that_opens_and_one_that_closes() -> None:
    remove = (OverrideKind.REMOVE, "2026-02-03 18:00", "2026-02-04 09:00", (), (ANA,))
    gap = window("2026-02-03 18:00", "2026-02-04 09:00")
    assert difference(by(), by(remove)).opened == (gap,)
    assert difference(by(remove), by()).closed == (gap,)


def test_who_serves_either_way_neither_loses_nor_gains() -> None:
    add = (OverrideKind.ADD, "2026-02-03 18:00", "2026-02-04 09:00", (CY,), ())
    (row,) = difference(by(), by(add)).rows
    assert (row.lost, row.gained) == ((), (CY,))


def test_only_what_both_windows_cover_counts() -> None:
    later = Window(utc("2026-02-05 00:00"), utc("2026-02-12 00:00"))
    other = resolve(rota(rotation(BEN, start="2026-02-02 00:00"), zone="UTC"), later)
    (row,) = difference(by(), other).rows
    assert row.window == Window(later.start, WEEK.end)


@given(rotas(), st.data())
def test_rows_are_where_people_differ(made: tuple[Rota, Window], data: st.DataObject) -> None:
    of, around = made
    changed = tuple(data.draw(st.lists(overrides(around.start + around.length / 2), max_size=3)))
    before, after = resolve(of, around), resolve(Rota(of.time_zone, of.rotations, changed), around)
    found: Difference = difference(before, after)
    spans = [Window(each.start, each.end) for each in (*before.shifts, *after.shifts)]
    edges = {around.start, *(at for each in spans for at in (each.start, each.end))}
    for at in edges - {around.end}:
        crews = [{s.person for s in r.shifts if s.start <= at < s.end} for r in (before, after)]
        rows = [(set(row.before), set(row.after)) for row in found.rows if at in row.window]
        assert rows == ([] if crews[0] == crews[1] else [(crews[0], crews[1])])
    for each in found.hours:
        lost = sum((r.window.length for r in found.rows if each.person in r.lost), timedelta())
        gain = sum((r.window.length for r in found.rows if each.person in r.gained), timedelta())
        assert each.after - each.before == gain - lost
