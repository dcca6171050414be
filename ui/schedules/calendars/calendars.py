"""Joins the rota page with calendars: subscribe, export, import, and shifts dragged out of the
window."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QSaveFile, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QFileDialog

from models.kinds import FeedKind
from ui.schedules.calendars.import_sheet import ImportSheet
from ui.schedules.calendars.links import CalendarLinks
from ui.schedules.calendars.shift_file import dropped_file, export, file_name, shift_mime
from ui.schedules.calendars.subscribe import Subject, SubscribeSheet
from ui.schedules.hand.desk import held_of
from ui.widgets.avatar import face_of
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.domain.rota_edit import Held
    from app.domain.window import Window
    from ui.schedules.hand.hand import Hand
    from ui.schedules.page import SchedulesPage

FILTER = "iCalendar (*.ics)"


class Calendars(QObject):
    """Installs itself on a page; `hand` says which shift a menu wants as a file."""

    def __init__(self, page: "SchedulesPage", hand: "Hand") -> None:
        super().__init__(page)
        self._page, self._bridge, self._hand = page, page.bridge, hand
        self.links, self.toast = CalendarLinks(), Toast(page)
        self.sheet: SubscribeSheet | None = None
        self._wanted = False  # from elsewhere, before the page knows its schedules
        self.importing: ImportSheet | None = None
        page.foot.addWidget(self.links)
        page.grid.installEventFilter(self)
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        self.links.subscribe_wanted.connect(self.subscribe)
        self.links.export_wanted.connect(self.export)
        self.links.import_wanted.connect(self.choose_file)
        hand.export_wanted.connect(self.export_shift)
        page.sought.connect(self._sought)
        page.shown.connect(self._shown)

    # subscribing

    def subscribe(self) -> None:
        """Mine, the schedules that are shown, and their teams."""
        if self.sheet is None:
            self.sheet = SubscribeSheet(self._page, self._bridge)
        subjects = self.subjects()
        if not subjects:
            self.toast.tell(self.tr("There is no schedule to subscribe to yet."))
            return
        self.sheet.show_subjects(subjects)
        self.sheet.open()

    def _sought(self, what: str) -> None:
        if what == "calendars":
            self._wanted = True
            if self._page.seen is not None:
                self._shown()

    def _shown(self) -> None:
        if self._wanted:
            self._wanted = False
            self.subscribe()

    def subjects(self) -> list[Subject]:
        """What can be subscribed to from here."""
        mine = [(FeedKind.PERSON, self._bridge.user)] if self._bridge.user_id is not None else []
        stored = [board.stored for board in self._page.boards]
        teams = dict.fromkeys(each.team for each in stored if each.team is not None)
        return [
            *mine,
            *((FeedKind.SCHEDULE, each.name) for each in stored),
            *((FeedKind.TEAM, name) for name in teams),
        ]

    # out

    def export(self, mine: bool) -> None:
        """What is shown, drafts included, into a file that is asked for."""
        boards = self._page.boards
        name = boards[0].stored.name if len(boards) == 1 else self.tr("rota")
        file = self._asked_file(file_name(f"{name}-{self._bridge.user}" if mine else name))
        if file is None:
            return
        people = (self._bridge.user,) if mine else ()
        plans = [self._page.plan(board.schedule_id) for board in boards]
        self._save(file, export(self._database, plans, self._window, people))

    def export_shift(self, schedule: int, held: "Held") -> None:
        """One bar into a file that is asked for."""
        plan = self._page.plan(schedule)
        name = file_name(f"{plan.spec.name}-{held.person}-{held.window.start:%Y-%m-%d}")
        file = self._asked_file(name)
        if file is not None:
            self._save(file, export(self._database, (plan,), held.window, (held.person,)))

    # in

    def choose_file(self) -> None:
        """An .ics file of the user's choice."""
        name, _ = QFileDialog.getOpenFileName(
            self._page, self.tr("Import a calendar file"), "", FILTER
        )
        if name:
            self.open_file(Path(name))

    def open_file(self, file: Path) -> None:
        """Shows what a file comes to, before anything is written."""
        self.importing = ImportSheet(self._page, self._bridge, self._page.zone.key)
        self.importing.closed.connect(self.importing.deleteLater)
        self.importing.added.connect(self._added)
        members = {each.name: each for board in self._page.boards for each in board.people}
        faces = [
            (each.name, face_of(each.name, each.full_name, each.colour))
            for each in members.values()
            if each.active
        ]
        self.importing.show_people(faces, self._bridge.user)
        self.importing.open()
        self.importing.show_file(file)

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page:
            return self._drop(event)
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            return self._dragged_out(event)
        return False

    def _drop(self, event: QEvent) -> bool:
        """A calendar file is dropped anywhere on the page."""
        if event.type() is QEvent.Type.DragEnter:
            entering = cast(QDragEnterEvent, event)
            own = entering.source() is not None
            if not own and dropped_file(entering.mimeData()) is not None:
                entering.acceptProposedAction()
                return True
        elif event.type() is QEvent.Type.Drop:
            dropping = cast(QDropEvent, event)
            file = dropped_file(dropping.mimeData())
            if file is not None and dropping.source() is None:
                dropping.acceptProposedAction()
                self.open_file(file)
                return True
        return False

    def _dragged_out(self, event: QMouseEvent) -> bool:
        """A bar that leaves the window with the mouse becomes a file."""
        mark, window = self._page.grid.mark, self._page.window()
        outside = not window.frameGeometry().contains(event.globalPosition().toPoint())
        held = held_of(mark) if mark is not None and outside and self._hand.drag.busy else None
        if mark is None or held is None:
            return False
        self._hand.drag.cancel()
        carried = QDrag(self._page.grid)
        plan = self._page.plan(mark.schedule)
        carried.setMimeData(shift_mime(self._database, plan, held.window, held.person))
        carried.exec(Qt.DropAction.CopyAction)
        return True

    # inside

    @property
    def _database(self) -> str:
        post = self._bridge.post
        return post.store.ident if post is not None else ""

    @property
    def _window(self) -> "Window":
        assert self._page.seen is not None
        return self._page.seen.window

    def _asked_file(self, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, self.tr("Save as a calendar file"), name, FILTER
        )
        return Path(chosen) if chosen else None

    def _save(self, file: Path, data: bytes) -> None:
        """Whole or not at all."""
        saving = QSaveFile(str(file))
        done = saving.open(QSaveFile.OpenModeFlag.WriteOnly) and saving.write(data) == len(data)
        if done and saving.commit():
            self.toast.tell(self.tr("Saved %1").replace("%1", file.name))
        else:
            self.toast.tell(f"{file}: {saving.errorString()}")

    def _added(self, schedule: int) -> None:
        self.toast.tell(self.tr("Imported."))
        if schedule:
            self._page.visit(schedule)
        else:
            self._page.ask()
