"""What publishing a draft would do, before anybody does it."""

from dataclasses import dataclass
from datetime import timedelta

from app.domain.board import rota_of
from app.domain.difference import details, schedule_in_seconds
from app.domain.draft import Draft
from app.domain.effect import Effect, effective
from app.domain.resolve import resolve
from app.domain.shift_difference import difference
from app.domain.window import Window
from app.domain.workspace import Handle, ScheduleSpec
from app.queries.draft import stored_of
from app.queries.spec import handles
from app.store import Store


@dataclass(frozen=True, slots=True)
class Exchange:
    """A stretch that changes hands."""

    window: Window
    lost: tuple[Handle, ...]
    gained: tuple[Handle, ...]


@dataclass(frozen=True, slots=True)
class Foretold:
    """The schedule as it would be stored, what changes in words, and the shifts that do."""

    spec: ScheduleSpec
    changes: tuple[str, ...]
    exchanges: tuple[Exchange, ...]


def foretold(
    store: Store, schedule_id: int, draft: Draft, effect: Effect, days: int = 90
) -> Foretold:
    """Over so many days from now. Raises Refused when the schedule is gone."""
    with store.read() as session:
        old, names = stored_of(session, schedule_id).spec, handles(session)
    now = store.now().replace(microsecond=0)
    idents = {name: ident for ident, name in names.items()}
    new = effective(old, schedule_in_seconds(draft.spec), effect, now, idents)
    window = Window(now, now + timedelta(days=days))
    found = difference(*(resolve(rota_of(each, idents), window) for each in (old, new)))
    exchanges = (
        Exchange(row.window, _named(row.lost, names), _named(row.gained, names))
        for row in found.rows
    )
    return Foretold(new, details(old, new), tuple(exchanges))


def _named(people: tuple[int, ...], names: dict[int, Handle]) -> tuple[Handle, ...]:
    return tuple(names[person] for person in people)
