"""Whose clock the grid follows: the schedule's, mine, or that of any place."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtWidgets import QWidget

from ui.schedules.choice_button import ChoiceButton
from ui.schedules.reads import MINE, THEIRS
from ui.widgets.choices import Choice


class ZoneButton(ChoiceButton):
    """The value is `schedule`, `mine`, or an IANA name; the words are always a zone's name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Time zone"), self.tr("Whose clock the days and times follow"), parent
        )
        self._named: tuple[Choice, ...] = ()

    def show_zones(self, value: str, theirs: str, mine: str) -> None:
        """What is chosen, and what the two words mean here."""
        self._named = (
            Choice(THEIRS, theirs, self.tr("the schedule's"), icon="calendar-days"),
            Choice(MINE, mine, self.tr("mine"), icon="user"),
        )
        self.set_choices(self._named)
        self.set_value(value)

    def offered(self) -> Sequence[Choice]:
        """Every zone there is."""
        return (*self._named, *_every_zone())


@cache
def _every_zone() -> tuple[Choice, ...]:
    names = (name for name in available_timezones() if "/" in name or name == "UTC")
    return tuple(_choice(name) for name in sorted(names) if not name.startswith("Etc/"))


def _choice(name: str) -> Choice:
    offset = f"{datetime.now(ZoneInfo(name)):%z}"
    said = offset[:3] if offset[3:] == "00" else f"{offset[:3]}:{offset[3:]}"
    words = f"{name.replace('_', ' ').replace('/', ' ')} UTC{said}"
    return Choice(name, name, said, words=words)
