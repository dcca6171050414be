"""The program's version: pyproject.toml says the same, and a test holds them together."""

VERSION = "0.1.0"


def installed(file: str = "") -> str:
    """The version that lies on the disk by now, which a package may have put there while this
    program runs; empty where it cannot be read. `file` is this one, unless said."""
    import re
    from pathlib import Path

    try:
        said = Path(file or __file__).with_suffix(".py").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = re.search(r'^VERSION = "([^"]+)"$', said, re.MULTILINE)
    return found[1] if found else ""
