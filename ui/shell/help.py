"""F1: the guide at the page of the screen one is on, and every key beside it."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.language.choice import NAMES, Language, worn
from ui.shell.actions import Actions
from ui.shell.guide_view import GuideView
from ui.shell.keys import KeyList
from ui.shell.overlay import Overlay
from ui.theme import fonts
from ui.theme.space import XL, L, M, S
from ui.widgets.choices import Choice, ChoiceList
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, column, row, set_margins
from ui.widgets.search import SearchField
from ui.widgets.text import KeyHint, Line, Text

if TYPE_CHECKING:
    from app.queries.guide import Leaf

EMS, NARROW = 92, 66  # of the card; below NARROW the list of pages gives way
INDEX, KEYS = 17, 20  # ems
STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
TURNS: Final = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class HelpSheet(Overlay):
    """Pages at the left, one of them in the middle, keys at the right. Typing searches the pages,
    arrows go through them, Alt+Left goes back; closes on Escape, F1 or a click beside it."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window, ems=EMS)
        self._leaf: Leaf | None = None
        self._before_it: list[str] = []
        self.setAccessibleName(self.tr("Guide and keys"))
        self.search = SearchField(self.tr("Search the guide"))
        self.list, self.view, self.keys = ChoiceList(), GuideView(), KeyList(actions)
        self.page = ScrollPage(padding=L)
        self._nothing = Text(self.tr("No page says that."), "muted", wrap=True)
        self._build()

    def _build(self) -> None:
        self.list.setAccessibleName(self.tr("Pages of the guide"))
        self.list.setStyleSheet("QListView { background: transparent; }")
        self.page.add(self.view)
        self.page.body.addStretch(1)
        self._index = QWidget()
        self._index.setLayout(column(self.search, self._nothing, self.list, gap=M))
        self._index.setFixedWidth(round(fonts.em() * INDEX))
        self.keys.setFixedWidth(round(fonts.em() * KEYS))
        right = column(
            row(Text(self.tr("Keys"), "heading"), STRETCH, KeyHint("Esc")), self.keys, gap=M
        )
        self._edge = Line(standing=True)
        across = row(self._index, self._edge, gap=L)
        across.addWidget(self.page, 1)
        across.addWidget(Line(standing=True))
        across.addLayout(right)
        set_margins(self.body, L, L, XL - S, L)
        self.body.addLayout(across)
        self.search.searched.connect(self._search)
        self.search.installEventFilter(self)
        self.view.installEventFilter(self)
        self.list.picked.connect(self._picked)
        self.view.page_wanted.connect(self._follow)

    def open_at(self, screen: str) -> None:
        """At the page about a screen of the window."""
        from app.queries import guide

        self.keys.tell()
        self.search.clear()
        self._search("")
        self._before_it = []
        self.open()
        self.show_leaf(guide.of_screen(screen))
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_leaf(self, key: str) -> None:
        """Another page, from its beginning."""
        from app.queries import guide

        if self._leaf is not None and self._leaf.key != key:
            self._before_it.append(self._leaf.key)
        self._leaf = guide.leaf(key, worn())
        self.view.show_note(self._leaf.text)
        self.page.verticalScrollBar().setValue(0)
        self._mark()

    def go_back(self) -> None:
        """To the page that was shown before."""
        if self._before_it:
            key = self._before_it.pop()
            self._leaf = None
            self.show_leaf(key)

    def refit(self) -> None:
        """The list of pages gives way where there is little room."""
        super().refit()
        wide = self.card.width() >= fonts.em() * NARROW
        for part in (self._index, self._edge):
            part.setVisible(wide)

    def most_height(self) -> int:
        return round(self.height() * 0.8)

    def open(self) -> None:
        """As high as there is room, whatever the page holds."""
        self.card.setMinimumHeight(round(self.window().height() * 0.8))
        super().open()
        self.refit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in (self.search, self.view) and isinstance(event, QKeyEvent):
            if _is_back(event):
                return self._turn_back(event)
            if watched is self.search and self._steers(event):
                return True
        return super().eventFilter(watched, event)

    def _turn_back(self, event: QKeyEvent) -> bool:
        """Here, and not in the window behind, whose shortcut it is, too."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.KeyPress:
            self.go_back()
        return True

    def _steers(self, event: QKeyEvent) -> bool:
        """Keys in the search field that go through pages, or roll the one that is shown."""
        if event.type() is not QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key in STEPS:
            self.list.step(STEPS[key])
            self.list.pick()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.pick()
        elif key in TURNS:
            bar = self.page.verticalScrollBar()
            bar.setValue(bar.value() + TURNS[key] * bar.pageStep())
        else:
            return False
        return True

    def _search(self, words: str) -> None:
        from app.queries import guide

        pages = guide.found(words, worn()) if words else guide.leaves(worn())
        self.list.table.show([self._choice(page) for page in pages])
        self._nothing.setVisible(not pages)
        if words and pages:
            self.show_leaf(pages[0].key)
        else:
            self._mark()

    def _choice(self, page: "Leaf") -> Choice:
        hints = {"operate": self.tr("for operators"), "senders": self.tr("sender")}
        said = [hints.get(page.shelf, "")]
        if worn() in NAMES and page.language != worn():
            said.append(NAMES[Language(page.language)])
        return Choice(page.key, page.title, " · ".join(filter(None, said)))

    def _mark(self) -> None:
        for at in range(self.list.table.rowCount()):
            choice = self.list.table.at(at)
            if choice is not None and self._leaf is not None and choice.key == self._leaf.key:
                self.list.setCurrentIndex(self.list.table.index(at))

    def _picked(self, choice: Choice) -> None:
        self.show_leaf(str(choice.key))

    def _follow(self, link: str) -> None:
        from app.queries import guide

        if self._leaf is not None and (key := guide.target(self._leaf.key, link)) is not None:
            self.show_leaf(key)


def _is_back(event: QKeyEvent) -> bool:
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return alt and event.key() == Qt.Key.Key_Left
