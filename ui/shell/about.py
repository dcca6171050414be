"""About Watchbill: versions, and a text for whoever helps, without a secret or a name in it."""

import os
import platform
import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside
from PySide6.QtCore import QLocale, QTimer, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from ui.bridge import Bridge
from ui.shell.overlay import Overlay
from ui.theme.space import XL, L, M
from ui.widgets.button import Button
from ui.widgets.card import Facts
from ui.widgets.picture import Picture
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import KeyHint, Text

if TYPE_CHECKING:
    from app.store import Store


COUNTS = re.compile(r"\d+")
PACKAGED = "(packaged)"


def stored(store: "Store") -> dict[str, str]:
    """What is said of the database; runs on a worker."""
    from app.queries.diagnostics import diagnostics

    return diagnostics(store)


def here() -> dict[str, str]:
    """What is said of this program on this machine."""
    from app.version import VERSION

    scale = ", ".join(f"{each.devicePixelRatio():g}x" for each in QGuiApplication.screens())
    return {
        "Watchbill": f"{VERSION}{f' {PACKAGED}' if getattr(sys, 'frozen', False) else ''}",
        "Python": platform.python_version(),
        "Qt": f"{qVersion()}, PySide6 {pyside}",
        "System": f"{platform.system()} {platform.release()}, {platform.machine()}",  # Inter has a
        # multiplication sign for an x between digits that only a space parts
        "Desktop": os.environ.get("XDG_CURRENT_DESKTOP", "-"),
        "Window system": f"{QGuiApplication.platformName()}, {scale}",
        "Tray": "yes" if QSystemTrayIcon.isSystemTrayAvailable() else "no",
        "Language": QLocale().name(),
    }


def diagnostics(parts: Mapping[str, str], reports: str = "") -> str:
    """All of it as text."""
    lines = [f"{name}: {said}" for name, said in parts.items()]
    return "\n".join([*lines, *(["", reports] if reports else [])]) + "\n"


class About(Overlay):
    """Versions, licence, and the text to copy."""

    def __init__(self, window: QWidget, bridge: Bridge) -> None:
        super().__init__(window, ems=34)
        self._bridge = bridge
        self.parts: dict[str, str] = {}
        self.facts = Facts()
        self.copy = Button(self.tr("Copy diagnostics"), icon_name="copy", on_click=self.copy_all)
        close = Button(self.tr("Close"), "quiet", on_click=self.leave)
        head = row(Picture("anchor", "accent_text", 2), Text(self.tr("Watchbill"), "title"),
                   STRETCH, KeyHint("Esc"), gap=M)  # fmt: skip
        words = Text(self.tr(
            "Incident management and on-call for small teams, on their own desktops and their own "
            "database. What is copied holds versions and counts, no names, addresses or secrets."
        ), "muted", wrap=True)  # fmt: skip
        self.body.addLayout(
            column(head, words, self.facts, row(self.copy, STRETCH, close), gap=L,
                   margins=(XL, L, XL, L))
        )  # fmt: skip
        self._shown: set[str] = set()

    def open(self) -> None:
        """Show, and ask the database."""
        self._tell(here())
        super().open()
        if self._bridge.post is not None:
            self._bridge.read(stored, self._tell, key=(id(self), "about"))

    def copy_all(self) -> None:
        """Into the clipboard."""
        from ui.shell.crash import recent

        QGuiApplication.clipboard().setText(diagnostics(self.parts, recent()))
        self.copy.setText(self.tr("Copied"))

    def _tell(self, parts: dict[str, str]) -> None:
        """What is copied stays English, for whoever helps."""
        self.parts |= parts
        labels = self._labels()
        for name, said in parts.items():
            if name not in self._shown:
                self.facts.add(labels.get(name, name), "", name)
                self._shown.add(name)
            self.facts.set(name, self._value(name, said))
        self.copy.setText(self.tr("Copy diagnostics"))
        QTimer.singleShot(0, self, self.refit)  # when the new lines have their heights

    def _labels(self) -> dict[str, str]:
        """Names of programs are the same in every language."""
        return {
            "System": self.tr("System"), "Desktop": self.tr("Desktop"),
            "Window system": self.tr("Window system"), "Tray": self.tr("Tray"),
            "Language": self.tr("Language"), "Database": self.tr("Database"),
            "Holds": self.tr("Holds"), "Engines": self.tr("Engines"),
            "Key here": self.tr("Key here"),
        }  # fmt: skip

    def _value(self, name: str, said: str) -> str:
        """Numbers and versions stay; words are said in the language of the window."""
        if name == "Holds":
            people, incidents = COUNTS.findall(said)
            words = self.tr("%1 people, %2 incidents").replace("%1", people)
            return words.replace("%2", incidents)
        if name == "Database":
            return said.replace(" schema ", f" {self.tr('schema')} ")
        if name == "Watchbill":
            return said.replace(PACKAGED, self.tr("(packaged)"))
        return {"yes": self.tr("yes"), "no": self.tr("no")}.get(said, said)
