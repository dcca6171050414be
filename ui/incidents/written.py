"""Words of more than a line, people's in Markdown: laid out once, painted many times."""

from collections import OrderedDict

from PySide6.QtCore import QRect, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextBrowser, QWidget

from ui.incidents.line import Line
from ui.theme import fonts
from ui.theme.current import colour

MOST = 300  # documents kept laid out
LONG = 20_000  # characters of one note that are laid out; the rest can be copied
LEADING = 116.0  # per cent of a line's height from one line to the next


class _Document(QTextDocument):
    """Fetches nothing, whatever the text names."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        return None


class Written:
    """Documents by event and width, the latest used ones kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int, str], QTextDocument] = OrderedDict()

    def forget(self) -> None:
        """After the font or the theme changed."""
        self._kept.clear()

    def of(self, line: Line, width: int) -> QTextDocument:
        """The event's text laid out for a width."""
        key = (line.id, width, line.text)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = document(line, width)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return found

    def paint(self, painter: QPainter, box: QRect, line: Line) -> None:
        """The text in its box, in the colours worn now."""
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = _palette()
        painter.save()
        painter.translate(box.topLeft())
        painter.setClipRect(QRectF(0, 0, box.width(), box.height() + 2))
        self.of(line, box.width()).documentLayout().draw(painter, context)
        painter.restore()


def document(line: Line, width: int) -> QTextDocument:
    """Markdown without HTML; plain text for what nobody wrote by hand."""
    made = _Document()
    made.setDefaultFont(fonts.font())
    made.setDocumentMargin(0)
    made.setIndentWidth(fonts.em())
    option = made.defaultTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if not line.written:  # ours, so it begins where other lines do; a person's go by their words
        option.setAlignment(_leading())
    made.setDefaultTextOption(option)
    if line.written:
        features = QTextDocument.MarkdownFeature
        safe = features.MarkdownDialectGitHub | features.MarkdownNoHTML
        made.setMarkdown(line.text[:LONG], safe)
    else:
        made.setPlainText(line.text)
    _space(made)
    made.setTextWidth(width)
    return made


def _leading() -> Qt.AlignmentFlag:
    edges = Qt.AlignmentFlag
    return edges.AlignAbsolute | (
        edges.AlignRight if QApplication.isRightToLeft() else edges.AlignLeft
    )


def opened(line: Line, parent: QWidget) -> QWidget:
    """A read-only view of one row's words, to select a part of them."""
    view = QTextBrowser(parent)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setOpenLinks(False)
    view.setProperty("look", "opened")
    view.setAccessibleName(line.told)
    view.setDocument(document(line, 200))
    view.document().setParent(view)
    view.selectAll()
    return view


def _space(made: QTextDocument) -> None:
    """A little air between lines, and no gap after the last block."""
    cursor = QTextCursor(made)
    cursor.select(QTextCursor.SelectionType.Document)
    airy = QTextBlockFormat()
    airy.setLineHeight(LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(airy)


def _palette() -> QPalette:
    made = QPalette(QApplication.palette())
    made.setColor(QPalette.ColorRole.Text, colour("text"))
    made.setColor(QPalette.ColorRole.Link, colour("accent_text"))
    return made
