"""What the words on the screen mean: found by what is written, so that no screen has to say so.

Under the mouse it is a part of the tooltip (`ui.shell.tips`), from the keyboard a sheet with all
words of the page (`ui.shell.word_sheet`), and in a form the description of the field.
"""

import textwrap
from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QWidget,
)

from ui.language.glossary import Explained, explained, meaning
from ui.widgets.pill import Tag

WIDE = 64  # characters of a line in a tooltip
MANY = 60  # rows of a list that are looked through
ROLES = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)


def said_at(widget: QWidget, place: QPoint) -> str:
    """What is written there, without what its children say."""
    view = widget.parentWidget()
    if isinstance(view, QHeaderView) and widget is view.viewport():
        return _header(view, view.logicalIndexAt(place))
    if isinstance(view, QAbstractItemView) and widget is view.viewport():
        return _cell(view, place)
    return said_by(widget)


def said_by(widget: QWidget) -> str:
    """What a widget shows that is not a list."""
    if isinstance(widget, QLabel | QAbstractButton) and widget.text():
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    paints = isinstance(widget, Tag) or getattr(widget, "heard_as", "") == "Button"
    return widget.accessibleName() if paints else ""


def with_meaning(tip: str, said: str) -> str:
    """A tooltip, and below it what the words in it and at its place mean."""
    lines = [line for line in meaning(f"{said}\n{tip}").splitlines() if not _has(tip, line)]
    told = (textwrap.fill(line, WIDE) for line in lines)
    return "\n".join(filter(None, [tip, *told]))


def words_in(root: QWidget) -> list[Explained]:
    """The words of the field that can be seen, each once, by name."""
    found: dict[str, Explained] = {}
    for each in (root, *root.findChildren(QWidget)):
        if each.isVisibleTo(root):
            for text in _texts(each):
                for word in explained(text):
                    found.setdefault(word.meaning, word)
    return sorted(found.values(), key=lambda each: each.word.casefold())


def _has(tip: str, line: str) -> bool:
    """Whether a tooltip says it already, perhaps without the word."""
    return line.partition(": ")[2].rstrip(".") in tip


def _texts(widget: QWidget) -> Iterator[str]:
    yield said_by(widget)
    yield widget.toolTip()
    if isinstance(widget, QHeaderView):
        yield from (_header(widget, at) for at in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model, root = widget.model(), widget.rootIndex()
        flat = isinstance(model, QAbstractListModel)  # it hides how many columns it has
        columns = 1 if flat else model.columnCount(root)
        for row in range(min(model.rowCount(root), MANY)):
            yield from (_told(model.index(row, column, root)) for column in range(columns))


def _header(view: QHeaderView, at: int) -> str:
    return str(view.model().headerData(at, view.orientation()) or "") if at >= 0 else ""


def _cell(view: QAbstractItemView, place: QPoint) -> str:
    index = view.indexAt(place)
    return _told(index) if index.isValid() else ""


def _told(index: QModelIndex | QPersistentModelIndex) -> str:
    told = (index.data(role) for role in ROLES)
    return str(next(filter(None, told), ""))
