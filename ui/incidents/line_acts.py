"""What can be done with a row of the timeline: pin it, edit a note, earlier texts, its files."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from models.kinds import EventKind
from ui.incidents.ask_popup import TextPopup
from ui.incidents.line import Line
from ui.incidents.seat import Seat
from ui.language.sentence import fault_words
from ui.widgets.button import Button
from ui.widgets.menu import Menu
from ui.widgets.note import NoteView
from ui.widgets.page import ScrollPage
from ui.widgets.rows import column
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text
from ui.widgets.when import exact_text

if TYPE_CHECKING:
    from app.domain.story import Edit
    from app.queries.attachment import FileContent
    from app.store import Store
    from ui.incidents.reads import Seen

EDITABLE = (EventKind.NOTE, EventKind.FILE)
PICTURE = "image/"


class LineActs(QObject):
    """`over` is the list; popups open under it."""

    def __init__(self, seat: Seat, over: QWidget) -> None:
        super().__init__(over)
        self._seat, self._over = seat, over
        self._seen: Seen | None = None

    def show_seen(self, seen: "Seen") -> None:
        """What the rows are of."""
        self._seen = seen

    def fill(self, menu: Menu, line: Line) -> None:
        """What can be done with this one."""
        event = line.event
        pinned = bool(event.data.get("pinned"))
        words = self.tr("Unpin") if pinned else self.tr("Pin: everybody should see it")
        menu.add(words, partial(self.pin, event.id, not pinned), "pin-off" if pinned else "pin")
        if event.kind is EventKind.NOTE:
            menu.add(self.tr("Edit…"), partial(self.edit, line), "pencil")
        if event.data.get("edited"):
            menu.add(self.tr("Earlier texts"), partial(self.show_versions, event.id), "history")
        for each in files_of(line):
            picture = str(each.get("type", "")).startswith(PICTURE)
            words = self.tr("Show %1") if picture else self.tr("Save %1…")
            menu.add(words.replace("%1", str(each.get("name"))), partial(self.get, each["id"]),
                     "image" if picture else "download")  # fmt: skip
        menu.addSeparator()

    def pin(self, event: int, on: bool) -> None:
        """Where everybody sees it, or not any more."""

        def work(store: "Store", by: Any, _why: str) -> bool:
            from app.operations import annotation

            return (annotation.pin if on else annotation.unpin)(store, event, by)

        words = self.tr("Pinned.") if on else self.tr("Not pinned any more.")
        self._seat.acts.do(work, words, partial(self.pin, event, not on))

    def edit(self, line: Line) -> None:
        """Another text; the old one stays to be read."""
        popup = TextPopup(self.tr("Edit the note"), self.tr("Save"), "", self._over)
        popup.field.setPlainText(line.event.text)
        popup.closed.connect(popup.deleteLater)
        popup.ask(self._over, partial(self._edited, line, popup))

    def _edited(self, line: Line, popup: TextPopup, text: object) -> None:
        def work(store: "Store", by: Any, _why: str) -> bool:
            from app.operations import annotation

            return annotation.edit(store, line.event.id, str(text), by, line.event.text)

        def failed(fault: Exception) -> None:
            popup.complain(fault_words(fault))

        self._seat.acts.told.connect(popup.close)
        self._seat.acts.do(work, self.tr("The note is changed."), None, failed)

    def show_versions(self, event: int) -> None:
        """All texts of a note, the latest first."""
        from app.domain.story import entries

        told = entries(self._seen.events) if self._seen is not None else []
        entry = next((each for each in told if each.event.id == event), None)
        if entry is not None:
            VersionsSheet(self._seat, entry.versions, self._over).open()

    def get(self, file: int) -> None:
        """A picture is shown, anything else is saved."""
        question = partial(_content, file=file)
        self._seat.bridge.read(question, self._got, key=(id(self), "file", file))

    def _got(self, found: "FileContent") -> None:
        if found.type.startswith(PICTURE):
            PictureSheet(found, self._over).open()
        else:
            save(found, self._over)


class VersionsSheet(Sheet):
    """The texts of a note, each with who wrote it and when."""

    def __init__(self, seat: Seat, versions: "tuple[Edit, ...]", over: QWidget) -> None:
        super().__init__(
            over, QCoreApplication.translate("VersionsSheet", "Earlier texts"), 34, tall=True
        )
        page = ScrollPage()
        for each in reversed(versions):
            who = seat.faces.face(each.actor).title
            head = Text(f"{who} · {exact_text(each.at)}", "small")
            page.body.addLayout(column(head, NoteView(each.text)))
        page.body.addStretch(1)
        self.body.addWidget(page)
        self.first = Button(self.tr("Close"), on_click=self.leave)
        self.foot.addStretch(1)
        self.foot.addWidget(self.first)
        self.closed.connect(self.deleteLater)


class PictureSheet(Sheet):
    """A picture as large as the window lets it be."""

    def __init__(self, found: "FileContent", over: QWidget) -> None:
        super().__init__(over, found.name, 60)
        self._found, self._over = found, over
        pixmap = QPixmap()
        pixmap.loadFromData(found.content)
        room = over.window().size() * 0.72
        if pixmap.width() > room.width() or pixmap.height() > room.height():
            pixmap = pixmap.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        picture = QLabel()
        picture.setPixmap(pixmap)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setAccessibleName(found.name)
        self.body.addWidget(picture)
        keep = Button(self.tr("Save…"), icon_name="download", on_click=self._save)
        self.first = Button(self.tr("Close"), on_click=self.leave)
        self.foot.addWidget(keep)
        self.foot.addStretch(1)
        self.foot.addWidget(self.first)
        self.closed.connect(self.deleteLater)

    def _save(self) -> None:
        save(self._found, self._over)


def save(found: "FileContent", over: QWidget) -> None:
    """Asks where to, and writes the file there."""
    name, _ = QFileDialog.getSaveFileName(
        over.window(), QCoreApplication.translate("Incident", "Save the file"), found.name
    )
    if name:
        Path(name).write_bytes(found.content)


def files_of(line: Line) -> list[dict[str, Any]]:
    """What a row brought along."""
    files = line.event.data.get("files") or ()
    return [each for each in files if isinstance(each, dict) and "id" in each]


def _content(store: "Store", file: int) -> "FileContent":
    from app.queries import attachment

    return attachment.content(store, file)
