"""Whom an event of a foreign calendar names: people by e-mail, handle or full name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.calendars.event import Happening
from app.domain.problem import shown
from app.domain.workspace import NOBODY, Handle


@dataclass(frozen=True)
class Face:
    """Somebody of the team."""

    name: Handle
    full_name: str = ""
    email: str = ""


class Crowd:
    """The people who may be named; `also` maps other words to handles, or to `nobody` for those
    who are to be left out."""

    def __init__(self, people: Iterable[Face], also: Mapping[str, Handle] | None = None) -> None:
        self._known: dict[str, Handle] = {}
        for name, word in _words(list(people)):
            self._known.setdefault(_folded(word), name)
        self._known |= {_folded(word): name for word, name in (also or {}).items() if word.strip()}
        words = sorted(self._known, key=len, reverse=True)
        either = "|".join(re.escape(each) for each in words) or "(?!)"
        self._pattern = re.compile(rf"(?<![\w@.-])(?:{either})(?![\w@-])")

    def named(self, each: Happening) -> tuple[tuple[Handle, ...], list[str]]:
        """The handles that a happening names, and what is wrong with it in sentences."""
        if each.who:
            return self._beside(each)
        words = _folded(each.summary)
        found = [self._known[match] for match in self._pattern.findall(words)]
        if not found:
            said = shown(each.summary) if each.summary else "an event without a name"
            remedy = _remedy(each.summary or "...")
            return (), [f"line {each.line}: {said} names nobody who is known{remedy}."]
        return _people(found), []

    def _beside(self, each: Happening) -> tuple[tuple[Handle, ...], list[str]]:
        found, wrong = [], []
        for somebody in each.who:
            name = next((self._known[w] for w in map(_folded, somebody) if w in self._known), None)
            if name is None and somebody:
                remedy = _remedy(somebody[0])
                wrong.append(f"line {each.line}: {shown(somebody[0])} is not known{remedy}.")
            elif name is not None:
                found.append(name)
        return _people(found), wrong


def _remedy(word: str) -> str:
    known = "an e-mail address, handle or full name of the team"
    return f"; expected {known}, or --people '{word}=HANDLE'"


def _words(people: Sequence[Face]) -> Iterator[tuple[Handle, str]]:
    """Each handle with what else it goes by; another's handle is stronger than a full name."""
    for key in ("name", "email", "full_name"):
        yield from ((face.name, getattr(face, key)) for face in people if getattr(face, key))


def _people(found: Iterable[Handle]) -> tuple[Handle, ...]:
    return tuple(dict.fromkeys(each for each in found if each != NOBODY))


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())
