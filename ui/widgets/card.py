"""Panels: a card with a title and actions, a section inside one, and facts as label and value."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from ui.theme import fonts
from ui.theme.space import XS, L, M, S
from ui.widgets.text import ElidedLabel, Line, Text

KEPT = 9  # ems
FEW = 5  # ems: narrower actions are icons, which stay beside the heading
ALONG, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Heading(ElidedLabel):
    """Keeps its words while there is room for a few; what stands beside it gives way first."""

    def minimumSizeHint(self) -> QSize:
        least, needs = super().minimumSizeHint(), self.sizeHint().width()
        return QSize(min(needs, fonts.em() * KEPT), least.height())


class Section(QWidget):
    """A titled part: heading, hint beside it, actions at the end, content below (`self.body`)."""

    def __init__(
        self, title: str = "", hint: str = "", *, gap: int = S, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout()
        self.body.setSpacing(gap)
        self._build(title, hint)

    def _build(self, title: str, hint: str) -> None:
        self.title, self.hint = Heading(title, "heading"), ElidedLabel(hint, "small")
        self.hint.setMinimumWidth(1)  # it goes before anything else does
        self._actions = QHBoxLayout()
        self._actions.setSpacing(XS)
        words = QHBoxLayout()
        words.setSpacing(S)
        words.addWidget(self.title)
        words.addWidget(self.hint)
        words.addStretch(1)
        head = self._head = QBoxLayout(ALONG)
        head.setSpacing(S)
        head.addLayout(words, 1)
        head.addLayout(self._actions)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(M)
        outer.addLayout(head)
        outer.addLayout(self.body)
        self.set_title(title)
        self.set_hint(hint)
        if title:
            self.setAccessibleName(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Actions go below a heading that would be cut for them."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        acts = self._actions.sizeHint().width()
        needed = self.title.sizeHint().width() + S + acts
        below = bool(self.title.text()) and acts > fonts.em() * FEW and needed > self.width()
        self._head.setDirection(DOWN if below else ALONG)
        self._head.setSpacing(XS if below else S)
        edge = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag(0)
        self._head.setAlignment(self._actions, edge)

    def set_title(self, title: str) -> None:
        """Another heading; none hides it."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self._fold()

    def set_hint(self, hint: str) -> None:
        """Another hint beside the heading; none hides it."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def add_action(self, widget: QWidget) -> None:
        """A button or chip at the end of the title row."""
        self._actions.addWidget(widget)
        if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            widget.show()  # the layout would do so later, and what is hidden needs no room
        self._fold()

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put something below."""
        if isinstance(part, QWidget):
            self.body.addWidget(part, stretch)
        else:
            self.body.addLayout(part, stretch)


class Card(QFrame):
    """A white panel with a hair line around it. Without a title it is only the panel."""

    def __init__(
        self,
        title: str = "",
        hint: str = "",
        *,
        padding: int = L - 2,
        gap: int = S,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.section = Section(title, hint, gap=gap)
        self.body = self.section.body
        outer = QVBoxLayout(self)
        outer.setContentsMargins(padding, padding, padding, padding)
        outer.addWidget(self.section)
        if title:
            self.setAccessibleName(title)

    def add_action(self, widget: QWidget) -> None:
        """A button or chip at the end of the title row."""
        self.section.add_action(widget)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put something into the card."""
        self.section.add(part, stretch)


class Panel(QFrame):
    """A card with a bare vertical layout (`self.body`): for lists, tables and split panels."""

    def __init__(self, *parts: QWidget, padding: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        edge = max(padding, 1)  # keeps the hair line free of the content
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(0)
        for part in parts:
            self.body.addWidget(part)

    def add_line(self) -> None:
        """A hair line from edge to edge."""
        self.body.addWidget(Line())


class Facts(QWidget):
    """Label and value in two columns, as in the panel beside an incident."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._grid)
        outer.addStretch(1)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(S)
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, Text] = {}

    def add(self, label: str, value: QWidget | str, key: str = "") -> QWidget:
        """One fact; a text value can be changed later through `set(key or label, ...)`."""
        at = self._grid.rowCount()
        shown = Text(value, wrap=True, selectable=True) if isinstance(value, str) else value
        name = Text(label, "muted")
        name.setBuddy(shown)
        shown.setAccessibleName(shown.accessibleName() or label)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, at, 0, top)
        self._grid.addWidget(shown, at, 1, top if isinstance(shown, Text) else Qt.AlignmentFlag(0))
        if isinstance(shown, Text):
            self._values[key or label] = shown
        return shown

    def set(self, key: str, text: str) -> None:
        """Change a text value."""
        self._values[key].setText(text)
