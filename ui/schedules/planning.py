"""Joins the rota page with what edits it: the draft bar, the panel, publishing, new schedules."""

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.schedules.editor import reads, writes
from ui.schedules.editor.beginning import Beginning
from ui.schedules.editor.panel import HEIGHT, WIDTH, EditorPanel
from ui.schedules.editor.removal import Removal
from ui.schedules.editor.titles import Titles
from ui.schedules.publish.draft_bar import DraftBar
from ui.schedules.publish.publishing import Publishing
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.menu import Menu
from ui.widgets.toast import Toast
from ui.widgets.when import moment_text

if TYPE_CHECKING:
    from app.domain.draft import Draft
    from app.domain.workspace import ScheduleSpec
    from app.operations.publish import Published
    from app.queries.draft import Edition
    from ui.schedules.page import SchedulesPage


class Planning(QObject):
    """Installs itself on a page."""

    def __init__(self, page: "SchedulesPage") -> None:
        super().__init__(page)
        self._page, self._bridge = page, page.bridge
        self.drafting = page.drafting
        self.bar = DraftBar(self.drafting)
        self.panel = EditorPanel(self.drafting)
        self._beginning: Beginning | None = None
        self._edition: Edition | None = None
        self._aside: list[QWidget] = []
        self._offered = False
        self.publishing = Publishing(page, self._bridge, self.drafting)
        self.looking = Bar("", "", "info", closable=False)
        self.toast = Toast(page)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._page.strip.addWidget(self.bar)
        self._page.strip.addWidget(self.looking)
        self.looking.add_action(self.tr("Bring back as a draft"), self._bring_back)
        self.looking.add_action(self.tr("Back to now"), self._look_away, "primary")
        self.looking.hide()
        self.bar.install_keys(self._page)
        self._page.side.insertWidget(0, self.panel, 1)
        self.panel.hide()
        self.edit = Button(self.tr("Edit"), icon_name="pencil", on_click=self.flip_panel)
        self.edit.setToolTip(self.tr("Rotations, layers, hours and settings (E)"))
        self._page.head.add_action(self.edit)
        self.edit.hide()
        self._page.heading.schedules.fill_with(self._fill_menu)

    def _connect(self) -> None:
        self._page.new_wanted.connect(self.begin)
        self._page.shown.connect(self._follow)
        Titles(self._page.grid, self._page).wanted.connect(self.open_rotation)
        self.panel.left.connect(self._close_panel)
        self.panel.removal.connect(self.ask_removal)
        self.panel.versions.connect(self.publishing.show_versions)
        self.bar.discarded.connect(self._tell_discarded)
        self.bar.previewed.connect(self.publishing.preview)
        self.bar.published.connect(self.publishing.publish)
        self.publishing.done.connect(self._tell_published)
        self.publishing.failed.connect(self._tell)
        self.publishing.looked.connect(self._tell_looked)
        self.drafting.told.connect(self._tell)

    # the panel

    def flip_panel(self) -> None:
        """Open the panel, or close it."""
        if self.panel.isHidden():
            self.open_panel()
        else:
            self.panel.leave()

    def open_panel(self) -> None:
        """Rotations of the schedule that is open, beside the grid."""
        if not self._offered:
            self._offered = True
            self._bridge.read(reads.offers, self.panel.settings.offer, key=(id(self), "offers"))
        for each in self._neighbours():
            if not each.isHidden() and hasattr(each, "leave"):
                each.leave()  # it brings back what it had put aside
        if self.panel.isHidden():
            self._aside = [each for each in self._neighbours() if not each.isHidden()]
        for each in self._neighbours():
            each.hide()
        self._page.surface.widen(WIDTH, HEIGHT)
        self.panel.show()
        self.panel.show_list()

    def open_rotation(self, schedule: int, name: str) -> None:
        """One rotation, as a click on its title asks for; without a name all of them."""
        if not self._page.boards:
            return
        if schedule:
            self._page.attend(schedule)
        self.open_panel()
        if name:
            self.panel.show_rotation(name)

    def open_settings(self) -> None:
        """The settings of the schedule that is open."""
        self.open_panel()
        self.panel.show_settings()

    def _neighbours(self) -> list[QWidget]:
        """What else may stand beside the grid."""
        items = (self._page.side.itemAt(place) for place in range(self._page.side.count()))
        found = (item.widget() for item in items if item is not None)
        return [each for each in found if each is not None and each is not self.panel]

    def _close_panel(self) -> None:
        for each in self._aside:
            each.show()
        self._page.surface.widen()
        self._page.grid.setFocus()

    def _follow(self) -> None:
        if self.edit.isHidden() is bool(self._page.boards):
            self.edit.setVisible(bool(self._page.boards))
            self._page.heading.refit()
        self.bar.named = len(self._page.boards) > 1
        self.looking.setVisible(self.drafting.looking)
        self.panel.refresh()
        self.bar.refresh()

    # schedules

    def begin(self) -> None:
        """A new schedule."""
        if self._beginning is None:
            self._beginning = Beginning(self._page, self._bridge)
            self._beginning.made.connect(self._show_made)
        board = self.drafting.board()
        if board is not None:
            self._beginning.zone = board.stored.time_zone
        self._beginning.begin()

    def ask_removal(self) -> None:
        """Says what it will do; only then does it."""
        board = self.drafting.board()
        if board is not None:
            sheet = Removal(self._page, self._bridge, board)
            sheet.removed.connect(self._tell_removed)
            sheet.open()

    def _fill_menu(self, menu: Menu) -> None:
        menu.add(self.tr("New schedule…"), self.begin, "plus")
        if self._page.boards:
            menu.add(self.tr("Edit rotations"), self.open_panel, "pencil")
            menu.add(self.tr("Settings"), self.open_settings, "sliders-horizontal")
            menu.add(self.tr("Earlier versions"), self.publishing.show_versions, "history")

    def _show_made(self, ident: int, name: str) -> None:
        self._offered = False
        self._page.show_schedules((ident,))
        said = self.tr("%1 is in force.").replace("%1", name)
        undo = partial(writes.remove, ident=ident, by=self._bridge.actor())
        self.toast.tell(said, partial(self._bridge.write, undo))

    def _tell_removed(self, spec: "ScheduleSpec") -> None:
        self.edit.hide()
        self.panel.leave()
        said = self.tr("%1 was taken out.").replace("%1", spec.name)
        undo = partial(writes.bring_back, spec=spec, by=self._bridge.actor())
        self.toast.tell(said, partial(self._bridge.write, undo))

    # drafts

    def _tell(self, sentence: str) -> None:
        self.toast.tell(sentence)

    def _tell_published(self, found: "Published") -> None:
        one = self.tr("Published. 1 person is told.")
        some = self.tr("Published. %1 people are told.").replace("%1", str(found.told))
        none = self.tr("Published.")
        said = none if not found.told else one if found.told == 1 else some
        self.toast.tell(said, self.publishing.show_versions, undo_text=self.tr("Versions"))

    def _tell_looked(self, edition: "Edition | None") -> None:
        self._edition = edition
        self.looking.setVisible(edition is not None)
        if edition is not None:
            lead = self.tr("Version %1").replace("%1", str(edition.number))
            when = moment_text(edition.at, datetime.now(UTC))
            said = self.tr("by %1, %2. Nothing can be edited here.").replace("%1", edition.actor)
            self.looking.tell(lead, said.replace("%2", when), "info")
        self.bar.refresh()

    def _look_away(self) -> None:
        self.publishing.look(None)

    def _bring_back(self) -> None:
        if self._edition is not None:
            self.publishing.restore(self._edition)

    def _tell_discarded(self, draft: "Draft") -> None:
        ident = self.drafting.schedule
        said = self.tr("The draft is gone.")
        self.toast.tell(said, partial(self.drafting.revive, draft, ident), seconds=12)
