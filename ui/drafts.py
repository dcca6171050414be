"""Nothing typed is ever lost: one draft a field or form, kept over restarts and crashes."""

import json
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QTimer

from ui.bridge import Bridge

MOST = 100  # notes of incidents kept
PAUSE = 400  # ms after the last key until it is on disk


class Drafts(QObject):
    """By a key such as an incident's number, or "declare"; each database has its own."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._settings = QSettings()
        self._fresh: dict[str, str] = {}
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(self.flush)
        QCoreApplication.instance().aboutToQuit.connect(self.flush)  # type: ignore[union-attr]

    def get(self, key: str) -> str:
        """What was typed and not sent."""
        place = f"{self._group()}/{key}"
        if place in self._fresh:
            return self._fresh[place]
        return str(self._settings.value(place, ""))

    def keep(self, key: str, text: str) -> None:
        """Remember; an empty text forgets."""
        self._fresh[f"{self._group()}/{key}"] = text
        self._clock.start()

    def said(self, key: str) -> dict[str, Any]:
        """A draft of several values; nothing where none, or another version's, is there."""
        try:
            told = json.loads(self.get(key) or "{}")
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}

    def keep_said(self, key: str, said: dict[str, Any]) -> None:
        """Remember several values; none forget."""
        self.keep(key, json.dumps(said) if said else "")

    def forget(self, key: str) -> None:
        """It was saved or thrown away: at once, for a crash must not bring it back."""
        self.keep(key, "")
        self.flush()

    def flush(self) -> None:
        """To disk, now."""
        for place, text in self._fresh.items():
            if text.strip():
                self._settings.setValue(place, text)
            else:
                self._settings.remove(place)
        self._fresh.clear()
        self._thin()
        self._settings.sync()

    def _group(self) -> str:
        """The same number in another database is another incident."""
        post = self._bridge.post
        return f"drafts/{post.store.ident}" if post is not None else "drafts"

    def _thin(self) -> None:
        self._settings.beginGroup(self._group())
        keys = self._settings.childKeys()
        numbered = sorted((k for k in keys if k.isdecimal()), key=int)
        for key in numbered[:-MOST]:
            self._settings.remove(key)
        self._settings.endGroup()
