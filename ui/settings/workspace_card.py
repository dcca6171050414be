"""The whole configuration as one readable file: saved, and brought back after a look at what it
would change."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.settings import machine
from ui.settings.workspace_preview import WorkspacePreview
from ui.theme.space import XL, XS, M
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.workspace.apply import Applied
    from app.workspace.file import Rehearsal

NAME, ENDING = "workspace.yaml", ".yaml"


class WorkspaceCard(Card):
    """Out into a file, and in from one; and everything out into a folder."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self._bridge = bridge
        self._file = Path()
        self.section.set_title(self.tr("Configuration as a file"))
        self.setAccessibleName(self.tr("Configuration as a file"))
        self._build()

    def _build(self) -> None:
        self.add(Text(self.tr(
            "People, schedules, policies, services and all else that is set up, in one file that "
            "you can read, keep and compare. Incidents and alerts are not in it."
        ), "muted", wrap=True))  # fmt: skip
        self.secrets = Check(self.tr("With addresses, passwords and keys"))
        self.secrets.setChecked(True)
        self.secrets.toggled.connect(self._weigh)
        self.hint = Text(look="small", wrap=True)
        self.add(column(self.secrets, self.hint, gap=XS))
        self.save = Button(self.tr("Save the configuration…"), icon_name="download",
                           on_click=self.choose_target)  # fmt: skip
        self.bring = Button(self.tr("Apply a file…"), icon_name="upload",
                            on_click=self.choose_file)  # fmt: skip
        self.add(row(self.save, self.bring, STRETCH))
        self.export = Button(self.tr("Export everything…"), icon_name="archive",
                             on_click=self.choose_folder)  # fmt: skip
        what = Text(self.tr(
            "Incidents, alerts, schedules, reviews and the audit log as well, in a new folder: "
            "JSON, CSV, calendars and Markdown that any program reads."
        ), "muted", wrap=True)  # fmt: skip
        self.add(column(what, row(self.export, STRETCH), gap=M))
        self.told = Text(look="small", wrap=True, selectable=True)
        self.told.hide()
        self.add(self.told)
        self.preview = WorkspacePreview()
        self.preview.agreed.connect(self.perform)
        self.preview.pruned.connect(self._read)
        self.preview.again.connect(self._read)
        self.preview.left.connect(self.leave)
        self.preview.hide()
        self.add(self.preview)
        self._weigh()

    def choose_target(self) -> None:
        """Where to, in the system's own dialog."""
        kinds = self.tr("Workspace file (*.yaml *.yml)")
        told, _ = QFileDialog.getSaveFileName(self, self.save.text(), NAME, kinds)
        if told:
            self.save_to(Path(told))

    def save_to(self, file: Path) -> None:
        """There."""
        target = file if file.suffix else file.with_suffix(ENDING)
        act = partial(machine.save_workspace, file=target, secrets=self.secrets.isChecked())
        self._bridge.read(act, partial(self._saved, target), self._failed)

    def choose_folder(self) -> None:
        """In which the new one is made, in the system's own dialog."""
        told = QFileDialog.getExistingDirectory(self, self.export.text())
        if told:
            self.export_to(Path(told))

    def export_to(self, into: Path) -> None:
        """All of it, in there."""
        self.export.setEnabled(False)
        self.tell(self.tr("Exporting…"))
        act = partial(machine.export_everything, into=into, secrets=self.secrets.isChecked())
        self._bridge.read(act, self._exported, self._failed)

    def choose_file(self) -> None:
        """Which, in the system's own dialog."""
        kinds = self.tr("Workspace file (*.yaml *.yml)")
        told, _ = QFileDialog.getOpenFileName(self, self.bring.text(), "", kinds)
        if told:
            self.open_file(Path(told))

    def open_file(self, file: Path) -> None:
        """Shows what it would change."""
        self._file = file
        self.tell("")
        self.preview.begin(file.name)
        self.preview.show()
        self._read()

    def perform(self) -> None:
        """What is shown, that or nothing."""
        if self.preview.shown is None:
            return
        self.preview.apply.setEnabled(False)
        by = self._bridge.actor("file")
        act = partial(machine.perform_workspace, shown=self.preview.shown, by=by)
        self._bridge.write(act, self._performed, self._refused)

    def leave(self) -> None:
        """Nothing is done."""
        self.preview.shown = None
        self.preview.hide()
        self.bring.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, words: str, look: str = "small") -> None:
        """Below the buttons."""
        self.told.setText(words)
        self.told.set_look(look)
        self.told.setVisible(bool(words))

    def _read(self, _on: bool = False) -> None:
        prune = self.preview.prune.isChecked()
        self.preview.apply.setEnabled(False)
        by = self._bridge.actor("file")
        act = partial(machine.rehearse_workspace, file=self._file, by=by, prune=prune)
        self._bridge.write(act, self._rehearsed, self._refused)

    def _rehearsed(self, shown: "Rehearsal") -> None:
        current = (shown.file, shown.prune) == (self._file, self.preview.prune.isChecked())
        if current and not self.preview.isHidden():
            self.preview.apply.setEnabled(True)
            self.preview.show_rehearsal(shown)

    def _performed(self, applied: "Applied") -> None:
        from app.workspace.file import addresses

        self.leave()
        words = self.tr("Applied %1.").replace("%1", self._file.name)
        takes = self.tr("%1 takes signals in at %2")
        found = addresses(applied.keys).items()
        lines = (takes.replace("%1", name).replace("%2", address) for name, address in found)
        self.tell("\n".join((words, *lines)), "good")

    def _refused(self, fault: Exception) -> None:
        from app.errors import Fault

        if not isinstance(fault, Fault):
            self._bridge.failed.emit(fault)
        elif self.preview.isHidden():
            self.tell(fault_words(fault), "error")
        else:
            self.preview.show_fault(fault_words(fault))

    def _saved(self, file: Path, sealed: bool) -> None:
        if sealed and self.secrets.isChecked():
            self.tell(self.tr("Saved as %1, without addresses and keys: what opens them is not "
                              "on this machine.").replace("%1", str(file)), "warn")  # fmt: skip
        else:
            self.tell(self.tr("Saved as %1.").replace("%1", str(file)), "good")

    def _exported(self, folder: Path) -> None:
        self.export.setEnabled(True)
        self.tell(self.tr("Everything is in %1.").replace("%1", str(folder)), "good")

    def _failed(self, fault: Exception) -> None:
        from app.errors import Fault

        self.export.setEnabled(True)
        if isinstance(fault, Fault):
            self.tell(fault_words(fault), "error")
        else:
            self._bridge.failed.emit(fault)

    def _weigh(self, _on: bool = False) -> None:
        within = self.tr("Keep the file as you keep a password.")
        without = self.tr("They are left out. Applied here again, those that are stored stay.")
        self.hint.setText(within if self.secrets.isChecked() else without)
        self.hint.set_look("warn" if self.secrets.isChecked() else "small")
