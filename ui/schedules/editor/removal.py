"""Taking a schedule out says first what that does."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.schedules.editor import writes
from ui.widgets.button import Button
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.board import Board


class Removal(Sheet):
    """`removed` carries what was taken out."""

    removed = Signal(object)

    def __init__(self, over: QWidget, bridge: Bridge, board: "Board") -> None:
        title = QCoreApplication.translate("Removal", "Remove %1?").replace("%1", board.stored.name)
        super().__init__(over, title, 26)
        self._bridge, self._board = bridge, board
        said = self.tr(
            "Nobody is on call by this schedule any more. Who was on call stays on record,"
            " and its calendar subscriptions end."
        )
        self.body.addWidget(Text(said, wrap=True))
        self.wrong = Text(look="error", wrap=True)
        self.body.addWidget(self.wrong)
        self.wrong.hide()
        self.button = Button(self.tr("Remove"), "danger", on_click=self._remove)
        self.foot.addStretch(1)
        self.first = Button(self.tr("Cancel"), on_click=self.leave)
        self.foot.addWidget(self.first)
        self.foot.addWidget(self.button)
        self.closed.connect(self.deleteLater)

    def _remove(self) -> None:
        self.button.setEnabled(False)
        work = partial(writes.remove, ident=self._board.schedule_id, by=self._bridge.actor())
        self._bridge.write(work, self._done, self._failed)

    def _done(self, _: object) -> None:
        self.removed.emit(self._board.stored)
        self.leave()

    def _failed(self, fault: Exception) -> None:
        from app.errors import Fault

        self.button.setEnabled(True)
        if isinstance(fault, Fault):
            self.wrong.setText(fault_words(fault))
            self.wrong.show()
            self.refit()
        else:
            self._bridge.failed.emit(fault)
