"""A document as a file, with its pictures beside it under its own name."""

from collections.abc import Iterable
from pathlib import Path

from app.errors import Refused


def save(content: bytes, beside: Iterable[tuple[str, bytes]], out: Path) -> list[Path]:
    """Writes the file and, where it has any, its pictures (name, PNG), whose names in `content`
    become those they get; returns all that was written. Raises Refused."""
    files = [out]
    try:
        for name, png in beside:
            own = f"{out.stem}-{name.rpartition('-')[2]}"
            content = content.replace(name.encode(), own.replace(" ", "%20").encode())
            files.append(out.with_name(own))
            files[-1].write_bytes(png)
        out.write_bytes(content)
    except OSError as fault:
        raise Refused(f"{out} cannot be written: {fault.strerror}.") from fault
    return files
