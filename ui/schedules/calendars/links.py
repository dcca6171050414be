"""Below the grid: into your calendar, and files out and in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.menu import Menu, drop
from ui.widgets.rows import row


class CalendarLinks(QWidget):
    """`subscribe_wanted`; `export_wanted` (of whoever sits here only, or of all that is shown);
    `import_wanted`."""

    subscribe_wanted = Signal()
    export_wanted = Signal(bool)
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subscribe = Button(self.tr("Subscribe"), "link", icon_name="calendar")
        self.subscribe.setToolTip(self.tr("These shifts in your own calendar, always current"))
        self.subscribe.clicked.connect(lambda _=False: self.subscribe_wanted.emit())
        self.files = Button(self.tr("Calendar files…"), "link", on_click=self.drop)
        self.menu = Menu(parent=self.files)
        self.menu.add(self.tr("Export what is shown…"), self._all, "download")
        self.menu.add(self.tr("Export my shifts of it…"), self._mine, "user-round")
        self.menu.addSeparator()
        self.menu.add(self.tr("Import a calendar file…"), self.import_wanted.emit, "upload")
        for each in (self.subscribe, self.files):
            each.give_way()
        self.setLayout(row(self.subscribe, self.files, gap=S, margins=(0, 0, 0, 0)))

    def drop(self) -> None:
        """The menu of files."""
        drop(self.files, self.menu)

    def _all(self) -> None:
        self.export_wanted.emit(False)

    def _mine(self) -> None:
        self.export_wanted.emit(True)
