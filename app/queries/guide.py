"""The guide inside the program: pages of Markdown, read when first asked for. A language has its
pages under `docs/<language>`; where it has none the English one stands in for it."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.errors import Refused

SHELVES = ("guide", "operate", "senders")
ENGLISH = "en"
FIRST = "guide/first-steps"
_ORDER = (
    "first-steps", "incidents", "alerts", "rota", "playbooks", "status-page", "metrics",
    "follow-ups", "problems", "reviews", "workflows", "services", "policies", "people", "settings",
    "alert-card", "calendars", "command-line", "workspace-file", "postgresql", "two-engines",
    "backup", "upgrade", "security",
)  # fmt: skip
SCREENS = {"status": "guide/status-page", "followups": "guide/follow-ups",
           "start": "guide/first-steps"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page; `key` is its shelf and name, such as guide/rota."""

    key: str
    title: str
    text: str
    language: str = ENGLISH

    @property
    def shelf(self) -> str:
        """guide, operate or senders."""
        return self.key.partition("/")[0]

    @property
    def name(self) -> str:
        """Without the shelf."""
        return self.key.partition("/")[2]


@cache
def leaves(language: str = ENGLISH) -> tuple[Leaf, ...]:
    """Every page, in the order in which they are read."""
    found = []
    for shelf in SHELVES:
        own = {each.key: each for each in _shelf(shelf, language)}
        pages = (own.get(each.key, each) for each in _shelf(shelf, ENGLISH))
        found += sorted(pages, key=_place)
    return tuple(found)


def leaf(name: str, language: str = ENGLISH) -> Leaf:
    """A page by its key, or by its name alone. Raises Refused."""
    asked = name.strip().lower().removesuffix(".md")
    for each in leaves(language):
        if asked in (each.key, each.name):
            return each
    known = ", ".join(each.name for each in leaves())
    raise Refused(f"The guide has no page {name!r}; it has: {known}.")


def of_screen(screen: str) -> str:
    """The key of the page about a screen of the window."""
    key = SCREENS.get(screen, f"guide/{screen}")
    return key if any(each.key == key for each in leaves()) else FIRST


def target(key: str, link: str) -> str | None:
    """Where a link in a page leads; None: out of the guide, or nowhere."""
    path = link.partition("#")[0]
    if not path.endswith(".md"):
        return None
    found = posixpath.normpath(posixpath.join(posixpath.dirname(key), path)).removesuffix(".md")
    return found if any(each.key == found for each in leaves()) else None


def found(words: str, language: str = ENGLISH) -> tuple[Leaf, ...]:
    """The pages in which every word stands, those that say it in their title first."""
    wanted = words.lower().split()
    pages = leaves(language)
    hits = [each for each in pages if all(word in each.text.lower() for word in wanted)]
    return tuple(sorted(hits, key=lambda each: -_weight(each, wanted)))


def _weight(page: Leaf, wanted: list[str]) -> int:
    titled = sum(word in page.title.lower() for word in wanted)
    return 1000 * titled + sum(page.text.lower().count(word) for word in wanted)


def _shelf(shelf: str, language: str) -> Iterator[Leaf]:
    folder = files("resources") / "docs"
    folder = folder / shelf if language == ENGLISH else folder / language / shelf
    if not folder.is_dir():
        return
    for file in folder.iterdir():
        if file.name.endswith(".md"):
            text = file.read_text("utf-8")
            key = f"{shelf}/{file.name.removesuffix('.md')}"
            yield Leaf(key, _title(text) or key, text, language)


def _title(text: str) -> str:
    head = re.match(r"#\s+(.+)", text.lstrip())
    return head[1].strip() if head else ""


def _place(page: Leaf) -> tuple[int, str]:
    return (_ORDER.index(page.name) if page.name in _ORDER else len(_ORDER), page.title)
