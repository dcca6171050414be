"""Writes an incident into a file that somebody else can read: Markdown, web page, PDF, JSON."""

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.incidents import reads
from ui.incidents.seat import Seat
from ui.language.masks import masks_words

if TYPE_CHECKING:
    from app.queries.incident_row import IncidentRow


class Export(QObject):
    """One export: asks where to, writes, tells."""

    def __init__(self, seat: Seat, row: "IncidentRow", over: QWidget) -> None:
        super().__init__(over)
        self._seat, self._row, self._over = seat, row, over

    def ask(self, kind: str) -> None:
        """Where to?"""
        words = re.sub(r"[^\w]+", "-", self._row.title.lower()).strip("-")[:50]
        name = f"incident-{self._row.number}-{words or 'export'}.{kind}"
        told, _ = QFileDialog.getSaveFileName(
            self._over.window(), self.tr("Export the incident"), name, f"*.{kind}"
        )
        if told:
            self.write(Path(told), kind)

    def write(self, path: Path, kind: str) -> None:
        """To this file, on a reader's thread; what must not leave is masked."""
        question = partial(reads.exported, number=self._row.number, kind=kind, path=path)
        self._seat.bridge.read(question, self._done, self._failed, key=(id(self), "export"))

    def _done(self, made: tuple[str, str]) -> None:
        name, masked = made
        words = self.tr("Exported to %1").replace("%1", name)
        if masked:
            words += " · " + self.tr("masked: %1").replace("%1", masks_words(masked))
        self._seat.acts.told.emit(words, None)
        self.deleteLater()

    def _failed(self, fault: Exception) -> None:
        from app.errors import Refused

        if isinstance(fault, OSError):
            fault = Refused(f"{fault.filename}: {fault.strerror}")
        self._seat.acts.failed.emit(fault)
        self.deleteLater()
