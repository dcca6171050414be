"""Conditions as plain data, in the form of the workspace file, and back; also the reader that says
everything wrong with such data, each with its path."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar

from app.domain import restriction_text
from app.domain.condition import (
    All,
    AnyOf,
    Comparison,
    Condition,
    During,
    Not,
    Operator,
    Rate,
    Same,
)
from app.domain.moment import duration, spoken
from app.domain.problem import Path, Problem, hint, shown
from app.domain.rota import Restriction
from app.domain.workflow import Trigger

Data = dict[str, Any]
Word = TypeVar("Word", bound=StrEnum)
Read = TypeVar("Read")
TRUE, FALSE = ("true", "yes", "on"), ("false", "no", "off")


def condition_written(condition: Condition) -> Data:
    """One condition with all its parts."""
    match condition:
        case Comparison(field, Operator.EMPTY, values):
            return {"field": field, "empty": values[0] if values else "yes"}
        case Comparison(field, operator, values):
            return {"field": field, operator.value: values[0] if len(values) == 1 else list(values)}
        case All(parts):
            return {"all": [condition_written(each) for each in parts]}
        case AnyOf(parts):
            return {"any": [condition_written(each) for each in parts]}
        case Not(part):
            return {"not": condition_written(part)}
        case During(windows, zone):
            hours = [restriction_text.written(each) for each in windows]
            return {"hours": hours, "time_zone": zone}
        case Rate(of, at_least, within, same):
            said = {"of": of, "at_least": str(at_least), "within": spoken(within)}
            return {"rate": said | ({} if same is Same.INCIDENT else {"same": same.value})}


class Reader:
    """Collects what is wrong; each method returns something harmless in its stead."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def complain(self, path: Path, sentence: str) -> None:
        """This is wrong."""
        self.problems.append(Problem(path, sentence))

    def fields(self, data: Any, path: Path, known: tuple[str, ...] | None, what: str) -> "Fields":
        """A mapping of known keys (None: any); what is empty counts as left out."""
        if not isinstance(data, Mapping):
            self.complain(path, f"Expected {what}.")
            return Fields(self, path, {}, whole=False)
        for key in data:
            if known is not None and key not in known:
                near = f"{hint(str(key), known)} Expected: {', '.join(known)}."
                self.complain((*path, key), f"{shown(str(key))} is unknown here{near}")
        found = {k: v for k, v in data.items() if v not in (None, "", [], {})}
        return Fields(self, path, {k: v for k, v in found.items() if known is None or k in known})

    def text(self, data: Any, path: Path) -> str:
        """A scalar."""
        if isinstance(data, Mapping | list | tuple):
            self.complain(path, "Expected a single value.")
            return ""
        return "" if data is None else str(data)

    def read(self, data: Any, path: Path, read: Callable[[str], Read], instead: Read) -> Read:
        """A scalar as `read` understands it."""
        try:
            return read(self.text(data, path))
        except ValueError as fault:
            sentence = str(fault)
            end = "" if sentence.endswith((".", "?")) else "."
            self.complain(path, sentence[0].upper() + sentence[1:] + end)
            return instead


class Fields:
    """The values of a mapping, each asked for by its key."""

    def __init__(self, reader: Reader, path: Path, data: Data, *, whole: bool = True) -> None:
        self.reader, self.path, self.data, self._whole = reader, path, data, whole

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def at(self, key: str) -> Path:
        """Where a value stands."""
        return (*self.path, key)

    def needs(self, key: str, what: str) -> None:
        """A complaint when it is missing."""
        if self._whole and key not in self.data:
            self.reader.complain(self.at(key), f"{key!r} is missing; expected {what}.")

    def text(self, key: str, default: str = "") -> str:
        """A scalar that may be left out."""
        return self.reader.text(self.data.get(key, default), self.at(key))

    def read(self, key: str, read: Callable[[str], Read], default: Read) -> Read:
        """A scalar as `read` understands it."""
        if key not in self.data:
            return default
        return self.reader.read(self.data[key], self.at(key), read, default)

    def each(self, key: str, read: Callable[[Any, Path], Read]) -> tuple[Read, ...]:
        """The values of a list; a single thing is a list of one."""
        data = self.data.get(key, [])
        if isinstance(data, list | tuple):
            return tuple(read(each, (*self.at(key), n)) for n, each in enumerate(data))
        return (read(data, self.at(key)),)

    def condition(self, key: str) -> Condition | None:
        """A condition that may be left out."""
        return condition(self.reader, self.data[key], self.at(key)) if key in self.data else None


TREES = ("all", "any", "not", "field", "hours", "rate")
OF: dict[str, tuple[str, ...]] = {
    "hours": ("hours", "time_zone"),
    "field": ("field", *Operator),
}


def condition(reader: Reader, data: Any, path: Path) -> Condition:
    """One condition. A list is all of them."""
    if isinstance(data, list | tuple):
        return All(tuple(condition(reader, each, (*path, n)) for n, each in enumerate(data)))
    kind = next((each for each in TREES if isinstance(data, Mapping) and each in data), "")
    if not kind:
        reader.complain(path, "Expected a condition such as {field: severity, is: SEV1}.")
        return All(())
    said = reader.fields(data, path, OF.get(kind, (kind,)), "a condition")
    if kind in ("all", "any"):
        parts = said.each(kind, lambda each, at: condition(reader, each, at))
        return All(parts) if kind == "all" else AnyOf(parts)
    if kind == "not":
        return Not(said.condition("not") or All(()))
    return {"hours": _during, "rate": _rate, "field": _test}[kind](said)


def _test(said: Fields) -> Condition:
    operators = [each for each in Operator if each in said]
    field = said.text("field")
    if len(operators) != 1:
        said.reader.complain(said.path, f"Expected one of: {', '.join(Operator)}.")
        return Comparison(field, Operator.EMPTY, ("yes",))
    operator = operators[0]
    if operator is Operator.EMPTY:
        return Comparison(field, operator, ("yes" if said.read("empty", truth, True) else "no",))
    return Comparison(field, operator, said.each(operator.value, said.reader.text))


def _during(said: Fields) -> Condition:
    windows = said.each("hours", lambda each, at: _window(said.reader, each, at))
    found = tuple(each for each in windows if each is not None)
    return During(found, said.text("time_zone", "UTC"))


def _window(reader: Reader, data: Any, path: Path) -> Restriction | None:
    said = reader.fields(data, path, ("days", "from", "to"), "{from: ..., to: ...}")
    days = list(said.each("days", reader.text))
    try:
        ends = {"from": said.text("from"), "to": said.text("to")}
        return restriction_text.understood(ends | ({"days": days} if days else {}))
    except ValueError as fault:
        reader.complain(path, f"These are no hours: {fault}.")
        return None


def _rate(fields: Fields) -> Condition:
    known = ("of", "at_least", "within", "same")
    shape = "{of: alert joins, at_least: 5, within: 10m}"
    said = fields.reader.fields(fields.data.get("rate"), fields.at("rate"), known, shape)
    for key in known[:3]:
        said.needs(key, f"all of {shape}")
    return Rate(
        said.read("of", _trigger, Trigger.OPENED).value,
        said.read("at_least", whole, 1),
        said.read("within", duration, timedelta(minutes=1)),
        said.read("same", _same, Same.INCIDENT),
    )


def _trigger(text: str) -> Trigger:
    return word(Trigger, text)


def _same(text: str) -> Same:
    return word(Same, text)


def word(kind: type[Word], text: str) -> Word:
    """One of the words of an enum, in any case. Raises ValueError with the nearest."""
    named = {each.value.casefold(): each for each in kind}
    found = named.get(" ".join(text.split()).casefold())
    if found is None:
        near = hint(text, list(kind))
        raise ValueError(f"{shown(text)} is unknown here{near}")
    return found


def truth(text: str) -> bool:
    """Raises ValueError with what was expected."""
    if text.lower() not in TRUE + FALSE:
        raise ValueError(f"{shown(text)} is neither yes nor no")
    return text.lower() in TRUE


def whole(text: str) -> int:
    """Raises ValueError with what was expected."""
    if not text.strip().isascii() or not text.strip().isdigit() or len(text) > 6:
        raise ValueError(f"{shown(text)} is no whole number such as 3")
    return int(text)
