"""What people wrote in Markdown, as the paragraphs of a PDF. Pictures of theirs are left out, for
nothing is fetched; their words stay."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from markdown_it.tree import SyntaxTreeNode
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, XPreformatted
from reportlab.platypus import Table as Grid

from app.paper import style
from app.paper.html import SCHEMES, reader
from app.paper.letters import MONO, spelled

DEEP = 6  # levels of indentation that fit a page
TAGS = {"strong": "b", "em": "i", "s": "strike"}
BREAKS = {"softbreak": " ", "hardbreak": "<br/>"}
SHORT = 14  # rows of a table that is not torn
LETTERS = 92  # of a line of code


def inline(markdown: str) -> str:
    """One paragraph's text; several are joined by line breaks."""
    tree = SyntaxTreeNode(reader().parse(markdown))
    return "<br/>".join(_text(node) for node in tree.walk() if node.type == "inline")


def flow(markdown: str, width: float) -> Iterator[Flowable]:
    """All of it; `width` in points is for tables and lines."""
    yield from _blocks(SyntaxTreeNode(reader().parse(markdown)), width, 0)


def _blocks(node: SyntaxTreeNode, width: float, deep: int) -> Iterator[Flowable]:
    for child in node.children:
        yield from _block(child, width, deep)


def _block(node: SyntaxTreeNode, width: float, deep: int) -> Iterator[Flowable]:
    if node.type == "paragraph":
        yield Paragraph(_inside(node), _indented(style.BODY, deep))
    elif node.type == "heading":
        yield Paragraph(_inside(node), style.HEADINGS[2 if node.tag > "h2" else 1])
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _list(node, width, min(deep, DEEP))
    elif node.type in ("fence", "code_block"):
        yield XPreformatted(_code(node.content), style.CODE)
    elif node.type == "blockquote":
        yield from _quote(node, width, deep)
    elif node.type == "table":
        yield from _table(node, width)
    elif node.type == "hr":
        yield style.line(width)


def _list(node: SyntaxTreeNode, width: float, deep: int) -> Iterator[Flowable]:
    first = int(node.attrs.get("start", 1))
    look = _indented(style.ITEM, deep)
    for place, item in enumerate(node.children, first):
        sign: str | None = f"{place}." if node.type == "ordered_list" else "•"
        for child in item.children:
            if child.type == "paragraph":
                yield Paragraph(_inside(child), look, bulletText=sign)
                sign = None
            else:
                yield from _block(child, width, deep + 1)


def _quote(node: SyntaxTreeNode, width: float, deep: int) -> Iterator[Flowable]:
    for child in node.children:
        if child.type == "paragraph":
            yield Paragraph(_inside(child), _indented(style.QUOTE, deep))
        else:
            yield from _block(child, width, deep + 1)


def _table(node: SyntaxTreeNode, width: float) -> Iterator[Flowable]:
    rows = [
        [
            Paragraph(_inside(cell), style.HEAD if cell.type == "th" else style.CELL)
            for cell in line.children
        ]
        for part in node.children
        for line in part.children
    ]
    columns = len(rows[0])
    yield from grid(rows, [width / columns] * columns)


def grid(rows: list[list[Paragraph]], widths: list[float]) -> Iterator[Flowable]:
    """A table of cells, the first row its head; a short one stays on one page."""
    made = Grid(
        rows, colWidths=widths, style=style.TABLE, repeatRows=1, splitInRow=1, hAlign="LEFT"
    )
    yield KeepTogether([made]) if len(rows) <= SHORT else made
    yield Spacer(0, 8)


def _indented(base: ParagraphStyle, deep: int) -> ParagraphStyle:
    if not deep:
        return base
    made = style.like(f"in {deep}", base)
    made.leftIndent += 12 * min(deep, DEEP)
    made.bulletIndent += 12 * min(deep, DEEP)
    return made


def _inside(node: SyntaxTreeNode) -> str:
    return "".join(_text(child) for child in node.children)


def _text(node: SyntaxTreeNode) -> str:
    """An inline node as reportlab's small markup."""
    if node.type in TAGS:
        return f"<{TAGS[node.type]}>{_inside(node)}</{TAGS[node.type]}>"
    match node.type:
        case "inline":
            return _inside(node)
        case "text" | "image":
            return spelled(node.content)
        case "code_inline":
            return f'<font name="{MONO}" size="8.5">{spelled(node.content, MONO)}</font>'
        case "link":
            return _link(node)
    return BREAKS.get(node.type, "")


def _link(node: SyntaxTreeNode) -> str:
    address = str(node.attrs.get("href", ""))
    if urlsplit(address).scheme.lower() not in SCHEMES:
        return _inside(node)
    return f'<a href={quoteattr(address)} color="{style.ACCENT}">{_inside(node)}</a>'


def _code(text: str) -> str:
    lines = text.expandtabs(4).rstrip("\n").split("\n")
    cut = [line[at : at + LETTERS] for line in lines for at in range(0, max(len(line), 1), LETTERS)]
    return "\n".join(spelled(line, MONO) for line in cut)
