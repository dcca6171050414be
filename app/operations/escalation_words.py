"""What the timeline says of an escalation's steps."""

from collections.abc import Iterator
from itertools import groupby

from app.domain.escalation import LAST_RESORT, Page, Position, Skip, Step
from app.domain.moment import spoken
from app.domain.policy import Policy
from app.queries.world import StoredWorld


def moved(policy: Policy, place: Position) -> str:
    """Where the escalation has come to."""
    if place.level == LAST_RESORT:
        return "Escalated to the last resort"
    if place.attempt > 1:
        times = policy.levels[place.level - 1].retry + 1
        return f"Level {place.level} again ({place.attempt} of {times})"
    further = (
        f", round {place.round} of {max(place.round, policy.rounds)}" if place.round > 1 else ""
    )
    return f"Escalated to level {place.level}{further}"


def paged(taken: Step, world: StoredWorld) -> Iterator[tuple[int | None, str]]:
    """One sentence for each person, and one for the channels (None)."""
    by_person = sorted(taken.pages, key=lambda page: page.person or 0)
    for person, pages in groupby(by_person, key=lambda page: page.person):
        ways = ", ".join(_way(page, taken) for page in pages)
        told = f"Telling {ways}" if person is None else f"Paging {world.shown(person)} by {ways}"
        yield person, told


def skipped(skip: Skip, world: StoredWorld) -> str:
    """What was not notified, and why."""
    level, target = skip.place.level, skip.lack.target
    why = f"{skip.lack.reason} ({world.title(target)})" if target else skip.lack.reason
    if not level:
        return f"Last resort passed over: {why}" if skip.passed else f"Last resort: {why}"
    return f"Level {level} passed over: {why}" if skip.passed else f"Level {level}: {why}"


def exhausted(before: Position, taken: Step) -> str:
    """The loudest sentence there is."""
    tried = "Every round went by without an answer"
    if before == Position():
        tried = "There is nobody to page on any level"
    if taken.pages:
        return f"{tried}; the last resort was paged."
    return f"{tried}, and there is no last resort who could be paged."


def _way(page: Page, taken: Step) -> str:
    later = page.at > taken.at
    return f"{page.contact.name} after {spoken(page.at - taken.at)}" if later else page.contact.name
