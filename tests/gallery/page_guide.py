"""F1: the guide with the keys beside it; where there is little room, without its list of pages."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QApplication, QWidget

from tests.gallery.page_shell import shell


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """The guide at a screen, at a table, searching, and in a small window."""
    yield "guide-rota", lambda: guide("rota")
    yield "guide-incidents", lambda: guide("incidents")
    yield "guide-search", search
    yield "guide-narrow", narrow
    yield "guide-words", words


def guide(key: str) -> QWidget:
    """Over the window."""
    window = shell(key)
    window.show()
    QApplication.processEvents()
    window.open_guide()
    return window


def search() -> QWidget:
    """Words are looked for."""
    from ui.shell.help import HelpSheet

    window = guide("incidents")
    sheet = window.findChild(HelpSheet)
    assert sheet is not None
    sheet.search.setText("backup")
    sheet.search.searched.emit("backup")
    return window


def narrow() -> QWidget:
    """A small window."""
    window = shell("alerts")
    window.resize(820, 560)
    window.show()
    QApplication.processEvents()
    window.open_guide()
    return window


def words() -> QWidget:
    """What the words on the screen mean."""
    window = shell("incidents")
    window.show()
    QApplication.processEvents()
    window.open_words()
    return window
