"""The playbooks an incident has started: how far they are, whose each step is, what came of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errand_text import asked
from app.domain.playbook import PlayStepSpec, turn
from app.domain.playbook_text import read
from app.store import Store
from models.kinds import PlayState
from models.people import Person
from models.playbook import Play, PlayStep


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step; `number` counts from 1. `current`: it is its turn. `asks` are the values somebody
    must give before it can run."""

    id: int
    number: int
    spec: PlayStepSpec
    state: PlayState
    current: bool
    owner_id: int | None
    owner: str
    due_at: datetime | None
    late: bool
    ended_at: datetime | None
    ended_by: str
    outcome: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlayRow:
    """A started playbook."""

    id: int
    name: str
    number: int
    started_at: datetime
    started_by: str
    ended_at: datetime | None
    steps: tuple[StepRow, ...]

    @property
    def over(self) -> int:
        """How many steps are done or skipped."""
        return sum(each.state.over for each in self.steps)

    @property
    def current(self) -> StepRow | None:
        """Whose turn it is."""
        return next((each for each in self.steps if each.current), None)


def plays(store: Store, number: int) -> list[PlayRow]:
    """Of an incident, in the order they were started."""
    with store.read() as session:
        asked = select(Play).where(Play.incident_id == number).order_by(Play.id)
        return [_row(session, each) for each in session.scalars(asked)]


def _row(session: Session, play: Play) -> PlayRow:
    specs = read(play.text)[0].steps
    names = _names(session, play)
    now = turn([each.state for each in play.steps])
    return PlayRow(
        play.id,
        play.name,
        play.number,
        play.started_at,
        play.started_by,
        play.ended_at,
        tuple(
            _step(each, specs[n], names, n == now and play.ended_at is None)
            for n, each in enumerate(play.steps)
        ),
    )


def _names(session: Session, play: Play) -> dict[int, str]:
    wanted = {each.owner_id for each in play.steps if each.owner_id}
    asked = select(Person.id, Person.name).where(Person.id.in_(wanted))
    return dict(session.execute(asked).all()) if wanted else {}


def _step(row: PlayStep, spec: PlayStepSpec, names: dict[int, str], current: bool) -> StepRow:
    return StepRow(
        id=row.id,
        number=row.position + 1,
        spec=spec,
        state=row.state,
        current=current,
        owner_id=row.owner_id,
        owner=names.get(row.owner_id or 0, ""),
        due_at=row.due_at,
        late=row.late,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        outcome=row.outcome,
        asks=asked(spec),
    )
