"""YAML as a tree of places: every scalar keeps its raw text, since only its key knows what it means
(`no` may be Norway, `20:00` a time and not 1200).

Nothing is constructed from tags; depth and size are limited, so that no file can be a trap.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml  # type: ignore[import-untyped]
from yaml import events

DEEPEST = 40
MOST_NODES = 500_000  # with aliases written out
NULLS = ("", "~", "null", "Null", "NULL")
CORE = ("str", "int", "float", "bool", "null", "map", "seq", "timestamp")
CORE_TAGS = tuple(f"tag:yaml.org,2002:{name}" for name in CORE)


class Broken(Exception):
    """The text cannot be read on from here; line and column count from 1."""

    def __init__(self, line: int, column: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.column, self.sentence = line, column, sentence


@dataclass(frozen=True)
class Node:
    """Where something stands; exactly one of text, items and pairs is there."""

    line: int
    column: int
    text: str | None = None
    items: tuple["Node", ...] | None = None
    pairs: tuple[tuple["Node", "Node"], ...] | None = None
    quoted: bool = False
    size: int = 1

    @property
    def empty(self) -> bool:
        """Nothing, `~` or `null`."""
        return self.text in NULLS and not self.quoted


def parsed(text: str) -> Node | None:
    """The one document of a text; None when there is none. Raises Broken."""
    try:
        return _Composer(text).document()
    except yaml.MarkedYAMLError as fault:
        raise _broken(fault) from fault
    except yaml.reader.ReaderError as fault:
        before = text[: fault.position]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise Broken(line, column, "A control character stands here; expected text.") from fault


class _Composer:
    def __init__(self, text: str) -> None:
        self._events: Iterator[events.Event] = yaml.parse(text, Loader=yaml.SafeLoader)
        self._anchors: dict[str, Node | None] = {}
        self._nodes = 0

    def document(self) -> Node | None:
        root = None
        for event in self._events:
            if isinstance(event, events.DocumentStartEvent):
                if root is not None:
                    raise _at(event, "A second document begins here; expected one file, one.")
                root = self._node(next(self._events), 0)
        return root

    def _node(self, event: events.Event, depth: int) -> Node:
        if isinstance(event, events.AliasEvent):
            return self._alias(event)
        if depth > DEEPEST:
            raise _at(event, f"This is nested more than {DEEPEST} deep.")
        tag, anchor = event.tag, event.anchor
        if tag is not None and tag not in CORE_TAGS:
            raise _at(event, "Tags (!...) are not read here; expected plain YAML.")
        if anchor is not None:
            self._anchors[anchor] = None
        node = self._counted(event, self._made(event, depth))
        if anchor is not None:
            self._anchors[anchor] = node
        return node

    def _made(self, event: events.Event, depth: int) -> Node:
        line, column = _place(event)
        if isinstance(event, events.SequenceStartEvent):
            items = tuple(self._until(events.SequenceEndEvent, depth + 1))
            return Node(line, column, items=items, size=1 + sum(each.size for each in items))
        if isinstance(event, events.MappingStartEvent):
            flat = list(self._until(events.MappingEndEvent, depth + 1))
            pairs = tuple(zip(flat[::2], flat[1::2], strict=True))
            return Node(line, column, pairs=pairs, size=1 + sum(each.size for each in flat))
        assert isinstance(event, events.ScalarEvent), event
        return Node(line, column, text=event.value, quoted=event.style is not None)

    def _until(self, end: type[events.Event], depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, end):
                return
            yield self._node(event, depth)

    def _alias(self, event: events.AliasEvent) -> Node:
        if event.anchor not in self._anchors:
            raise _at(event, f"Nothing above is marked &{event.anchor}.")
        node = self._anchors[event.anchor]
        if node is None:
            raise _at(event, f"*{event.anchor} stands inside what it repeats.")
        self._nodes += node.size
        return self._counted(event, node)

    def _counted(self, event: events.Event, node: Node) -> Node:
        self._nodes += 1
        if self._nodes > MOST_NODES or node.size > MOST_NODES:
            raise _at(event, f"This file holds more than {MOST_NODES} parts.")
        return node


ENDED = re.compile("end of stream")
SENTENCES = (
    (
        re.compile(r"mapping values"),
        "This ':' is out of place; check the indentation, or quote the text.",
    ),
    (
        re.compile(r"sequence entries are not allowed"),
        "This '-' is out of place; check the indentation.",
    ),
    (re.compile(r"found character '\\t'"), "A tab stands here; expected spaces for indentation."),
    (re.compile(r"found character"), "A text cannot begin with this character; put it in quotes."),
    (
        re.compile(r"found unexpected end of stream"),
        "The file ends before this quoted text is closed.",
    ),
    (
        re.compile(r"expected ',' or '\]'"),
        "The '[' of line {line} is not closed; expected ',' or ']'.",
    ),
    (
        re.compile(r"expected ',' or '}'"),
        "The '{{' of line {line} is not closed; expected ',' or '}}'.",
    ),
    (
        re.compile(r"unknown escape"),
        "This escape is unknown; use single quotes, or double the backslash.",
    ),
    (
        re.compile(r"expected <block end>"),
        "This does not fit the lines above; check the indentation.",
    ),
    (re.compile(r"could not find expected ':'"), "A key stands here without its ':'."),
    (
        re.compile(r"document"),
        "A second document begins here, or a header that is not read; expected one.",
    ),
)


def _broken(fault: yaml.MarkedYAMLError) -> Broken:
    problem = fault.problem or ""
    mark = fault.problem_mark or fault.context_mark
    if ENDED.search(problem) and fault.context_mark is not None:
        mark = fault.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    begun = fault.context_mark.line + 1 if fault.context_mark is not None else line
    for pattern, sentence in SENTENCES:
        if pattern.search(problem):
            return Broken(line, column, sentence.format(line=begun))
    return Broken(line, column, "This is no YAML; check quotes, brackets and indentation.")


def _at(event: events.Event, sentence: str) -> Broken:
    return Broken(*_place(event), sentence)


def _place(event: events.Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
