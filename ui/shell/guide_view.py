"""A page of the guide: Markdown with room above its headings, and commands that stand out."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextCursor, QTextFormat

from ui.theme import fonts
from ui.theme.current import colour
from ui.widgets.note import NoteView

SIZES = {1: "title", 2: "heading"}


class GuideView(NoteView):
    """A link to another page is told by `page_wanted`."""

    page_wanted = Signal(str)

    def _follow(self, url: QUrl) -> None:
        if url.isRelative():
            self.page_wanted.emit(url.toString())
        else:
            super()._follow(url)

    def _polish(self) -> None:
        super()._polish()
        block = self.document().begin()
        while block.isValid():
            if level := block.blockFormat().headingLevel():
                _head(block, level)
            elif _is_code(block):
                _set_apart(block)
            block = block.next()


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _head(block: QTextBlock, level: int) -> None:
    shape = block.blockFormat()
    shape.setTopMargin(0 if level == 1 else fonts.em() * 1.1)
    shape.setBottomMargin(fonts.em() * 0.3)
    cursor = QTextCursor(block)
    cursor.setBlockFormat(shape)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    ink = QTextCharFormat()  # a fresh one: Markdown's own size would win over the font's
    ink.setFont(fonts.font(SIZES.get(level, "strong")))
    ink.setFontWeight(QFont.Weight.DemiBold)
    cursor.setCharFormat(ink)


def _set_apart(block: QTextBlock) -> None:
    """A quiet ground below commands; a long line goes on below."""
    shape = block.blockFormat()
    shape.setBackground(colour("sunken"))
    shape.setNonBreakableLines(False)
    shape.setTopMargin(0)
    shape.setBottomMargin(0 if _is_code(block.next()) else fonts.em() * 0.5)
    QTextCursor(block).setBlockFormat(shape)
