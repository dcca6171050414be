"""Asked before the team's database is brought up to date: what that means, and for whom."""

import shlex
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.shell.overlay import Overlay
from ui.theme.space import XL, L, M
from ui.widgets.button import Button
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import KeyHint, Text

if TYPE_CHECKING:
    from app.errors import OlderSchema

WIDE = 36  # ems


class OlderSheet(Overlay):
    """`update_wanted` once somebody said so; Escape is the same as Not now."""

    update_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, ems=WIDE)
        self._seen: tuple[object, ...] = ()
        self.title, self.lead = Text("", "title", wrap=True), Text("", wrap=True)
        self.who, self.stops = Text("", wrap=True), Text("", "warn", wrap=True)
        self.first = Text("", "muted", wrap=True)
        self.line = Text("", "small", wrap=True, selectable=True)
        self.told = Text("", "muted", wrap=True)
        self.act = Button(self.tr("Update the database"), on_click=self.update_it)
        self.later = Button(self.tr("Not now"), on_click=self.leave)
        head = row(self.title, KeyHint("Esc"))
        head.setStretch(0, 1)
        self.body.addLayout(column(
            head, self.lead, self.who, self.stops, self.first,
            self.line, self.told, row(self.act, STRETCH, self.later),
            gap=M, margins=(XL, L, XL, L),
        ))  # fmt: skip
        self.told.hide()

    def show_fault(self, fault: "OlderSchema") -> None:
        """As it is now; what is the same stays untouched."""
        self.work(False)
        seen = (fault.company, fault.lite, fault.address)
        if seen == self._seen:
            return
        self._seen = seen
        self._say_what(fault.lite)
        self._say_who(fault)
        self._say_first(fault)
        self.later.setAccessibleDescription(self.words())  # it has the keys, and is read out
        QTimer.singleShot(0, self, self.refit)  # when the lines have their heights

    def words(self) -> str:
        """All that is said, as it is read out."""
        parts = (self.lead, self.who, self.stops, self.first, self.line)
        return " ".join(each.text() for each in parts if not each.isHidden())

    def open(self) -> None:
        """The safe answer has the keys."""
        super().open()
        self.later.setFocus(Qt.FocusReason.OtherFocusReason)

    def most_height(self) -> int:
        """There is nothing behind it that should be seen."""
        return round(self.height() * 0.86)

    def update_it(self) -> None:
        """It was said."""
        self.work(True)
        self.update_wanted.emit()

    def work(self, on: bool) -> None:
        """While it is being updated nothing else can be said."""
        self.act.setEnabled(not on)
        self.later.setEnabled(not on)
        if on:
            self.told.setText(self.tr("Updating the database…"))
        self.told.setVisible(on)

    # inside

    def _say_what(self, lite: bool) -> None:
        title = self.tr("The team's database is from an older Watchbill")
        lead = self.tr("Updating it takes a moment. Programs that are not updated stop working "
                       "with it until they are.")  # fmt: skip
        if lite:
            title = self.tr("An older Watchbill still works with this file")
            lead = self.tr("End that one, and this one opens by itself.")
        self.title.setText(title)
        self.lead.setText(lead)
        self.setAccessibleName(title)

    def _say_who(self, fault: "OlderSchema") -> None:
        there = fault.company
        engine = self.tr("Engine on %1 (version %2)")
        lines = [
            engine.replace("%1", each.name).replace("%2", each.program) for each in there.engines
        ]
        if there.windows:
            one, more = self.tr("1 window"), self.tr("%1 windows")
            lines.append(one if there.windows == 1 else more.replace("%1", str(there.windows)))
        nobody = self.tr("Nobody else seems to work with it at the moment.")
        at_work = self.tr("At work with it now:")
        self.who.setText(
            "\n".join([at_work, *(f"• {each}" for each in lines)]) if lines else nobody
        )
        self.stops.setText(self._stopping(fault.lite))
        self.stops.setVisible(bool(there.engines))

    def _stopping(self, lite: bool) -> str:
        """What somebody should know who does it nevertheless."""
        if lite:
            return self.tr("If you update it now, that one stops paging at once.")
        return self.tr("If you update it now, these engines stop paging, and nobody is paged until "
                       "one is updated. Better update the engines first: the last of them does "
                       "it, and this window opens by itself.")  # fmt: skip

    def _say_first(self, fault: "OlderSchema") -> None:
        """Our own backups are made by the program that knows the tables."""
        line = f"pg_dump --format=custom --file=before.dump --dbname={shlex.quote(fault.address)}"
        self.first.setText(
            self.tr("A copy of the file is kept beside it before it is updated.")
            if fault.lite
            else self.tr("There is no way back but a backup. Make one first:")
        )
        self.line.setText("" if fault.lite else line)
        self.line.setVisible(not fault.lite)
