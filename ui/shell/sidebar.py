"""The way around: pages in sections, badges for what is mine and open, folds to icons."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.shell.pages import Page
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import XS, L, M, S
from ui.widgets.early import TAB, fill, focus_by, outline, rounded, show_hand, write
from ui.widgets.pill import badge_size, paint_badge
from ui.widgets.rows import clear
from ui.widgets.text import Line, edge_of

ROW, LEAST = 1.95, 1.05  # ems, of a row


class PageButton(QAbstractButton):
    """Icon, words, badge; painted by hand because nine of these stand in the first paint.
    `neared` when the mouse comes over it."""

    neared = Signal(str)

    def __init__(self, key: str, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._icon = key, icon
        self.count, self.folded = 0, False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        focus_by(self, TAB)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        line = fonts.em()
        return QSize(round(line * (2.4 if self.folded else 10)), round(line * ROW))

    def minimumSizeHint(self) -> QSize:
        """On a low screen the rows come closer: all pages stay in reach."""
        return QSize(self.sizeHint().width(), round(fonts.em() * LEAST))

    def show_count(self, count: int) -> None:
        """The badge; zero shows none."""
        self.count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.update()

    def fold(self, folded: bool) -> None:
        """Show the icon only; the words become a tooltip."""
        self.folded = folded
        self.setToolTip(self.text() if folded else "")
        self.updateGeometry()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        show_hand(self)
        self.neared.emit(self.key)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._paint_ground(painter, box)
        ink = "accent_text" if self.isChecked() else "muted"
        side = min(fonts.em() * 1.05, box.height())
        left = (box.width() - side) / 2 if self.folded else M - 2
        at = box.right() - left - side if self.isRightToLeft() else box.left() + left
        paint_icon(painter, QRectF(at, box.center().y() - side / 2, side, side), self._icon, ink)
        if not self.folded:
            self._paint_words(painter, box, side)
        if self.count:
            self._paint_count(painter, box)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        ground = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else ""
        if ground:
            fill(painter, rounded(box, 7), colour(ground))
        if self.hasFocus():
            outline(painter, rounded(box, 7), colour("focus"))

    def _paint_words(self, painter: QPainter, box: QRectF, side: float) -> None:
        start = M + side + S
        words = (
            box.adjusted(S, 0, -start, 0) if self.isRightToLeft() else box.adjusted(start, 0, -S, 0)
        )
        font = fonts.strong() if self.isChecked() else fonts.font()
        ink = colour("accent_text" if self.isChecked() else "text")
        write(painter, words, self.text(), font, ink, edge_of(self.isRightToLeft()))

    def _paint_count(self, painter: QPainter, box: QRectF) -> None:
        size = badge_size(self.count)
        gap = 0 if self.folded else 6
        x = box.left() + gap if self.isRightToLeft() else box.right() - size.width() - gap
        y = box.top() - 1 if self.folded else box.center().y() - size.height() / 2
        paint_badge(painter, QRectF(x, y, size.width(), size.height()), self.count)


class Sidebar(QFrame):
    """Emits the key of the page wanted; `neared` of one that may be wanted in a moment."""

    wanted = Signal(str)
    neared = Signal(str)
    folded_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Pages"))
        self.folded = False
        self._buttons: dict[str, PageButton] = {}
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._fold = PageButton("", self.tr("Fold"), "panel-left", self)
        self._fold.setCheckable(False)
        self._fold.setProperty("act", "fold")
        self._fold.clicked.connect(self.flip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(S, S, S, S)
        layout.addLayout(self._list)
        layout.addStretch(1)
        layout.addWidget(self._fold)
        self._width()

    def show_pages(self, pages: Iterable[Page]) -> None:
        """Replace the entries; a hair line stands between sections."""
        clear(self._list)
        self._buttons.clear()
        section: str | None = None
        for page in pages:
            if section is not None and page.section != section:
                self._list.addSpacing(XS)
                self._list.addWidget(Line())
                self._list.addSpacing(XS)
            section = page.section
            self._list.addWidget(self._button(page))

    def choose(self, key: str) -> None:
        """Mark the page that is shown."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def show_count(self, key: str, count: int) -> None:
        """The badge of a page."""
        if key in self._buttons:
            self._buttons[key].show_count(count)

    def flip(self) -> None:
        """Fold, or unfold."""
        self.fold(not self.folded)
        self.folded_changed.emit(self.folded)

    def fold(self, folded: bool) -> None:
        """Fold to icons, or show the words again."""
        self.folded = folded
        for button in (*self._buttons.values(), self._fold):
            button.fold(folded)
        self._fold.setToolTip(self.tr("Show the names") if folded else self.tr("Fold to icons"))
        self._width()

    def _button(self, page: Page) -> PageButton:
        button = PageButton(page.key, page.title, page.icon)
        button.fold(self.folded)
        button.clicked.connect(self._tell)
        button.neared.connect(self.neared)
        self._group.addButton(button)
        self._buttons[page.key] = button
        return button

    def _tell(self) -> None:
        button = self.sender()
        if isinstance(button, PageButton):
            self.wanted.emit(button.key)

    def _width(self) -> None:
        line = fonts.em()
        self.setFixedWidth(round(line * 2.5) + L if self.folded else round(line * 10.6) + L)
