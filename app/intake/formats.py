"""Which parser reads which format; a new format is a module and a line here."""

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.signal import Signal
from app.intake import alertmanager, events_v2, generic
from models.kinds import Format

Parse = Callable[[Any, Mapping[str, str]], list[Signal]]

PARSERS: Mapping[Format, Parse] = {
    Format.EVENTS_V2: events_v2.parse,
    Format.ALERTMANAGER: alertmanager.parse,
    Format.GENERIC: generic.parse,
}
