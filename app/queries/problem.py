"""Problems: what is known of the causes behind incidents, and which may be behind a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.incident import NUMBERS
from app.errors import Refused
from app.queries.incident import rows_of
from app.queries.incident_row import IncidentRow
from app.queries.similar import similar
from app.queries.ticket import TicketRow, tickets_of
from app.store import Store
from models.incident import Incident
from models.kinds_learn import ProblemState
from models.people import Person
from models.problem import Problem, ProblemIncident
from models.service import Service

ENDED = (ProblemState.FIXED, ProblemState.CLOSED)
NEAR = 12  # similar incidents that are asked what was behind them
OFFERED = 3


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One line of the list; `incidents` counts those it was behind, `last_at` is when the latest of
    them began."""

    id: int
    title: str
    state: ProblemState
    cause: str
    workaround: str
    service: str | None
    service_id: int | None
    category: str | None
    owner: str | None
    owner_id: int | None
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    fixed_at: datetime | None
    version: int
    incidents: int
    last_at: datetime | None

    @property
    def shown(self) -> str:
        """As people say it."""
        return f"P{self.id}"


@dataclass(frozen=True, slots=True)
class ProblemDetail:
    """The whole of one; its incidents, the latest first."""

    row: ProblemRow
    incidents: tuple[IncidentRow, ...]
    tickets: tuple[TicketRow, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A problem that may be behind an incident, and why that is thought."""

    problem: ProblemRow
    why: str


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind an incident: a problem somebody linked, or those that may be."""

    number: int
    linked: ProblemRow | None
    suggested: tuple[Suggestion, ...]


COUNT = (
    select(
        ProblemIncident.problem_id,
        func.count().label("many"),
        func.max(Incident.created_at).label("last"),
    )
    .join(Incident, Incident.id == ProblemIncident.incident_id)
    .group_by(ProblemIncident.problem_id)
    .subquery()
)
ROW = (
    Problem.id, Problem.title, Problem.state, Problem.cause, Problem.workaround, Service.name,
    Problem.service_id, Problem.category, Person.name, Problem.owner_id, Problem.created_at,
    Problem.created_by, Problem.changed_at, Problem.changed_by, Problem.fixed_at, Problem.version,
    func.coalesce(COUNT.c.many, 0), COUNT.c.last,
)  # fmt: skip


def problems(store: Store, *, ended: bool = True) -> list[ProblemRow]:
    """Those nobody has solved first, of them the one with the latest incident; `ended` brings the
    others along."""
    with store.read() as session:
        rows = _rows(session, _asked())
    kept = [each for each in rows if ended or not each.state.over]
    return sorted(kept, key=lambda each: (each.state.over, -_latest(each), -each.id))


def problem(store: Store, ident: int) -> ProblemDetail:
    """Raises Refused."""
    with store.read() as session:
        row = _one(session, ident)
        asked = select(ProblemIncident.incident_id).where(ProblemIncident.problem_id == ident)
        numbers = sorted(session.scalars(asked), reverse=True)
        found = {each.number: each for each in rows_of(session, numbers)}
        tickets = tickets_of(session, problems=[ident]).get(ident, ())
        return ProblemDetail(row, tuple(found[n] for n in numbers if n in found), tickets)


def behind(store: Store, number: int) -> Behind:
    """What is known to be, or may be, behind an incident: of a like incident, or of the same
    service and category. Raises Refused."""
    with store.read() as session:
        rows = rows_of(session, [number])
        if not rows:
            raise Refused(f"There is no incident #{number}.")
        asked = select(ProblemIncident.problem_id).where(ProblemIncident.incident_id == number)
        ident = session.scalar(asked)
        if ident is not None:
            return Behind(number, _one(session, ident), ())
        left = _rows(session, _asked().where(Problem.state.not_in(ENDED)))
    return Behind(number, None, tuple(_suggested(store, rows[0], left)[:OFFERED]) if left else ())


def _suggested(store: Store, row: IncidentRow, left: Sequence[ProblemRow]) -> list[Suggestion]:
    """The reasons of each, the best first."""
    alike = {each.row.number: each.match for each in similar(store, row.number, NEAR)}
    with store.read() as session:
        asked = select(ProblemIncident.problem_id, ProblemIncident.incident_id).where(
            ProblemIncident.incident_id.in_(list(alike))
        )
        linked = [(ident, alike[number]) for ident, number in session.execute(asked)]
    found: list[tuple[float, Suggestion]] = []
    for each in left:
        best = max((m for ident, m in linked if ident == each.id), key=lambda m: m.score,
                   default=None)  # fmt: skip
        same = _same(each, row)
        if best is None and not same:
            continue
        like = f"#{best.number} was {best.score:.0%} alike" if best else ""
        why = "; ".join(filter(None, [like, same]))
        found.append(((best.score if best else 0) + bool(same) * 0.3, Suggestion(each, why)))
    return [each for _, each in sorted(found, key=lambda pair: (-pair[0], -pair[1].problem.id))]


def _same(problem: ProblemRow, row: IncidentRow) -> str:
    """Both where both are set; a problem of a category alone fits any service."""
    if problem.service_id is None and problem.category is None:
        return ""
    service = problem.service_id is None or problem.service_id == row.service_id
    category = problem.category is None or problem.category == row.category
    if not (service and category):
        return ""
    said = ["same service"] if problem.service_id is not None else []
    return "; ".join([*said, *(["same category"] if problem.category is not None else [])])


def _latest(row: ProblemRow) -> float:
    return (row.last_at or row.created_at).timestamp()


def _one(session: Session, ident: int) -> ProblemRow:
    found = _rows(session, _asked().where(Problem.id == ident)) if ident in NUMBERS else []
    if not found:
        raise Refused(f"There is no problem P{ident}.")
    return found[0]


def _asked() -> Any:
    return (
        select(*ROW)
        .outerjoin(Service, Service.id == Problem.service_id)
        .outerjoin(Person, Person.id == Problem.owner_id)
        .outerjoin(COUNT, COUNT.c.problem_id == Problem.id)
    )


def _rows(session: Session, asked: Any) -> list[ProblemRow]:
    return [ProblemRow(*tuple(each)) for each in session.execute(asked)]
