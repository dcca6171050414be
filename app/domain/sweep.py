"""The steps of rotations, layers and overrides swept together into the steps of one row."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from app.domain.override import Active, overridden
from app.domain.row import Layer, Row, Step, united
from app.domain.wall import LATEST

Event = tuple[int, int, Row]  # from this instant on, the row of the track of this number


def swept(
    tracks: Sequence[list[Step]],
    layers: Sequence[Layer],
    overrides: Mapping[int, Active],
    begin: int,
) -> list[Step]:
    """The steps of several rotations' tracks as one, from `begin` on, overrides applied.

    Of the layers, highest first, the first that has somebody counts.
    """
    marks: list[Step] = [(at, None) for at in (*overrides, LATEST)]
    joined = [_side_by_side([tracks[number] for number in layer]) for layer in layers]
    rows: list[Row] = [None] * len(layers)
    active: Active = ()
    steps: list[Step] = []
    for at, number, row in _events([*joined, marks]):
        if at > begin:
            for top in rows:
                if top:
                    break
            else:
                top = () if () in rows else None
            steps.append((begin, overridden(top, active) if active else top))
            begin = at
        if number < len(rows):
            rows[number] = row
        else:
            active = overrides.get(at, ())
    return steps


def _side_by_side(tracks: Sequence[list[Step]]) -> list[Step]:
    """The tracks of one layer as one: their people add up."""
    if len(tracks) == 1:
        return tracks[0]
    rows: list[Row] = [None] * len(tracks)
    steps: list[Step] = []
    for at, number, row in _events(tracks):
        rows[number] = row
        together = united(entry for each in rows for entry in each or ())
        steps.append((at, together or (() if () in rows else None)))
    return steps


def _events(tracks: Iterable[list[Step]]) -> list[Event]:
    """By instant, and then as they were given."""
    events = [(at, number, row) for number, track in enumerate(tracks) for at, row in track]
    events.sort(key=itemgetter(0))
    return events
