"""The map of keys (F1) knows every key there is."""

import ast
from collections.abc import Iterator

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from tests.architecture.checkout import ROOT
from ui.desktop import Desktop
from ui.shell.help import HelpSheet

OF_ANY_CONTROL = {"Up", "Down", "Left", "Right", "Return", "Enter", "Escape", "Tab", "Space",
                  "Backspace", "Equal", "Shift", "Control", "Alt"}  # fmt: skip
STEPS = {"MoveToNextLine", "MoveToPreviousLine"}  # arrows
NAMES = {"Delete": "Del", "PageUp": "PgUp", "PageDown": "PgDown", "Plus": "+", "Minus": "-"}
STANDARD = {"Find": "Ctrl+F", "Save": "Ctrl+S", "Copy": "Ctrl+C", "New": "Ctrl+N", "Cancel": "Esc"}


def told(desktop: Desktop) -> set[str]:
    """All that the map says."""
    desktop.window.open_guide()
    sheet = desktop.window.findChild(HelpSheet)
    assert sheet is not None
    keys = [act.keys for _, acts in sheet.keys._groups() for act in acts]
    sheet.leave()
    return {each for said in keys for each in said.split(", ")}


def read() -> Iterator[tuple[str, str]]:
    """The keys that the code of the window asks for by name, and where."""
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Attribute):
                continue
            if node.attr.startswith("Key_"):
                yield node.attr.removeprefix("Key_"), path.name
            elif isinstance(node.value, ast.Attribute) and node.value.attr == "StandardKey":
                yield STANDARD.get(node.attr, node.attr), path.name


def test_every_key_that_is_asked_for_is_told(desktop: Desktop) -> None:
    known = told(desktop)
    last = {each.rpartition("+")[2] or each for each in known}
    missing = {}
    for name, where in read():
        key = NAMES.get(name, name)
        general = name in OF_ANY_CONTROL or name in STEPS
        if not general and key not in (known if "+" in key[1:] else last):
            missing[key] = where
    assert missing == {}


def test_every_shortcut_of_every_page_is_told(desktop: Desktop, qtbot: QtBot) -> None:
    window = desktop.window
    qtbot.waitUntil(lambda: desktop.beside is not None)
    bound: list[QKeySequence] = []
    for page in window.stack.pages():
        window.show_page(page.key)
        bound += [each.key() for each in window.findChildren(QShortcut)]
        bound += [each.shortcut() for each in window.findChildren(QAction)]
    known = told(desktop)
    portable = {each.toString(QKeySequence.SequenceFormat.PortableText) for each in bound}
    assert {each for each in portable if each} - known == set()
    assert len(portable) > 40


def test_every_page_has_a_key(desktop: Desktop) -> None:
    keys = [page.keys for page in desktop.window.stack.pages()]
    assert all(keys)
    assert len(set(keys)) == len(keys)
