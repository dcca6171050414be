"""Rows: who is on call at an instant and why, and how rows change from step to step."""

from collections.abc import Iterable, Sequence
from operator import itemgetter

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


def top_row(rows: Sequence[Row], layers: Iterable[Layer]) -> Row:
    """The people of the first layer that has somebody; layers come from the highest down."""
    for layer in layers:
        found: Row = None
        for number in layer:
            if row := rows[number]:
                found = united((*found, *row)) if found else row
        if found:
            return found
    return () if () in rows else None


def layered(tracks: Sequence[list[Step]], layers: Sequence[Layer], begin: int) -> list[Step]:
    """The steps of several rotations' tracks as one, from `begin` on."""
    events = [(at, number, row) for number, track in enumerate(tracks) for at, row in track]
    events.sort(key=itemgetter(0))
    rows: list[Row] = [None] * len(tracks)
    steps: list[Step] = []
    for at, number, row in events:
        if at > begin:
            steps.append((begin, top_row(rows, layers)))
            begin = at
        rows[number] = row
    return [*steps, (begin, top_row(rows, layers))]
