"""Whose clock the grid follows: the schedule's, mine, or that of any place."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtWidgets import QWidget

from ui.schedules.reads import MINE, THEIRS
from ui.widgets.choices import Choice
from ui.widgets.picker import Picker


class ZonePicker(Picker):
    """The value is `schedule`, `mine`, or an IANA name; the words are always a zone's name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Time zone"), parent=parent)
        self.setAccessibleName(self.tr("Time zone"))
        self.setToolTip(self.tr("Whose clock the days and times follow"))
        self._all = False

    def show_zones(self, value: str, theirs: str, mine: str) -> None:
        """What is chosen, and what the two words mean here."""
        self._named = [
            Choice(THEIRS, theirs, self.tr("the schedule's"), icon="calendar-days"),
            Choice(MINE, mine, self.tr("mine"), icon="user"),
        ]
        self._all = False
        rest = [] if value in (MINE, THEIRS) else [Choice(value, value)]
        self.set_choices([*self._named, *rest])
        self.set_value(value)

    def open(self) -> None:
        """Every zone there is, once somebody looks."""
        if not self._all:
            self.set_choices([*self._named, *_every_zone()])
            self._all = True
        super().open()


@cache
def _every_zone() -> tuple[Choice, ...]:
    names = (name for name in available_timezones() if "/" in name or name == "UTC")
    return tuple(_choice(name) for name in sorted(names) if not name.startswith("Etc/"))


def _choice(name: str) -> Choice:
    offset = f"{datetime.now(ZoneInfo(name)):%z}"
    said = f"{offset[:3]}:{offset[3:]}" if offset[3:] != "00" else offset[:3]
    words = f"{name.replace('_', ' ').replace('/', ' ')} UTC{said}"
    return Choice(name, name, said, words=words)
