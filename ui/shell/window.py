"""The window around every screen. It knows pages, actions and bars; of screens only their keys."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ui.shell.actions import Act, Actions
from ui.shell.bars import BarArea
from ui.shell.pages import Page, PageStack
from ui.shell.sidebar import Sidebar
from ui.shell.status import StatusLine
from ui.shell.topbar import TopBar, Watch
from ui.theme import fonts
from ui.theme.current import Scheme, theme
from ui.widgets.early import CLICK, focus_by

if TYPE_CHECKING:
    from ui.shell.help import HelpSheet
    from ui.shell.palette import Palette
    from ui.shell.word_sheet import WordSheet
    from ui.widgets.toast import Toast

AROUND = 5.5  # ems of a title bar and a panel


class _Vast(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(100_000, 100_000)


def _screen_size() -> QSize:
    """Of `QWidget.adjustSize`, which takes two thirds of the screen at most: a QScreen itself would
    load the enums of every class, 20 ms before the first paint (see ui/widgets/early.py)."""
    vast = _Vast()
    vast.adjustSize()
    return vast.size() * 1.5


class ShellWindow(QMainWindow):
    """Screens speak through its signals and slots, never to each other."""

    declare_wanted = Signal()
    watch_clicked = Signal(object)  # the key of the Watch that was clicked
    page_shown = Signal(str)
    scheme_chosen = Signal(str)
    about_wanted = Signal()
    quit_wanted = Signal()  # it is asked first
    acts_wanted = Signal()  # all that can be done is to be known now, also on pages never shown
    closing = Signal(QCloseEvent)  # `event.ignore()` keeps the window (the tray hides it instead)

    def __init__(
        self,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
        *,
        main: bool = True,
    ) -> None:
        """A window that is not the main one leaves no trace in the settings."""
        super().__init__(parent)
        self._main = main
        self.settings = settings or QSettings()
        self.acts = Actions(self)
        self.bars, self.stack = BarArea(), PageStack()
        self.sidebar, self.status = Sidebar(), StatusLine()
        self._palette: Palette | None = None
        self._help: HelpSheet | None = None
        self._words: WordSheet | None = None
        self._toast: Toast | None = None
        self._history: list[tuple[str, object]] = []
        self._register()
        self._build()
        self._recall()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Watchbill"))
        declare, palette = self.acts.act("declare"), self.acts.act("palette")
        self.top = TopBar(palette.told_keys, declare.tip)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.bars)
        middle.addWidget(self.stack, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        across.addLayout(middle, 1)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.top)
        outer.addLayout(across, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(whole)
        focus_by(self.stack, CLICK)
        self.stack.setFocus()  # or the first button would have it
        self._connect()

    def _connect(self) -> None:
        self.top.search_wanted.connect(self.open_palette)
        self.top.declare_wanted.connect(self.declare_wanted)
        self.top.watches.clicked.connect(self.watch_clicked)
        self.sidebar.wanted.connect(self.show_page)
        self.sidebar.folded_changed.connect(self._folded)
        self.stack.shown.connect(self._shown)
        theme().changed.connect(self._align)
        self.acts.refused.connect(self.tell)

    def open_about(self) -> None:
        """Versions, for whoever helps."""
        self.about_wanted.emit()

    def ask_to_quit(self) -> None:
        """Ctrl+Q."""
        self.quit_wanted.emit()

    def _register(self) -> None:
        here, look = self.tr("Everywhere"), self.tr("Look")
        for act, run in (
            (Act("declare", self.tr("Declare incident"), "Ctrl+N", "siren", here), self._declare),
            (
                Act("palette", self.tr("Search or run anything"), "Ctrl+K", "search", here),
                self.open_palette,
            ),
            (Act("back", self.tr("Go back"), "Alt+Left", "arrow-left", here), self.go_back),
            (Act("keys", self.tr("Guide and keys"), "F1", "book-open", here), self.open_guide),
            (
                Act(
                    "words",
                    self.tr("What the words here mean"),
                    "Shift+F1",
                    "book-open",
                    here,
                    self.tr("glossary jargon explain help"),
                ),
                self.open_words,
            ),
            (Act("about", self.tr("About Watchbill"), "", "info", here), self.open_about),
            (
                Act(
                    "quit",
                    self.tr("Quit Watchbill…"),
                    "Ctrl+Q",
                    "log-out",
                    here,
                    self.tr("exit end close leave stop"),
                ),
                self.ask_to_quit,
            ),
            (
                Act("fold", self.tr("Fold the sidebar"), "Ctrl+B", "panel-left", look),
                self.sidebar.flip,
            ),
            (Act("menus", self.tr("Show the menus"), "F10", "menu", look), self.show_menu_bar),
            (Act("light", self.tr("Light theme"), "", "sun", look), self.wear_light),
            (Act("dark", self.tr("Dark theme"), "", "moon", look), self.wear_dark),
            (Act("system", self.tr("Theme of the system"), "", "sun-moon", look), self.wear_system),
        ):
            self.acts.add(act, run)

    # pages

    def register(self, pages: Iterable[Page]) -> None:
        """All pages, before the first is shown; each also becomes an action (and a key)."""
        self.stack.register(pages)
        group = self.tr("Go to")
        for page in self.stack.pages():
            act = Act(f"go-{page.key}", page.title, page.keys, page.icon, group, page.words)
            self.acts.add(act, _Go(self, page.key))
        self.sidebar.show_pages(self.stack.pages())
        self.sidebar.fold(self.sidebar.folded)
        self._align()

    def show_page(self, key: str, target: object = None) -> QWidget:
        """Show a page; `target` is handed to its `visit`, such as an incident's id."""
        widget = self.stack.show_page(key, target)
        if not self._history or self._history[-1] != (key, target):
            self._history.append((key, target))
            del self._history[:-50]
        return widget

    def open_incident(self, incident: int) -> None:
        """Show one incident: the slot for every signal that means one."""
        self.show_page("incidents", incident)

    def go_back(self) -> None:
        """To what was shown before."""
        if len(self._history) > 1:
            self._history.pop()
            self.stack.show_page(*self._history[-1])

    def show_count(self, key: str, count: int) -> None:
        """A page's badge."""
        self.sidebar.show_count(key, count)

    def show_watches(self, watches: Sequence[Watch]) -> None:
        """Who is on call now."""
        self.top.watches.show_watches(watches)

    # palette, keys, toast

    def open_palette(self) -> None:
        """Ctrl+K."""
        self.acts_wanted.emit()
        self.palette_view().open()

    def palette_view(self) -> "Palette":
        """The palette, made when first wanted: `palette_view().add_source(name, entries)`."""
        if self._palette is None:
            from ui.shell.palette import Palette

            self._palette = Palette(self, self.acts)
        return self._palette

    def open_guide(self) -> None:
        """F1: the guide at the page of this screen, with every key beside it."""
        if self._help is None:
            from ui.shell.help import HelpSheet

            self.acts_wanted.emit()
            self._help = HelpSheet(self, self.acts)
        if self._help.isVisible():
            self._help.leave()
        else:
            self._help.open_at(self.stack.key)

    def open_leaf(self, key: str) -> None:
        """The guide at one of its pages, such as senders/grafana."""
        if self._help is None or not self._help.isVisible():
            self.open_guide()
        if self._help is not None:
            self._help.show_leaf(key)

    def open_words(self) -> None:
        """Shift+F1: the words of the field that are on the screen, explained."""
        from ui.widgets.meaning import words_in

        if self._words is None:
            from ui.shell.word_sheet import WordSheet

            self._words = WordSheet(self)
        if self._words.isVisible():
            self._words.leave()
        else:
            self._words.tell(words_in(self))

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A toast: what was just done, and how to undo it."""
        if self._toast is None:
            from ui.widgets.toast import Toast

            self._toast = Toast(self)
        self._toast.tell(text, undo)

    def show_tip(self, seen: QObject, event: QEvent) -> bool:
        """Whether a tooltip with more than the widget's own was shown: with its keys."""
        from ui.shell.tips import Tips

        return Tips(self.acts).show(seen, event)

    # theme

    def wear_light(self) -> None:
        """Always light."""
        self.wear(Scheme.LIGHT)

    def wear_dark(self) -> None:
        """Always dark."""
        self.wear(Scheme.DARK)

    def wear_system(self) -> None:
        """What the system says."""
        self.wear(Scheme.SYSTEM)

    def wear(self, scheme: Scheme) -> None:
        """Choose a theme and remember it."""
        theme().wear(scheme)
        self.settings.setValue("look/scheme", scheme.value)
        self.scheme_chosen.emit(scheme.value)

    # what Qt tells

    def sizeHint(self) -> QSize:
        return QSize(1360, 850)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt alone shows the menu bar, as on every desktop."""
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat():
            from ui.shell.menus import AltAlone

            AltAlone(self).pressed.connect(self.show_menu_bar)
        super().keyPressEvent(event)

    def show_menu_bar(self) -> None:
        """The menus, filled from the actions; hidden again the next time."""
        bar = self.menuBar()
        seen = bar.isVisible()
        if not seen:
            from ui.shell.menus import fill_menu_bar

            self.acts_wanted.emit()
            fill_menu_bar(bar, self.acts)
        bar.setVisible(not seen)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remember()
        self.closing.emit(event)
        if event.isAccepted():
            super().closeEvent(event)

    def remember(self) -> None:
        """Where the window stands and how it is folded, for the next time."""
        if not self._main:
            return
        self.settings.setValue("window/geometry", self.saveGeometry())
        self.settings.setValue("window/page", self.stack.key)

    def keep(self, key: str, value: str) -> None:
        """In the settings, as far as this window may write there."""
        if self._main:
            self.settings.setValue(key, value)

    def remembered_page(self) -> str:
        """The page that was shown last, or none."""
        return str(self.settings.value("window/page", ""))

    def fit(self) -> None:
        """No larger than the screen, less a title bar and a desktop's own panel."""
        if not (self.isMaximized() or self.isFullScreen()):
            around = QSize(0, round(fonts.em() * AROUND))
            self.resize(self.size().boundedTo(_screen_size() - around))

    # inside

    def _recall(self) -> None:
        told = self.settings.value("window/geometry")
        if isinstance(told, QByteArray):
            self.restoreGeometry(told)
        else:
            self.resize(self.sizeHint())
        self.sidebar.fold(self.settings.value("window/folded", "false") in (True, "true"))

    def _declare(self) -> None:
        self.declare_wanted.emit()

    def _folded(self, folded: bool) -> None:
        self.settings.setValue("window/folded", folded)
        self._align()

    def _align(self) -> None:
        self.top.align(0 if self.sidebar.folded else self.sidebar.width())

    def _shown(self, key: str) -> None:
        self.sidebar.choose(key)
        self.acts.turn_to(key)
        self.page_shown.emit(key)


class _Go:
    """The action of a page."""

    def __init__(self, window: ShellWindow, key: str) -> None:
        self._window, self._key = window, key

    def __call__(self) -> None:
        self._window.show_page(self._key)
