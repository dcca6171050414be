"""This user's settings on this machine: which database, who I am. One small TOML file.

The environment wins over the file: WATCHBILL_DATABASE, WATCHBILL_USER, WATCHBILL_URL,
WATCHBILL_KEY, WATCHBILL_BACKUPS, WATCHBILL_BACKUP_EVERY and WATCHBILL_BACKUP_KEEP.
"""

import os
import tomllib
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path

from app.errors import Refused
from app.paths import config_folder, data_folder

FILE = "settings.toml"


@dataclass(frozen=True)
class Settings:
    """`database` is a URL, `user` the handle of the person who sits here, `url` the address at
    which
    `serve` is reached from outside (it stands in acknowledgement links). `backups` is the folder
    of this machine's backups ("off": none, empty: the usual one), made each `backup_every`, of
    which `backup_keep` are kept. `releases` is where is asked whether a newer Watchbill is out
    (empty: nobody asks)."""

    database: str = ""
    user: str = ""
    url: str = ""
    backups: str = ""
    backup_every: str = ""
    backup_keep: str = ""
    releases: str = ""

    def save(self) -> None:
        """Writes the file whole, or not at all."""
        import tomli_w

        target = config_folder() / FILE
        part = target.with_suffix(".part")
        part.write_text(tomli_w.dumps({k: v for k, v in asdict(self).items() if v}), "utf-8")
        part.replace(target)


def load() -> Settings:
    """File, then environment. Raises Refused when the file cannot be understood."""
    known = stored()
    said = {name: os.environ.get(f"WATCHBILL_{name.upper()}", "") for name in asdict(known)}
    return replace(known, **{name: value for name, value in said.items() if value})


def stored() -> Settings:
    """What the file says alone: what is written back must not hold the environment's words.
    Raises Refused when it cannot be understood."""
    return Settings(**_stored(config_folder() / FILE))


def set_aside() -> Path:
    """Where a file now lies that could not be understood: beside its place, under a name that is
    free. Raises OSError."""
    file = config_folder() / FILE
    free = (file.with_suffix(f".broken-{number}") for number in count(1))
    aside = next(place for place in free if not place.exists())
    file.rename(aside)
    return aside


def default_database() -> str:
    """The embedded database in the user's data folder."""
    from models.session import lite_url

    return lite_url(data_folder() / "watchbill.db")


def _stored(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    if not (file.is_file() or file.is_dir()):  # a pipe would be waited for
        raise Refused(f"{file}: it is no file. Mend or delete the file.")
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refused(f"{file}: {fault}. Mend or delete the file.") from fault
    return {name: str(found[name]) for name in asdict(Settings()) if name in found}
