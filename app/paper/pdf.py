"""A document as a PDF to print, send or keep: A4, page numbers, an outline, text that can be
searched."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Grid

from app.domain.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    NewPage,
    Picture,
    Rule,
    Table,
    Words,
)
from app.paper import markup, style
from app.paper.letters import TEXT, ready, spelled

EDGE = 20 * mm
WIDTH = A4[0] - 2 * EDGE
LEAST = 0.3  # of the width, for the widest column of a table
ROOM = 28 * mm  # a heading with less below it goes to the next page


def pdf_of(document: Document) -> bytes:
    """The whole document; the same value gives the same bytes."""
    ready()
    out = BytesIO()
    paper = _Paper(document, out)
    paper.build(list(_flow(document)), canvasmaker=partial(_Numbered, document.foot))
    return out.getvalue()


class _Paper(BaseDocTemplate):  # type: ignore[misc]
    """Headings go to the outline."""

    def __init__(self, document: Document, out: BytesIO) -> None:
        super().__init__(
            out, pagesize=A4, title=document.title, author=document.foot, creator="Watchbill",
            lang=document.language, invariant=1, leftMargin=EDGE, rightMargin=EDGE,
            topMargin=EDGE, bottomMargin=EDGE,
        )  # fmt: skip
        frame = Frame(EDGE, EDGE, WIDTH, A4[1] - 2 * EDGE, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame]))
        self._mark, self._deep = 0, -1

    def afterFlowable(self, flowable: Flowable) -> None:
        heading = getattr(flowable, "heading", None)
        if heading is None:
            return
        text, level = heading
        self._mark += 1
        self._deep = min(level - 1, self._deep + 1)  # an outline must not skip a level
        self.canv.bookmarkPage(str(self._mark))
        self.canv.addOutlineEntry(text, str(self._mark), self._deep, closed=self._deep > 0)


class _Numbered(Canvas):  # type: ignore[misc]
    """“2 / 5” needs the number of pages, known at the end only."""

    def __init__(self, foot: str, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._foot = foot
        self._pages: list[dict[str, object]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for place, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.setFont(TEXT, 8)
            self.setFillColor(style.MUTED)
            self.drawString(EDGE, EDGE / 2, self._foot)
            self.drawRightString(A4[0] - EDGE, EDGE / 2, f"{place} / {len(self._pages)}")
            super().showPage()
        super().save()


def _flow(document: Document) -> Iterator[Flowable]:
    yield Paragraph(spelled(document.title), style.TITLE)
    if document.subtitle:
        yield Paragraph(spelled(document.subtitle), style.UNDER)
    for block in document.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Flowable]:
    match block:
        case Heading():
            yield from _heading(block)
        case Words(text):
            yield from markup.flow(text, WIDTH)
        case Bullets():
            yield from _bullets(block)
        case Facts(pairs):
            yield from _facts(pairs)
        case Table():
            yield from _table(block)
        case _:
            yield _single(block)


def _single(block: Picture | Rule | NewPage) -> Flowable:
    if isinstance(block, Picture):
        return _picture(block)
    return style.line(WIDTH) if isinstance(block, Rule) else PageBreak()


def _bullets(block: Bullets) -> Iterator[Flowable]:
    for place, item in enumerate(block.items, 1):
        sign = f"{place}." if block.numbered else "•"
        yield Paragraph(markup.inline(item), style.ITEM, bulletText=sign)


def _heading(block: Heading) -> Iterator[Flowable]:
    yield CondPageBreak(ROOM)
    made = Paragraph(spelled(block.text), style.HEADINGS[min(block.level, 3) - 1])
    made.heading = (block.text, block.level)
    yield made


def _facts(pairs: tuple[tuple[str, str], ...]) -> Iterator[Flowable]:
    rows = [
        [Paragraph(spelled(name), style.MUTED_CELL), Paragraph(spelled(value), style.CELL)]
        for name, value in pairs
    ]
    if rows:
        yield Grid(
            rows,
            colWidths=[WIDTH * 0.28, WIDTH * 0.72],
            style=style.FACTS,
            splitInRow=1,
            hAlign="LEFT",
        )
        yield Spacer(0, 6)


def _table(table: Table) -> Iterator[Flowable]:
    head = [_cell(text, place in table.end, head=True) for place, text in enumerate(table.head)]
    rows = [[_cell(text, place in table.end) for place, text in enumerate(r)] for r in table.rows]
    yield from markup.grid([head, *rows], _widths(table))


def _widths(table: Table) -> list[float]:
    """Of the columns in points, by their shares; a word that would be broken takes room from the
    widest column, as long as that has some to give."""
    shares = table.widths or (1.0,) * len(table.head)
    widths = [WIDTH * share / sum(shares) for share in shares]
    widest = widths.index(max(widths))
    for place, width in enumerate(widths):
        more = _longest_word(table, place) - width
        if place != widest and 0 < more <= widths[widest] - WIDTH * LEAST:
            widths[place] += more
            widths[widest] -= more
    return widths


def _longest_word(table: Table, place: int) -> float:
    words = {word for row in table.rows for word in row[place].split()}
    return max((stringWidth(w, TEXT, style.CELL.fontSize) for w in words), default=0) + style.GAP


def _cell(text: str, end: bool, head: bool = False) -> Paragraph:
    looks = {(False, False): style.CELL, (True, False): style.END,
             (False, True): style.HEAD, (True, True): style.END_HEAD}  # fmt: skip
    return Paragraph(spelled(text), looks[end, head])


def _picture(picture: Picture) -> Flowable:
    wide, high = ImageReader(BytesIO(picture.png)).getSize()
    width = WIDTH * picture.width
    height = min(width * high / wide, A4[1] - 2 * EDGE - 40)
    image = Image(BytesIO(picture.png), height * wide / high, height, hAlign="LEFT")
    if not picture.caption:
        return KeepTogether([image, Spacer(0, 6)])
    return KeepTogether([image, Paragraph(spelled(picture.caption), style.CAPTION)])
