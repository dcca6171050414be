"""Together by keys alone: /help, /snooze, /merge, /relate, /split, /talk, /tag, /catch-up."""

import re
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from models.kinds import TargetKind
from ui.incidents import joint
from ui.incidents.command import Unclear, person_of
from ui.incidents.seat import Seat
from ui.incidents.side import Extra
from ui.widgets.when import moment_text

LENGTH = re.compile(r"(\d{1,3})\s*(m|min|h|d)")
UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


def joint_commands(seat: Seat, catch_up: Callable[[], object]) -> list[Extra]:
    """Words after a slash."""
    return _Words(seat, catch_up).extras()


class _Words:
    """What is missing in them is said where every refusal is."""

    def __init__(self, seat: Seat, catch_up: Callable[[], object]) -> None:
        self._seat, self._acts, self._catch_up = seat, seat.acts, catch_up

    def extras(self) -> list[Extra]:
        """All of them, with what they do."""
        return [
            Extra("help", _tr("Call somebody: /help ben the proxy"), self._safe(self._call)),
            Extra("snooze", _tr("Leave it alone: /snooze 2h"), self._safe(self._snooze)),
            Extra("merge", _tr("Work goes on in another: /merge 12"), self._safe(self._merge)),
            Extra("relate", _tr("It has to do with another: /relate 12"), self._safe(self._relate)),
            Extra("split", _tr("Another matter: /split mails are late"), self._safe(self._split)),
            Extra("tag", _tr("Words to find it by: /tag eu, -checkout"), self._safe(self._tag)),
            Extra("talk", _tr("Open the room to talk in"), self._talk),
            Extra("catch-up", _tr("What happened so far"), self._show),
        ]

    def _safe(self, run: Callable[[int, str], None]) -> Callable[[int, str], None]:
        def guarded(number: int, rest: str) -> None:
            from app.errors import Refused

            try:
                run(number, rest)
            except Unclear as unclear:
                self._acts.failed.emit(Refused(str(unclear)))

        return guarded

    def _call(self, number: int, rest: str) -> None:
        from app.domain.workspace import TargetSpec

        who, _, words = rest.partition(" ")
        people = self._seat.faces.people
        person = person_of(who, people)
        name = next(face.name for ident, face in people if ident == person)
        joint.call(self._acts, number, [TargetSpec(TargetKind.PERSON, name)], words)

    def _snooze(self, number: int, rest: str) -> None:
        until = self._seat.now() + length_of(rest)
        joint.snooze(self._acts, number, until, moment_text(until, self._seat.now()))

    def _merge(self, number: int, rest: str) -> None:
        joint.merge(self._acts, number, number_of(rest))

    def _relate(self, number: int, rest: str) -> None:
        joint.relate(self._acts, number, number_of(rest))

    def _split(self, number: int, rest: str) -> None:
        if not rest:
            raise Unclear(_tr("Say in a few words what the other matter is."))
        joint.split(self._acts, number, rest, ())

    def _tag(self, number: int, rest: str) -> None:
        said = [part.strip() for part in rest.split(",") if part.strip(" -+")]
        if not said:
            raise Unclear(_tr("Which tags? Say it like eu, -checkout."))
        gone = [part[1:].strip() for part in said if part.startswith("-")]
        self._acts.tag(number, [p.removeprefix("+") for p in said if p[:1] != "-"], gone)

    def _talk(self, number: int, _rest: str) -> None:
        joint.talk(self._acts, number, "")

    def _show(self, _number: int, _rest: str) -> None:
        self._catch_up()


def length_of(said: str) -> timedelta:
    """30m, 2 h, 1d. Raises Unclear."""
    found = LENGTH.fullmatch(said.strip().lower())
    if found is None or not int(found[1]):
        raise Unclear(_tr("For how long? Say it like 30m, 2h or 1d."))
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def number_of(said: str) -> int:
    """12 or #12. Raises Unclear."""
    told = said.strip().removeprefix("#")
    if not (told.isascii() and told.isdigit()) or len(told) > 15:
        raise Unclear(_tr("Which incident? Give its number."))
    return int(told)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Command", words)
