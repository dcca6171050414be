"""A rota in stretches within which nobody comes or goes, and the overrides that make one another.

Overrides that lie in a stretch are trimmed away and the smallest one that gives just what is wanted
takes their place, so that edits never pile up; what the rotations give alone needs none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from app.domain.keep import KEPT
from app.domain.override import Active, active_overrides, overridden
from app.domain.rota import Override, PersonId, Rota
from app.domain.row import Row, layers_of
from app.domain.sweep import swept
from app.domain.turn import track
from app.domain.wall import aware, instant
from app.domain.window import Window
from app.domain.workspace import Handle, OverrideSpec
from models.kinds import OverrideKind

Crew = tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """`base` is what the rotations give, `active` are the overrides that hold throughout; `crew`
    is who is on call."""

    window: Window
    base: Row
    active: Active
    crew: Crew

    def without(self, person: PersonId) -> Crew:
        """Who would be on call if this person had never come, nor been there: whom an override put
        aside for them is back."""
        active = tuple(left for each in self.active if (left := _withdrawn(each, person)))
        return tuple(each for each in _people(overridden(self.base, active)) if each != person)

    def home(self, person: PersonId) -> Crew | None:
        """Who would be on call if this person, whom the rotations have here, were back: those who
        stand in for them go, all others stay. None where the rotations do not have them."""
        if person not in _people(self.base):
            return None
        active = tuple(left for each in self.active if (left := _forgiven(each, person)))
        back, crew = _people(overridden(self.base, active)), self.crew
        return tuple(each for each in back if each == person or each in crew)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who shall be on call in a stretch; a new override carries the reason."""

    stretch: Stretch
    crew: Crew
    reason: str = ""

    @property
    def new(self) -> bool:
        """Whether this is not so already."""
        return set(self.crew) != set(self.stretch.crew)


Wish = Callable[[Stretch], Crew]


def stretches(rota: Rota, windows: Iterable[Window]) -> list[Stretch]:
    """All windows in stretches, by time; the edges of each window are edges of stretches."""
    listed = [each for each in windows if each]
    cuts = sorted({instant(at) for each in listed for at in (each.start, each.end)})
    return [stretch for each in united(listed) for stretch in _of_window(rota, each, cuts)]


def united(windows: Iterable[Window]) -> list[Window]:
    """Windows by time, one of those that overlap or touch."""
    found: list[Window] = []
    for each in sorted(windows):
        if found and each.start <= found[-1].end:
            found[-1] = Window(found[-1].start, max(found[-1].end, each.end))
        else:
            found.append(each)
    return found


def imposed(
    overrides: Sequence[OverrideSpec], wanted: Iterable[Wanted], names: Mapping[PersonId, Handle]
) -> tuple[OverrideSpec, ...]:
    """The overrides that give what is wanted and leave all else as it is."""
    new = [each for each in wanted if each.new]
    touched = united(each.stretch.window for each in new)
    kept = [
        (place, part) for place, each in enumerate(overrides) for part in trimmed(each, touched)
    ]
    pieces = _runs(spec for each in new if (spec := smallest(each, names)))
    for piece in pieces:
        kept = _with(kept, piece, _place(overrides, piece, touched))
    return tuple(spec for _, spec in kept)


def smallest(wanted: Wanted, names: Mapping[PersonId, Handle]) -> OverrideSpec | None:
    """The one override that makes of what the rotations give what is wanted; None where they give
    it alone."""
    base, window = _people(wanted.stretch.base), wanted.stretch.window
    out = tuple([names[each] for each in base if each not in wanted.crew])
    come = tuple([names[each] for each in wanted.crew if each not in base])
    if not out and not come:
        return None
    if not come:
        kind = OverrideKind.REMOVE
    elif len(out) == len(base):
        kind, out, come = OverrideKind.COVER, (), tuple([names[each] for each in wanted.crew])
    else:
        kind = OverrideKind.REPLACE if out else OverrideKind.ADD
    return OverrideSpec(kind, window.start, window.end, come, out, wanted.reason)


def trimmed(override: OverrideSpec, touched: Sequence[Window]) -> list[OverrideSpec]:
    """What windows (by time, apart) leave of an override."""
    if not any(each.start < override.end and override.start < each.end for each in touched):
        return [override]
    left, start = [], override.start
    for each in touched:
        end = min(each.start, override.end)
        if start < end:
            left.append(replace(override, start=start, end=end))
        start = max(start, each.end)
    if start < override.end:
        left.append(replace(override, start=start))
    return left


def _of_window(rota: Rota, window: Window, cuts: Iterable[int]) -> Iterator[Stretch]:
    low, high = instant(window.start), instant(window.end)
    tracks = [track(each, rota.time_zone, low, high) for each in rota.rotations]
    steps = swept(tracks, layers_of(rota.rotations), {}, low)
    rows, active = dict(steps), active_overrides(rota.overrides, window)
    edges = {low, high, *(at for at in cuts if low < at < high)}
    edges |= {at for at in (*rows, *active) if low < at < high}
    row, here = rows[steps[0][0]], active.get(low, ())
    for begin, end in pairwise(sorted(edges)):
        row, here = rows.get(begin, row), active.get(begin, here)
        crew = _people(overridden(row, here) if here else row)
        yield Stretch(Window(aware(begin), aware(end)), row, here, crew)


def _people(row: Row) -> Crew:
    return tuple(person for person, _ in row or ())


def _withdrawn(override: Override, person: PersonId) -> Override | None:
    """Without somebody whom it brings; None when it brings nobody else."""
    if person not in override.people:
        return override
    left = tuple(each for each in override.people if each != person)
    return replace(override, people=left) if left else None


def _forgiven(override: Override, person: PersonId) -> Override | None:
    """Without what it does to somebody; None when it does nothing else."""
    if override.kind is OverrideKind.COVER:
        return override if person in override.people else None
    if person not in override.out:
        return override
    left = tuple(each for each in override.out if each != person)
    return replace(override, out=left) if left else None


def _alike(one: OverrideSpec, other: OverrideSpec) -> bool:
    """Whether two do the same, each in its time."""
    same = one.kind is other.kind and set(one.people) == set(other.people)
    return same and set(one.out) == set(other.out)


def _runs(pieces: Iterable[OverrideSpec]) -> list[OverrideSpec]:
    """Those that touch and do the same as one."""
    runs: list[OverrideSpec] = []
    ends: list[datetime] = []
    for each in pieces:
        last = runs[-1] if runs else None
        if last and ends[-1] == each.start and _alike(last, each) and last.reason == each.reason:
            ends[-1] = each.end
        else:
            runs.append(each)
            ends.append(each.end)
    return [replace(run, end=end) for run, end in zip(runs, ends, strict=True)]


Kept = list[tuple[int, OverrideSpec]]  # each with the place it came from


def _with(kept: Kept, piece: OverrideSpec, place: int) -> Kept:
    """One more, made one with those that touch it and do the same; in the order of their places."""
    left: Kept = []
    for at, each in kept:
        if _joins(each, piece, kept):
            place = min(place, at)
            start, end = min(each.start, piece.start), max(each.end, piece.end)
            piece = replace(piece, start=start, end=end, reason=each.reason)
        else:
            left.append((at, each))
    return sorted([*left, (place, piece)], key=lambda pair: pair[0])


def _joins(one: OverrideSpec, piece: OverrideSpec, kept: Kept) -> bool:
    """Whether one goes on where a piece ends or the reverse, for the same reason, or the piece for
    none. A cover that another overlaps stays apart: which of the two holds is told by their
    order."""
    if not (one.end == piece.start or piece.end == one.start) or not _alike(one, piece):
        return False
    if one.reason != piece.reason and (KEPT in (one.reason, piece.reason) or piece.reason):
        return False
    return one.kind is not OverrideKind.COVER or not any(
        each is not one
        and each.kind is OverrideKind.COVER
        and each.start < one.end
        and one.start < each.end
        for _, each in kept
    )


def _place(
    overrides: Sequence[OverrideSpec], piece: OverrideSpec, touched: Sequence[Window]
) -> int:
    """That of an override which does the same and was cut, so that what moves stays in its place;
    else after all."""
    for place, each in enumerate(overrides):
        if _alike(each, piece) and trimmed(each, touched) != [each]:
            return place
    return len(overrides)
