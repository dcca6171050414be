"""What a list of incidents shows and in which order, as values and as SQL."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import aliased

from app.domain.incident import storable
from app.domain.window import Window
from models.incident import OPEN, Affected, Assignment, Incident
from models.kinds import Severity, Stage, Urgency
from models.people import Person
from models.service import Service
from models.tag import Tag, Tagged

Owner = aliased(Person)
MOST_NUMBERS = 5_000
TAG = "tag:"  # before a word that is to be in a tag
DIGITS = 18  # fewer than these fit a number column


class By(StrEnum):
    """What a list can be sorted by."""

    NUMBER = "number"
    TITLE = "title"
    SEVERITY = "severity"
    STAGE = "stage"
    URGENCY = "urgency"
    CATEGORY = "category"
    SERVICE = "service"
    OWNER = "owner"
    CREATED = "created_at"
    CHANGED = "changed_at"
    ACKNOWLEDGED = "acknowledged_at"
    RESOLVED = "resolved_at"
    ALERTS = "alerts"


MAY_LACK = {By.CATEGORY, By.SERVICE, By.OWNER, By.ACKNOWLEDGED, By.RESOLVED}


@dataclass(frozen=True)
class Sort:
    """Ties go by number in the same direction; what has no value comes last."""

    by: By = By.NUMBER
    down: bool = True


@dataclass(frozen=True)
class Filter:
    """What a list shows; an empty set asks for nothing. `mine` is a person: owner, or holder of a
    role. `span` is about `created_at`. Each word of `words` must be in the title, the service's
    name or a tag's, or be the number (with or without a #); `tag:word` asks for tags only.
    Of `numbers` the first `MOST_NUMBERS` count."""

    open: bool = True
    mine: int | None = None
    owners: frozenset[int] = frozenset()
    severities: frozenset[Severity] = frozenset()
    urgencies: frozenset[Urgency] = frozenset()
    stages: frozenset[Stage] = frozenset()
    categories: frozenset[str] = frozenset()
    services: frozenset[int] = frozenset()
    tags: frozenset[int] = frozenset()
    drill: bool | None = None
    private: bool | None = None
    acknowledged: bool | None = None
    words: str = ""
    span: Window | None = None
    numbers: tuple[int, ...] | None = None


def order(sort: Sort) -> list[Any]:
    """The sort as SQL; by service or owner wants `Service` or `Owner` joined."""
    number = Incident.id.desc() if sort.down else Incident.id.asc()
    if sort.by is By.NUMBER:
        return [number]
    key = _key(sort.by)
    way = key.desc() if sort.down else key.asc()
    return [way.nulls_last() if sort.by in MAY_LACK else way, number]


def _key(by: By) -> Any:
    special: dict[By, Any] = {
        By.SERVICE: Service.name,
        By.OWNER: Owner.name,
        By.ALERTS: Incident.alert_count,
        By.TITLE: func.lower(Incident.title),
        By.STAGE: case({stage: i for i, stage in enumerate(Stage)}, value=Incident.stage),
    }
    return special[by] if by in special else getattr(Incident, by.value)


def conditions(wanted: Filter, lite: bool) -> list[Any]:
    """The filter as conditions on `Incident`, for queries of other nouns too (`lite`: SQLite)."""
    sets = (
        (Incident.owner_id, wanted.owners),
        (Incident.severity, wanted.severities),
        (Incident.urgency, wanted.urgencies),
        (Incident.stage, wanted.stages),
        (Incident.category, wanted.categories),
    )
    said: list[Any] = [column.in_(sorted(values)) for column, values in sets if values]
    flags = (
        (Incident.drill, wanted.drill),
        (Incident.private, wanted.private),
        (Incident.acknowledged, wanted.acknowledged),
    )
    said += [column.is_(value) for column, value in flags if value is not None]
    if wanted.mine is not None:
        said.append(mine(wanted.mine))
    if wanted.services:
        said.append(_touches(wanted.services))
    if wanted.tags:
        said.append(_tagged(Tagged.tag_id.in_(sorted(wanted.tags))))
    if wanted.span:
        said += [Incident.created_at >= wanted.span.start, Incident.created_at < wanted.span.end]
    if wanted.numbers is not None:
        said.append(Incident.id.in_(wanted.numbers[:MOST_NUMBERS]))
    said += [_has(word, lite) for word in wanted.words.split()]
    return [OPEN, *said] if wanted.open else said


def mine(person: int) -> ColumnElement[bool]:
    """Owner, or holder of a role."""
    held = select(Assignment.incident_id).where(
        Assignment.person_id == person, Assignment.until.is_(None)
    )
    return or_(Incident.owner_id == person, Incident.id.in_(held))


def _touches(services: frozenset[int]) -> ColumnElement[bool]:
    affected = select(Affected.incident_id).where(Affected.service_id.in_(sorted(services)))
    return or_(Incident.service_id.in_(sorted(services)), Incident.id.in_(affected))


def _tagged(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return Incident.id.in_(select(Tagged.incident_id).where(which))


def _has(word: str, lite: bool) -> ColumnElement[bool]:
    clean = storable(word)
    of_tag = clean.removeprefix(TAG)
    tags = select(Tag.id).where(_contains(Tag.name, of_tag, lite))
    tagged = _tagged(Tagged.tag_id.in_(tags))
    if clean.startswith(TAG):
        return tagged
    named = select(Service.id).where(_contains(Service.name, clean, lite))
    found = [_contains(Incident.title, clean, lite), Incident.service_id.in_(named), tagged]
    number = clean.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < DIGITS:
        found.append(Incident.id == int(number))
    return or_(*found)


def _contains(column: Any, word: str, lite: bool) -> ColumnElement[bool]:
    """Whatever the case. SQLite, and PostgreSQL in a C locale, fold ASCII only, so that other
    letters are asked for in each form. SQLite's LIKE folds by itself, a third faster."""
    has = column.contains if lite else column.icontains
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(has(form, autoescape=True) for form in sorted(forms)))
