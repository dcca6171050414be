"""A document as Markdown that reads well as plain text."""

import re
from base64 import b64encode
from collections.abc import Sequence

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

SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
AT_START = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s)", re.MULTILINE)


def escaped(text: str) -> str:
    """Plain text that Markdown shows as it is."""
    return AT_START.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", text))


def markdown_of(document: Document, names: Sequence[str] | None = None) -> str:
    """The whole document. Pictures are inside it as data, or, with `names`, files of these names
    beside it, in the order of `document.pictures`."""
    left = list(names) if names is not None else None
    parts = [f"# {escaped(document.title)}"]
    if document.subtitle:
        parts.append(escaped(document.subtitle))
    for block in document.blocks:
        if isinstance(block, Picture):
            parts.append(_picture(block, left.pop(0) if left is not None else None))
        elif not isinstance(block, NewPage):
            parts.append(_block(block))
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {escaped(text)}"
        case Words(text):
            return text.strip()
        case Bullets(items, numbered):
            return "\n".join(
                f"{f'{place}.' if numbered else '-'} {_inside(item)}"
                for place, item in enumerate(items, 1)
            )
        case Facts(pairs):
            return "\n".join(f"- **{escaped(name)}:** {_line(value)}" for name, value in pairs)
        case Table():
            return _table(block)
        case Rule():
            return "---"
    return ""


def _inside(item: str) -> str:
    return item.strip().replace("\n", "\n  ")


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _table(table: Table) -> str:
    def row(cells: Sequence[str]) -> str:
        return "| " + " | ".join(_line(cell) for cell in cells) + " |"

    under = ["---:" if place in table.end else "---" for place in range(len(table.head))]
    return "\n".join([row(table.head), f"| {' | '.join(under)} |", *map(row, table.rows)])


def _picture(picture: Picture, name: str | None) -> str:
    source = name or f"data:image/png;base64,{b64encode(picture.png).decode()}"
    caption = f"\n\n*{escaped(picture.caption)}*" if picture.caption else ""
    return f"![{escaped(picture.alt)}]({source}){caption}"
