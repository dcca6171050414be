"""Something to choose from, and the list that shows it: pickers and the command palette use it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.fuzzy import ranked
from ui.widgets.pill import paint_pill, pill_size, severity_ink
from ui.widgets.text import edge_of

Index = QModelIndex | QPersistentModelIndex
CHOICE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `hint` stands at the end of the line; `words` are searched too. What is
    `dim` cannot be had now."""

    key: Hashable
    text: str
    hint: str = ""
    face: Face | None = None
    icon: str = ""
    severity: str = ""
    words: str = ""
    ticked: bool = False
    dim: bool = False


class ChoiceTable(QAbstractListModel):
    """The choices that match what was typed, best first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Choice, ...] = ()
        self._texts: list[str] = []
        self._query = ""
        self._shown: list[Choice] = []

    def show(self, choices: Sequence[Choice]) -> None:
        """Replace the choices, keeping the filter."""
        self._all = tuple(choices)
        self._texts = [f"{c.text} {c.hint} {c.words}".lower() for c in self._all]
        self.filter(self._query)

    def filter(self, query: str) -> None:
        """Show what matches."""
        self.beginResetModel()
        self._query = query.strip()
        found = ranked(self._query, self._texts) if self._query else range(len(self._all))
        self._shown = [self._all[at] for at in found]
        self.endResetModel()

    def append(self, choices: Sequence[Choice]) -> None:
        """More, from elsewhere, below what matches; the next filter drops them."""
        keys = {choice.text for choice in self._shown}
        more = [choice for choice in choices if choice.text not in keys]
        if more:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._shown += more
            self.endInsertRows()

    def at(self, row: int) -> Choice | None:
        """The choice in a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self.at(index.row())
        if choice is None:
            return None
        if role == CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (choice.severity, choice.text, choice.hint)
            return ", ".join(part for part in parts if part)
        return None


class ChoiceDelegate(QStyledItemDelegate):
    """Tick or icon or face, the words, the hint at the end."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, round(fonts.em() * 1.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice = index.data(CHOICE)
        if not isinstance(choice, Choice):
            return
        painter.save()
        box = QRectF(option.rect)
        state = option.state
        on = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        if on:
            _paint_ground(painter, box)
        backwards = option.direction is Qt.LayoutDirection.RightToLeft
        _Line(painter, box.adjusted(10, 0, -10, 0), backwards).paint(choice)
        painter.restore()


def _paint_ground(painter: QPainter, box: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent_soft"))
    painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 6, 6)


class _Line:
    """Paints one choice from the leading edge to the trailing one."""

    def __init__(self, painter: QPainter, box: QRectF, backwards: bool) -> None:
        self._painter, self._box, self._backwards = painter, box, backwards

    def paint(self, choice: Choice) -> None:
        side = fonts.em() * 1.25
        if choice.face is not None:
            paint_avatar(self._painter, self._take(side, side), choice.face)
        elif choice.icon:
            tint = "faint" if choice.dim else "muted"
            paint_icon(self._painter, self._take(side, fonts.em()), choice.icon, tint)
        if choice.severity:
            size = pill_size(choice.severity)
            box = self._take(size.width(), size.height())
            paint_pill(self._painter, box, choice.severity, severity_ink(choice.severity))
        if choice.ticked:
            side = fonts.em()
            paint_icon(self._painter, self._take(side, side, end=True), "check", "accent_text")
        self._words(choice.hint, "small", "muted", end=True, most=0.65 if choice.dim else 0.5)
        self._words(choice.text, "body", "muted" if choice.dim else "text", end=False)

    def _take(self, width: float, height: float, end: bool = False) -> QRectF:
        """Cut a box off one end of the line, with a gap after it."""
        left = end == self._backwards
        x = self._box.left() if left else self._box.right() - width
        if left:
            self._box.setLeft(self._box.left() + width + 10)
        else:
            self._box.setRight(self._box.right() - width - 10)
        return QRectF(x, self._box.center().y() - height / 2, width, height)

    def _words(self, text: str, size: str, ink: str, end: bool, most: float = 1) -> None:
        """At `most` so much of the line."""
        if not text:
            return
        self._painter.setFont(fonts.font(size))
        metrics = self._painter.fontMetrics()
        width = min(metrics.horizontalAdvance(text) + 2.0, self._box.width() * most)
        box = self._take(width, self._box.height(), end) if end else self._box
        self._painter.setPen(colour(ink))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(box.width()))
        self._painter.drawText(box, edge_of(self._backwards), shown)


class ChoiceList(QListView):
    """The list of a picker: keys come from its search field through `step`."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ChoiceTable(self)
        self.setModel(self.table)
        self.setItemDelegate(ChoiceDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Choices"))
        self.clicked.connect(self._pick)
        self.table.modelReset.connect(self.go_first)

    def go_first(self) -> None:
        """Mark the first row."""
        self.setCurrentIndex(self.table.index(0))

    def step(self, by: int) -> None:
        """Mark the row `by` further, round the ends."""
        count = self.table.rowCount()
        if count:
            self.setCurrentIndex(self.table.index((self.currentIndex().row() + by) % count))

    def pick(self) -> None:
        """Choose the marked row."""
        self._pick(self.currentIndex())

    def fit(self, most: int = 9) -> None:
        """As high as its rows, up to `most` of them."""
        rows = max(1, min(most, self.table.rowCount()))
        self.setFixedHeight(rows * round(fonts.em() * 1.9) + 2)

    def _pick(self, index: QModelIndex) -> None:
        choice = self.table.at(index.row())
        if choice is not None:
            self.picked.emit(choice)
