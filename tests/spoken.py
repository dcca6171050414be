"""What the program itself says, told from what people and senders say in the sample: only the first
can have been forgotten by a translator."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tests.looks import OPEN, TAGS
from ui.language.pseudo import CLOSE

ROOT = Path(__file__).resolve().parent.parent
OURS = ("ui", "app/domain", "app/queries", "app/operations")
GIVEN = ("tests/gallery", "tests/sample.py", "tests/builders.py", "tests/night.py", "app/demo")
CONTENT = ("demo", "docs", "drills", "playbooks", "templates", "workflows")  # of resources
ENGLISH = (  # names of products and languages, documents of the team, reports for maintainers
    "app/domain/formula.py", "app/domain/incident_form.py",
    "app/queries/diagnostics.py", "app/queries/integration.py", "ui/language",
    "ui/services/columns.py", "ui/settings/channel_form.py", "ui/shell/about.py",
)  # fmt: skip
LONG = 12  # letters of a text that is somebody's as a whole
EDGES = " .,:;·()→●#"
SEVERAL = re.compile(r"[A-Za-z]{2,}\S* [A-Za-z]{2,}")
ONE = re.compile(r"[A-Z][a-z]{2,}")


def forgotten(text: str) -> bool:
    """Whether words of ours stand in it outside of brackets (see `ui/language/pseudo.py`)."""
    return any(_is_ours(piece) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """What stands between brackets, tags and dots, each for itself."""
    text, before = TAGS.sub("\n", text), ""
    while text != before:
        before, text = text, re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "\n", text)
    yield from (piece.strip(EDGES) for piece in re.split(r"[\n·]", text))


def _is_ours(piece: str) -> bool:
    ours, given, content = _known()
    for each in given:  # an incident's title may hold words of ours
        if len(each) > LONG and each in piece:
            piece = piece.replace(each, " ")
    piece = piece.strip(EDGES)
    if not re.search("[A-Za-z]{3}", piece) or piece in given or piece in content:
        return False
    if ONE.fullmatch(piece):
        return piece in ours
    if any(piece in each for each in given):
        return False
    return any(" " in each and each in piece and each not in content for each in ours)


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], frozenset[str], str]:
    """Our words, those of the sample, and the text of what is shipped to be read or changed."""
    found = set(_literals(OURS))
    given = frozenset(_literals((*GIVEN, *ENGLISH)))
    ours = {each for each in found if SEVERAL.search(each) and "\n" not in each}
    ours |= {each for each in _literals(("ui",)) if ONE.fullmatch(each)}
    files = (path for name in CONTENT for path in (ROOT / "resources" / name).rglob("*"))
    texts = [path.read_text("utf-8", "ignore") for path in files if path.is_file()]
    return frozenset(ours - given), given, "\n".join(texts)


def _literals(places: tuple[str, ...]) -> Iterator[str]:
    for place in places:
        where = ROOT / place
        for path in where.rglob("*.py") if where.is_dir() else [where]:
            tree = ast.parse(path.read_text("utf-8"))
            silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and id(node) not in silent:
                    yield str(node.value).strip(EDGES)
