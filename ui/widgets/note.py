"""Markdown written by people, shown safely: no pictures or pages are ever fetched."""

from collections.abc import Iterator

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextFrameFormat,
    QTextTable,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from ui.theme.current import colour, theme

_SAFE = ("http", "https", "mailto", "watchbill")


class NoteView(QTextBrowser):
    """As high as its text. Links open outside; HTML in the text is shown as it was typed."""

    def __init__(self, markdown: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._follow)
        theme().changed.connect(self._again)
        self.show_note(markdown)

    def show_note(self, markdown: str) -> None:
        """Another text."""
        self._markdown = markdown
        self._again()

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        made = QMimeData()
        made.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return made

    def sizeHint(self) -> QSize:
        return QSize(200, round(self.document().size().height()) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(self.sizeHint().height())
        self.verticalScrollBar().setValue(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """All of it is seen already: the page below scrolls."""
        event.ignore()

    def _again(self) -> None:
        ink = self.palette()
        ink.setColor(QPalette.ColorRole.Link, colour("accent_text"))
        self.setPalette(ink)
        features = QTextDocument.MarkdownFeature
        safe = features.MarkdownDialectGitHub | features.MarkdownNoHTML
        self.document().setMarkdown(self._markdown, safe)
        self._polish()
        self.document().setTextWidth(self.viewport().width())
        self.setAccessibleName(self.toPlainText())
        self.setFixedHeight(self.sizeHint().height())

    def _polish(self) -> None:
        """Tables with quiet lines; bold as our font has it, for Qt would smear a bolder one."""
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                shape = frame.format().toTableFormat()
                shape.setBorder(0)
                shape.setCellSpacing(0)
                shape.setCellPadding(5)
                shape.setTopMargin(4)
                shape.setBottomMargin(8)
                frame.setFormat(shape)
                _rule(frame)
        self._lighten()

    def _lighten(self) -> None:
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.DemiBold)
        cursor, block = QTextCursor(self.document()), self.document().begin()
        while block.isValid():
            parts = block.begin()
            bold = [
                (each.position(), each.length())
                for each in _fragments(parts)
                if each.charFormat().fontWeight() > QFont.Weight.DemiBold
            ]
            for at, length in bold:
                cursor.setPosition(at)
                cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(strong)
            block = block.next()

    def _follow(self, url: QUrl) -> None:
        if url.scheme().lower() in _SAFE:
            QDesktopServices.openUrl(url)


def _rule(table: QTextTable) -> None:
    """A hair line below each row."""
    for at in range(table.rows()):
        for across in range(table.columns()):
            cell = table.cellAt(at, across)
            shape = cell.format().toTableCellFormat()
            shape.setBottomBorder(1)
            shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBottomBorderBrush(colour("line"))
            cell.setFormat(shape)


def _fragments(parts: QTextBlock.iterator) -> Iterator[QTextFragment]:
    while not parts.atEnd():
        yield parts.fragment()
        parts += 1
