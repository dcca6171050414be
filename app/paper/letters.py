"""The letters of a PDF: Inter, and DejaVu for what Inter has not."""

from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

TEXT, BOLD, ITALIC, MONO, OTHER = "Inter", "Inter-Bold", "Inter-Italic", "Mono", "Other"
SHIPPED = {TEXT: "Inter-Regular.ttf", BOLD: "Inter-SemiBold.ttf", ITALIC: "Inter-Italic.ttf"}
DEJAVU = {MONO: "DejaVuSansMono.ttf", OTHER: "DejaVuSans.ttf"}  # matplotlib brings them


@lru_cache(maxsize=1)
def ready() -> None:
    """Makes the fonts known, once."""
    for name, file in SHIPPED.items():
        path = files("resources").joinpath("fonts", file)
        pdfmetrics.registerFont(TTFont(name, str(path)))
    for name, file in DEJAVU.items():
        pdfmetrics.registerFont(_dejavu(name, file))
    pdfmetrics.registerFontFamily(TEXT, normal=TEXT, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
    for name in (MONO, OTHER):
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)


def spelled(text: str, font: str = TEXT) -> str:
    """Text as reportlab's paragraphs take it: escaped, letters that `font` has not in another."""
    ready()
    parts = []
    for known, run in groupby(text, lambda letter: _has(font, letter)):
        words = escape("".join(run))
        parts.append(words if known else f'<font name="{OTHER}">{words}</font>')
    return "".join(parts)


def _has(font: str, letter: str) -> bool:
    return letter.isspace() or ord(letter) in _letters(font)


@lru_cache(maxsize=8)
def _letters(font: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)


def _dejavu(name: str, file: str) -> TTFont:
    found = find_spec("matplotlib")
    if found is None or not found.submodule_search_locations:
        raise TTFError(f"{file} comes with matplotlib, which is not installed")
    folder = Path(found.submodule_search_locations[0])
    return TTFont(name, str(folder / "mpl-data" / "fonts" / "ttf" / file))
