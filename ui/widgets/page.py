"""What every page is made of: a title row, and content that scrolls."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme.space import L, M, S
from ui.widgets.rows import set_margins
from ui.widgets.text import Text


class PageHead(QWidget):
    """The title row: name, then chips and switches, then actions at the end. Chips that would be
    piled up beside the name get rows of their own below, where these are fewer."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title, "title")
        self._chips: QWidget | None = None
        self._middle, self._end = QHBoxLayout(), QHBoxLayout()
        self._first, self._below = QHBoxLayout(), QVBoxLayout()
        self._first.setSpacing(M)
        self._first.addWidget(self.title)
        for part, stretch in ((self._middle, 1), (self._end, 0)):
            part.setSpacing(S)
            self._first.addLayout(part, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._first)
        layout.addLayout(self._below)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Beside the title: chips, a view switch. A ChipBar wants stretch 1."""
        self._middle.addWidget(widget, stretch)
        if stretch:
            self._chips = widget

    def add_action(self, widget: QWidget) -> None:
        """At the end: page actions, the primary one last."""
        self._end.addWidget(widget)

    def close_up(self) -> None:
        """Keep what was added beside the title close to it."""
        self._middle.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """Words of chips that change, or an action more, change what there is room for."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        chips = self._chips
        flows = chips is not None and chips.hasHeightForWidth()
        if chips is not None and flows and self._below.count() != self._piled(chips):
            self._move(chips)

    def _piled(self, chips: QWidget) -> bool:
        """Whether the chips take more lines beside the name than they would below it."""
        ends = self.title.sizeHint().width(), self._end.sizeHint().width()
        beside = chips.heightForWidth(max(1, self.width() - sum(ends) - 2 * M))
        return beside > chips.heightForWidth(max(1, self.width()))

    def _move(self, chips: QWidget) -> None:
        if self._below.count():
            self._below.removeWidget(chips)
            self._middle.takeAt(self._middle.count() - 1)
            self._middle.addWidget(chips, 1)
        else:
            self._middle.removeWidget(chips)
            self._middle.addStretch(1)  # or an action would grow into their room
            self._below.addWidget(chips)
        set_margins(self._below, 0, S if self._below.count() else 0, 0, 0)


class Page(QWidget):
    """Margins, title row and body: `self.head`, `self.body`. The usual base of a screen."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.head = PageHead(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(M)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(L + 2, L, L + 2, L)
        outer.setSpacing(M)
        outer.addWidget(self.head)
        outer.addLayout(self.body, 1)


class ScrollPage(QScrollArea):
    """Content that scrolls up and down and never sideways. Put it into `self.body`."""

    def __init__(self, parent: QWidget | None = None, gap: int = M, padding: int = 0) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setProperty("ground", "none")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(gap)
        self.setWidget(content)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put something below what is there."""
        if isinstance(part, QWidget):
            self.body.addWidget(part, stretch)
        else:
            self.body.addLayout(part, stretch)
