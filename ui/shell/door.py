"""By which name the desktop of a user and database is found, before anything is loaded that could
ask for it."""

import os
import sys
from pathlib import Path
from zlib import adler32, crc32

RAISE = "raise"


def name_of(database: str, user: str = "") -> str:
    """The address itself may hold a password, so only a mark of it is in the name. (hashlib would
    load all of OpenSSL.)"""
    said = f"{database} {user}".encode()
    if hasattr(os, "getuid"):
        who = str(os.getuid())
    else:
        from getpass import getuser

        who = getuser()
    return f"watchbill-{who}-{crc32(said):08x}{adler32(said):08x}"


def surely_alone(name: str) -> bool:
    """Whether nobody can be listening: where names are files (not on Windows), it has none."""
    return os.name == "posix" and not Path(_folder(), name).exists()


def _folder() -> str:
    """Where Qt keeps the names of local servers. To ask it takes a moment for its enums."""
    if sys.platform == "darwin":
        from PySide6.QtCore import QDir

        return QDir.tempPath()
    return os.environ.get("TMPDIR") or "/tmp"
