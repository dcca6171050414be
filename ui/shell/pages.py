"""Pages as values, and the stack that makes each one when it is first shown."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget


class Page(NamedTuple):
    """One entry of the sidebar. Entries of one `section` stand together."""

    key: str
    title: str
    icon: str
    factory: Callable[[], QWidget]
    section: str = ""
    keys: str = ""  # such as Ctrl+1
    words: str = ""  # what people call it besides, for the palette


@runtime_checkable
class Visited(Protocol):
    """A page that can be sent to something: an incident's id, a schedule and a time."""

    def visit(self, target: object) -> None:
        """Show `target`."""


class PageStack(QStackedWidget):
    """Pages by key, made on first show."""

    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, Page] = {}
        self._made: dict[str, QWidget] = {}
        self.key = ""

    def register(self, pages: Iterable[Page]) -> None:
        """Add pages; none is made yet."""
        self._pages |= {page.key: page for page in pages}

    def pages(self) -> tuple[Page, ...]:
        """All pages, in order."""
        return tuple(self._pages.values())

    def widget_of(self, key: str) -> QWidget:
        """A page's widget, made now if it was never shown."""
        if key not in self._made:
            self._made[key] = self._pages[key].factory()
            self.addWidget(self._made[key])
        return self._made[key]

    def made(self, key: str) -> bool:
        """Whether a page was ever shown."""
        return key in self._made

    def show_page(self, key: str, target: object = None) -> QWidget:
        """Show a page, and send it to `target` if one is given."""
        widget = self.widget_of(key)
        if widget is not self.currentWidget():
            self._turn_to(widget)
        if key != self.key:
            self.key = key
            self.shown.emit(key)
        if target is not None and isinstance(widget, Visited):
            widget.visit(target)
        return widget

    def _turn_to(self, widget: QWidget) -> None:
        """With the keys, if the page before had them: to where they were there the last time, else
        to the page as a whole. Qt would give them to its first button, which then stands out as if
        it was meant."""
        before, has = self.currentWidget(), QApplication.focusWidget()
        keys = has is not None and (
            has is self or (before is not None and before.isAncestorOf(has))
        )
        if keys:
            self.setFocus()
        self.setCurrentWidget(widget)
        if keys and QApplication.focusWidget() is self:
            there: QWidget | None = widget.focusWidget()  # None where nobody ever had them
            (widget if there is None else there).setFocus()
