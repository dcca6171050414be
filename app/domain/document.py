"""A document as a value: what a review, an export or a report says, before it is Markdown, HTML or
PDF. Writers of those are in `app.paper`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside; `level` 1 is a part, 2 a section, 3 a paragraph's name."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """Text as people write it: Markdown (CommonMark with tables), never HTML."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; the items are Markdown of one paragraph."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values, plain text."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Plain text cells. `widths` are shares of the page's width, even where left out; `end` are
    the columns of figures, which stand at the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    end: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG; `alt` says what it shows to those who do not see it, `width` is its share of the
    page's width, `name` a file name without ending."""

    png: bytes
    alt: str
    caption: str = ""
    width: float = 1.0
    name: str = "picture"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own, where there are pages."""


Block = Heading | Words | Bullets | Facts | Table | Picture | Rule | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """`subtitle` is one line below the title; `foot` stands at the foot of each page."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    foot: str = "Watchbill"
    language: str = "en"

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """In order."""
        return tuple(block for block in self.blocks if isinstance(block, Picture))
