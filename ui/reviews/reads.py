"""What the reviews page and the cards ask the database, on a reader's thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from app.operations.assistant import Prepared
    from app.queries.choice import PersonChoice
    from app.queries.followup import FollowupRow
    from app.queries.review import EditionRow, ReviewDetail, ReviewRow
    from app.queries.review_paper import Paper
    from app.queries.similar import Similar
    from app.store import Store


@dataclass(frozen=True, slots=True)
class Listed:
    """The reviews there are and those that are owed."""

    rows: "tuple[ReviewRow, ...]"
    people: "tuple[PersonChoice, ...]"
    now: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """One review with what stands beside it; `detail` is None before it is begun. `template` is the
    closest, `ours` are those that no team wrote, `helped`: a language model can be asked."""

    number: int
    title: str
    over: bool
    detail: "ReviewDetail | None"
    followups: "tuple[FollowupRow, ...]"
    templates: tuple[str, ...]
    ours: frozenset[str]
    template: str
    helped: bool
    now: datetime


def listed(store: "Store") -> Listed:
    """The list."""
    from app.queries.choice import people
    from app.queries.review import reviews

    return Listed(tuple(reviews(store)), tuple(people(store)), store.now())


def reviewable(store: "Store") -> "list[ReviewRow]":
    """What a review may be begun of."""
    from app.queries.review import reviewable as found

    return found(store)


def opened(store: "Store", number: int) -> Opened:
    """One. Raises Refused where there is no such incident."""
    from app.domain.review import best
    from app.queries.followup import followups
    from app.queries.incident_detail import detail
    from app.queries.review import shipped, templates

    row = detail(store, number).row
    every = templates(store)
    names = tuple(each.name for each in every)
    fit = best(every, row.category, row.severity)
    return Opened(
        number=number,
        title=row.title,
        over=row.resolved_at is not None,
        detail=_review(store, number),
        followups=tuple(followups(store, number)),
        templates=names,
        ours=frozenset(each.name for each in shipped() if each in every or each.name not in names),
        template=fit.name if fit else "",
        helped=_helped(store),
        now=store.now(),
    )


def editions(store: "Store", number: int) -> "Sequence[EditionRow]":
    """Every version, the latest first."""
    from app.queries.review import editions as found

    return found(store, number)


def paper(store: "Store", number: int, form: str, zone: ZoneInfo, plain: bool) -> "Paper":
    """A review as a file. Raises Refused."""
    from app.queries.review_paper import paper as made

    return made(store, number, form, zone, plain=plain)


def prepared(store: "Store", number: int, section: str, zone: ZoneInfo) -> "Prepared":
    """What a language model would be asked. Raises Refused."""
    from app.operations.assistant import prepare

    return prepare(store, number, section, zone)


def similar(store: "Store", number: int, most: int) -> "tuple[datetime, tuple[Similar, ...]]":
    """Earlier incidents like one, and when it is now."""
    from app.queries.similar import similar as found

    return store.now(), tuple(found(store, number, most))


def _review(store: "Store", number: int) -> "ReviewDetail | None":
    from app.errors import Refused
    from app.queries.review import review

    try:
        return review(store, number)
    except Refused:
        return None


def _helped(store: "Store") -> bool:
    from app.operations.assistant import SETTING
    from app.store import setting

    with store.read() as session:
        return bool(setting(session, SETTING))
