"""The same colours as a QPalette, for everything Qt paints without asking the sheet."""

from PySide6.QtGui import QColor, QPalette

from ui.theme.colours import Colours

_Role = QPalette.ColorRole
_ROLES = {
    _Role.Window: "window",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "hover",
    _Role.Text: "text",
    _Role.Button: "surface",
    _Role.ButtonText: "text",
    _Role.BrightText: "alarm_text",
    _Role.Highlight: "accent_soft",
    _Role.HighlightedText: "text",
    _Role.Accent: "accent",
    _Role.Link: "accent_text",
    _Role.LinkVisited: "accent_text",
    _Role.PlaceholderText: "muted",
    _Role.ToolTipBase: "tip",
    _Role.ToolTipText: "on_tip",
    _Role.Light: "surface",
    _Role.Midlight: "hover",
    _Role.Mid: "line",
    _Role.Dark: "line_strong",
    _Role.Shadow: "shadow",
}
_INKS = (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText)


def palette_of(colours: Colours) -> QPalette:
    """One palette for all states; only disabled ink is fainter."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(getattr(colours, name)))
    for role in _INKS:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return made
