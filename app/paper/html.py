"""A document as one HTML page that needs nothing else: its style and its pictures are inside, no
script, light and dark, fit to be printed."""

from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from importlib.resources import files

import nh3
from markdown_it import MarkdownIt

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

TAGS = {
    "p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
END = ' class="end"'
SCHEMES = {"http", "https", "mailto"}


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """CommonMark with tables and struck-out text; HTML in it stays what was typed."""
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@lru_cache(maxsize=2000)
def safe_html(markdown: str) -> str:
    """What people wrote, as HTML that can do nothing: no pictures are fetched, no HTML of theirs
    is kept, links are followed without telling from where."""
    return nh3.clean(
        reader().render(markdown),
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def html_of(document: Document) -> str:
    """The whole page."""
    style = files("resources").joinpath("templates/paper.css").read_text("utf-8")
    body = "\n".join(_block(block) for block in document.blocks)
    under = f'<p class="under">{escape(document.subtitle)}</p>' if document.subtitle else ""
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{escape(document.title)}</h1>\n{under}\n{body}\n</main>\n"
        f"<footer>{escape(document.foot)}</footer>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Words(text):
            return safe_html(text)
        case Table():
            return _table(block)
        case Picture():
            return _picture(block)
        case Rule():
            return "<hr>"
        case NewPage():
            return '<div class="page"></div>'
    return _listed(block)


def _listed(block: Heading | Bullets | Facts) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Bullets(items, numbered):
            kind = "ol" if numbered else "ul"
            return f"<{kind}>{''.join(f'<li>{safe_html(item)}</li>' for item in items)}</{kind}>"
        case Facts(pairs):
            rows = (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs)
            return f"<dl>{''.join(rows)}</dl>"


def _table(table: Table) -> str:
    def row(kind: str, cells: Sequence[str]) -> str:
        made = (
            f"<{kind}{END if place in table.end else ''}>{escape(cell)}</{kind}>"
            for place, cell in enumerate(cells)
        )
        return f"<tr>{''.join(made)}</tr>"

    rows = "".join(row("td", cells) for cells in table.rows)
    return f"<table><thead>{row('th', table.head)}</thead><tbody>{rows}</tbody></table>"


def _picture(picture: Picture) -> str:
    data = b64encode(picture.png).decode()
    caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
    return (
        f'<figure><img style="width:{picture.width:.0%}" alt="{escape(picture.alt)}" '
        f'src="data:image/png;base64,{data}">{caption}</figure>'
    )
