"""What a reader would wince at, found by looking at widgets: cut words, words on words, and words
that were never translated (in the pseudo-language those have no brackets)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from ui.language.pseudo import CLOSE, OPEN
from ui.widgets.text import ElidedLabel

SLACK = 2  # pixels that a rounding may take
TAGS = re.compile(r"<[^>]*>")


def cut(root: QWidget) -> list[str]:
    """The words of labels and buttons that have not the room they ask for."""
    return [_place(each) for each in _worded(root) if _is_cut(each)]


def cut_buttons(root: QWidget) -> list[str]:
    """Only those; words that give way to others on purpose are left out."""
    buttons = [each for each in _worded(root) if isinstance(each, QAbstractButton)]
    return [_place(each) for each in buttons if _is_cut(each)]


def overlapping(root: QWidget) -> list[str]:
    """Pairs of neighbours whose words lie on each other."""
    found = []
    listed = [(each, _box(each, root)) for each in _worded(root)]
    for at, (one, box) in enumerate(listed):
        for other, its in listed[at + 1 :]:
            if one.parentWidget() is not other.parentWidget():
                continue
            shared = box.intersected(its)
            if shared.width() > SLACK and shared.height() > SLACK:
                found.append(f"{_place(one)} | {_place(other)}")
    return found


def untranslated(root: QWidget) -> set[str]:
    """Texts without brackets, of every kind: shown, told to screen readers, or in a tooltip."""
    return {text for text in _texts(root) if _is_plain(text)}


def _worded(root: QWidget) -> Iterator[QLabel | QAbstractButton]:
    for each in (root, *root.findChildren(QWidget)):
        if not isinstance(each, (QLabel, QAbstractButton)) or not each.isVisibleTo(root):
            continue
        if each.text() and each.width() > 1 and not _alone(each):
            yield each


def _alone(each: QLabel | QAbstractButton) -> bool:
    """An icon's button has words for screen readers only."""
    only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(each, QToolButton) and each.toolButtonStyle() is only


def _is_cut(each: QLabel | QAbstractButton) -> bool:
    if isinstance(each, ElidedLabel):
        least = each.minimumWidth() or each.minimumSizeHint().width()  # some may go whole
        return each.width() < least - SLACK
    if isinstance(each, QAbstractButton):
        return each.width() < each.minimumSizeHint().width() - SLACK or _beyond(each)
    if each.wordWrap():
        return each.height() < each.heightForWidth(each.width()) - SLACK or _beyond(each)
    return each.width() < each.sizeHint().width() - SLACK or _beyond(each)


def _beyond(each: QWidget) -> bool:
    """Whether a part of it lies outside of what is shown of its parents, to the side."""
    box, parent = each.rect(), each.parentWidget()
    while parent is not None and not each.isWindow():
        box = box.translated(each.pos())
        if box.left() < -SLACK or box.right() > parent.width() + SLACK:
            return not _scrolls(parent)
        each, parent = parent, parent.parentWidget()
    return False


def _scrolls(viewport: QWidget) -> bool:
    area = viewport.parentWidget()
    if not isinstance(area, QAbstractScrollArea) or area.viewport() is not viewport:
        return False
    return area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _box(each: QWidget, root: QWidget) -> QRect:
    return QRect(each.mapTo(root, QPoint()), each.size()) if each is not root else each.rect()


def _place(each: QLabel | QAbstractButton) -> str:
    names, parent = [type(each).__name__], each.parentWidget()
    while parent is not None and len(names) < 4:
        names.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{' < '.join(names)}: {each.text()[:60]} ({each.width()} of {each.sizeHint().width()})"


def _is_plain(text: str) -> bool:
    text = TAGS.sub(" ", text)
    while OPEN in text:  # the innermost first
        shorter = re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", text)
        if shorter == text:
            break
        text = shorter
    return bool(re.search(r"[A-Za-z]{3,}", text))


def _texts(root: QWidget) -> Iterator[str]:
    for each in (root, *root.findChildren(QWidget)):
        if not each.isVisibleTo(root):
            continue
        yield from (each.accessibleName(), each.accessibleDescription(), each.toolTip())
        yield from _shown(each)


def _shown(each: QWidget) -> Iterator[str]:
    if isinstance(each, (QLabel, QAbstractButton)):
        yield each.text()
    elif isinstance(each, (QLineEdit, QPlainTextEdit, QTextEdit)):
        yield each.placeholderText()
    elif isinstance(each, QComboBox):
        yield from (each.itemText(at) for at in range(each.count()))
    elif isinstance(each, QTabBar):
        yield from (each.tabText(at) for at in range(each.count()))
    elif isinstance(each, QAbstractItemView):
        yield from _cells(each)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return  # type: ignore[unreachable]  # the stubs say that there always is one
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole,
             Qt.ItemDataRole.ToolTipRole)  # fmt: skip
    here = view.rootIndex()
    flat = isinstance(model, QAbstractListModel)
    for column in range(1 if flat else model.columnCount(here)):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(here), 40)):
            yield from (str(model.index(row, column, here).data(role) or "") for role in roles)
