"""What comes along as files, in the language of the team; in English where nobody translated it.
Its identity is its file's name without the ending, the stem, whatever it is called."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol, TypeVar

from app.domain.language import Language


class Named(Protocol):
    """A row of a list; `stem` says which shipped one it is, or stands in the place of."""

    @property
    def name(self) -> str: ...
    @property
    def stem(self) -> str: ...


Row = TypeVar("Row", bound=Named)
Shipped = Callable[[Language], tuple[Row, ...]]


def texts(folder: str, ending: str, language: Language) -> dict[str, str]:
    """The files of a folder of `resources` by stem, in the order of their names."""
    return laid(files("resources").joinpath(*folder.split("/")), ending, language)


def laid(place: Traversable, ending: str, language: Language) -> dict[str, str]:
    """The same of any folder."""
    english = _lying(place, ending)
    if language is Language.ENGLISH:
        return english
    translated = _lying(place.joinpath(language.value), ending)
    return {stem: translated.get(stem, text) for stem, text in english.items()}


@cache
def stems(shipped: Shipped[Row]) -> dict[str, str]:
    """Which one a name means, in whatever language it is said."""
    return {row.name: row.stem for language in Language for row in shipped(language)}


def beside(own: Sequence[Row], shipped: Shipped[Row], language: Language) -> list[Row]:
    """What the team has none of its own of, in whatever language that is called."""
    taken = {row.stem for row in own}
    return [row for row in shipped(language) if row.stem not in taken]


def alias(rows: Iterable[Row], shipped: Shipped[Row], name: str) -> list[Row]:
    """The row that has another name here: said as it is called in another language."""
    said = name.casefold()
    meant = {stem for each, stem in stems(shipped).items() if each.casefold() == said}
    return [row for row in rows if row.stem in meant]


def nearly(rows: Iterable[Row], shipped: Shipped[Row], part: str) -> list[Row]:
    """The rows whose English name has this in it."""
    known = shipped(Language.ENGLISH)
    meant = {row.stem for row in known if part and part in row.name.casefold()}
    return [row for row in rows if row.stem in meant]


def every_name(rows: Collection[Row], shipped: Shipped[Row]) -> set[str]:
    """By which the rows may be meant."""
    here = {row.stem for row in rows} - {""}
    others = {name for name, stem in stems(shipped).items() if stem in here}
    return others | {row.name for row in rows}


def renamed(before: Row | None, rows: Iterable[Row]) -> Row | None:
    """The same shipped one, where it is called something else by now: in another language."""
    if before is None or not before.stem:
        return None
    return next((e for e in rows if e.stem == before.stem and e.name != before.name), None)


def _lying(place: Traversable, ending: str) -> dict[str, str]:
    if not place.is_dir():
        return {}
    found = sorted(place.iterdir(), key=lambda each: each.name)
    return {
        each.name.removesuffix(ending): each.read_text("utf-8")
        for each in found
        if each.name.endswith(ending)
    }
