"""The colours by what they mean, once for light and once for dark. Pure values: no Qt here.

Every text/surface pair in `PAIRS` keeps at least 4.5:1 (tests/ui/test_colours.py).
"""

from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

RGB = tuple[float, float, float]


class Colours(NamedTuple):
    """One theme. Values are `#RRGGBB`; names say the use, never the hue.

    A NamedTuple: a frozen dataclass of this size costs 4 ms before the first paint.
    """

    dark: bool
    window: str  # behind the cards
    surface: str  # cards, sidebar, top bar
    raised: str  # menus, pop-ups, tooltips
    sunken: str  # inputs that lie in a surface, tracks, idle steps
    line: str
    line_strong: str  # borders of inputs and check boxes
    text: str
    muted: str
    faint: str  # disabled text and decoration only, never words to read
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_text: str
    accent_soft: str  # chosen rows, chips, pages
    hover: str
    pressed: str
    focus: str
    sev1: str
    sev2: str
    sev3: str
    sev4: str
    sev1_text: str
    sev2_text: str
    sev3_text: str
    sev4_text: str
    good: str
    good_text: str
    good_soft: str
    warn: str
    warn_text: str
    warn_soft: str
    alarm: str
    alarm_text: str
    alarm_soft: str
    alarm_hover: str
    on_alarm: str
    info_soft: str
    quiet: str
    quiet_text: str
    badge: str
    on_badge: str
    shadow: str
    tip: str
    on_tip: str


LIGHT = Colours(
    dark=False,
    window="#F5F7F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#EDF0F3",
    line="#E1E5EA",
    line_strong="#C5CCD4",
    text="#17202A",
    muted="#586473",
    faint="#9AA5B1",
    accent="#0F766E",
    accent_hover="#0C635C",
    accent_pressed="#0A524C",
    on_accent="#FFFFFF",
    accent_text="#0C6B64",
    accent_soft="#DAF0EC",
    hover="#F0F3F5",
    pressed="#E4E9ED",
    focus="#0F766E",
    sev1="#DC2626",
    sev2="#EA580C",
    sev3="#CA8A04",
    sev4="#2563EB",
    sev1_text="#B91C1C",
    sev2_text="#B4400B",
    sev3_text="#855A06",
    sev4_text="#1D4ED8",
    good="#16A34A",
    good_text="#0F6B33",
    good_soft="#DCF5E4",
    warn="#D97706",
    warn_text="#8F4A08",
    warn_soft="#FDF1D8",
    alarm="#DC2626",
    alarm_text="#B01A1A",
    alarm_soft="#FDE7E7",
    alarm_hover="#B91C1C",
    on_alarm="#FFFFFF",
    info_soft="#E3EDFD",
    quiet="#8A95A2",
    quiet_text="#586473",
    badge="#DC2626",
    on_badge="#FFFFFF",
    shadow="#0B1520",
    tip="#1F2933",
    on_tip="#F4F6F8",
)

DARK = Colours(
    dark=True,
    window="#10151A",
    surface="#1B2128",
    raised="#232A33",
    sunken="#262D36",
    line="#2D353F",
    line_strong="#46515E",
    text="#E7EBEF",
    muted="#A0ABB8",
    faint="#5F6B79",
    accent="#2DD4BF",
    accent_hover="#5EE0CF",
    accent_pressed="#1FB5A3",
    on_accent="#06231F",
    accent_text="#3FDCC8",
    accent_soft="#163A38",
    hover="#242B34",
    pressed="#2C343E",
    focus="#2DD4BF",
    sev1="#EF4444",
    sev2="#F97316",
    sev3="#EAB308",
    sev4="#3B82F6",
    sev1_text="#FB8A8A",
    sev2_text="#FDA05C",
    sev3_text="#F5CC45",
    sev4_text="#8DBBFB",
    good="#22C55E",
    good_text="#5FDD8D",
    good_soft="#15352A",
    warn="#F59E0B",
    warn_text="#F9BD53",
    warn_soft="#3A2E17",
    alarm="#EF4444",
    alarm_text="#FB9393",
    alarm_soft="#412327",
    alarm_hover="#F87171",
    on_alarm="#2B0808",
    info_soft="#1D2F4A",
    quiet="#6B7785",
    quiet_text="#A0ABB8",
    badge="#F87171",
    on_badge="#2B0808",
    shadow="#000000",
    tip="#E7EBEF",
    on_tip="#17202A",
)

# Every text on every surface it is drawn on: the list the contrast test walks.
_SURFACES = ("window", "surface", "raised", "sunken", "hover", "accent_soft")
PAIRS: tuple[tuple[str, str], ...] = (
    *((text, surface) for text in ("text", "muted", "accent_text") for surface in _SURFACES),
    *(
        (f"sev{n}_text", surface)
        for n in (1, 2, 3, 4)
        for surface in ("window", "surface", "raised", "hover", "accent_soft")
    ),
    *((f"{kind}_text", f"{kind}_soft") for kind in ("good", "warn", "alarm")),
    *((f"{kind}_text", s) for kind in ("good", "warn", "alarm") for s in ("surface", "window")),
    *(("text", f"{kind}_soft") for kind in ("good", "warn", "alarm", "info")),
    *(("muted", f"{kind}_soft") for kind in ("good", "warn", "alarm", "info")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_alarm", "alarm"),
    ("on_alarm", "alarm_hover"),
    ("on_badge", "badge"),
    ("on_tip", "tip"),
    *(("quiet_text", s) for s in ("window", "surface", "raised", "hover", "accent_soft")),
    *((f"{kind}_text", s) for kind in ("good", "warn", "alarm") for s in ("hover", "accent_soft")),
)

# Far apart for normal sight and the three kinds of colour blindness; white text reads on each.
PEOPLE = (
    "#4B0A8F",
    "#351E34",
    "#843BA0",
    "#71021A",
    "#763F00",
    "#255A43",
    "#AE6111",
    "#7D25FF",
    "#161854",
    "#028193",
    "#D30381",
    "#264CCC",
)
ON_PERSON = "#FFFFFF"


@lru_cache(maxsize=4096)
def person_colour(name: str, chosen: str | None = None) -> str:
    """The colour that stays a person's everywhere: from the handle, unless one was chosen."""
    return chosen or PEOPLE[(crc32(b"colour" + name.encode()) >> 8) % len(PEOPLE)]


def chosen_colour(number: int | None) -> str | None:
    """One of the twelve by its stored number; None when nobody chose."""
    return None if number is None else PEOPLE[number % len(PEOPLE)]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours, 1 to 21."""
    dim, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def mixed(one: str, other: str, part: float) -> str:
    """`one` with `part` (0 to 1) of `other` in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round((a * (1 - part) + b * part) * 255):02X}" for a, b in pairs)


def _channels(colour: str) -> RGB:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    parts = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
