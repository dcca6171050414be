"""Whether a workflow makes sense: what it names is there, its times are possible, and it cannot set
itself off by name."""

from collections.abc import Iterable

from app.domain.condition import (
    All,
    AnyOf,
    Comparison,
    Condition,
    During,
    Not,
    Operator,
    Rate,
    weight,
    why_no_pattern,
)
from app.domain.errand_text import ADDRESS
from app.domain.names import Names
from app.domain.problem import (
    Path,
    Problem,
    Problems,
    hint,
    known,
    label_problems,
    number_problems,
    shown,
    text_problems,
    under,
    zone_problems,
)
from app.domain.tag import why_no_tag
from app.domain.workflow import (
    LONGEST_TIME_OUT,
    LONGEST_WAIT,
    MOST_REPEATS,
    MOST_STEPS,
    MOST_TRIGGERS,
    OTHERS,
    SHAPES,
    SHORTEST_REPEAT,
    Action,
    Kind,
    StepSpec,
    WorkflowSpec,
)
from app.domain.workflow_fact import FIELDS, OWN, WORDS, Sort, sort_of
from models.kinds import Category, Role, Severity, Stage, Urgency

LONGEST = 10_000  # characters of a text
DEEPEST = 6
SUCH = {"channel": "room", "group": "managers"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
VALUES: dict[Kind, tuple[str, ...]] = {
    Kind.SEVERITY: tuple(Severity),
    Kind.URGENCY: tuple(Urgency),
    Kind.STAGE: tuple(each for each in Stage if each is not Stage.MERGED),
    Kind.ROLE: tuple(Role),
    Kind.RELATED: OTHERS,
}


def workflow_problems(spec: WorkflowSpec, names: Names) -> Problems:
    """One workflow, and whom and what it names."""
    yield from label_problems(spec.name, ("name",))
    yield from text_problems(spec.about, LONGEST, ("about",), lines=True)
    yield from _count(len(spec.when), MOST_TRIGGERS, ("when",), "trigger, such as “opened”")
    yield from _count(len(spec.steps), MOST_STEPS, ("then",), "step")
    yield from number_problems(spec.at_most, 1, MOST_REPEATS, ("at_most",))
    for place, when in enumerate(spec.when):
        if when.length is not None and not SHORTEST_REPEAT <= when.length <= LONGEST_WAIT:
            yield Problem(("when", place), "This time is out of range; expected 30s to 30d.")
    if spec.condition is not None:
        yield from under(("if",), condition_problems(spec.condition, names))
    for place, step in enumerate(spec.steps):
        yield from under(("then", place), step_problems(step, spec, names))


def _count(count: int, most: int, path: Path, what: str) -> Problems:
    if not count:
        yield Problem(path, f"Expected at least one {what}.")
    elif count > most:
        yield Problem(path, f"These are more than {most}; make it two workflows.")


def step_problems(step: StepSpec, spec: WorkflowSpec, names: Names) -> Problems:
    """One step of it."""
    yield from text_problems(step.text, LONGEST, ("text",), lines=True)
    yield from _value_problems(step, spec, names)
    for place, target in enumerate(step.to):
        yield from target_problems(target, names, ("to", place), SHAPES[step.do].only)
    if step.after > LONGEST_WAIT:
        yield Problem(("after",), "This wait is out of range; expected 30d at most.")
    if not step.time_out <= LONGEST_TIME_OUT:
        yield Problem(("time_out",), "A time-out is a minute at most.")
    if step.method not in METHODS:
        yield Problem(("method",), f"Expected one of: {', '.join(METHODS)}.")
    if step.only_if is not None:
        yield from under(("if",), condition_problems(step.only_if, names))
    if step.repeat is not None:
        yield from _repeat_problems(step, names)


def _value_problems(step: StepSpec, spec: WorkflowSpec, names: Names) -> Problems:
    kind, value, path = SHAPES[step.do].value, step.value, ("value",)
    if not value:
        return
    if kind in VALUES and value not in VALUES[kind]:
        listed = ", ".join(VALUES[kind])
        near = hint(value, VALUES[kind])
        yield Problem(path, f"{shown(value)} is no {kind}{near} Expected: {listed}.")
    elif step.do in (Action.ADD_TAG, Action.REMOVE_TAG):
        yield from _tag_problems(value, path)
    elif kind in (Kind.SERVICE, Kind.POLICY, Kind.WORKFLOW):
        there = {Kind.SERVICE: names.services, Kind.POLICY: names.policies}
        yield from known(value, there.get(kind, names.workflows), kind.value, path)
        if kind is Kind.WORKFLOW and value == spec.name:
            yield Problem(path, "A workflow cannot start itself.")
    elif (
        kind is Kind.ADDRESS
        and step.do is not Action.CREATE_BRIDGE
        and not ADDRESS.fullmatch(value.strip())
    ):
        yield Problem(path, "This is no web address; expected one such as https://example.org/in.")


def _tag_problems(value: str, path: Path) -> Problems:
    if wrong := why_no_tag(" ".join(value.split())):
        yield Problem(path, wrong)


def target_problems(target: str, names: Names, path: Path, only: str) -> Problems:
    """`person:ana`, `team:`, `schedule:`, a role, `owner`; or only `channel:`, or `group:`."""
    kind, colon, name = target.partition(":")
    named = {"person": names.people, "team": names.teams, "schedule": names.schedules}
    rooms = {"channel": names.channels, "group": names.groups}
    if only or kind in rooms:
        if kind != only:
            what = f"a {only} such as {only}:{SUCH[only]}" if only else f"people, not a {kind}"
            yield Problem(path, f"Expected {what}.")
        else:
            yield from known(name, rooms[kind], kind, path)
    elif colon and kind in named:
        yield from known(name, named[kind], kind, path)
    elif target.removeprefix("role:") not in (*Role, "owner"):
        near = hint(target, (*Role, "owner"))
        yield Problem(
            path,
            f"{shown(target)} is nobody; expected person:, team:, schedule: and a name, a role, or "
            f"owner{near}",
        )


def _repeat_problems(step: StepSpec, names: Names) -> Problems:
    assert step.repeat is not None
    if not SHORTEST_REPEAT <= step.repeat.every <= LONGEST_WAIT:
        yield Problem(("repeat", "every"), "This time is out of range; expected 30s to 30d.")
    yield from number_problems(step.repeat.at_most, 1, MOST_REPEATS, ("repeat", "at_most"))
    if step.repeat.until is not None:
        yield from under(("repeat", "until"), condition_problems(step.repeat.until, names))


def condition_problems(condition: Condition, names: Names, depth: int = 0) -> Problems:
    """A condition with all its parts."""
    if depth > DEEPEST:
        yield Problem((), f"These conditions are nested more than {DEEPEST} deep.")
        return
    match condition:
        case All() | AnyOf():
            yield from _parts_problems(condition, names, depth)
        case Not(part):
            yield from under(("not",), condition_problems(part, names, depth + 1))
        case Comparison():
            yield from _test_problems(condition, names)
        case During():
            yield from _hours_problems(condition)
        case Rate():
            yield from under(("rate",), _rate_problems(condition))


def _parts_problems(condition: All | AnyOf, names: Names, depth: int) -> Problems:
    key = "all" if isinstance(condition, All) else "any"
    if not condition.parts:
        yield Problem((key,), "There is no condition in here.")
    for place, part in enumerate(condition.parts):
        yield from under((key, place), condition_problems(part, names, depth + 1))


def _hours_problems(during: During) -> Problems:
    yield from zone_problems(during.time_zone)
    if not during.windows:
        yield Problem(("hours",), "Say which hours: {from: ..., to: ...}.")


def _rate_problems(rate: Rate) -> Problems:
    yield from number_problems(rate.at_least, 1, 10_000, ("at_least",))
    if not SHORTEST_REPEAT <= rate.within <= LONGEST_WAIT:
        yield Problem(("within",), "This time is out of range; expected 30s to 30d.")


def _test_problems(test: Comparison, names: Names) -> Problems:
    path = (test.operator.value,)
    if sort_of(test.field, names.fields) is None:
        every = [*FIELDS, *(f"{OWN}{each}" for each in names.fields)]
        near, listed = hint(test.field, every), ", ".join(every)
        yield Problem(("field",), f"{shown(test.field)} is unknown{near} Expected: {listed}.")
        return
    if not test.values or not all(test.values):
        yield Problem(path, "Say what it is held against.")
    match test.operator:
        case Operator.MATCHES:
            faults = [why for each in test.values if (why := why_no_pattern(each))]
            yield from (Problem(path, why) for why in faults)
        case Operator.GREATER | Operator.LESS:
            for each in test.values:
                if weight(each) is None:
                    yield Problem(path, f"{shown(each)} is no number, time or severity.")
        case Operator.IS:
            yield from _is_problems(test, names, path)


def _is_problems(test: Comparison, names: Names, path: Path) -> Problems:
    sort = sort_of(test.field, names.fields) or Sort.TEXT
    allowed: dict[Sort, Iterable[str]] = {
        Sort.WORD: WORDS.get(test.field, ()),
        Sort.YES: ("yes", "no"),
        Sort.PERSON: names.everyone,
        Sort.SERVICE: names.services,
        Sort.TEAM: names.teams,
        Sort.CATEGORY: [*Category, *names.categories],
    }
    if sort not in allowed:
        return
    found = {each.casefold() for each in allowed[sort]}
    for each in test.values:
        if each.casefold() not in found:
            what = test.field if sort in (Sort.WORD, Sort.YES) else str(sort)
            near = hint(each, allowed[sort])
            yield Problem(path, f"{shown(each)} is no {what}{near}")
