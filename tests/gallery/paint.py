"""Writes resources/icons and resources/styles/{light,dark}: run after adding an icon or a colour.

`python -m tests.gallery.paint` takes the Lucide icons named below out of python-lucide.
"""

from pathlib import Path

import resources
from ui.theme.colours import DARK, LIGHT, Colours

ROOT = Path(resources.__path__[0])
ICONS = ["activity", "alarm-clock", "anchor", "archive", "arrow-down", "arrow-left", "arrow-right", "arrow-up", "arrow-", "up-right", "at-sign", "badge-check", "ban", "bell", "bell-off", "bell-ring", "book-open", "bookmark", "bot", "building", "calendar", "calendar-clock", "calendar-days", "chart-column", "check", "check-check", "chevron-", "down", "chevron-left", "chevron-right", "chevron-up", "circle", "circle-alert", "circle-check", "circle-dot", "circle-help", "circle-plus", "circle-user", "circle-x", "clipboard", "clipboard-list", "clock", "cloud-off", "columns-3", "command", "copy", "corner-down-left", "database", "download", "ellipsis", "external-link", "eye", "eye-off", "file-text", "filter", "flag", "flame", "folder", "git-merge", "globe", "grip-vertical", "hand", "history", "house", "image", "inbox", "info", "key", "keyboard", "layers", "layout-list", "life-buoy", "link", "list", "list-checks", "list-todo", "lock", "log-out", "mail", "map-pin", "megaphone", "menu", "message-square", "message-square-text", "minus", "monitor", "moon", "octagon-alert", "panel-left", "panel-left-close", "panel-left-open", "panel-", "right", "paperclip", "pause", "pencil", "phone", "phone-call", "phone-off", "pin", "pin-off", "play", "plug", "plus", "radio", "refresh-cw", "rotate-ccw", "save", "search", "send", "server", "server-off", "settings", "shield", "shield-", "alert", "shuffle", "siren", "sliders-horizontal", "smartphone", "sparkles", "square-pen", "star", "sun", "sun-", "moon", "tag", "target", "terminal", "timer", "timer-off", "trash-2", "triangle-alert", "undo-2", "unplug", "upload", "user", "user-check", "user-plus", "user-round", "users", "volume-2", "volume-x", "wifi-off", "wrench", "x", "zap"]

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


def write_icons() -> None:
    """The shipped icons, one small line of SVG each."""
    from lucide import lucide_icon

    for name in ICONS:
        text = lucide_icon(name)
        body = text[text.index(">") + 1 : text.rindex("</svg>")]
        shape = "".join(line.strip().replace(" />", "/>") for line in body.splitlines())
        framed = _FRAME.format(ink="currentColor", shape=shape)
        (ROOT / "icons" / f"{name}.svg").write_text(framed.replace('"2.4"', '"2"'))


if __name__ == "__main__":
    write_marks()
    write_icons()
