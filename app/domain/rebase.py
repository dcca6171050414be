"""A draft moved onto what was published meanwhile, step by step, so that undo still works."""

from dataclasses import replace

from app.domain.draft import Draft
from app.domain.merge import merged
from app.domain.workspace import ScheduleSpec


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
