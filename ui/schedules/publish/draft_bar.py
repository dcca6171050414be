"""The bar above the grid while something is drafted: what it comes to, undo, redo, publish."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.schedules.drafting import Drafting
from ui.schedules.publish.words import change, name, told
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.bar import Bar
from ui.widgets.menu import Menu, drop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.board import Board
    from app.domain.draft import Draft
    from app.domain.workspace import ScheduleSpec
    from app.queries.draft import Drafter

NARROW = 56  # lines of text wide


class DraftBar(QWidget):
    """Hidden where there is no draft; below it who else drafts, and what went wrong."""

    previewed = Signal()
    published = Signal()
    filled = Signal()  # Fair fill was asked for
    discarded = Signal(object)  # the Draft, for whoever offers to undo that

    def __init__(self, drafting: Drafting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafting = drafting
        self.named = False  # whether to say which schedule is meant
        self._known: tuple[tuple[Board, ScheduleSpec, ScheduleSpec], str] | None = None
        self._build()
        drafting.changed.connect(self.refresh)
        drafting.others.connect(self._tell_others)
        drafting.stale.connect(self._tell_stale)
        self.refresh()

    def _build(self) -> None:
        self.bar = Bar("", "", "accent", closable=False)
        self.drop = self.bar.add_action(self.tr("Discard"), self.discard, "quiet")
        self.undo = self.bar.add_action(self.tr("Undo"), self._drafting.undo)
        self.redo = self.bar.add_action(self.tr("Redo"), self._drafting.redo)
        self.fill = self.bar.add_action(self.tr("Fair fill"), self.filled.emit)
        self.preview = self.bar.add_action(self.tr("Preview"), self.previewed.emit)
        self.publish = self.bar.add_action(self.tr("Publish"), self.published.emit, "primary")
        self.publish.setToolTip(self.tr("Shows first what changes (Ctrl+Enter)"))
        self.more = self.bar.add_action("", self._open_more)
        self.more.setAccessibleName(self.tr("More"))
        self.more.set_icon("ellipsis")
        self._menu = Menu(parent=self)
        for button in (self.preview, self.fill, self.redo, self.drop):
            self._menu.add(button.text(), button.click)
        self.others = Bar("", "", "info", closable=True)
        self.stale = Bar("", "", "warn", closable=False)
        self.stale.add_action(self.tr("Look at both"), self.published.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        for each in (self.bar, self.stale, self.others):
            layout.addWidget(each)
            each.hide()
        self.setAccessibleName(self.tr("Draft"))

    def install_keys(self, page: QWidget) -> None:
        """Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y and Ctrl+Enter on the whole page; fields keep their own
        undo."""
        keys = {
            "Ctrl+Z": self._drafting.undo,
            "Ctrl+Shift+Z": self._drafting.redo,
            "Ctrl+Y": self._drafting.redo,
            "Ctrl+Return": self.ask_publish,
        }
        for each, slot in keys.items():
            found = QShortcut(QKeySequence(each), page)
            found.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            found.activated.connect(slot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the lesser buttons go into a menu."""
        super().resizeEvent(event)
        narrow = self.width() < fonts.em() * NARROW
        for button in (self.preview, self.fill, self.drop, self.redo):
            button.setVisible(not narrow)
        self.more.setVisible(narrow)

    def _open_more(self) -> None:
        drop(self.more, self._menu)

    def ask_publish(self) -> None:
        """What Ctrl+Enter does."""
        if self.bar.isVisible() and self.publish.isEnabled():
            self.published.emit()

    def discard(self) -> None:
        """Back to what is stored; can be undone by whoever hears `discarded`."""
        draft = self._drafting.discard()
        if draft is not None:
            self.discarded.emit(draft)

    def refresh(self, _schedule: int = 0) -> None:
        """After an edit, an undo, a read."""
        draft, board = self._drafting.draft(), self._drafting.board()
        shown = draft is not None and bool(draft.steps) and board is not None
        self.bar.setVisible(shown and not self._drafting.looking)
        self.stale.setVisible(self._drafting.clashes)
        self.setVisible(shown or self.others.isVisibleTo(self))
        if draft is None or board is None:
            return
        self.bar.tell(self._lead(draft), self._words(board, draft), "accent")
        self._name_undo(draft)
        self.publish.setEnabled(draft.changed)
        self.preview.setEnabled(draft.changed)

    def _words(self, board: "Board", draft: "Draft") -> str:
        """What it comes to; worked out again only when something is different."""
        spec = self._drafting.spec() or draft.spec
        key = (board, draft.base, spec)
        if self._known is None or any(a is not b for a, b in zip(key, self._known[0], strict=True)):
            found = change(board, draft.base, spec)
            self._known = key, told(board, found, ZoneInfo(spec.time_zone))
        return self._known[1] if spec != draft.base else self.tr("Everything is undone.")

    def _lead(self, draft: "Draft") -> str:
        count = draft.at
        words = self.tr("Draft · 1 change") if count == 1 else self.tr("Draft · %1 changes")
        said = words.replace("%1", str(count))
        return f"{draft.spec.name} · {said}" if self.named else said

    def _name_undo(self, draft: "Draft") -> None:
        for button, words, keys in (
            (self.undo, draft.undoable, "Ctrl+Z"),
            (self.redo, draft.redoable, "Ctrl+Shift+Z"),
        ):
            button.setEnabled(bool(words))
            said = f"{button.text()}: {words} ({keys})" if words else keys
            button.setToolTip(said)
            button.setAccessibleDescription(said)

    def _tell_others(self, found: "Sequence[Drafter]") -> None:
        if not found:
            self.others.hide()
        else:
            lead = self.tr("%1 is drafting too.")
            if len(found) > 1:
                lead = self.tr("%1 are drafting too.")
            lead = lead.replace("%1", ", ".join(self._shown(each.name) for each in found))
            count = sum(each.changes for each in found)
            one, many = self.tr("1 change so far"), self.tr("%1 changes so far")
            said = (one if count == 1 else many).replace("%1", str(count))
            rest = self.tr("Nothing is overwritten: who publishes second merges.")
            self.others.tell(lead, f"{said}. {rest}", "info")
            self.others.show()
        self.refresh()

    def _shown(self, handle: str) -> str:
        board = self._drafting.board()
        person = board.idents.get(handle) if board is not None else None
        return handle if board is None or person is None else name(board, person)

    def _tell_stale(self, _version: int) -> None:
        lead = self.tr("Published meanwhile.")
        said = self.tr("Somebody changed what you draft too. Nothing of yours is lost.")
        self.stale.tell(lead, said, "warn")
        self.refresh()
