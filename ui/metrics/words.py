"""Figures in words: lengths, shares, changes."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.language.moments import clock_word
from ui.language.numbers import counted, percent, reached, signed
from ui.language.sentence import worded
from ui.widgets.when import span_text

if TYPE_CHECKING:
    from app.domain.statistic import Summary
    from app.queries.overview import Tile

NOTHING = "–"
ENOUGH = 10  # values of which a p90 says more than which was the longest
LESS = {"mtta", "mttr", "incidents", "sleep", "recurrence"}  # the less the better
SHARES = {"availability", "recurrence"}
FINE = {"availability": 3, "recurrence": 0}  # digits of a percentage


def title_of(name: str) -> str:
    """Above a figure."""
    return {
        "mtta": _tr("Acknowledged after"),
        "mttr": _tr("Resolved after"),
        "incidents": _tr("Incidents"),
        "availability": _tr("Availability"),
        "sleep": _tr("Woken at night"),
        "recurrence": _tr("Came back in 30 days"),
    }[name]


def formula_text(formula: str) -> str:
    """MTTR = resolved - detected; other formulas as the window says sentences."""
    clock, mark, moments = formula.partition(" = ")
    if not mark or not clock.startswith("MTT"):
        return worded(formula)
    return f"{clock} = {' - '.join(map(clock_word, moments.split(' - ')))}"


def tile_text(tile: "Tile") -> str:
    """A tile's figure; where only a lower bound is known, that."""
    if tile.more:
        return f">\N{NO-BREAK SPACE}{lasting_text(tile.least)}"
    return value_text(tile.name, tile.value)


def value_text(name: str, value: float | None) -> str:
    """The figure itself."""
    if value is None:
        return NOTHING
    if name == "availability":
        return reached(value)
    if name in SHARES:
        return percent(value)
    if name in ("mtta", "mttr"):
        return lasting_text(value)
    return counted(value)


def lasting_text(seconds: float | None) -> str:
    """48 s, 4 min 12 s, 41 min, 1 h 05 min."""
    if seconds is None:
        return NOTHING
    whole = round(seconds)
    if 600 <= whole < 3600:
        whole = round(whole / 60) * 60
        return span_text(timedelta(seconds=whole)).replace(
            "\N{NO-BREAK SPACE}00\N{NO-BREAK SPACE}s", ""
        )
    return span_text(timedelta(seconds=whole))


def p90_text(of: "Summary") -> str:
    """Not of so few that it would be little more than the longest."""
    return lasting_text(of.p90) if of.n >= ENOUGH else NOTHING


def change_text(tile: "Tile") -> str:
    """Against the time before."""
    value, before = tile.value, tile.before
    if value is None or before is None:
        return _tr("nothing to compare with")
    if tile.name in SHARES:
        points = 100 * (value - before)
        return _tr("%1 pt").replace("%1", signed(points, FINE[tile.name]))
    if not before:
        return _tr("as before") if not value else _tr("none before")
    part = round(100 * (value / before - 1))
    return f"{signed(part)} %" if part else _tr("as before")


def judged(tile: "Tile") -> str:
    """good, warn, or empty where nothing changed or nobody knows."""
    value, before = tile.value, tile.before
    if value is None or before is None or value == before or not tile.sure:
        return ""
    return "good" if (value < before) == (tile.name in LESS) else "warn"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Metrics", words)
