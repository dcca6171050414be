"""A zip archive opened with care: nothing is unpacked to disk, and no part may be larger than it
says or than anybody's conversation is."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import Refused
from app.intake.conversation.message import PART, PARTS, WHOLE

TOO_MUCH = "This archive unpacks to more than any conversation is; nothing was read of it."
FAULTS = (  # whatever the library meets in broken files
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError,
    OSError, ValueError,
)  # fmt: skip


class Archive:
    """The parts by name; reading counts what was unpacked."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self._left = WHOLE
        self._parts = {each.filename: each for each in opened.infolist() if not each.is_dir()}
        if len(self._parts) > PARTS:
            raise Refused(TOO_MUCH)

    @property
    def names(self) -> list[str]:
        """As they stand in the archive."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """One part. Raises Refused where it is too large, locked or broken."""
        part = self._parts[name]
        if part.flag_bits & 1:
            raise Refused("This archive is locked with a password; unpack it and pack it again.")
        most = min(PART, self._left)
        if part.file_size > most:
            raise Refused(TOO_MUCH)
        try:
            with self._zip.open(part) as stream:
                content = stream.read(most + 1)
        except FAULTS as fault:
            raise Refused(f"{name} in this archive is damaged.") from fault
        if len(content) > most:
            raise Refused(TOO_MUCH)
        self._left -= len(content)
        return content


@contextmanager
def archive(content: bytes) -> Iterator[Archive]:
    """The archive in these bytes. Raises Refused where they are none."""
    try:
        opened = zipfile.ZipFile(io.BytesIO(content))
    except FAULTS as fault:
        raise Refused("This is no zip archive that can be read.") from fault
    with opened:
        yield Archive(opened)
