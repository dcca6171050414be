"""Whether a status page, its components and the groups that are told make sense."""

import re
from collections.abc import Iterable
from datetime import timedelta

from app.domain.names import Names
from app.domain.password import stored
from app.domain.problem import (
    Problem,
    Problems,
    all_known,
    handle_problems,
    known,
    shown,
    text_problems,
    zone_problems,
)
from app.domain.workspace import ComponentSpec, PageSpec, StakeholderSpec, ViewSpec
from models.kinds import Severity, TargetKind

NAME, ABOUT, URL = 100, 500, 300  # characters
HOST = r"(?:\[[0-9A-Fa-f:.]{2,45}\]|[^\s/?#@\[\]:\\]+)(?::\d{1,5})?"
WEB = re.compile(rf"https?://{HOST}(?:/[^\s?#]*)?")
MEMBERS = (TargetKind.PERSON, TargetKind.TEAM, TargetKind.CHANNEL)
RESERVED = ("history", "subscribe", "confirm", "leave")
LONGEST_WORD = 200  # characters of a password
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=7)


def page_problems(spec: PageSpec | None) -> Problems:
    """What is wrong with the page."""
    if spec is None:
        return
    yield from text_problems(spec.title, NAME, ("title",))
    yield from text_problems(spec.about, ABOUT, ("about",), lines=True)
    yield from zone_problems(spec.time_zone)
    if spec.url and not (WEB.fullmatch(spec.url) and len(spec.url) <= URL):
        yield Problem(
            ("url",), f"{shown(spec.url)} is no web address such as https://status.example.org."
        )
    for severity, span in spec.updates:
        if span and not SHORTEST <= span <= LONGEST:
            yield Problem(("updates", severity.value), "Expected 5m to 7d, or 0 for never.")


def component_problems(spec: ComponentSpec, names: Names) -> Problems:
    """What is wrong with a component."""
    if not spec.name.strip() or spec.name != spec.name.strip():
        yield Problem(("name",), "A component needs a name, without space around it.")
    yield from text_problems(spec.name, NAME, ("name",))
    yield from text_problems(spec.group, NAME, ("group",))
    yield from text_problems(spec.description, ABOUT, ("description",), lines=True)
    if spec.service is not None:
        yield from known(spec.service, names.services, "service", ("service",))


def view_problems(spec: ViewSpec, names: Names) -> Problems:
    """What is wrong with a further page."""
    yield from handle_problems(spec.name)
    if spec.name in RESERVED:
        yield Problem(("name",), f"{spec.name!r} is an address of the first page; choose another.")
    yield from text_problems(spec.title, NAME, ("title",))
    yield from text_problems(spec.about, ABOUT, ("about",), lines=True)
    for place, each in enumerate(spec.components):
        yield from known(each, names.components, "component", ("components", place))
    if spec.password and not stored(spec.password) and not 8 <= len(spec.password) <= LONGEST_WORD:
        yield Problem(("password",), f"A password has 8 to {LONGEST_WORD} characters.")


def stakeholder_problems(spec: StakeholderSpec, names: Names) -> Problems:
    """What is wrong with a group."""
    yield from handle_problems(spec.name)
    for place, target in enumerate(spec.notify):
        if target.kind not in MEMBERS:
            yield Problem(("notify", place), "Expected person:, team: or channel: and a name.")
    for kind in MEMBERS:
        named = [each.name for each in spec.notify if each.kind is kind]
        yield from all_known(named, names.targets(kind), kind.value, ("notify",))


def ordered(severities: Iterable[Severity]) -> tuple[Severity, ...]:
    """Each once, the worst first."""
    wanted = set(severities)
    return tuple(each for each in Severity if each in wanted)
