"""Figures as the locale writes them: 1,234.5 or 1.234,5."""

from math import floor

from PySide6.QtCore import QLocale

UNIT = "\N{NO-BREAK SPACE}%"


def counted(value: float) -> str:
    """A whole number, in groups of three where that is usual."""
    return _locale().toString(round(value))


def decimal(value: float, digits: int) -> str:
    """With so many digits behind the point or comma."""
    return _locale().toString(float(value), "f", digits)


def signed(value: float, digits: int = 0) -> str:
    """A change, with its sign."""
    told = decimal(abs(value), digits)
    return f"+{told}" if value >= 0 else f"−{told}"


def percent(share: float, digits: int = 0) -> str:
    """Of a share of 1."""
    return decimal(100 * share, digits) + UNIT


def reached(share: float) -> str:
    """A percentage that was kept, never rounded up: 99.8996 is not yet 99.900."""
    return decimal(floor(100_000 * share + 1e-6) / 1000, 3) + UNIT


def covered(share: float, whole: bool) -> str:
    """A percentage without its sign; never 100 while something is missing."""
    told = 100 * share
    return bare(told if whole or told < 99.995 else 99.99, 4)


def bare(value: float, most: int = 6) -> str:
    """As many digits as it has: 99.9, 99.95, 100."""
    return _locale().toString(float(value), "g", most)


def _locale() -> QLocale:
    """The window's; the C locale would leave the groups out."""
    found = QLocale()
    found.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)
    return found
