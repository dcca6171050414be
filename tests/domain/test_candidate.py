"""Who is offered for a gap, in which order, and with which reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.domain.board import Board
from app.domain.candidate import candidates
from models.kinds import CheckKind
from tests.domain.boards import OFF, away, board, cover, rule, schedule
from tests.domain.rotas import ANA, BEN, CY, DAN, EVA, utc, window

SPEC = replace(
    schedule(rule("ana", "ben", "cy")),
    overrides=(cover("2026-01-14 08:00", "2026-01-15 08:00"),),
)
GAP = window("2026-01-14 08:00", "2026-01-15 08:00")


def looked_at() -> Board:
    off = (away(CY, "2026-01-15 07:00", "2026-01-17 00:00", "wedding"),)
    limits = replace(OFF, rest=timedelta(hours=11))
    return board(SPEC, "2026-01-05 08:00", "2026-02-02 08:00", away=off, limits=limits)


def test_people_of_the_rotation_first_then_others_then_who_cannot() -> None:
    found = candidates(looked_at(), SPEC, GAP)
    assert [each.person for each in found] == [BEN, ANA, DAN, EVA, CY]
    assert [each.usual for each in found] == [True, True, False, False, True]
    assert [each.grave for each in found] == [False, False, False, False, True]


def test_they_say_what_they_carry_and_what_would_be_found() -> None:
    by_person = {each.person: each for each in candidates(looked_at(), SPEC, GAP)}
    assert by_person[ANA].load.length == timedelta(days=14)
    assert by_person[BEN].load.length == timedelta(days=6)
    assert by_person[DAN].load.length == timedelta()
    assert [(each.kind, each.what) for each in by_person[CY].reasons] == [
        (CheckKind.TIME_OFF, "wedding")
    ]


def test_somebody_who_is_on_call_then_or_gone_is_not_offered() -> None:
    of = looked_at()
    here = window("2026-01-06 08:00", "2026-01-07 08:00")
    assert ANA not in [each.person for each in candidates(of, SPEC, here)]
    ana, ben, *rest = of.people
    gone = replace(of, people=(ana, replace(ben, active=False), *rest))
    assert BEN not in [each.person for each in candidates(gone, SPEC, GAP)]


def test_a_short_rest_comes_after_a_long_one() -> None:
    late = window("2026-01-12 12:00", "2026-01-12 20:00")
    spec = replace(SPEC, overrides=(cover("2026-01-12 12:00", "2026-01-12 20:00"),))
    of = replace(looked_at(), limits=replace(OFF, rest=timedelta(hours=11)), away=())
    found = candidates(of, spec, late)
    ana = next(each for each in found if each.person == ANA)
    assert [each.kind for each in ana.reasons] == [CheckKind.REST]
    assert [each.person for each in found][:3] == [BEN, CY, ANA]
    assert utc("2026-01-12 08:00") == ana.reasons[0].window.start
