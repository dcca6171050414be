"""What a page can do, as values: its words are known before the page is made, so that the palette
and the map of keys have them from the first moment; how it is done, only the page itself knows."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication


def nothing() -> str:
    """Nothing stands in the way."""
    return ""


def never() -> bool:
    """Nothing has to be read first."""
    return False


class Verb(NamedTuple):
    """`key` is stable; `keys` is the shortcut; `more` is what people call it besides."""

    key: str
    words: str
    keys: str = ""
    icon: str = ""
    more: str = ""


class Deed(NamedTuple):
    """How a page that is made does it. `hindered` says in a sentence why it cannot be done now, and
    nothing when it can; `waits`, whether what it needs is still being read; `about`, to what it is
    done, such as #12."""

    run: Callable[[], object]
    hindered: Callable[[], str] = nothing
    waits: Callable[[], bool] = never
    about: Callable[[], str] = nothing


Deeds = Mapping[str, Deed]


def tr(words: str) -> str:
    """What can be done, in the language of the window."""
    return QCoreApplication.translate("Ways", words)
