"""Writes resources/icons and resources/styles/{light,dark}: run after adding an icon or a colour.

`python -m tests.gallery.paint [NAMES]` takes the shipped Lucide icons, and those named, out of
python-lucide. Icons that are not shipped are found too, only more slowly.
"""

import sys
from pathlib import Path

import resources
from ui.theme.colours import DARK, LIGHT, Colours

ROOT = Path(resources.__path__[0])
# The little marks of the style sheet: path, and the colour it is inked with.
MARKS = {
    "check": ('<path d="M6 12.5l4 4 8-9"/>', "on_accent"),
    "tick": ('<path d="M5 12.5l4.5 4.5L19 7"/>', "accent_text"),
    "dash": ('<path d="M7 12h10"/>', "on_accent"),
    "dot": ('<circle cx="12" cy="12" r="3.2" fill="{ink}"/>', "on_accent"),
    "down": ('<path d="M6 9.5l6 6 6-6"/>', "muted"),
    "up": ('<path d="M6 14.5l6-6 6 6"/>', "muted"),
    "left": ('<path d="M14.5 6l-6 6 6 6"/>', "muted"),
    "right": ('<path d="M9.5 6l6 6-6 6"/>', "muted"),
}
_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none"'
    ' stroke="{ink}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">'
    "{shape}</svg>\n"
)


def mark(name: str, colours: Colours) -> str:
    """The SVG text of one mark in one theme."""
    shape, role = MARKS[name]
    ink = str(getattr(colours, role))
    return _FRAME.format(ink=ink, shape=shape.format(ink=ink))


def write_marks() -> None:
    """Both themes' marks."""
    for folder, colours in (("light", LIGHT), ("dark", DARK)):
        (ROOT / "styles" / folder).mkdir(exist_ok=True)
        for name in MARKS:
            (ROOT / "styles" / folder / f"{name}.svg").write_text(mark(name, colours))


def write_icons(more: list[str]) -> None:
    """The shipped icons and `more`, one small line of SVG each."""
    from lucide import lucide_icon

    shipped = [path.stem for path in (ROOT / "icons").glob("*.svg")]
    for name in sorted({*shipped, *more}):
        text = lucide_icon(name)
        body = text[text.index(">") + 1 : text.rindex("</svg>")]
        shape = "".join(line.strip().replace(" />", "/>") for line in body.splitlines())
        framed = _FRAME.format(ink="currentColor", shape=shape)
        (ROOT / "icons" / f"{name}.svg").write_text(framed.replace('"2.4"', '"2"'))


if __name__ == "__main__":
    write_marks()
    write_icons(sys.argv[1:])
