"""What people do again and again beside an incident: a command, another row, an update."""

from __future__ import annotations

from tests.journeys.window import Desktop, comes

PUBLIC = "Goes to: the status page"


def on(desktop: Desktop, words: str, kind: str = "") -> bool:
    """Whether it is on the screen."""
    return bool(desktop.shows(words, kind))


def command(desktop: Desktop, words: str) -> None:
    """Typed after N, as a note is; Escape leaves whatever has the keys."""
    desktop.front()
    desktop.keys("Escape", "n")
    desktop.type(words)
    desktop.keys("Return")


def show(desktop: Desktop, number: int) -> None:
    """Another incident of the list."""
    desktop.front()
    desktop.press(f"| #{number} |", "aim", until=lambda: bool(desktop.shows(f"#{number}", "Text")))


def write(desktop: Desktop, words: str) -> None:
    """An update, in the card beside the incident; it begins with the template of its stage."""
    desktop.press("Write an update", "Button", until=lambda: on(desktop, "", "ComposeSheet"))
    if not comes(lambda: on(desktop, PUBLIC), 4):
        desktop.press("The status page and", "Check", until=lambda: on(desktop, PUBLIC))
    desktop.press("What you say", "TextField", until=lambda: True)
    desktop.keys("ctrl+a")
    desktop.type(words)
