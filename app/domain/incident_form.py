"""What a team makes of an incident's form: its categories, fields of its own, what wants a reason,
and where people talk. Values of own fields are checked and shown here."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.problem import (
    Problem,
    Problems,
    hint,
    label_problems,
    repeated,
    shown,
    text_problems,
    under,
)
from app.domain.workspace import CategorySpec, FieldSpec, RespondingSpec
from models.kinds import Category, Source
from models.kinds_together import FieldKind

NAME, ABOUT, TEXT = 40, 300, 2000  # characters
MOST = 40  # categories, fields, choices
PICKING = (FieldKind.CHOICE, FieldKind.SEVERAL)
WEB = ("http", "https")
ADDRESS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):\S")
LINK = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
CALLING = (*WEB, "tel", "msteams", "zoommtg", "sip")  # what a bridge may be
REASONS = ("severity", "stage", "resolve", "decline", "reopen", "merge", "snooze")
AT_A_DESK = (Source.DESKTOP, Source.SHELL, Source.API)  # others answer at night with one thumb


USUAL = RespondingSpec()


@dataclass(frozen=True)
class IncidentForm:
    """All of it, as it is now."""

    categories: tuple[CategorySpec, ...]
    fields: tuple[FieldSpec, ...] = ()
    responding: RespondingSpec = USUAL

    def field(self, name: str) -> FieldSpec | None:
        """By its name, in any case."""
        wanted = name.casefold()
        return next((each for each in self.fields if each.name.casefold() == wanted), None)


SHIPPED = (
    CategorySpec(Category.INFRASTRUCTURE, "Servers, disks, network, power: something is down."),
    CategorySpec(Category.THIRD_PARTY, "Somebody we depend on is down: a provider, a partner."),
    CategorySpec(Category.PIPELINE, "Builds, tests or releases fail or hang."),
    CategorySpec(Category.ACCESS, "A wrong setting, a certificate that ran out, no way to log in."),
    CategorySpec(Category.SECURITY, "Somebody saw, took or changed what they should not have."),
    CategorySpec(Category.PERFORMANCE, "It works, but far too slowly."),
    CategorySpec(Category.OTHER, "None of these."),
)


def category_problems(listed: Sequence[CategorySpec]) -> Problems:
    """What is wrong with a team's categories."""
    if len(listed) > MOST:
        yield Problem((), f"These are {len(listed)} categories; {MOST} is the most.")
    yield from repeated((each.name.casefold() for each in listed), "categories", ())
    for place, each in enumerate(listed):
        yield from under((place,), _named(each.name, each.about))


def field_problems(listed: Sequence[FieldSpec]) -> Problems:
    """What is wrong with a team's fields."""
    if len(listed) > MOST:
        yield Problem((), f"These are {len(listed)} fields; {MOST} is the most.")
    yield from repeated((each.name.casefold() for each in listed), "fields", ())
    for place, each in enumerate(listed):
        yield from under((place,), _field(each))


def responding_problems(said: RespondingSpec) -> Problems:
    """What is wrong with how a team responds."""
    if said.bridge and why_no_bridge(said.bridge):
        yield Problem(("bridge",), why_no_bridge(said.bridge) or "")
    for place, each in enumerate(said.why):
        if each not in REASONS:
            known = ", ".join(REASONS)
            sentence = f"{shown(each)} is nothing to ask about{hint(each, REASONS)} There are: "
            yield Problem(("why", place), f"{sentence}{known}.")


def why_no_bridge(address: str) -> str | None:
    """A sentence where an address cannot be opened to talk."""
    said = address.strip()
    found = ADDRESS.match(said)
    scheme = found["scheme"].lower() if found else ""
    if scheme not in CALLING or (scheme in WEB and not LINK.match(said)):
        return "This is no address to talk at; expected https://… or tel:…"
    if len(address) > 1000 or not address.isprintable() or " " in address.strip():
        return "This is no address; expected one line without spaces."
    return None


def room(base: str, number: int, word: str) -> str:
    """A room of its own where the base ends like a folder or names {room}; else the base itself,
    which is the team's own room."""
    name = f"incident-{number}-{word}"
    if "{room}" in base:
        return base.replace("{room}", name)
    return f"{base}{name}" if base.endswith(("/", "=")) else base


def wants_reason(said: RespondingSpec, what: str, source: Source, reason: str) -> str | None:
    """A sentence where the team asks for a reason, and none was given at a desk."""
    if what not in said.why or reason.strip() or source not in AT_A_DESK:
        return None
    return "Your team writes down a reason for this: say why in a few words."


def proper(spec: FieldSpec, value: Any) -> Any:
    """A value as it is kept (plain JSON), None for an empty one. Raises ValueError with a sentence;
    a person's handle is looked up elsewhere."""
    if value is None or value in ("", [], ()):
        return None
    read = _READ[spec.kind]
    return read(spec, value)


def shown_value(value: Any) -> str:
    """As it stands in a timeline or a document."""
    if value is None:
        return "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, float):
        return f"{value:g}" if not value.is_integer() else str(int(value))
    return str(value)


def lacking(form: IncidentForm, given: dict[str, Any]) -> str | None:
    """The name of a field that must be there and is not."""
    have = {name.casefold() for name, value in given.items() if value not in (None, "", [], ())}
    needed = (each for each in form.fields if each.declare and each.needed)
    return next((each.name for each in needed if each.name.casefold() not in have), None)


def _named(name: str, about: str) -> Problems:
    yield from label_problems(name, ("name",))
    if len(name) > NAME:
        yield Problem(("name",), f"This has {len(name)} characters; expected at most {NAME}.")
    yield from text_problems(about, ABOUT, ("about",))


def _field(spec: FieldSpec) -> Problems:
    yield from _named(spec.name, spec.about)
    if spec.kind in PICKING and not spec.choices:
        yield Problem(("choices",), "There is nothing to choose from; expected choices.")
    if spec.kind not in PICKING and spec.choices:
        yield Problem(("choices",), f"A {spec.kind} has no choices.")
    if len(set(spec.choices)) != len(spec.choices) or len(spec.choices) > MOST:
        yield Problem(("choices",), f"Expected at most {MOST} choices, each once.")
    for place, each in enumerate(spec.choices):
        yield from label_problems(each, ("choices", place))


def _text(spec: FieldSpec, value: Any) -> str:
    said = str(value).replace("\0", "").strip()
    if len(said) > TEXT:
        raise ValueError(f"{spec.name} has {len(said)} characters; {TEXT} is the most.")
    return said


def _number(spec: FieldSpec, value: Any) -> float | int:
    try:
        said = float(str(value).replace(" ", "").replace(",", "."))
    except ValueError:
        raise ValueError(f"{spec.name} wants a number, such as 12 or 4.5.") from None
    if not math.isfinite(said) or abs(said) >= 10**15:
        raise ValueError(f"{spec.name} wants a number that can be counted.")
    return int(said) if said.is_integer() else said


def _choice(spec: FieldSpec, value: Any) -> str:
    wanted = str(value).strip()
    found = [each for each in spec.choices if each.casefold() == wanted.casefold()]
    if not found:
        raise ValueError(f"{spec.name} is one of: {', '.join(spec.choices)}.")
    return found[0]


def _several(spec: FieldSpec, value: Any) -> list[str]:
    listed = re.split(r"\s*[,;]\s*", value) if isinstance(value, str) else list(value)
    found = {_choice(spec, each) for each in listed if str(each).strip()}
    return [each for each in spec.choices if each in found]


def _date(spec: FieldSpec, value: Any) -> str:
    try:
        return date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        raise ValueError(f"{spec.name} wants a date such as 2026-03-28.") from None


def _link(spec: FieldSpec, value: Any) -> str:
    said = str(value).strip()
    if not LINK.fullmatch(said) or len(said) > TEXT:
        raise ValueError(f"{spec.name} wants a link that begins with https://.")
    return said


_READ = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.SEVERAL: _several,
    FieldKind.DATE: _date,
    FieldKind.PERSON: _text,
    FieldKind.LINK: _link,
}
