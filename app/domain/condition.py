"""Conditions over what is known of an incident: all, any, not; tests of a field; hours of the week;
how often something happened of late. Each verdict says why, in words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.branch import Hours
from app.domain.moment import duration, spoken
from app.domain.restriction_text import written
from app.domain.rota import Restriction
from models.kinds import Severity

Value = str | float | bool | tuple[str, ...] | None
Facts = Mapping[str, Value]

LOOKED_AT = 4000  # characters of a text that an expression is held against
NESTED = re.compile(r"[+*}]\)[+*{]|\([^()]*[+*][^()]*\)[+*{]")  # may take for ever
MOST_PATTERN = 200
YES, NO = "yes", "no"


class Operator(StrEnum):
    """How a field is held against a value; greater, of severities, is worse."""

    IS = "is"
    CONTAINS = "contains"
    MATCHES = "matches"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    GREATER = "greater"
    LESS = "less"
    EMPTY = "empty"


class Same(StrEnum):
    """Of which incidents a rate counts."""

    INCIDENT = "incident"
    SERVICE = "service"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field against values, of which one is enough; `empty` takes yes or no."""

    field: str
    operator: Operator
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part holds at least."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class During:
    """It is one of these hours of the week, by the clock of a zone."""

    windows: tuple[Restriction, ...]
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Rate:
    """A trigger (by its word) came so often within a time."""

    of: str
    at_least: int
    within: timedelta
    same: Same = Same.INCIDENT


Condition = Comparison | All | AnyOf | Not | During | Rate
Counted = Callable[[Rate], int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it holds; `why` tells what decided it."""

    holds: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.holds


def judged(condition: Condition | None, facts: Facts, at: datetime, counted: Counted) -> Verdict:
    """Whether a condition holds at an instant; no condition always does."""
    match condition:
        case None:
            return Verdict(True)
        case Comparison():
            return _test(condition, facts)
        case All(parts) | AnyOf(parts):
            return _several(condition, [judged(each, facts, at, counted) for each in parts])
        case Not(part):
            found = judged(part, facts, at, counted)
            return Verdict(not found.holds, found.why)
        case During(windows, zone):
            inside = Hours(windows, zone).opens(at) == at
            return Verdict(inside, "it is within the hours" if inside else "it is another hour")
        case Rate():
            count = counted(condition)
            why = f"{condition.of} came {count} times within {spoken(condition.within)}"
            return Verdict(count >= condition.at_least, why)


def _several(condition: All | AnyOf, found: list[Verdict]) -> Verdict:
    wanted = isinstance(condition, AnyOf)
    deciding = [each for each in found if each.holds is wanted]
    if deciding:
        return Verdict(wanted, deciding[0].why)
    return Verdict(not wanted, ", ".join(each.why for each in found if each.why))


def _test(test: Comparison, facts: Facts) -> Verdict:
    value = facts.get(test.field)
    shown = said(value)
    why = f"{test.field} is {shown}" if shown else f"no {test.field} is set"
    why = PLAIN.get((test.field, shown), why)
    if test.operator is Operator.EMPTY:
        return Verdict((not shown) is (test.values[:1] != (NO,)), why)
    met = any(_met(test, value, each) for each in test.values)
    return Verdict(met, why)


def _met(test: Comparison, value: Value, wanted: str) -> bool:
    if test.operator in (Operator.GREATER, Operator.LESS):
        return _beyond(test, value, wanted)
    texts = value if isinstance(value, tuple) else (said(value),)
    return any(TEXTS[test.operator](text[:LOOKED_AT], wanted) for text in texts if text)


def _beyond(test: Comparison, value: Value, wanted: str) -> bool:
    mine, other = weight(value), weight(wanted)
    if mine is None or other is None:
        return False
    return mine > other if test.operator is Operator.GREATER else mine < other


def weight(value: Value) -> float | None:
    """What can be greater or less: a number, a time in seconds, a severity by how bad it is."""
    if isinstance(value, bool) or value is None or isinstance(value, tuple):
        return None
    if isinstance(value, int | float):
        return float(value)
    text = value.strip()
    if text.upper() in tuple(Severity):
        return float(-tuple(Severity).index(Severity(text.upper())))
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return duration(text).total_seconds()
    except ValueError:
        return None


def said(value: Value) -> str:
    """A fact as a person reads it; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return ", ".join(value)
    return value if isinstance(value, str) else f"{value:g}"


def why_no_pattern(pattern: str) -> str:
    """What is wrong with a regular expression; empty when nothing is."""
    if len(pattern) > MOST_PATTERN:
        return f"An expression has at most {MOST_PATTERN} characters."
    if NESTED.search(pattern):
        return "A repetition within a repetition can take for ever; write it without."
    try:
        re.compile(pattern)
    except re.error as fault:
        return f"{pattern!r} is no regular expression: {fault}."
    return ""


def _matches(text: str, pattern: str) -> bool:
    return not why_no_pattern(pattern) and re.search(pattern, text, re.IGNORECASE) is not None


TEXTS: Mapping[Operator, Callable[[str, str], bool]] = {
    Operator.IS: lambda text, wanted: text.casefold() == wanted.casefold(),
    Operator.CONTAINS: lambda text, wanted: wanted.casefold() in text.casefold(),
    Operator.STARTS_WITH: lambda text, wanted: text.casefold().startswith(wanted.casefold()),
    Operator.ENDS_WITH: lambda text, wanted: text.casefold().endswith(wanted.casefold()),
    Operator.MATCHES: _matches,
}

VERBS = {
    Operator.IS: "is",
    Operator.CONTAINS: "contains",
    Operator.MATCHES: "matches",
    Operator.STARTS_WITH: "starts with",
    Operator.ENDS_WITH: "ends with",
    Operator.GREATER: "is greater than",
    Operator.LESS: "is less than",
}
WORSE = {Operator.GREATER: "is worse than", Operator.LESS: "is milder than"}
PLAIN = {
    ("acknowledged", YES): "somebody has it",
    ("acknowledged", NO): "nobody has it yet",
    ("drill", YES): "it is a drill",
    ("drill", NO): "it is no drill",
    ("playbook", YES): "a playbook is under way",
    ("playbook", NO): "no playbook is under way",
}


def words(condition: Condition) -> str:
    """A condition as the middle of a sentence."""
    match condition:
        case Comparison():
            return _test_words(condition)
        case All(parts):
            return " and ".join(_within(each, AnyOf) for each in parts)
        case AnyOf(parts):
            return " or ".join(_within(each, All) for each in parts)
        case Not(part):
            return f"not ({words(part)})"
        case During(windows, zone):
            return f"it is {' or '.join(map(_hours, windows))} ({zone})"
        case Rate(of, at_least, within, same):
            where = {Same.INCIDENT: "here", Same.SERVICE: "on this service", Same.ANY: "anywhere"}
            return f"“{of}” came {at_least} times or more in {spoken(within)} {where[same]}"


def _within(part: Condition, other: type[All | AnyOf]) -> str:
    return f"({words(part)})" if isinstance(part, other) else words(part)


def _test_words(test: Comparison) -> str:
    if test.operator is Operator.EMPTY:
        if test.values[:1] != (NO,):
            return f"no {test.field} is set"
        vowel = test.field[0] in "aeiou"
        return f"an {test.field} is set" if vowel else f"a {test.field} is set"
    plain = PLAIN.get((test.field, test.values[0] if test.values else ""))
    if plain and test.operator is Operator.IS:
        return plain
    verb = VERBS[test.operator]
    if test.field == "severity" and test.operator in WORSE:
        verb = WORSE[test.operator]
    quoted = test.operator in (Operator.IS, Operator.GREATER, Operator.LESS)
    listed = " or ".join(each if quoted else f"“{each}”" for each in test.values)
    return f"{test.field} {verb} {listed}"


def _hours(window: Restriction) -> str:
    data = written(window)
    days = ", ".join(data.get("days", ()))
    return f"{days} {data['from']}–{data['to']}".strip()
