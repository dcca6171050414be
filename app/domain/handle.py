"""Handles: the short names of people, teams, schedules and services in files and commands."""

import re
import unicodedata

MOST = 64  # letters
# letters that are more than a letter with a mark, which Unicode takes apart by itself
SPELT = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
})  # fmt: skip


def handle_of(words: str) -> str:
    """A first proposal for a handle: `Zoë Strauß` -> zoe-strauss. Empty where nothing in it is a
    letter of the Latin alphabet or a digit."""
    plain = unicodedata.normalize("NFKD", words.lower().translate(SPELT))
    kept = re.sub(r"[^a-z0-9._]+", "-", plain.encode("ascii", "ignore").decode())
    return kept.strip("-._")[:MOST].rstrip("-._")
