"""Every version that was in force: who, when, what; looked at in the grid, or brought back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.schedules.publish.diff_list import DiffList
from ui.schedules.publish.words import change, name, told
from ui.tables.column import Column
from ui.tables.table import RowTable
from ui.tables.view import TableView
from ui.theme import fonts
from ui.theme.space import L, M
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text
from ui.widgets.when import moment_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.queries.draft import Edition
    from ui.schedules.publish.reads import Past


class VersionsSheet(Sheet):
    """`looked` and `restored` carry an Edition."""

    looked = Signal(object)
    restored = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(
            over, QCoreApplication.translate("VersionsSheet", "Earlier versions"), 62, tall=True
        )
        self.past: Past | None = None
        self._edition: Edition | None = None
        self._build_parts()

    def _build_parts(self) -> None:
        self.table = RowTable(self._columns(), lambda each: each.number, parent=self)
        self.view = TableView(self.table, "versions")
        self.view.setAccessibleName(self.tr("Versions"))
        self.words = Text(look="strong", wrap=True)
        self.told = Text(look="muted", wrap=True)
        self.diff = DiffList()
        self.same = Text(self.tr("No shift of the next 90 days is different."), "muted", wrap=True)
        self.same.setContentsMargins(L, L, L, L)
        right = QVBoxLayout()
        right.setSpacing(M)
        right.addWidget(Text(self.tr("Brought back now, it would change"), "heading"))
        right.addWidget(self.words)
        right.addWidget(self.told)
        right.addWidget(Panel(self.same, self.diff), 1)
        both = QHBoxLayout()
        both.setSpacing(L)
        listed = Panel(self.view)
        listed.setMinimumWidth(round(fonts.em() * 22))
        both.addWidget(listed, 1)
        both.addLayout(right, 1)
        self.body.addLayout(both)
        self.look = Button(self.tr("Look at"), icon_name="eye", on_click=self._look)
        self.restore = Button(
            self.tr("Bring back as a draft"), "primary", icon_name="rotate-ccw",
            on_click=self._restore,
        )  # fmt: skip
        self.foot.addStretch(1)
        for each in (Button(self.tr("Close"), on_click=self.leave), self.look, self.restore):
            self.foot.addWidget(each)
        self.first = self.view
        self.view.chosen.connect(self._choose)
        self.view.opened.connect(self._look)

    def _columns(self) -> Sequence[Column]:
        return (
            Column("number", self.tr("No."), lambda each: str(each.number),
                   order=lambda each: each.number, width=5, end=True),
            Column("at", self.tr("When"), lambda each: moment_text(each.at, self._now()),
                   order=lambda each: each.at, width=14),
            Column("actor", self.tr("Who"), self._who, width=8),
            Column("words", self.tr("What"), lambda each: each.words or self.tr("as it was"),
                   stretch=True, ink=lambda _: "muted", tip=lambda each: each.words),
        )  # fmt: skip

    def _now(self) -> "datetime":
        assert self.past is not None
        return self.past.board.now

    def _who(self, edition: "Edition") -> str:
        board = self.past.board if self.past is not None else None
        person = board.idents.get(edition.actor) if board is not None else None
        return edition.actor if board is None or person is None else name(board, person)

    def show_past(self, past: "Past") -> None:
        """All versions; the latest but one is chosen, as that is what one looks for."""
        self.past = past
        self.title.setText(self.tr("Versions of %1").replace("%1", past.board.stored.name))
        self.table.show(list(past.editions))
        wanted = past.editions[1:2] or past.editions[:1]
        self.view.clearSelection()
        for each in wanted:
            self.view.choose(each.number)
        self._choose(list(wanted))

    def chosen(self) -> "Edition | None":
        """The version that is chosen."""
        return self._edition

    def _choose(self, rows: "list[Edition]") -> None:
        from app.domain.rebase import strangers

        edition = self._edition = rows[0] if rows else None
        for button in (self.look, self.restore):
            button.setEnabled(edition is not None)
        if edition is None or self.past is None:
            return
        board = self.past.board
        zone = ZoneInfo(edition.spec.time_zone)
        unknown = strangers(edition.spec, board.idents)
        if unknown:
            said = self.tr("It names people who are not here any more: %1.")
            self.words.setText(said.replace("%1", ", ".join(sorted(unknown))))
            self.told.clear()
            self.diff.table.show([])
            for button in (self.look, self.restore):
                button.setEnabled(False)
            return
        found = change(board, board.stored, edition.spec)
        latest = edition.number == max(each.number for each in self.past.editions)
        self.restore.setEnabled(not latest)
        self.words.setText(self.tr("This is in force now.") if latest else edition.words)
        self.told.setText(told(board, found, zone))
        self.diff.show_difference(board, found, zone)
        self.diff.setVisible(bool(found))
        self.same.setVisible(not found)

    def _look(self, _row: object = None) -> None:
        edition = self.chosen()
        if edition is not None:
            self.leave()
            self.looked.emit(edition)

    def _restore(self) -> None:
        edition = self.chosen()
        if edition is not None:
            self.leave()
            self.restored.emit(edition)
