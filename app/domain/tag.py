"""Tags: how they are written, and what is said when they change."""

from collections.abc import Iterable, Sequence
from typing import Any

MOST, LONGEST = 20, 50  # of an incident; characters of one


def folded(name: str) -> str:
    """Two tags are the same when these are."""
    return name.casefold()


def parts(said: str | Iterable[Any]) -> tuple[str, ...]:
    """What was written, with commas or one by one: each once, the first spelling counts."""
    listed = said.split(",") if isinstance(said, str) else said
    found: dict[str, str] = {}
    for each in listed:
        name = " ".join(str(each).split())
        if name:
            found.setdefault(folded(name), name)
    return tuple(found.values())


def why_no_tag(name: str) -> str | None:
    """Why this cannot be one, as a sentence."""
    if not name:
        return "A tag needs a name."
    if len(name) > LONGEST:
        return f"A tag has at most {LONGEST} characters; {name[:20]!r}… has {len(name)}."
    if "," in name or not name.isprintable():
        return f"A tag has neither commas nor control characters: {name[:LONGEST]!r}."
    return None


def why_no_tags(names: Sequence[str]) -> str | None:
    """Why an incident cannot have these, as a sentence."""
    if wrong := next(filter(None, map(why_no_tag, names)), None):
        return wrong
    if len(names) > MOST:
        return f"An incident has at most {MOST} tags; these are {len(names)}."
    return None


def of_sender(said: Any) -> tuple[str, ...]:
    """What an alert calls its tags, as far as they can be ours: a sender is never refused for one
    that is too long."""
    if not isinstance(said, str | list):
        return ()
    listed = said if isinstance(said, str) else [each for each in said if isinstance(each, str)]
    return tuple(each for each in parts(listed) if not why_no_tag(each))[:MOST]


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """As they are shown."""
    return tuple(sorted(names, key=lambda name: (folded(name), name)))


def change(old: Iterable[str], new: Iterable[str]) -> tuple[list[str], list[str]]:
    """What was added and what was removed."""
    before, after = {folded(each) for each in old}, {folded(each) for each in new}
    added = [each for each in new if folded(each) not in before]
    return added, [each for each in old if folded(each) not in after]


def told(old: Sequence[str], new: Sequence[str]) -> str:
    """Added tag checkout, removed tags eu, pos."""
    added, removed = change(old, new)
    said = [f"{verb} tag{'s' if len(names) > 1 else ''} {', '.join(names)}"
            for verb, names in (("added", added), ("removed", removed)) if names]  # fmt: skip
    words = ", ".join(said)
    return words[:1].upper() + words[1:]
