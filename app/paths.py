"""Where our files lie on this machine, each made when first asked for."""

from pathlib import Path

from platformdirs import PlatformDirs

DIRS = PlatformDirs("watchbill", appauthor=False)


def data_folder() -> Path:
    """The embedded database, its backups and the key file."""
    return _made(DIRS.user_data_path)


def config_folder() -> Path:
    """The user's settings."""
    return _made(DIRS.user_config_path)


def cache_folder() -> Path:
    """What can be made again."""
    return _made(DIRS.user_cache_path)


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
