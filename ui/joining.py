"""Joining and inviting: the sheets for another database, and the files that carry one."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.places import Places
from ui.shell.actions import Act

if TYPE_CHECKING:
    from app.operations.invitation import Invitation
    from ui.shell.overlay import Overlay
    from ui.welcome.connect import ConnectForm
    from ui.welcome.invite import InviteForm


LONGEST = 80  # letters shown of an address that leads nowhere


class Joining(QObject):
    """Sheets that are made when first wanted. `switched`: the settings name another database."""

    switched = Signal()

    def __init__(self, places: Places) -> None:
        super().__init__(places.window)
        self._places, self._window = places, places.window
        self._connect: tuple[Overlay, ConnectForm] | None = None
        self._invite: tuple[Overlay, InviteForm] | None = None
        group = self.tr("Everywhere")
        places.connect_wanted.connect(self.connect_form)
        places.file_wanted.connect(self.choose_file)
        places.invite_wanted.connect(self.invite_form)
        for key, words, icon, run in (
            ("connect", self.tr("Connect to a database…"), "database", self.connect_form),
            ("invitation", self.tr("Open an invitation…"), "mail", self.choose_file),
            ("invite", self.tr("Invite a colleague…"), "user-plus", self.invite_form),
        ):
            self._window.acts.add(Act(key, words, "", icon, group), run)

    def connect_form(self) -> None:
        """Where the team's database is."""
        sheet, form = self._connecting()
        sheet.open()
        form.begin()

    def choose_file(self) -> None:
        """An invitation from a colleague."""
        from PySide6.QtWidgets import QFileDialog

        kinds = self.tr("Watchbill invitation (*.watchbill)")
        title = self.tr("Open an invitation")
        path, _ = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if path:
            self.open_file(path)

    def open_file(self, path: str) -> None:
        """Shows what an invitation says; nothing changes before Connect is pressed. An address
        that is of no incident is said to lead nowhere."""
        if not path.endswith(".watchbill"):
            lead = self.tr("This address leads nowhere.")
            self._window.bars.tell("nowhere", lead, path[:LONGEST], "warn")
            return
        from ui.welcome import writes

        self._places.bridge.run(partial(writes.opened, Path(path)), self._invited)

    def invite_form(self) -> None:
        """A file for a colleague; where nobody else can reach the database, says so instead."""
        from ui.welcome import reads

        self._places.bridge.read(reads.shared, self._offer)

    # inside

    def _invited(self, found: "Invitation") -> None:
        sheet, form = self._connecting()
        sheet.open()
        form.invite(found)

    def _offer(self, shared: bool) -> None:
        if not shared:
            self._say_alone()
            return
        sheet, form = self._inviting()
        sheet.open()
        form.begin()

    def _say_alone(self) -> None:
        lead = self.tr("This database is a file on this machine.")
        words = self.tr("Colleagues need one that all can reach: a PostgreSQL.")
        bar, new = self._window.bars.tell("invite", lead, words, "info")
        if new:
            bar.add_action(self.tr("Connect…"), self.connect_form)

    def _inviting(self) -> "tuple[Overlay, InviteForm]":
        if self._invite is None:
            from ui.shell.overlay import Overlay
            from ui.welcome.invite import InviteForm

            sheet, form = Overlay(self._window), InviteForm(self._places.bridge)
            sheet.hold(form)
            form.written.connect(self._written)
            self._invite = sheet, form
        return self._invite

    def _written(self, path: str) -> None:
        self._inviting()[0].leave()
        self._window.tell(self.tr("Written: %1").replace("%1", path))

    def _connecting(self) -> "tuple[Overlay, ConnectForm]":
        if self._connect is None:
            from ui.shell.overlay import Overlay
            from ui.welcome.connect import ConnectForm

            sheet, form = Overlay(self._window), ConnectForm(self._places.bridge)
            sheet.hold(form)
            form.connected.connect(self._connected)
            self._connect = sheet, form
        return self._connect

    def _connected(self, _url: str) -> None:
        self._connecting()[0].leave()
        self.switched.emit()
