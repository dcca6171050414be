"""What a policy would do if it began at some instant: the engine's own step, taken one after the
other."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.escalation import Case, Page, Position, Skip, Story, acknowledged, step
from app.domain.reach import World


class Reason(StrEnum):
    """Why a simulation ended."""

    ACKNOWLEDGED = "acknowledged"
    EXHAUSTED = "exhausted"


@dataclass(frozen=True, slots=True)
class Answer:
    """An acknowledgement at an instant; without a person it counts for everybody."""

    at: datetime
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Simulation:
    """Pages in the order in which they fall due; some may be due after the end."""

    pages: tuple[Page, ...]
    skipped: tuple[Skip, ...]
    end_at: datetime
    reason: Reason


def simulate(case: Case, at: datetime, world: World, answer: Answer | None = None) -> Simulation:
    """From the first step to the end; pages due at or after an acknowledgement are not made."""
    pages: list[Page] = []
    skipped: list[Skip] = []
    story, due, place = Story(), at, Position()
    while True:
        if answer and answer.at <= due:
            story, enough = acknowledged(story, answer.person)
            pages = _before(pages, answer, everybody=enough)
            if enough:
                return _ended(pages, skipped, answer.at, Reason.ACKNOWLEDGED)
            answer = None
        taken = step(case, place, due, story, world)
        pages += taken.pages
        skipped += taken.skipped
        story = taken.story
        if taken.next is None:
            kept = _before(pages, answer, everybody=True) if answer else pages
            return _ended(kept, skipped, due, Reason.EXHAUSTED)
        place, due = taken.next, due + taken.wait


def _before(pages: list[Page], answer: Answer, *, everybody: bool) -> list[Page]:
    """Without those which the acknowledgement stops: all of them, or only the person's own."""
    return [
        page
        for page in pages
        if page.at < answer.at or not (everybody or page.person == answer.person)
    ]


def _ended(pages: list[Page], skipped: list[Skip], at: datetime, reason: Reason) -> Simulation:
    return Simulation(tuple(sorted(pages, key=lambda page: page.at)), tuple(skipped), at, reason)
