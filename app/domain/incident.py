"""The rules of an incident: stages, severity, clocks, and the sentences that refuse."""


def storable(text: str) -> str:
    """Without what no database takes: NUL characters, and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
