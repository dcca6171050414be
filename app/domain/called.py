"""What people are called in tight places where a first name alone could mean two of them."""

from collections import Counter
from collections.abc import Iterable, Mapping

Key = int


def called(people: Iterable[tuple[Key, str]]) -> Mapping[Key, str]:
    """Those who share their first name, by key: Ana R. and Ana S., or the full name where two of
    them begin alike. Everybody else's first name will do."""
    listed = [(key, full.split()) for key, full in people]
    same = Counter(words[0].casefold() for _, words in listed if words)
    twins = [(key, words) for key, words in listed if words[1:] and same[words[0].casefold()] > 1]
    short = {key: f"{words[0]} {words[-1][0].upper()}." for key, words in twins}
    alike = Counter(said.casefold() for said in short.values())
    return {
        key: short[key] if alike[short[key].casefold()] == 1 else " ".join(words)
        for key, words in twins
    }
