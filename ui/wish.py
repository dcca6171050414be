"""What the command line asked the desktop for."""

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote


class Wish(NamedTuple):
    """What the command line asked for."""

    database: str = ""
    sample: bool = False
    hidden: bool = False
    selftest: bool = False
    target: str = ""


def wished(arguments: list[str]) -> Wish:
    """Reads the few words the desktop knows; `watchbill` itself refuses all others."""
    wish, words = Wish(os.environ.get("WATCHBILL_DATABASE", "")), iter(arguments)
    for word in words:
        if word == "--demo":
            wish = wish._replace(sample=True)
        elif word == "--hidden":
            wish = wish._replace(hidden=True)
        elif word == "--selftest":
            wish = wish._replace(selftest=True)
        elif word == "--database":
            wish = wish._replace(database=next(words, ""))
        elif word.startswith("--database="):
            wish = wish._replace(database=word.partition("=")[2])
        elif not word.startswith("-"):
            wish = wish._replace(target=_whole(word))
    return wish


def embedded(wish: Wish, database: str) -> Path | None:
    """The file that may be looked into before it is opened, of the URL or path `database`, or of
    the usual one. Raises OSError where there is no place for that."""
    if database:
        said = database.removeprefix("sqlite:///")
        plain, path = "://" not in said and "?" not in said, Path(unquote(said))
    else:
        from app.paths import data_folder

        plain, path = True, data_folder() / "watchbill.db"
    otherwise = wish.sample or wish.target or wish.selftest or wish.hidden
    return path.absolute() if plain and not otherwise and path.is_file() else None


def _whole(target: str) -> str:
    """A file by its whole path: the first desktop may stand in another folder. Desktops hand a
    file that was double-clicked over as an address."""
    if not target.endswith(".watchbill"):
        return target
    from PySide6.QtCore import QUrl

    path = QUrl(target).toLocalFile() if target.startswith("file:") else target
    return str(Path(path).absolute())
