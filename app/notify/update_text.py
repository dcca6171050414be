"""Templates of status updates: text with variables, in a small and safe part of Jinja.

What could run long is not in it: no loops but over a list of components, no macros, no includes, no
arithmetic, and only filters that do not make text longer. Input and output are limited in length.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from app.errors import Refused

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST_INPUT, LONGEST_OUTPUT = 10_000, 20_000  # characters
PATIENCE = 0.5  # seconds for one text
BLANKS = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")
DEEPEST = 2  # loops within each other
FILTERS = (
    "upper",
    "lower",
    "title",
    "capitalize",
    "trim",
    "default",
    "d",
    "first",
    "last",
    "length",
)
VARIABLES = {
    "number": "the incident's number",
    "title": "what it is called",
    "stage": "where it stands, in words for customers",
    "severity": "how bad it is, SEV1 to SEV4",
    "service": "the service, as we call it",
    "impact": "what customers notice",
    "began": "when it began, on the page's clock",
    "duration": "how long it has lasted",
    "next_update": "when the next update is due, on the page's clock",
    "components": "the parts of the status page it touches: name and state each",
    "component_names": "their names with commas",
    "page_title": "the name of the status page",
    "page_url": "its address",
    "lead": "who leads the communication",
}


def render(text: str, values: Mapping[str, Any]) -> str:
    """The text with its variables filled in. Raises Refused with the line of what is wrong."""
    from jinja2 import TemplateError

    check(text)
    until, parts, length = time.monotonic() + PATIENCE, [], 0
    try:
        for part in _environment().from_string(text).generate({**values}):
            parts.append(part)
            length += len(part)
            if length > LONGEST_OUTPUT or time.monotonic() > until:
                raise Refused("This template makes a text that is too long.", "text")
    except TemplateError as fault:
        raise Refused(f"This template cannot be filled in: {fault.message}.", "text") from fault
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as fault:
        raise Refused("This template cannot be filled in: a value is misused.", "text") from fault
    return BLANKS.sub("\n\n", "".join(parts)).strip()


def check(text: str) -> None:
    """Raises Refused with the line of what is not understood or not allowed."""
    from jinja2 import TemplateSyntaxError

    if len(text) > LONGEST_INPUT:
        raise Refused(f"A template has at most {LONGEST_INPUT} characters.", "text")
    try:
        tree = _environment().parse(text)
    except TemplateSyntaxError as fault:
        raise Refused(f"Line {fault.lineno}: {fault.message}", "text") from fault
    except RecursionError as fault:
        raise Refused("This template is nested too deeply.", "text") from fault
    for line, why in _faults(tree, 0, frozenset(VARIABLES)):
        raise Refused(f"Line {line}: {why}", "text")


def _faults(node: Any, depth: int, known: frozenset[str]) -> Iterator[tuple[int, str]]:
    from jinja2 import nodes

    why = _fault(node, depth, known)
    if why:
        yield node.lineno, why
        return
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        depth, known = depth + 1, known | {node.target.name, "loop"}
    for child in node.iter_child_nodes():
        yield from _faults(child, depth, known)


def _fault(node: Any, depth: int, known: frozenset[str]) -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.For):
        over = node.iter.name if isinstance(node.iter, nodes.Name) else ""
        plain = isinstance(node.target, nodes.Name) and depth < DEEPEST
        looped = plain and over == "components"
        return "" if looped else "a loop goes over components: {% for each in components %}."
    if isinstance(node, nodes.Name):
        missing = node.ctx == "load" and node.name not in known
        listed = ", ".join(VARIABLES)
        return f"there is no {node.name}; there are: {listed}." if missing else ""
    if isinstance(node, nodes.Filter):
        other = node.name not in FILTERS
        return f"no filter {node.name} here; only {', '.join(FILTERS)}." if other else ""
    word = type(node).__name__.lower()
    return "" if isinstance(node, _allowed()) else f"{word} is not allowed in a template."


@cache
def _allowed() -> tuple[type, ...]:
    from jinja2 import nodes

    return (
        nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Const,
        nodes.Getattr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Test,
        nodes.Keyword,
    )  # fmt: skip


@cache
def _environment() -> "ImmutableSandboxedEnvironment":
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(lstrip_blocks=True, autoescape=False)
    made.globals.clear()
    return made


def listed(names: Sequence[str]) -> str:
    """`Checkout, Search and Mail`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
