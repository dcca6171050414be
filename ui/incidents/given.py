"""Files that wait to be sent with a note, and the time it happened if that was earlier: chips above
the composer's field."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ui.incidents.seat import Seat
from ui.widgets.chip import Chip
from ui.widgets.field import TextField
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import clear
from ui.widgets.when import moment_text

if TYPE_CHECKING:
    from app.domain.attachment import Upload


class PastingField(TextField):
    """Takes pictures and files as well as words; `given` carries what was pasted or dropped."""

    given = Signal(object)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(holds(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if holds(source):
            self.given.emit(source)
        else:
            super().insertFromMimeData(source)


class Given(QWidget):
    """`changed` after anything; `refused` says why a file cannot be taken. What waits for one
    incident waits there while somebody looks at another."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self.files: list[Upload] = []
        self.at: datetime | None = None
        self._key = ""
        self._waiting: dict[str, tuple[list[Upload], datetime | None]] = {}
        self._flow = FlowLayout(self)
        self.hide()

    def take(self, source: QMimeData) -> None:
        """Files and pictures of a paste or a drop."""
        paths = local_files(source)
        if paths:
            self.take_files(paths)
        elif source.hasImage():
            self._take_picture(QImage(source.imageData()))

    def take_files(self, paths: list[Path], key: str | None = None) -> None:
        """As they lie on the disk, for the incident that is looked at or that of a `key`; what is
        too large is refused before it is read."""
        from app.domain.attachment import MOST, Upload, size_text

        files = self._of(key)[0]
        for path in paths:
            try:
                size = path.stat().st_size
                if size > MOST:
                    words = self.tr("%1 has %2; 25 MB is the most.").replace("%1", path.name)
                    self.refused.emit(words.replace("%2", size_text(size)))
                    continue
                files.append(Upload(path.name, path.read_bytes()))
            except OSError as fault:
                self.refused.emit(f"{path.name}: {fault.strerror}")
        self._fill()

    def happened(self, at: datetime | None, key: str | None = None) -> None:
        """When it happened; None: now. Of the incident that is looked at, or that of a `key`."""
        if key in (None, self._key):
            self.at = at
        else:
            self._waiting[str(key)] = (self._of(key)[0], at)
        self._fill()

    def _of(self, key: str | None) -> "tuple[list[Upload], datetime | None]":
        if key in (None, self._key):
            return self.files, self.at
        return self._waiting.setdefault(str(key), ([], None))

    def turn(self, key: str) -> None:
        """To another incident's."""
        if self.files or self.at is not None:
            self._waiting[self._key] = (self.files, self.at)
        self._key = key
        self.files, self.at = self._waiting.pop(key, ([], None))
        self._fill()

    def forget(self, key: str) -> None:
        """Of an incident that is not looked at: it is sent."""
        self._waiting.pop(key, None)

    def clear(self) -> None:
        """Nothing waits any more."""
        self.files, self.at = [], None
        self._fill()

    def _take_picture(self, image: QImage) -> None:
        from app.domain.attachment import Upload

        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if image.isNull() or not image.save(buffer, "PNG"):  # type: ignore[call-overload]
            self.refused.emit(self.tr("This picture cannot be read."))
            return
        name = f"picture-{self._seat.now().astimezone():%H%M%S}.png"
        self.files.append(Upload(name, bytes(buffer.data().data())))
        self._fill()

    def _fill(self) -> None:
        from app.domain.attachment import size_text

        clear(self._flow)
        if self.at is not None:
            words = self.tr("happened %1").replace("%1", moment_text(self.at, self._seat.now()))
            self._add(words, "clock", self._forget_time)
        for place, each in enumerate(self.files):
            words = f"{each.name} · {size_text(len(each.content))}"
            self._add(words, "paperclip", partial(self._drop, place))
        self.setVisible(bool(self.files) or self.at is not None)
        self.changed.emit()

    def _add(self, words: str, icon: str, drop: object) -> None:
        chip = Chip(words, icon, checkable=False)
        chip.setToolTip(self.tr("Take it away"))
        chip.clicked.connect(drop)
        self._flow.addWidget(chip)

    def _drop(self, place: int, _on: bool = False) -> None:
        del self.files[place]
        self._fill()

    def _forget_time(self, _on: bool = False) -> None:
        self.happened(None)


def holds(source: QMimeData) -> bool:
    """Whether there is a file or a picture in it (a web page's copy holds words as well)."""
    return bool(local_files(source)) or (source.hasImage() and not source.hasText())


def local_files(source: QMimeData) -> list[Path]:
    """Files of this machine, folders left out."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
