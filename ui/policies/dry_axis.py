"""The time axis of a dry run: in order and roughly in proportion, but with room for every mark, for
the first minutes hold most of the calls."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta


class Axis:
    """Where instants lie between `left` and `right`. `wide` is the room that each instant needs, of
    which marks take theirs side by side; what is left over is shared out by the time between."""

    def __init__(self, wide: Mapping[datetime, float], left: float, right: float) -> None:
        self._at = sorted(wide)
        needed = [wide[at] for at in self._at]
        room = max(right - left, 1.0)
        scale = min(1.0, room / (sum(needed) or 1.0))
        spare = max(0.0, room - sum(needed))
        self._places = _spread(self._at, [each * scale for each in needed], spare, left)

    def x(self, at: datetime) -> float:
        """Where an instant begins; one in between lies in between."""
        if not self._at:
            return 0.0
        after = next((n for n, known in enumerate(self._at) if known >= at), len(self._at) - 1)
        if self._at[after] <= at or after == 0:
            return self._places[after]
        before, end = self._at[after - 1], self._at[after]
        part = (at - before) / (end - before)
        return self._places[after - 1] + part * (self._places[after] - self._places[after - 1])


def _spread(
    instants: Sequence[datetime], needed: Sequence[float], spare: float, left: float
) -> list[float]:
    whole = (instants[-1] - instants[0] if instants else timedelta()) or timedelta(seconds=1)
    found, x = [], left
    for n, at in enumerate(instants):
        if n:
            x += needed[n - 1] + spare * ((at - instants[n - 1]) / whole)
        found.append(x)
    return found
