"""A draft that lasts: moved onto what was published meanwhile, cleared of people who are gone.

Step by step, so that undo still works.
"""

from collections.abc import Collection
from dataclasses import replace

from app.domain.draft import Draft
from app.domain.merge import merged
from app.domain.workspace import Handle, OverrideSpec, ScheduleSpec

Slots = tuple[tuple[Handle, ...], ...]


def rebased(draft: Draft, stored: ScheduleSpec, version: int) -> Draft | None:
    """The same edits on what is stored now; None when one that is done clashes with it. Steps that
    change nothing any more are gone, undone ones that clash too."""
    moved = Draft(stored, version)
    done = 0
    for place, step in enumerate(draft.steps):
        found = merged(draft.base, step.spec, stored)
        if found.clashes and place < draft.at:
            return None
        if found.clashes:
            break
        moved = moved.did(step.words, found.spec)
        if place < draft.at:
            done = len(moved.steps)
    return replace(moved, at=done)


def atop(below: Draft, above: Draft) -> Draft:
    """Two drafts of the same schedule in a row; where they clash the upper one holds."""
    found = below
    for step in above.steps[: above.at]:
        laid = merged(above.base, step.spec, below.spec)
        found = found.did(step.words, step.spec if laid.clashes else laid.spec)
    return found


def strangers(spec: ScheduleSpec, known: Collection[Handle]) -> set[Handle]:
    """Who is named and not known."""
    named = {who for each in spec.rotations for slot in each.people for who in slot}
    named |= {who for each in spec.overrides for who in (*each.people, *each.out)}
    named |= {each.person for each in spec.shadows}
    return named - set(known)


def without(draft: Draft, gone: Collection[Handle]) -> Draft:
    """The draft without people who are not there any more. What was only theirs goes with them."""
    found = Draft(draft.base, draft.seen)
    done = 0
    for place, step in enumerate(draft.steps):
        found = found.did(step.words, _cleared(step.spec, frozenset(gone)))
        if place < draft.at:
            done = len(found.steps)
    return replace(found, at=done)


def _cleared(spec: ScheduleSpec, gone: frozenset[Handle]) -> ScheduleSpec:
    rotations = (replace(each, people=_slots(each.people, gone)) for each in spec.rotations)
    overrides = (
        replace(each, people=_left(each.people, gone), out=_left(each.out, gone))
        for each in spec.overrides
        if not gone & {*each.people, *each.out} or _stands(each, gone)
    )
    return replace(
        spec,
        rotations=tuple(each for each in rotations if each.people),
        overrides=tuple(overrides),
        shadows=tuple(each for each in spec.shadows if each.person not in gone),
    )


def _slots(slots: tuple[tuple[Handle, ...], ...], gone: frozenset[Handle]) -> Slots:
    """Turns that were only theirs are no turns any more; empty ones stay empty on purpose."""
    return tuple(_left(slot, gone) for slot in slots if not slot or _left(slot, gone))


def _stands(override: OverrideSpec, gone: frozenset[Handle]) -> bool:
    """Whether something is left of it: somebody on each side that had somebody."""
    sides = (override.people, override.out)
    return all(_left(side, gone) for side in sides if side)


def _left(people: tuple[Handle, ...], gone: frozenset[Handle]) -> tuple[Handle, ...]:
    return tuple(each for each in people if each not in gone)
