"""Playbooks as people write them: Markdown, the name as its title, a second-level heading a step
(`## Command: How full is the disk?`) with `Owner: ana` lines below. Every fault names line and
remedy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from app.domain.errand_text import problem_of
from app.domain.moment import duration
from app.domain.playbook import (
    END,
    LARGEST,
    LONGEST_TIME_OUT,
    MOST,
    USUAL_TIME_OUT,
    Option,
    PlaybookSpec,
    PlayStepSpec,
    folded,
)
from app.domain.problem import hint
from models.kinds import Category, PlayKind, Severity

HEADING = re.compile(r"##\s+(?:\d+[.)]\s*)?(?P<kind>[A-Za-z][A-Za-z ]*?)\s*:\s*(?P<title>.*\S)\s*$")
KEY = re.compile(r"(?P<key>[A-Za-z][A-Za-z -]*?)\s*:\s*(?P<value>.*?)\s*$")
OPTION = re.compile(r"\s*[-*]\s+(?P<words>.*?\S)\s*(?:->|→)\s*(?P<leads>.*\S)\s*$")
FENCE = re.compile(r"\s*(```+|~~~+)")
HEAD_KEYS = ("for", "severity", "service", "off")
STEP_KEYS = ("owner", "within", "to", "then", "time-out", "shell", "for")
WORDS = {each.value: each for each in PlayKind} | {"http call": PlayKind.HTTP}
Word = TypeVar("Word", bound=StrEnum)
KINDS = "Do, Check, Decide, Notify, Wait, HTTP or Command"
YES = ("yes", "true", "on")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in which line (from 1), and what would be right."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


@dataclass
class _Part:
    """Lines under one heading, with the number of the first."""

    heading: str
    line: int
    lines: list[str] = field(default_factory=list)


def read(text: str) -> tuple[PlaybookSpec, tuple[Fault, ...]]:
    """What a text says, and everything wrong with it; to be used only without faults, or to show
    as it grows."""
    if len(text) > LARGEST:
        return PlaybookSpec(""), (Fault(1, f"This is longer than {LARGEST} characters."),)
    faults: list[Fault] = []
    head, *parts = _parts(text)
    book = _head(head, faults)
    steps = tuple(step for part in parts if (step := _step(part, faults)) is not None)
    book = replace(book, steps=steps)
    faults += _whole(book)
    return book, tuple(sorted(set(faults), key=lambda each: each.line))


def _parts(text: str) -> list[_Part]:
    """Cut at second-level headings that are not within a fence."""
    parts, fence = [_Part("", 1)], ""
    for number, line in enumerate(text.splitlines(), 1):
        mark = FENCE.match(line)
        if mark and not fence:
            fence = mark.group(1)
        elif mark and line.strip() == fence:
            fence = ""
        elif not fence and re.match(r"##(\s|$)", line):
            parts.append(_Part(line, number))
            continue
        parts[-1].lines.append(line)
    return parts


def _head(part: _Part, faults: list[Fault]) -> PlaybookSpec:
    lines = [(n, line) for n, line in enumerate(part.lines, 1) if line.strip()]
    if not lines or not re.match(r"#\s+\S", lines[0][1]):
        at = lines[0][0] if lines else 1
        faults.append(Fault(at, "The first line is the name, such as “# Database is down”."))
        return PlaybookSpec("")
    first, title = lines[0]
    name = " ".join(title[1:].split())
    keys, rest = _keys(part.lines[first:], first + 1, HEAD_KEYS, faults)
    return PlaybookSpec(
        name=name[:200],
        about=rest,
        categories=_categories(keys, faults),
        severities=_words(keys, "severity", Severity, faults),
        services=_listed(keys.get("service", (0, ""))[1]),
        off=keys.get("off", (0, ""))[1].casefold() in YES,
    )


def _keys(
    lines: list[str], first: int, known: tuple[str, ...], faults: list[Fault]
) -> tuple[dict[str, tuple[int, str]], str]:
    """The `Word: value` lines at the top, by their word in small letters, and the text below."""
    found: dict[str, tuple[int, str]] = {}
    place = 0
    for place, line in enumerate([*lines, "x"]):
        said = KEY.fullmatch(line)
        key = said.group("key").casefold() if said else ""
        if said and key in known:
            if key in found:
                faults.append(Fault(first + place, f"“{said.group('key')}” stands here twice."))
            found[key] = first + place, said.group("value")
        elif line.strip() and not _slip(key, known, said, first + place, faults):
            break
    return found, "\n".join(lines[place:]).strip()


def _slip(key: str, known: tuple[str, ...], said: object, line: int, faults: list[Fault]) -> bool:
    """Whether a line is a key with a slip of the pen in it."""
    near = get_close_matches(key, known, 1, 0.75) if said and key else []
    if near:
        faults.append(Fault(line, f"“{key}:” is unknown here; did you mean “{near[0]}:”?"))
    return bool(near)


def _listed(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in value.split(",") if each.strip()))


def _categories(keys: dict[str, tuple[int, str]], faults: list[Fault]) -> tuple[str, ...]:
    """Shipped ones, or the team's own words; a slip of the pen in a shipped one is told."""
    line, value = keys.get("for", (0, ""))
    words = {each.value.casefold(): each.value for each in Category}
    found: list[str] = []
    for said in _listed(value):
        word = said.casefold()
        if word not in words and get_close_matches(word, words, 1, 0.75):
            faults.append(Fault(line, f"“{said}” is none of: {', '.join(words.values())}."))
        elif word not in ("any", "anything"):
            found.append(words.get(word, said))
    return tuple(found)


def _words(
    keys: dict[str, tuple[int, str]], key: str, kind: type[Word], faults: list[Fault]
) -> tuple[Word, ...]:
    line, value = keys.get(key, (0, ""))
    words = {each.value.casefold(): each for each in kind}
    found: list[Word] = []
    for said in _listed(value):
        if said.casefold() in words:
            found.append(words[said.casefold()])
        elif said.casefold() not in ("any", "anything"):
            listed = ", ".join(each.value for each in kind)
            faults.append(Fault(line, f"“{said}” is none of: {listed}."))
    return tuple(found)


def _step(part: _Part, faults: list[Fault]) -> PlayStepSpec | None:
    found = HEADING.match(part.heading)
    if found is None:
        said = f"A step begins with its kind: “## Do: …”; the kinds are {KINDS}."
        faults.append(Fault(part.line, said))
        return None
    kind = WORDS.get(" ".join(found.group("kind").split()).casefold())
    if kind is None:
        guess = hint(found.group("kind").casefold(), tuple(WORDS))
        said = f"“{found.group('kind')}” is no kind of step{guess} The kinds are {KINDS}."
        faults.append(Fault(part.line, said))
        return None
    keys, rest = _keys(part.lines, part.line + 1, STEP_KEYS, faults)
    text, code = _code(rest) if kind in (PlayKind.COMMAND, PlayKind.HTTP) else (rest, "")
    options, text = _options(text) if kind is PlayKind.DECIDE else ((), text)
    step = PlayStepSpec(
        kind=kind,
        title=" ".join(found.group("title").split())[:300],
        text=text,
        owner=keys.get("owner", (0, ""))[1],
        within=_length(keys, "for" if kind is PlayKind.WAIT else "within", faults),
        to=_listed(keys.get("to", (0, ""))[1]),
        then=keys.get("then", (0, ""))[1],
        options=options,
        code=code,
        shell=keys.get("shell", (0, ""))[1].casefold() in YES,
        time_out=_length(keys, "time-out", faults) or USUAL_TIME_OUT,
        line=part.line,
    )
    faults += _step_faults(step)
    return step


def _length(keys: dict[str, tuple[int, str]], key: str, faults: list[Fault]) -> timedelta | None:
    line, value = keys.get(key, (0, ""))
    if not value:
        return None
    try:
        found = duration(value)
    except ValueError:
        found = timedelta()
    if found <= timedelta():
        faults.append(Fault(line, f"“{value}” is no length of time; write 90s, 5m or 2h."))
        return None
    return found


def _code(text: str) -> tuple[str, str]:
    """The first fenced block, and what stands around it."""
    lines = text.splitlines()
    ends = [n for n, line in enumerate(lines) if FENCE.match(line)][:2]
    if len(ends) < 2:
        return text, ""
    first, last = ends
    return "\n".join(lines[:first] + lines[last + 1 :]).strip(), "\n".join(lines[first + 1 : last])


def _options(text: str) -> tuple[tuple[Option, ...], str]:
    found = [(line, OPTION.match(line)) for line in text.splitlines()]
    options = tuple(Option(m["words"], m["leads"]) for _, m in found if m)
    return options, "\n".join(line for line, m in found if not m).strip()


def _step_faults(step: PlayStepSpec) -> Iterator[Fault]:
    match step.kind:
        case PlayKind.DECIDE if len(step.options) < 2:
            said = "A decide step needs two answers or more: “- Yes -> title of a later step”."
            yield Fault(step.line, said)
        case PlayKind.WAIT if step.within is None:
            yield Fault(step.line, "Say how long to wait: a line “For: 10m” below the heading.")
        case PlayKind.NOTIFY if not step.to:
            said = "Say whom to tell: “To: incident commander” or “To: person:ana, team:platform”."
            yield Fault(step.line, said)
        case PlayKind.NOTIFY if not step.text:
            yield Fault(step.line, "Write the message below the heading.")
        case PlayKind.COMMAND | PlayKind.HTTP:
            sentence = problem_of(step)
            if sentence:
                yield Fault(step.line, sentence)
    if step.time_out > LONGEST_TIME_OUT:
        yield Fault(step.line, "A time-out is ten minutes at most; write a wait step instead.")


def _whole(book: PlaybookSpec) -> Iterator[Fault]:
    if not book.steps:
        yield Fault(1, "A playbook needs a step, such as “## Do: Say who leads”.")
    if len(book.steps) > MOST:
        yield Fault(book.steps[MOST].line, f"These are more than {MOST} steps; make it two.")
    seen: dict[str, int] = {}
    for place, step in enumerate(book.steps):
        title = folded(step.title)
        if title in seen:
            yield Fault(step.line, f"Line {seen[title]} has a step of this title already.")
        seen.setdefault(title, step.line)
        for leads in [step.then, *(each.leads_to for each in step.options)]:
            if leads and folded(leads) != END and not _later(book, place, leads):
                titles = tuple(each.title for each in book.steps[place + 1 :])
                guess = hint(leads, titles)
                said = f"“{leads}” is no later step{guess} Write its title, or end."
                yield Fault(step.line, said)


def _later(book: PlaybookSpec, place: int, title: str) -> bool:
    return place < book.place(title) < len(book.steps)
