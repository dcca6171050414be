"""Nothing typed is ever lost: one draft a field or form, kept over restarts and crashes."""

import json
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QTimer

from ui.bridge import Bridge

MOST = 100  # notes of incidents kept, and as many forms
PAUSE = 400  # ms after a key until it is on disk, however long somebody types on
GROUP = "drafts"
STAMP = 40  # characters that a form's draft begins with: when it was typed
FORM = "form "  # before the key of a form: see `ui.keeper`

_fresh: dict[str, str] = {}  # by the place in the settings; of all windows, not on disk yet


class Drafts(QObject):
    """By a key such as an incident's number, or "declare"; each database has its own."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._settings = QSettings()
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(flush)
        self.destroyed.connect(flush)
        QCoreApplication.instance().aboutToQuit.connect(self.flush)  # type: ignore[union-attr]

    def get(self, key: str) -> str:
        """What was typed and not sent."""
        place = f"{self._group()}/{key}"
        if place in _fresh:
            return _fresh[place]
        return str(self._settings.value(place, ""))

    def keep(self, key: str, text: str) -> None:
        """Remember; an empty text forgets."""
        _fresh[f"{self._group()}/{key}"] = text
        if not self._clock.isActive():
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
        flush()

    def _group(self) -> str:
        """The same number in another database is another incident."""
        post = self._bridge.post
        return f"{GROUP}/{post.store.ident}" if post is not None else GROUP


def flush() -> None:
    """What was typed anywhere goes to disk, now."""
    if not _fresh:
        return
    settings = QSettings()
    for place, text in _fresh.items():
        if text.strip():
            settings.setValue(place, text)
        else:
            settings.remove(place)
    for group in {place.rpartition("/")[0] for place in _fresh}:
        _thin(settings, group)
    _fresh.clear()
    settings.sync()


def _thin(settings: QSettings, group: str) -> None:
    """The newest incidents, and the forms that were typed into last."""
    settings.beginGroup(group)
    keys = settings.childKeys()
    numbered = sorted((key for key in keys if key.isdecimal()), key=int)
    forms = [key for key in keys if key.startswith(FORM)]
    if len(forms) > MOST:
        forms.sort(key=lambda key: str(settings.value(key))[:STAMP])
    for key in (*numbered[:-MOST], *forms[:-MOST]):
        settings.remove(key)
    settings.endGroup()
