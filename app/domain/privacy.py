"""What is said of a private incident where it may be read outside the house, such as on somebody's
telephone: that it is there, and nothing else."""

TITLE = "Private incident"
ASIDE = "It is private: open Watchbill to read it."


def outside(title: str, *, private: bool) -> str:
    """A title as it may be read outside."""
    return TITLE if private else title


def named(number: int, title: str, *, private: bool, among: bool = False) -> str:
    """`#7 “title”`; of a private one only its number, unless it is told `among` private ones."""
    return f"#{number}" if private and not among else f"#{number} “{title}”"
