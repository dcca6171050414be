"""What the playbooks page and card ask the database, on a reader's thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.operations.errand import Prepared
    from app.queries.play import PlayRow
    from app.queries.playbook import PlaybookRow, Suggested
    from app.store import Store


@dataclass(frozen=True, slots=True)
class Beside:
    """What the card shows of an incident; `open`: it is worked on, `names` are of all playbooks
    that could be started."""

    number: int
    plays: "tuple[PlayRow, ...]"
    suggested: "tuple[Suggested, ...]"
    open: bool
    names: tuple[str, ...]
    people: tuple[tuple[int, str], ...] = ()


def books(store: "Store") -> "list[PlaybookRow]":
    """By name."""
    from app.queries.playbook import playbooks

    return playbooks(store)


def beside(store: "Store", number: int) -> Beside:
    """Of one incident."""
    from app.queries.choice import people
    from app.queries.incident_detail import detail
    from app.queries.play import plays
    from app.queries.playbook import names_of, playbooks, suggested

    found = tuple(plays(store, number))
    running = {each.name for each in found if each.ended_at is None}
    fit = tuple(each for each in suggested(store, number) if not running & names_of(each.book))
    names = tuple(each.name for each in playbooks(store) if not each.spec.off)
    team = tuple((each.id, each.full_name or each.name) for each in people(store) if each.active)
    return Beside(number, found, fit, detail(store, number).row.stage.open, names, team)


def prepared(store: "Store", step: int, values: "Mapping[str, str]") -> "Prepared":
    """What a step would run. Raises Refused."""
    from app.operations.errand import prepare

    return prepare(store, step, values)
