"""How a chart looks: in the theme's colours on a screen, ink on white on paper; its letters and its
numbers."""

from collections.abc import Callable
from dataclasses import dataclass


def grouped(count: float) -> str:
    """1,234."""
    return f"{count:,.0f}"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb. `people` and `series` are safe for the colour-blind; `severities` by
    SEV1 to SEV4; `font` is a family's name; `points` the size of body text;
    `counted` writes a whole number, on any thread."""

    ground: str
    text: str
    muted: str
    line: str
    accent: str
    good: str
    warn: str
    alarm: str
    severities: tuple[str, str, str, str]
    series: tuple[str, ...]
    font: str = "Inter"
    points: float = 9.0
    counted: Callable[[float], str] = grouped


PAPER = Palette(
    ground="#FFFFFF",
    text="#111827",
    muted="#5B6472",
    line="#D9DEE5",
    accent="#0F766E",
    good="#15803D",
    warn="#B45309",
    alarm="#B91C1C",
    severities=("#DC2626", "#EA580C", "#CA8A04", "#2563EB"),
    series=("#0F766E", "#D97706", "#4F46E5", "#BE185D", "#0284C7", "#65A30D", "#7C3AED", "#78716C"),
)
