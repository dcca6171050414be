"""Rows: who is on call at an instant and why."""

from collections.abc import Iterable, Sequence

from app.domain.rota import PersonId, Rotation

Entry = tuple[PersonId, str]  # somebody on call, and the source
Row = tuple[Entry, ...] | None  # () where a slot is empty on purpose, None for nobody
Step = tuple[int, Row]  # the row from this instant on
Layer = tuple[int, ...]  # the numbers of its rotations


def united(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Everybody once, with the first source."""
    sources: dict[PersonId, str] = {}
    for person, source in entries:
        sources.setdefault(person, source)
    return tuple(sources.items())


def layers_of(rotations: Sequence[Rotation]) -> list[Layer]:
    """The layers from the highest down."""
    heights = sorted({each.layer for each in rotations}, reverse=True)
    return [
        tuple(number for number, each in enumerate(rotations) if each.layer == height)
        for height in heights
    ]
